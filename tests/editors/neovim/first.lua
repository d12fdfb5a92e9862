-- A first-time user's path on Neovim, after an install and with no setting: the time from starting the editor to a hover with a note.
--   START=$(date +%s%N) nvim --headless queue-worker.yaml -S tests/editors/neovim/first.lua
vim.o.swapfile = false
local at
for line, text in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
  local column = text:find('VisibilityTimeout: ', 1, true)
  if column then at = { line = line - 1, character = column } end
end
local hover
local got = vim.wait(20000, function()
  local client = require('cribsheet').clients()[1]
  if not (client and client.server_capabilities and client.server_capabilities.hoverProvider) then return false end
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', { textDocument = { uri = vim.uri_from_bufnr(0) }, position = at }, 2000)
  for _, answer in pairs(answers or {}) do hover = answer.result and answer.result ~= vim.NIL and answer.result.contents.value or hover end
  return hover and hover:find('at least six times')
end, 10)
local seconds, micros = (vim.loop or vim.uv).gettimeofday()
io.stdout:write(('first: %s after %.2f s\n'):format(got and 'a hover with the note' or 'FAILED', seconds + micros / 1e6 - tonumber(vim.env.START) / 1e9))
vim.cmd(got and 'qall!' or 'cquit 1')
