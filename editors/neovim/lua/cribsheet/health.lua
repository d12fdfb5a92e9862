-- :checkhealth cribsheet
local M = {}

-- Neovim 0.10 dropped the report_ in these names.
local health = vim.health or require('health')
local start, ok = health.start or health.report_start, health.ok or health.report_ok
local warn, err = health.warn or health.report_warn, health.error or health.report_error

-- Servers that answer for the same files, and what keeps two answers from standing side by side.
local others = {
  yamlls = 'it takes !Ref and !Sub for mistakes: settings = { yaml = { validate = false, completion = false } } in projects of templates',
}
others['yaml-language-server'] = others.yamlls

local function beside()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  for _, client in ipairs(get()) do
    if others[client.name] then warn(('%s runs too; %s (:help cribsheet-beside)'):format(client.name, others[client.name])) end
  end
end

function M.check()
  start('cribsheet')
  local config = require('cribsheet').config()
  local program = config.cmd[1]
  if vim.fn.executable(program) ~= 1 then
    return err(('%s is not on PATH: install it, or set vim.g.cribsheet = { cmd = { "/path/to/cribsheet", "lsp" } }'):format(program))
  end
  ok(vim.trim(vim.fn.system({ program, '--version' })))
  local info = vim.fn.system({ program, 'knowledge', 'info' })
  if vim.v.shell_error == 0 then ok(vim.trim(info)) else err(vim.trim(info)) end
  local clients = require('cribsheet').clients()
  if #clients == 0 then warn('the server is not running: open a template, a buildspec, a policy or a note') end
  for _, client in ipairs(clients) do
    ok(('running for %s, positions in %s'):format(client.config.root_dir or '(no root)', client.offset_encoding))
  end
  beside()
end

return M

