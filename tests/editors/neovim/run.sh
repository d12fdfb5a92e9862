#!/usr/bin/env bash
# Runs check.lua and the cases in each Neovim; where $PREFIX names an install, also a first-time user's path with it. usage: run.sh BINARY CACHE_DIR [SUITE...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
binary=$(realpath "$1")
cache=$(realpath -m "$2")
shift 2
status=0
for suite in "${@:-bookworm trixie sid}"; do
  for one in $suite; do
    if ! bash "$here/../get.sh" "$cache/$one" "$one" >/dev/null; then
      echo "== Neovim of $one: skipped, it could not be fetched"
      continue
    fi
    echo "== Neovim of $one"
    for run in "samples editors/neovim/check.lua" "editors/workspace editors/neovim/cases.lua"; do
      read -r folder script <<<"$run"
      work=$(mktemp -d)
      cp -r "$root/tests/$folder/." "$work"
      (cd "$work" && XDG_CONFIG_HOME=$work/.config XDG_STATE_HOME=$work/.state XDG_CACHE_HOME=$work/.cache \
        timeout 300 "$cache/$one/root/usr/bin/nvim" --clean --headless --cmd "set rtp^=$root/editors/neovim" \
        --cmd "let g:cribsheet = {'cmd': ['$binary', 'lsp']}" \
        --cmd "runtime plugin/cribsheet.lua" -S "$root/tests/$script") || status=1
      rm -rf "$work"
    done
    [ -n "${PREFIX:-}" ] || continue
    work=$(mktemp -d)
    mkdir "$work"/{home,ws}
    cp -r "$root/tests/samples/." "$work/ws"
    (cd "$work/ws" && START=$(date +%s%N) HOME=$work/home XDG_CONFIG_HOME=$work/.config XDG_STATE_HOME=$work/.state XDG_CACHE_HOME=$work/.cache \
      XDG_DATA_HOME=$PREFIX/share PATH=$PREFIX/bin:$PATH timeout 60 "$cache/$one/root/usr/bin/nvim" --headless queue-worker.yaml \
      -S "$root/tests/editors/neovim/first.lua") || status=1
    rm -rf "$work"
  done
done
exit $status
