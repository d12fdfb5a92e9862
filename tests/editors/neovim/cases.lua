-- Plays tests/editors/cases.json through vim.lsp, on Neovim 0.7 and later; run in a copy of tests/editors/workspace.
-- Prints a line a case; exits 1 where one failed. $ONLY: a Lua pattern of the names to play.
local here = debug.getinfo(1, 'S').source:sub(2):match('^(.*)/neovim/')
local table_of_cases = vim.json.decode(table.concat(vim.fn.readfile(here .. '/cases.json'), '\n'))
local folder = vim.fn.getcwd()
vim.o.swapfile = false
vim.o.fixendofline = false

local function client() return require('cribsheet').clients()[1] end

local function request(method, params, wait)
  local answers, err = vim.lsp.buf_request_sync(0, method, params, wait or 8000)
  for _, answer in pairs(answers or {}) do
    if answer.error then error(method .. ': ' .. answer.error.message) end
    if answer.result == vim.NIL then return nil end
    return answer.result
  end
  if err then error(method .. ': ' .. tostring(err)) end
end

-- Neovim since 0.11 asks for no findings after a reload: there it is always a fresh buffer.
local function open(file)
  local old = vim.fn.bufnr('^' .. folder .. '/' .. file .. '$')
  if old > 0 and vim.fn.has('nvim-0.11') == 1 then vim.cmd('bwipeout! ' .. old) end
  vim.cmd('edit! ' .. vim.fn.fnameescape(folder .. '/' .. file))
  if not vim.wait(10000, function() return client() and vim.lsp.buf_is_attached(0, client().id) end, 5) then error('the server did not attach to ' .. file) end
end

