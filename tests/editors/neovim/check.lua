-- Every feature through the real editor, on Neovim 0.7 and later:
--   CRIBSHEET_BINARY=... nvim --clean --headless --cmd 'set rtp^=editors/neovim' -S tests/editors/neovim/check.lua
-- run in a copy of tests/samples. Prints a line a check; exits 1 where one failed.
local passed, failed = 0, 0
local function out(text) io.stdout:write(text .. '\n') end

local function check(name, run)
  local ok, err = pcall(run)
  if ok then passed = passed + 1 else failed = failed + 1 end
  out((ok and 'ok      ' or 'FAILED  ') .. name .. (ok and '' or ': ' .. tostring(err)))
end

local function expect(condition, what)
  if not condition then error(what, 2) end
end

local function client()
  return require('cribsheet').clients()[1]
end

-- The position just behind the nth occurrence of a text, 0-based.
local function behind(text, nth)
  nth = nth or 1
  for line, content in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local from = 1
    while true do
      local s, e = content:find(text, from, true)
      if not s then break end
      nth = nth - 1
      if nth == 0 then return line - 1, e, s - 1 end
      from = e + 1
    end
  end
  error('the sample has no ' .. text)
end

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 5000)
  for _, answer in pairs(answers or {}) do
    if answer.error then error(method .. ': ' .. answer.error.message) end
    return answer.result
  end
  error(method .. ': no answer')
end

local function at(text, nth, extra)
  local line, column = behind(text, nth)
  return vim.tbl_extend('force', { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = line, character = column - 1 } }, extra or {})
end

local function whole(extra)
  return vim.tbl_extend('force', { textDocument = { uri = vim.uri_from_bufnr(0) } }, extra or {})
end

local function open(file)
  vim.cmd('edit! ' .. file)
  expect(vim.wait(10000, function() return client() and vim.lsp.buf_is_attached(0, client().id) end, 20), 'the server did not attach to ' .. file)
end

local function finding(pattern)
  local found
  vim.wait(10000, function()
    for _, d in ipairs(vim.diagnostic.get(0)) do
      if d.message:find(pattern) then found = d return true end
    end
    return false
  end, 20)
  expect(found, 'no finding like ' .. pattern)
  return found
end

local function labels(result)
  local list = {}
  for _, item in ipairs(result.items or result) do list[item.label] = item end
  return list
end

vim.o.swapfile = false

check('the server starts on a template and finds what is wrong', function()
  open('queue-worker.yaml')
  expect(finding('VisibilityTimeout').severity == vim.diagnostic.severity.ERROR, 'not an error')
  finding('NEW_AND_OLD_IMAGES')
  finding('Environment')
end)

check('hover on a property shows AWS and the note', function()
  -- The notes are read in the background: until they are, an answer is AWS's alone.
  local hover
  vim.wait(5000, function()
    hover = request('textDocument/hover', at('VisibilityTimeout'))
    return hover.contents.value:find('at least six times') ~= nil
  end, 50)
  expect(hover.contents.value:find('43,?200'), 'no range in ' .. hover.contents.value)
  expect(hover.contents.value:find('at least six times'), 'no note in ' .. hover.contents.value)
end)

check('completion of a resource type', function()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '' })
  local line = behind('Outputs:')
  vim.api.nvim_buf_set_lines(0, line, line, false, { '  Next:', '    Type: AWS::SNS::To', '' })
  local items = labels(request('textDocument/completion', at('AWS::SNS::To', 2)))
  expect(items['AWS::SNS::Topic'], 'AWS::SNS::Topic is not offered')
  vim.cmd('silent undo')
end)

check('completion of attributes in !GetAtt, resolved with documentation', function()
  open('queue-worker.yaml')
  local params = at('!GetAtt Orders.')
  params.position.character = params.position.character + 1
  local items = labels(request('textDocument/completion', params))
  local found
  for label, item in pairs(items) do if label:find('QueueName') then found = item end end
  expect(found, 'no QueueName among ' .. table.concat(vim.tbl_keys(items), ' '))
  local resolved = request('completionItem/resolve', found)
  expect(resolved.documentation, 'no documentation')
end)

check('definition of a reference', function()
  local result = request('textDocument/definition', at('!GetAtt DeadLetters'))
  local place = result[1] or result
  local line = behind('DeadLetters:')
  expect((place.range or place.targetSelectionRange).start.line == line, vim.inspect(place))
end)

