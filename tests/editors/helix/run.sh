#!/usr/bin/env bash
# Debian's Helix on a real screen, with the languages.toml of README.md, on a copy of the samples.
# usage: run.sh BINARY HX      needs tmux; HX lies beside its `runtime`
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
binary=$(realpath "$1")
hx=$(realpath "$2")
work=$(mktemp -d)
socket=cribsheet-$$
screen() { tmux -L "$socket" -f /dev/null "$@"; }
trap 'screen kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$work"/{ws,bin,config/helix}
cp -r "$root/tests/samples/." "$work/ws"
ln -s "$binary" "$work/bin/cribsheet"
[ -z "${TRAFFIC:-}" ] || { # what Helix says, into this file
  rm "$work/bin/cribsheet"
  printf '#!/bin/sh\ntee "%s" | "%s" "$@"\n' "$TRAFFIC" "$binary" >"$work/bin/cribsheet"
  chmod +x "$work/bin/cribsheet"
}
# The fence of README.md below its mention of Helix.
awk '/^\*\*Helix\*\*/ {found = 1} found && /^```$/ {exit} inside {print} found && /^```toml/ {inside = 1}' "$root/README.md" >"$work/config/helix/languages.toml"
printf '[editor]\nend-of-line-diagnostics = "hint"\n[editor.inline-diagnostics]\ncursor-line = "hint"\n' >"$work/config/helix/config.toml"

status=0
shows() { # NAME TEXT
  for _ in $(seq 80); do
    if screen capture-pane -p -t e | grep -F -- "$2" >/dev/null; then echo "ok      $1"; return; fi
    sleep .1
  done
  status=1
  echo "FAILED  $1: the screen never showed: $2"
  screen capture-pane -p -t e
}
keys() { screen send-keys -t e "$@"; sleep .3; }

screen new-session -d -s e -x 120 -y 45 "cd $work/ws && env HOME=$work XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache HELIX_RUNTIME=$(dirname "$hx")/runtime \
  PATH=$work/bin:$PATH TERM=tmux-256color $hx queue-worker.yaml; sleep 60"
shows "helix: it is open" AWSTemplateFormatVersion
keys /VisibilityTimeout Enter
shows "helix: a finding beside its line" "it must be 0 to 43200"
keys Space k
shows "helix: hover with the note" "at least six times"
keys Escape
keys Space s
shows "helix: the document's symbols" "DeadLetters"
keys Escape
keys Escape
keys "/GetAtt Dead" Enter
keys l
keys g d
keys Space r
keys C-u
keys Renamed Enter
keys ":w" Enter
for _ in $(seq 50); do grep '^  Renamed:' "$work/ws/queue-worker.yaml" >/dev/null && break; sleep .1; done
if grep '^  Renamed:' "$work/ws/queue-worker.yaml" >/dev/null && grep 'GetAtt Renamed' "$work/ws/queue-worker.yaml" >/dev/null; then
  echo "ok      helix: a definition is gone to, and renamed everywhere"
else
  status=1
  echo "FAILED  helix: a definition is gone to, and renamed everywhere"
  screen capture-pane -p -t e
fi
"$hx" --version
keys ":q!" Enter
exit $status
