-- Cribsheet for Neovim 0.7 and later: starts the server and shows what its own requests answer. No dependencies.
local M = {}

-- vim.g.cribsheet = { cmd = {...}, filetypes = {...}, settings = {...} } overrides lsp/cribsheet.lua.
function M.config()
  local file = vim.api.nvim_get_runtime_file('lsp/cribsheet.lua', false)[1]
  return vim.tbl_deep_extend('force', { name = 'cribsheet' }, dofile(file), vim.g.cribsheet or {})
end

local function root_of(path, markers)
  local dir = vim.fn.fnamemodify(path, ':p:h')
  local here = dir
  while true do
    for _, marker in ipairs(markers) do
      local full = here .. '/' .. marker
      if vim.fn.filereadable(full) == 1 or vim.fn.isdirectory(full) == 1 then return here end
    end
    local up = vim.fn.fnamemodify(here, ':h')
    if up == here then return dir end
    here = up
  end
end

local started = {} -- root -> client id, for Neovim 0.7 that has no vim.lsp.start

local function attach(bufnr)
  local path = vim.api.nvim_buf_get_name(bufnr)
  if path == '' or vim.bo[bufnr].buftype ~= '' then return end
  local config = M.config()
  config.root_dir = root_of(path, config.root_markers)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = bufnr })
  else
    local id = started[config.root_dir]
    if not (id and vim.lsp.get_client_by_id(id)) then
      id = vim.lsp.start_client(config)
      started[config.root_dir] = id
    end
    if id then vim.lsp.buf_attach_client(bufnr, id) end
  end
end

function M.start()
  if vim.lsp.enable and vim.lsp.config then
    if vim.g.cribsheet then vim.lsp.config('cribsheet', vim.g.cribsheet) end
    vim.lsp.enable('cribsheet')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('cribsheet', { clear = true }),
    pattern = M.config().filetypes,
    callback = function(event) attach(event.buf) end,
  })
end

function M.clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return vim.tbl_filter(function(client) return client.name == 'cribsheet' end, get())
end

local function say(text)
  vim.notify('Cribsheet: ' .. text)
end

-- Sends a request to the server of this buffer; `show` gets the answer, which may be nil.
local function ask(method, params, show)
  local client
  for _, candidate in ipairs(M.clients()) do
    if vim.lsp.buf_is_attached(0, candidate.id) then client = candidate end
  end
  if not client then return say('the server does not serve this buffer; see :checkhealth cribsheet') end
  local function done(err, result)
    if err then return say(err.message) end
    if result == vim.NIL then result = nil end
    show(result)
  end
  -- Neovim 0.11 made request a method of the client.
  if vim.fn.has('nvim-0.11') == 1 then client:request(method, params, done, 0) else client.request(method, params, done, 0) end
end

local function cursor()
  local client = M.clients()[1]
  return vim.lsp.util.make_position_params(0, client and client.offset_encoding or 'utf-16')
end

-- A passage on one line: its heading, then its lines without their bullets.
local function one_line(passage)
  local text = passage.text:gsub('^%s*[-*+] ', ''):gsub('\n%s*[-*+]?%s*', ' / ')
  if #passage.heading == 0 then return text end
  return table.concat(passage.heading, ' > ') .. ': ' .. text
end

local function to_quickfix(title, passages)
  local list = {}
  for _, passage in ipairs(passages) do
    local item = { text = one_line(passage) }
    if passage.uri ~= '' then
      item.filename = vim.uri_to_fname(passage.uri)
      item.lnum = passage.range.start.line + 1
    end
    list[#list + 1] = item
  end
  vim.fn.setqflist({}, ' ', { title = title, items = list })
  vim.cmd('copen')
end

function M.notes()
  ask('cribsheet/notes/lookup', cursor(), function(answer)
    if not answer or #answer.passages == 0 then return say('your notes say nothing about this') end
    to_quickfix('Notes on ' .. answer.entity, answer.passages)
  end)
end

function M.search(words)
  ask('cribsheet/notes/search', { words = words }, function(answer)
    if not answer or #answer.passages == 0 then return say('nothing in your notes matches ' .. words) end
    to_quickfix('Notes: ' .. words, answer.passages)
  end)
end

function M.new_note()
  ask('cribsheet/notes/new', cursor(), function(note)
    if not note then return say('put the cursor on a property, a type or an action, and name your notes in the settings') end
    local path = vim.uri_to_fname(note.uri)
    vim.fn.mkdir(vim.fn.fnamemodify(path, ':h'), 'p') -- the first note may have no folder yet
    vim.cmd('edit ' .. vim.fn.fnameescape(path))
    local line, text = note.position.line, vim.split(note.text, '\n')
    if text[#text] == '' then table.remove(text) end
    if text[1] == '' then table.remove(text, 1) end
    vim.api.nvim_buf_set_lines(0, line, line, false, text)
    vim.api.nvim_win_set_cursor(0, { line + #text, #text[#text] })
    vim.cmd('startinsert!')
  end)
end

local function scratch(name, filetype, lines)
  vim.cmd('new')
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.filetype = filetype
  pcall(vim.api.nvim_buf_set_name, 0, name)
end

function M.explain(rule)
  if rule == '' then
    local line = vim.api.nvim_win_get_cursor(0)[1] - 1
    for _, finding in ipairs(vim.diagnostic.get(0, { lnum = line })) do
      if finding.source == 'cribsheet' then rule = finding.code or (finding.user_data and finding.user_data.lsp.code) or rule end
    end
  end
  if rule == '' then return say('put the cursor on a finding, or name a rule') end
  ask('cribsheet/rules/explain', { rule = rule }, function(page)
    if not page then return say('there is no rule named ' .. rule) end
    scratch('cribsheet://rule/' .. rule, 'markdown', vim.split(page.markdown, '\n'))
  end)
end

-- The graph as text: each node with what it refers to.
function M.graph()
  ask('cribsheet/graph', { textDocument = { uri = vim.uri_from_bufnr(0) } }, function(graph)
    if not graph or #graph.nodes == 0 then return say('this file has no parts that refer to each other') end
    local names, lines = {}, {}
    for _, node in ipairs(graph.nodes) do names[node.id] = node.name end
    for _, node in ipairs(graph.nodes) do
      lines[#lines + 1] = ('%s  %s'):format(node.name, node.type or node.kind)
      for _, edge in ipairs(graph.edges) do
        if edge.from == node.id then lines[#lines + 1] = ('  -> %s (%s)'):format(names[edge.to] or '?', edge.kind) end
      end
    end
    scratch('cribsheet://graph', '', lines)
  end)
end

function M.restart()
  local buffers = {}
  for _, client in ipairs(M.clients()) do
    local attached = client.attached_buffers and vim.tbl_keys(client.attached_buffers) or vim.lsp.get_buffers_by_client_id(client.id)
    for _, bufnr in ipairs(attached) do buffers[#buffers + 1] = bufnr end
    if vim.fn.has('nvim-0.11') == 1 then client:stop(true) else vim.lsp.stop_client(client.id, true) end
  end
  started = {}
  vim.wait(2000, function() return #M.clients() == 0 end, 20)
  for _, bufnr in ipairs(buffers) do
    vim.api.nvim_buf_call(bufnr, function() vim.cmd('doautocmd <nomodeline> FileType') end)
  end
end

return M
