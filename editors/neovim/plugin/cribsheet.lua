-- Starts the server for templates and notes, and binds the commands. :help cribsheet
if vim.g.loaded_cribsheet then return end
vim.g.loaded_cribsheet = true

-- Names that Neovim has no filetype for, or another one.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = vim.api.nvim_create_augroup('cribsheet_filetypes', { clear = true }),
  pattern = { '*/.ebextensions/*.config', '*.template', '*.asl' },
  callback = function()
    local first = vim.fn.getline(vim.fn.nextnonblank(1))
    vim.bo.filetype = vim.trim(first):sub(1, 1) == '{' and 'json' or 'yaml'
  end,
})

require('cribsheet').start()

local function command(name, run, opts)
  vim.api.nvim_create_user_command(name, run, opts or {})
end

command('CribsheetRestart', function() require('cribsheet').restart() end)
command('CribsheetNotes', function() require('cribsheet').notes() end)
command('CribsheetSearch', function(a) require('cribsheet').search(a.args) end, { nargs = '+' })
command('CribsheetNewNote', function() require('cribsheet').new_note() end)
command('CribsheetGraph', function() require('cribsheet').graph() end)
command('CribsheetExplain', function(a) require('cribsheet').explain(a.args) end, { nargs = '?' })
