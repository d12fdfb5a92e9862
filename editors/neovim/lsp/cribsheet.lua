-- Neovim 0.11 and later read this file for vim.lsp.enable('cribsheet'); older ones get it from plugin/cribsheet.lua.
return {
  cmd = { 'cribsheet', 'lsp' },
  filetypes = { 'yaml', 'yaml.cloudformation', 'json', 'jsonc', 'markdown' },
  root_markers = { '.cribsheet.yaml', 'template.yaml', 'samconfig.toml', 'buildspec.yml', '.git' },
  settings = { cribsheet = {} },
}