check('references of a logical id', function()
  expect(#request('textDocument/references', at('  Orders', 1, { context = { includeDeclaration = true } })) >= 4, 'too few')
end)

check('document highlight', function()
  expect(#request('textDocument/documentHighlight', at('  Orders')) >= 4, 'too few')
end)

check('rename of a logical id follows every use', function()
  local prepared = request('textDocument/prepareRename', at('  DeadLetters'))
  expect(prepared, 'not offered')
  local edit = request('textDocument/rename', at('  DeadLetters', 1, { newName = 'LostOrders' }))
  local count = 0
  for _, edits in pairs(edit.changes or {}) do count = count + #edits end
  for _, change in ipairs(edit.documentChanges or {}) do count = count + #(change.edits or {}) end
  expect(count == 2, count .. ' edits')
end)

check('document symbols', function()
  local names = {}
  for _, symbol in ipairs(request('textDocument/documentSymbol', whole())) do
    names[symbol.name] = true
    for _, child in ipairs(symbol.children or {}) do names[child.name] = child.detail or true end
  end
  expect(names.Resources and names.Worker == 'AWS::Lambda::Function', vim.inspect(names))
end)

check('workspace symbols', function()
  expect(#request('workspace/symbol', { query = 'Worker' }) >= 1, 'none')
end)

check('a quick fix mends the property name', function()
  open('queue-worker.yaml')
  finding('Environment')
  local line, last, first = behind('Enviroment')
  local actions = request('textDocument/codeAction', whole({
    range = { start = { line = line, character = first }, ['end'] = { line = line, character = last } },
    context = { diagnostics = {} },
  }))
  local fix
  for _, action in ipairs(actions or {}) do if action.edit and vim.inspect(action.edit):find('Environment') then fix = action end end
  expect(fix, 'no fix among ' .. vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(fix.edit, client().offset_encoding)
  expect(vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]:find('Environment:'), 'not applied')
  expect(vim.wait(5000, function()
    for _, d in ipairs(vim.diagnostic.get(0)) do if d.message:find('Enviroment') then return false end end
    return true
  end, 20), 'the finding stays after the fix')
  vim.cmd('edit!')
end)

check('signature help in a function', function()
  local line, column = behind('!FindInMap [')
  local help = request('textDocument/signatureHelp', whole({ position = { line = line, character = column } }))
  expect(help and help.signatures[1].label:find('FindInMap'), vim.inspect(help))
end)

check('folding, selection ranges, semantic tokens, inlay hints, code lens, links', function()
  expect(#request('textDocument/foldingRange', whole()) > 20, 'folding')
  local line, column = behind('VisibilityTimeout')
  expect(request('textDocument/selectionRange', whole({ positions = { { line = line, character = column - 2 } } }))[1].parent, 'selection')
  expect(#request('textDocument/semanticTokens/full', whole()).data > 50, 'tokens')
  expect(#request('textDocument/codeLens', whole()) > 3, 'lens')
  local last = vim.api.nvim_buf_line_count(0)
  request('textDocument/inlayHint', whole({ range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } } }))
  request('textDocument/documentLink', whole())
end)

check('JSON: findings, hover, definition', function()
  open('web-site.json')
  finding('BackupRetentionPeriod')
  finding('Upload')
  expect(request('textDocument/hover', at('"HealthCheckIntervalSeconds')).contents.value:find('300'), 'hover')
  expect(request('textDocument/definition', at('{ "Ref": "ServerRole')), 'definition')
end)

check('SAM: the function timeout is explained, a bad preference found', function()
  open('shop-sam.yaml')
  finding('Canary10Percent5Minutes')
  expect(#request('textDocument/hover', at('AutoPublishAlias')).contents.value > 40, 'hover')
end)

check('buildspec: hover, findings, completion', function()
  open('buildspec.yml')
  finding('3%.1')
  expect(#request('textDocument/hover', at('exported-variables')).contents.value > 40, 'hover')
end)

check('an IAM policy: findings and hover on an action', function()
  open('upload-policy.json')
  finding('PutObject')
  finding('Alow')
  expect(request('textDocument/hover', at('s3:GetObject')).contents.value:find('s3:GetObject'), 'hover')
end)

check('a note: its outline', function()
  open('notes/aws.md')
  expect(#request('textDocument/documentSymbol', whole()) > 0, 'no symbols')
end)

local function on_timeout()
  open('queue-worker.yaml')
  vim.api.nvim_win_set_cursor(0, { behind('VisibilityTimeout') + 1, 10 })
end

local function text_here() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') end

check('command: CribsheetNotes lists the notes on this', function()
  on_timeout()
  vim.cmd('CribsheetNotes')
  expect(vim.wait(3000, function() return #vim.fn.getqflist() > 0 end, 20), 'no notes')
  expect(vim.inspect(vim.fn.getqflist()):find('at least six times'), vim.inspect(vim.fn.getqflist()))
  vim.cmd('cclose')
end)

check('command: CribsheetSearch', function()
  vim.fn.setqflist({})
  vim.cmd('CribsheetSearch visibility timeout')
  expect(vim.wait(3000, function() return #vim.fn.getqflist() > 0 end, 20), 'nothing found')
  vim.cmd('cclose')
end)

check('command: CribsheetNewNote starts a bullet at the topic', function()
  on_timeout()
  vim.cmd('CribsheetNewNote')
  expect(vim.wait(3000, function() return vim.api.nvim_buf_get_name(0):find('%.md$') end, 20), 'no note was opened')
  local row = vim.api.nvim_win_get_cursor(0)[1]
  local line = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]
  expect(line:find('^%- .*VisibilityTimeout'), line)
  vim.cmd('stopinsert')
  vim.cmd('edit!')
end)

check('command: CribsheetExplain', function()
  open('queue-worker.yaml')
  vim.cmd('CribsheetExplain out-of-range')
  expect(vim.wait(3000, function() return vim.bo.buftype == 'nofile' and text_here():find('^# ') end, 20), 'no page')
  vim.cmd('bwipeout!')
end)

check('command: CribsheetGraph', function()
  open('queue-worker.yaml')
  vim.cmd('CribsheetGraph')
  expect(vim.wait(3000, function() return vim.bo.buftype == 'nofile' and text_here():find('%-> DeadLetters %(') end, 20), 'no graph')
  vim.cmd('bwipeout!')
end)

check('command: CribsheetRestart', function()
  open('queue-worker.yaml')
  local before = client().id
  vim.cmd('CribsheetRestart')
  expect(vim.wait(10000, function() return client() and client().id ~= before and vim.lsp.buf_is_attached(0, client().id) end, 50), 'no new server')
  finding('VisibilityTimeout')
end)

check(':checkhealth cribsheet', function()
  vim.cmd('checkhealth cribsheet')
  local report = text_here()
  expect(report:find('cribsheet %d') and report:find('running for'), report)
  expect(not report:lower():find('error'), report)
  expect(not report:find('runs too'), report)
  vim.cmd('bwipeout!')
end)

check(':checkhealth cribsheet says what helps beside yaml-language-server', function()
  local config = { name = 'yamlls', cmd = vim.g.cribsheet.cmd, root_dir = vim.fn.getcwd() }
  local id = vim.lsp.start and vim.lsp.start(config, { attach = false }) or vim.lsp.start_client(config)
  vim.wait(3000, function() return vim.lsp.get_client_by_id(id) ~= nil and vim.lsp.get_client_by_id(id).initialized end, 20)
  vim.cmd('checkhealth cribsheet')
  local report = text_here()
  expect(report:find('yamlls runs too') and report:find('validate = false'), report)
  vim.cmd('bwipeout!')
  vim.lsp.stop_client(id, true)
end)

check('a second folder of the workspace: its symbols, its notes, and gone again', function()
  local second = vim.fn.resolve(vim.fn.tempname())
  vim.fn.mkdir(second .. '/notes', 'p')
  vim.fn.writefile({ 'Resources:', '  FarAway:', '    Type: AWS::SQS::Queue' }, second .. '/far.yaml')
  vim.fn.writefile({ '# SQS', '', '- `DelaySeconds`: the far team holds messages back for a minute' }, second .. '/notes/far.md')
  open('queue-worker.yaml')
  local function found()
    local symbols = request('workspace/symbol', { query = 'FarAway' })
    return symbols and #symbols == 1 and vim.uri_to_fname(symbols[1].location.uri) == second .. '/far.yaml'
  end
  local function noted()
    local answer = request('cribsheet/notes/lookup', { entity = 'AWS::SQS::Queue.DelaySeconds' })
    for _, passage in ipairs(answer and answer.passages or {}) do
      if passage.text:find('far team') then return true end
    end
  end
  expect(not found() and not noted(), 'it is there before it was added')
  vim.lsp.buf.add_workspace_folder(second)
  expect(vim.wait(8000, function() return found() end, 50), 'its symbols are not found')
  expect(vim.wait(8000, function() return noted() end, 50), 'its notes are not read')
  vim.lsp.buf.remove_workspace_folder(second)
  expect(vim.wait(8000, function() return not found() and not noted() end, 50), 'it stays')
end)

check(':help cribsheet', function()
  local docs = vim.fn.tempname()
  vim.fn.mkdir(docs .. '/doc', 'p')
  local source = vim.api.nvim_get_runtime_file('doc/cribsheet.txt', false)[1]
  vim.fn.writefile(vim.fn.readfile(source), docs .. '/doc/cribsheet.txt')
  vim.cmd('helptags ' .. docs .. '/doc')
  vim.opt.runtimepath:prepend(docs)
  vim.cmd('help cribsheet')
  expect(vim.bo.buftype == 'help' and text_here():find('CribsheetNotes'), 'no help but ' .. vim.bo.buftype .. ': ' .. text_here():sub(1, 200))
  for _, name in ipairs({ 'CribsheetRestart', 'CribsheetNotes', 'CribsheetSearch', 'CribsheetNewNote', 'CribsheetGraph', 'CribsheetExplain' }) do
    expect(text_here():find('*:' .. name .. '*', 1, true), name .. ' has no help')
  end
  expect(text_here():find('*cribsheet-beside*', 1, true), 'nothing on other servers')
end)

check('a configuration file of .ebextensions is YAML', function()
  vim.fn.mkdir('.ebextensions', 'p')
  vim.fn.writefile({ 'option_settings:', '  aws:autoscaling:asg:', '    MinSiz: 1' }, '.ebextensions/scale.config')
  open('.ebextensions/scale.config')
  expect(vim.bo.filetype == 'yaml', vim.bo.filetype)
  finding('MinSize')
end)

local v = vim.version()
out(('nvim %d.%d.%d'):format(v.major, v.minor, v.patch))
out(('%d passed, %d failed'):format(passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
