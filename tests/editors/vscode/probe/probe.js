// Test-only extension: asks the features through VS Code's own API, inside the real extension host, and writes what it saw to
// $PROBE_OUT as [{name, ok, detail}].
const vscode = require('vscode');
const fs = require('fs');

const checks = [];
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

async function check(name, run) {
  try {
    const detail = await run();
    checks.push({ name, ok: true, detail: detail ?? '' });
  } catch (error) {
    checks.push({ name, ok: false, detail: String(error.message ?? error) });
  }
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

async function open(name) {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

function behind(document, text, nth = 1) {
  let index = -1;
  for (let i = 0; i < nth; ++i) index = document.getText().indexOf(text, index + 1);
  expect(index >= 0, `the sample has no ${text}`);
  return document.positionAt(index + text.length);
}

async function finding(document, pattern) {
  for (let i = 0; i < 150; ++i) {
    const found = vscode.languages.getDiagnostics(document.uri).find(d => d.source === 'cribsheet' && pattern.test(d.message));
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`no finding like ${pattern} among ${JSON.stringify(vscode.languages.getDiagnostics(document.uri).map(d => d.message))}`);
}

const ask = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const hoverText = async (document, text) => (await ask('vscode.executeHoverProvider', document.uri, behind(document, text).translate(0, -1))).flatMap(h => h.contents.map(c => c.value)).join('\n');

async function template() {
  const document = await open('queue-worker.yaml');
  await check('findings', async () => (await finding(document, /VisibilityTimeout/)).message);
  await check('a finding has its rule and a link', async () => {
    const { code } = await finding(document, /VisibilityTimeout/);
    expect(typeof code === 'object' && code.target, JSON.stringify(code));
  });
  await check('hover shows AWS and the note', async () => {
    const text = await hoverText(document, 'VisibilityTimeout');
    expect(/43,?200/.test(text) && /six times/.test(text), text);
  });
  await check('definition', async () => {
    const [place] = await ask('vscode.executeDefinitionProvider', document.uri, behind(document, '!GetAtt DeadLetters').translate(0, -1));
    expect((place.targetRange ?? place.range).start.line >= behind(document, 'DeadLetters:').line, JSON.stringify(place));
  });
  await check('references', async () => expect((await ask('vscode.executeReferenceProvider', document.uri, behind(document, '\n  Orders').translate(0, -1))).length >= 4, 'too few'));
  await check('document highlights', async () => expect((await ask('vscode.executeDocumentHighlights', document.uri, behind(document, '\n  Orders').translate(0, -1))).length >= 4, 'too few'));
  await check('rename', async () => {
    const edit = await ask('vscode.executeDocumentRenameProvider', document.uri, behind(document, '\n  DeadLetters').translate(0, -1), 'LostOrders');
    expect(edit.entries().flatMap(([, edits]) => edits).length === 2, JSON.stringify(edit.entries()));
  });
  await check('document symbols', async () => {
    const symbols = await ask('vscode.executeDocumentSymbolProvider', document.uri);
    expect(symbols.some(s => s.name === 'Resources' && s.children.some(c => c.name === 'Worker')), symbols.map(s => s.name).join());
  });
  await check('workspace symbols', async () => expect((await ask('vscode.executeWorkspaceSymbolProvider', 'Worker')).some(s => s.name === 'Worker'), 'none'));
  await check('code actions', async () => {
    const at = behind(document, 'Enviroment');
    await finding(document, /Environment/);
    const actions = await ask('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at.translate(0, -4), at), 'quickfix');
    expect(actions.some(a => a.edit), actions.map(a => a.title).join());
    return actions.map(a => a.title).join('; ');
  });
  await check('signature help', async () => {
    const help = await ask('vscode.executeSignatureHelpProvider', document.uri, behind(document, '!FindInMap ['), '[');
    expect(help.signatures[0].label.includes('FindInMap'), JSON.stringify(help));
  });
  await check('folding ranges', async () => expect((await ask('vscode.executeFoldingRangeProvider', document.uri)).length > 20, 'too few'));
  await check('selection ranges', async () => expect((await ask('vscode.executeSelectionRangeProvider', document.uri, [behind(document, 'VisibilityTimeout')]))[0].parent, 'none'));
  await check('semantic tokens', async () => expect((await ask('vscode.provideDocumentSemanticTokens', document.uri)).data.length > 50, 'too few'));
  await check('code lens', async () => expect((await ask('vscode.executeCodeLensProvider', document.uri)).length > 3, 'too few'));
  await check('inlay hints', async () => expect(Array.isArray(await ask('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, document.lineCount, 0))), 'none'));
  await check('document links', async () => expect(Array.isArray(await ask('vscode.executeLinkProvider', document.uri)), 'none'));
}

async function completion() {
  const document = await open('queue-worker.yaml');
  const editor = vscode.window.activeTextEditor;
  const at = behind(document, 'Outputs:');
  await editor.edit(edit => edit.insert(at.with(undefined, 0), '  Next:\n    Type: AWS::SNS::To\n\n'));
  await check('completion of a resource type', async () => {
    const list = await ask('vscode.executeCompletionItemProvider', document.uri, behind(document, 'Type: AWS::SNS::To', 2), ':', 5);
    const labels = list.items.map(i => (typeof i.label === 'string' ? i.label : i.label.label));
    expect(labels.includes('AWS::SNS::Topic'), labels.slice(0, 20).join());
  });
  await ask('undo');
  await ask('workbench.action.files.revert');
}

async function others() {
  const json = await open('web-site.json');
  await check('JSON: findings', () => finding(json, /BackupRetentionPeriod/).then(d => d.message));
  await check('JSON: hover', async () => expect(/300/.test(await hoverText(json, '"HealthCheckIntervalSeconds')), 'no range'));
  const sam = await open('shop-sam.yaml');
  await check('SAM: findings', () => finding(sam, /Canary10Percent5Minutes/).then(d => d.message));
  const buildspec = await open('buildspec.yml');
  await check('buildspec: findings', () => finding(buildspec, /3\.1/).then(d => d.message));
  await check('buildspec: hover', async () => expect((await hoverText(buildspec, 'exported-variables')).length > 40, 'empty'));
  const policy = await open('upload-policy.json');
  await check('IAM policy: findings', () => finding(policy, /PutObject/).then(d => d.message));
  await check('IAM policy: hover on an action', async () => expect(/GetObject/.test(await hoverText(policy, 's3:GetObject')), 'empty'));
  const note = await open('notes/aws.md');
  await check('notes: outline', async () => expect((await ask('vscode.executeDocumentSymbolProvider', note.uri)).length > 0, 'none'));
}

exports.activate = async () => {
  await check('the extension is there', () => expect(vscode.extensions.getExtension('cribsheet.cribsheet'), 'not installed'));
  await template();
  await completion();
  await others();
  fs.writeFileSync(process.env.PROBE_OUT, JSON.stringify({ version: vscode.version, checks }, null, 1));
};
