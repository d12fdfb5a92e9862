#!/usr/bin/env bash
# A picture of the real screen: a hover with its note in Neovim's terminal interface.
# usage: picture.sh BINARY NVIM OUT.png      needs tmux, Chromium, and tests/editors/vscode/node_modules
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
binary=$(realpath "$1")
nvim=$(realpath "$2")
out=$(realpath -m "$3")
work=$(mktemp -d)
socket=cribsheet-$$
trap 'tmux -L $socket kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
cp -r "$root/tests/samples/." "$work"
cat >"$work/ui.lua" <<'L'
vim.o.number, vim.o.signcolumn, vim.o.swapfile = true, 'yes', false
if vim.fn.exists('+winborder') == 1 then vim.o.winborder = 'single' end
vim.diagnostic.config({ virtual_text = true })
vim.keymap.set('n', 'K', vim.lsp.buf.hover)
L
screen() { tmux -L "$socket" -f /dev/null "$@"; }
await() {
  for _ in $(seq 100); do screen capture-pane -p -t e | grep -qF -- "$1" && return 0; sleep .1; done
  echo "picture.sh: the screen never showed: $1" >&2
  screen capture-pane -p -t e >&2
  return 1
}
screen new-session -d -s e -x 120 -y 36 "cd $work && TERM=tmux-256color $nvim --clean --cmd 'set rtp^=$root/editors/neovim' \
  --cmd \"let g:cribsheet = {'cmd': ['$binary', 'lsp']}\" --cmd 'luafile ui.lua' --cmd 'runtime plugin/cribsheet.lua' queue-worker.yaml"
await 'AWSTemplateFormatVersion'
screen send-keys -t e '/VisibilityTimeout' Enter
await 'must be 0 to 43200'
sleep 1
screen send-keys -t e K
await 'From your notes'
screen capture-pane -e -p -t e >"$work/screen.ansi"
(cd "$root/tests/editors/vscode" && node "$here/draw.cjs" "$work/screen.ansi" "$out" 120 36)