local function short(uri)
  local path = vim.uri_to_fname(uri)
  return path:sub(1, #folder + 1) == folder .. '/' and path:sub(#folder + 2) or path
end

local function lines_of(uri)
  local bufnr = vim.fn.bufnr('^' .. vim.fn.fnameescape(vim.uri_to_fname(uri)) .. '$')
  if bufnr > 0 and vim.api.nvim_buf_is_loaded(bufnr) then return vim.api.nvim_buf_get_lines(bufnr, 0, -1, false) end
  return vim.fn.readfile(vim.uri_to_fname(uri))
end

local function line_at(uri, line) return short(uri) .. ': ' .. vim.trim(lines_of(uri)[line + 1] or '') end

local function here_text(range)
  local uri = vim.uri_from_bufnr(0)
  local line = lines_of(uri)[range.start.line + 1] or ''
  if range['end'].line ~= range.start.line then return line:sub(range.start.character + 1) end
  return line:sub(range.start.character + 1, range['end'].character)
end

-- The position that ^ marks in `text`, 0-based.
local function place(text)
  local before, after = text:match('^(.-)%^(.*)$')
  local whole = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
  local found = whole:find(before .. after, 1, true)
  if not found then error('the file has no ' .. text) end
  local lines = vim.split(whole:sub(1, found - 1) .. before, '\n', { plain = true })
  return { line = #lines - 1, character = #lines[#lines] }
end

local function about(case, extra)
  return vim.tbl_extend('force', { textDocument = { uri = vim.uri_from_bufnr(0) }, position = case.at and place(case.at) or nil }, extra or {})
end

local function everything() return { start = { line = 0, character = 0 }, ['end'] = { line = vim.api.nvim_buf_line_count(0), character = 0 } } end

local function add_locations(answers, result)
  for _, found in ipairs(result and (result.uri or result.targetUri) and { result } or result or {}) do
    answers[#answers + 1] = line_at(found.uri or found.targetUri, (found.targetSelectionRange or found.range).start.line)
  end
  return answers
end

local function add_edits(answers, edit)
  for uri, edits in pairs(edit and edit.changes or {}) do
    for _, one in ipairs(edits) do answers[#answers + 1] = line_at(uri, one.range.start.line) .. ' -> ' .. one.newText end
  end
  for _, change in ipairs(edit and edit.documentChanges or {}) do
    for _, one in ipairs(change.edits or {}) do
      if change.textDocument then answers[#answers + 1] = (change.textDocument.version == nil and short(change.textDocument.uri) or line_at(change.textDocument.uri, one.range.start.line)) .. ' -> ' .. one.newText end
    end
  end
  return answers
end

local token_names = nil
local ask = {}

function ask.hover(case)
  local found
  vim.wait(case.patience or 0, function()
    found = request('textDocument/hover', about(case))
    return found and (not case.has[1] or vim.inspect(found):find(case.has[#case.has], 1, true))
  end, 50)
  found = found or request('textDocument/hover', about(case))
  return found and { found.contents.value } or {}
end

function ask.completion(case)
  local answers = {}
  local result = request('textDocument/completion', about(case, { context = { triggerKind = 1 } })) or {}
  for _, item in ipairs(result.items or result) do
    answers[#answers + 1] = item.label
    if item.label == case.resolve then
      item = request('completionItem/resolve', item)
      answers[#answers + 1] = item.documentation and (item.documentation.value or item.documentation) or 'no documentation'
    end
  end
  return answers
end

function ask.diagnostics(case)
  local answers
  local function all()
    return vim.tbl_count(vim.tbl_filter(function(want) return not table.concat(answers, '\n'):find(want, 1, true) end, case.has)) == 0
  end
  vim.wait(8000, function()
    answers = {}
    for _, found in ipairs(vim.diagnostic.get(0)) do answers[#answers + 1] = ('%s [%s]'):format(found.message, found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code) or '') end
    return all()
  end, 20)
  return answers
end

ask['pull diagnostics'] = function(case)
  local answers = {}
  local report
  -- The newest Neovim asks too, and cancels what is under way of the same kind.
  for _ = 1, 10 do
    local ok, answer = pcall(request, 'textDocument/diagnostic', about(case), 1000)
    if ok then report = answer break end
  end
  for _, found in ipairs(report.items) do answers[#answers + 1] = found.message end
  return answers
end

ask['workspace diagnostics'] = function(case)
  local answers = {}
  for _, report in ipairs(request('workspace/diagnostic', { previousResultIds = {} }).items) do
    for _, found in ipairs(report.items or {}) do answers[#answers + 1] = short(report.uri) .. ': ' .. found.message end
  end
  return answers
end

function ask.definition(case) return add_locations({}, request('textDocument/definition', about(case))) end
function ask.declaration(case) return add_locations({}, request('textDocument/declaration', about(case))) end
function ask.references(case) return add_locations({}, request('textDocument/references', about(case, { context = { includeDeclaration = true } }))) end

function ask.highlight(case)
  local answers = {}
  for _, found in ipairs(request('textDocument/documentHighlight', about(case)) or {}) do
    answers[#answers + 1] = line_at(vim.uri_from_bufnr(0), found.range.start.line) .. (found.kind == 3 and ' (written)' or ' (read)')
  end
  return answers
end

function ask.rename(case)
  local prepared = request('textDocument/prepareRename', about(case))
  if not prepared then return { 'refused' } end
  return add_edits({ 'prepared ' .. prepared.placeholder }, request('textDocument/rename', about(case, { newName = case.name })))
end

ask['document symbols'] = function(case)
  local answers = {}
  local function walk(list, above)
    for _, symbol in ipairs(list or {}) do
      answers[#answers + 1] = above .. symbol.name .. ' ' .. (symbol.detail or '')
      walk(symbol.children, above .. symbol.name .. '/')
    end
  end
  walk(request('textDocument/documentSymbol', about(case)), '')
  return answers
end

ask['workspace symbols'] = function(case)
  local answers = {}
  for _, found in ipairs(request('workspace/symbol', { query = case.query }) or {}) do answers[#answers + 1] = found.name .. ' in ' .. short(found.location.uri) end
  return answers
end

ask['code action'] = function(case)
  local range = everything()
  if case.at then range = { start = place(case.at), ['end'] = place(case.at) } end
  local answers = {}
  local only = case.only and { case.only } or nil
  for _, action in ipairs(request('textDocument/codeAction', about(case, { position = nil, range = range, context = { diagnostics = vim.empty_dict() and {}, only = only } })) or {}) do
    answers[#answers + 1] = action.title
    if action.title == case.title then
      vim.lsp.util.apply_workspace_edit(action.edit, client().offset_encoding)
      local uri = case.into and vim.uri_from_fname(folder .. '/' .. case.into) or vim.uri_from_bufnr(0)
      answers[#answers + 1] = 'made: ' .. table.concat(lines_of(uri), '\n')
      if case.into then
        pcall(vim.cmd, 'bwipeout! ' .. vim.fn.bufnr('^' .. folder .. '/' .. case.into .. '$'))
        os.remove(folder .. '/' .. case.into)
      end
    end
  end
  return answers
end

ask['code lens'] = function(case)
  local answers = {}
  for _, lens in ipairs(request('textDocument/codeLens', about(case)) or {}) do answers[#answers + 1] = line_at(vim.uri_from_bufnr(0), lens.range.start.line) .. ' has ' .. lens.command.title end
  return answers
end

ask['inlay hints'] = function(case)
  local answers = {}
  for _, hint in ipairs(request('textDocument/inlayHint', about(case, { range = everything() })) or {}) do answers[#answers + 1] = line_at(vim.uri_from_bufnr(0), hint.position.line) .. ' shows ' .. hint.label end
  return answers
end

ask['signature help'] = function(case)
  local help = request('textDocument/signatureHelp', about(case))
  return help and { help.signatures[1].label .. ' at ' .. help.activeParameter } or {}
end

ask['document links'] = function(case)
  local answers = {}
  for _, link in ipairs(request('textDocument/documentLink', about(case)) or {}) do answers[#answers + 1] = (link.target:gsub('^file://' .. vim.pesc(folder) .. '/', '')) end
  return answers
end

function ask.folding(case)
  local answers = {}
  for _, fold in ipairs(request('textDocument/foldingRange', about(case)) or {}) do answers[#answers + 1] = line_at(vim.uri_from_bufnr(0), fold.startLine) .. ' over ' .. (fold.endLine - fold.startLine) end
  return answers
end

ask['selection ranges'] = function(case)
  local answers = {}
  local one = (request('textDocument/selectionRange', about(case, { positions = { place(case.at) }, position = nil })) or {})[1]
  while one and one ~= vim.NIL do
    answers[#answers + 1] = here_text(one.range)
    one = one.parent
  end
  return answers
end

ask['semantic tokens'] = function(case)
  token_names = token_names or client().server_capabilities.semanticTokensProvider.legend.tokenTypes
  local answers, line, character = {}, 0, 0
  local data = request('textDocument/semanticTokens/full', about(case)).data
  for i = 1, #data, 5 do
    line, character = line + data[i], data[i] == 0 and character + data[i + 1] or data[i + 1]
    answers[#answers + 1] = here_text({ start = { line = line, character = character }, ['end'] = { line = line, character = character + data[i + 2] } }) .. ' is ' .. token_names[data[i + 3] + 1]
  end
  return answers
end

ask['linked editing'] = function(case)
  local answers = {}
  for _, range in ipairs((request('textDocument/linkedEditingRange', about(case)) or { ranges = {} }).ranges) do answers[#answers + 1] = line_at(vim.uri_from_bufnr(0), range.start.line) end
  return answers
end

ask['on-type formatting'] = function(case)
  local answers = {}
  for _, edit in ipairs(request('textDocument/onTypeFormatting', about(case, { ch = '\n', options = { tabSize = 2, insertSpaces = true } })) or {}) do answers[#answers + 1] = '"' .. edit.newText .. '"' end
  return answers
end

ask['call hierarchy'] = function(case)
  local answers = {}
  for _, item in ipairs(request('textDocument/prepareCallHierarchy', about(case)) or {}) do
    answers[#answers + 1] = 'of ' .. item.name
    for _, call in ipairs(request('callHierarchy/incomingCalls', { item = item }) or {}) do answers[#answers + 1] = 'from ' .. call.from.name end
    for _, call in ipairs(request('callHierarchy/outgoingCalls', { item = item }) or {}) do answers[#answers + 1] = 'to ' .. call.to.name end
  end
  return answers
end

ask['file renaming'] = function(case)
  local from, to = case.name:match('^(.*) to (.*)$')
  return add_edits({}, request('workspace/willRenameFiles', { files = { { oldUri = vim.uri_from_fname(folder .. '/' .. from), newUri = vim.uri_from_fname(folder .. '/' .. to) } } }))
end

function ask.graph(case)
  local answers = {}
  for _, edge in ipairs(request('cribsheet/graph', about(case)).edges) do answers[#answers + 1] = edge.from .. ' -' .. edge.kind .. '-> ' .. edge.to end
  return answers
end

local function compare(case, answers)
  local all = table.concat(answers, '\n')
  for _, want in ipairs(case.has) do
    if not all:find(want, 1, true) then error(('no "%s" in\n%s'):format(want, all:sub(1, 3000)), 0) end
  end
  for _, unwanted in ipairs(case['not'] or {}) do
    if all:find(unwanted, 1, true) then error(('"%s" in\n%s'):format(unwanted, all:sub(1, 3000)), 0) end
  end
  if case.count and #answers ~= case.count then error(('%d answers instead of %d:\n%s'):format(#answers, case.count, all:sub(1, 3000)), 0) end
end

local function play(case)
  open(case.file)
  if case.insert then
    local at = place(case.behind .. '^')
    vim.api.nvim_buf_set_text(0, at.line, at.character, at.line, at.character, vim.split(case.insert, '\n', { plain = true }))
  end
  local ok, err = pcall(function() compare(case, ask[case.feature](case)) end)
  vim.cmd('edit!')
  if not ok then error(err, 0) end
end

local passed, failed = 0, 0
for _, case in ipairs(table_of_cases) do
  local name = case.feature .. '/' .. case.kind .. '/' .. case.file .. (case.case and '/' .. case.case or '')
  if not vim.env.ONLY or name:find(vim.env.ONLY) then
    local ok, err = pcall(play, case)
    if ok then passed = passed + 1 else failed = failed + 1 end
    io.stdout:write((ok and 'ok      ' or 'FAILED  ') .. name .. (ok and '' or ': ' .. tostring(err)) .. '\n')
  end
end
local v = vim.version()
io.stdout:write(('nvim %d.%d.%d: %d cases passed, %d failed\n'):format(v.major, v.minor, v.patch, passed, failed))
vim.cmd((failed == 0 and passed > 0) and 'qall!' or 'cquit 1')
