// Test-only extension, inside the real extension host: plays the cases, then what only this extension has. Writes what it saw to
// $PROBE_OUT, a line of JSON a check: {name, ok, detail}; the last line is {version}.
const vscode = require('vscode');
const fs = require('fs');
const { playAll } = require('./cases');

const patience = 40000;
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);

async function check(name, play) {
  if (process.env.PROBE_ONLY !== undefined && !name.includes(process.env.PROBE_ONLY)) return;
  let seen = { name, ok: true, detail: '' };
  try {
    await Promise.race([play(), sleep(patience).then(() => { throw new Error(`no end after ${patience / 1000} seconds`); })]);
  } catch (error) {
    seen = { name, ok: false, detail: String(error.message ?? error) };
  }
  fs.appendFileSync(process.env.PROBE_OUT, `${JSON.stringify(seen)}\n`);
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

async function until(what, holds) {
  for (let i = 0; i < 100; ++i) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error(what);
}

async function open(name, text) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  if (text !== undefined) {
    const at = document.positionAt(document.getText().indexOf(text) + 3);
    editor.selection = new vscode.Selection(at, at);
  }
  return document;
}

const findings = document => vscode.languages.getDiagnostics(document.uri).filter(d => d.source === 'cribsheet');
const activeFile = () => vscode.window.activeTextEditor?.document.uri.path ?? '';
const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs.map(tab => tab.label));
const settings = () => vscode.workspace.getConfiguration('cribsheet');

async function extension(own) {
  const { contributes } = own.packageJSON;
  await check('extension: it is active', () => expect(own.isActive, 'not active'));
  await check('extension: every setting has a description', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) expect(setting.description ?? setting.markdownDescription, name);
  });
  await check('extension: every command of package.json is there', async () => {
    const known = await vscode.commands.getCommands(true);
    for (const { command } of contributes.commands) expect(known.includes(command), command);
  });
  await check('extension: a finding has its rule and a link', async () => {
    const document = await open('template.yaml');
    await until('no finding', () => findings(document).length > 0);
    const { code } = findings(document).find(d => /VisibilityTimeout/.test(d.message));
    expect(typeof code === 'object' && code.target, JSON.stringify(code));
  });
  await check('extension: a finding leads to the note that speaks of it', async () => {
    const document = await open('template.yaml');
    await until('no note beside the finding', () => findings(document).some(d => (d.relatedInformation ?? []).some(r => r.location.uri.path.endsWith('/notes/aws.md'))));
  });
}

async function commands() {
  await check('command: show notes for this', async () => {
    await open('template.yaml', 'VisibilityTimeout');
    void run('cribsheet.showNotes');
    await until(`no note was opened but ${activeFile()}`, async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return activeFile().endsWith('/notes/aws.md');
    });
  });
  await check('command: new note for this entity, at its topic, with a bullet started', async () => {
    await open('template.yaml', 'VisibilityTimeout');
    await run('cribsheet.newNote');
    const editor = vscode.window.activeTextEditor;
    expect(activeFile().endsWith('/notes/aws.md'), activeFile());
    const { line } = editor.selection.active;
    expect(/^- .*VisibilityTimeout/.test(editor.document.lineAt(line).text), editor.document.lineAt(line).text);
    expect(/VisibilityTimeout/.test(editor.document.lineAt(line - 1).text), `the bullet stands below ${editor.document.lineAt(line - 1).text}`);
    await run('workbench.action.files.revert');
  });
  await check('command: explain a rule', async () => {
    await run('cribsheet.explainRule', 'out-of-range');
    await until(`no preview among ${tabs().join()}`, () => tabs().some(label => /preview/i.test(label)));
    await run('workbench.action.closeActiveEditor');
  });
  await check('command: open the graph', async () => {
    await open('template.yaml');
    await run('cribsheet.openGraph');
    await until(`no graph among ${tabs().join()}`, () => tabs().includes('Graph of template.yaml'));
    await run('workbench.action.closeEditorsInOtherGroups');
  });
  await check('command: show the output channel', () => run('cribsheet.showOutput'));
  await check('command: restart', async () => {
    const document = await open('template.yaml');
    await run('cribsheet.restart');
    await until('no findings after the restart', () => findings(document).length > 0);
  });
}

async function settingsHeeded() {
  const set = (name, value) => settings().update(name, value, vscode.ConfigurationTarget.Workspace);
  await check('setting: severities', async () => {
    const document = await open('template.yaml');
    const unknown = () => findings(document).some(d => /QueueNam'/.test(d.message));
    await until('the finding is not there', unknown);
    await set('severities', { 'unknown-property': 'off' });
    await until('the finding stays', () => !unknown());
    await set('severities', undefined);
    await until('the finding does not come back', unknown);
  });
  await check('setting: codeLens.enabled and inlayHints.enabled', async () => {
    const document = await open('template.yaml');
    const lenses = async () => (await run('vscode.executeCodeLensProvider', document.uri)).length;
    const hints = async () => (await run('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, 99, 0))).length;
    await until('no lenses and hints', async () => (await lenses()) > 0 && (await hints()) > 0);
    await set('codeLens.enabled', false);
    await set('inlayHints.enabled', false);
    await until('they stay', async () => (await lenses()) === 0 && (await hints()) === 0);
    await set('codeLens.enabled', undefined);
    await set('inlayHints.enabled', undefined);
  });
  await check('setting: notes.enabled', async () => {
    const document = await open('template.yaml');
    const at = document.positionAt(document.getText().indexOf('VisibilityTimeout') + 3);
    const told = async () => (await run('vscode.executeHoverProvider', document.uri, at)).some(h => h.contents.some(c => /is six times/.test(c.value)));
    await until('no note', told);
    await set('notes.enabled', false);
    await until('the note stays', async () => !(await told()));
    await set('notes.enabled', undefined);
    await until('the note does not come back', told);
  });
}

const root = name => vscode.Uri.joinPath(vscode.workspace.workspaceFolders.find(folder => folder.name === name).uri);
const openAt = async uri => {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
};
const hoverText = async (document, word) =>
  (await run('vscode.executeHoverProvider', document.uri, document.positionAt(document.getText().indexOf(word) + 3))).flatMap(h => h.contents.map(c => c.value)).join('\n');

// A workspace that the person has not trusted wants its own program run and its own notes read.
async function restricted(own) {
  await check('restricted: the workspace is not trusted, and the extension is active', () => expect(!vscode.workspace.isTrusted && own.isActive, 'trusted'));
  await check("restricted: the workspace's path of the server and of the notes count for nothing", () => {
    const { workspaceValue } = settings().inspect('severities');
    expect(workspaceValue !== undefined, "the workspace's settings are not read at all");
    for (const name of ['server.path', 'server.pack']) expect(settings().get(name) === '', `${name} is ${settings().get(name)}`);
    expect(settings().get('notes.paths').length === 0, JSON.stringify(settings().get('notes.paths')));
  });
  await check("restricted: the extension's own program answers, the stranger's was not run", async () => {
    const document = await open('template.yaml');
    await until('no finding', () => findings(document).some(d => /VisibilityTimeout/.test(d.message)));
    await run('cribsheet.restart');
    await until('no finding after the restart', () => findings(document).some(d => /VisibilityTimeout/.test(d.message)));
    expect(!fs.existsSync(`${process.env.STRANGER}/ran`), "the stranger's program was run");
  });
  await check('restricted: what is harmless is heeded', async () => {
    const document = await open('template.yaml');
    await until('the workspace switched this rule off', () => findings(document).every(d => !/QueueNam'/.test(d.message)));
  });
  await check("restricted: the workspace's own notes are shown, those it points to elsewhere are not", async () => {
    const document = await open('template.yaml');
    await until('no note', async () => /is six times/.test(await hoverText(document, 'VisibilityTimeout')));
    expect(!/words of the stranger/.test(await hoverText(document, 'VisibilityTimeout')), "the stranger's notes are shown");
  });
}

// Two folders in one window: one index, one graph of exports and imports.
async function folders() {
  const consumer = await openAt(vscode.Uri.joinPath(root('second'), 'consumer.yaml'));
  const template = await openAt(vscode.Uri.joinPath(root('first'), 'template.yaml'));
  const importAt = consumer.positionAt(consumer.getText().indexOf('order-queue') + 3);
  const exportAt = template.positionAt(template.getText().indexOf('Name: order-queue') + 8);
  const targets = async () => (await run('vscode.executeDefinitionProvider', consumer.uri, importAt)).map(place => (place.targetUri ?? place.uri).path);
  await check('folders: an import leads to the export in the other folder', () =>
    until('nowhere', async () => (await targets()).some(path => path.endsWith('/first/template.yaml'))));
  await check('folders: an export is renamed in both', async () => {
    const edit = await run('vscode.executeDocumentRenameProvider', template.uri, exportAt, 'orders');
    const paths = edit.entries().map(([uri]) => uri.path);
    expect(paths.some(path => path.endsWith('/first/template.yaml')) && paths.some(path => path.endsWith('/second/consumer.yaml')), paths.join());
  });
  await check('folders: the notes of both are shown', async () => {
    await until("no note of the first folder's", async () => /is six times/.test(await hoverText(template, 'VisibilityTimeout')));
    const own = vscode.extensions.getExtension('cribsheet.cribsheet').exports;
    await until("no note of the second folder's", async () =>
      (await own.request('cribsheet/notes/lookup', { entity: 'AWS::SQS::Queue.DelaySeconds' })).passages.some(passage => /second team/.test(passage.text)));
  });
  await check('folders: symbols of both are found', async () => {
    const seen = (await run('vscode.executeWorkspaceSymbolProvider', 'Entries')).map(symbol => symbol.location.uri.path);
    expect(seen.some(path => path.endsWith('/first/ledger.yaml')), seen.join());
  });
  await check('folders: a folder that is taken away is forgotten', async () => {
    const index = vscode.workspace.workspaceFolders.findIndex(folder => folder.name === 'second');
    const own = vscode.extensions.getExtension('cribsheet.cribsheet').exports;
    await run('workbench.action.closeAllEditors');
    vscode.workspace.updateWorkspaceFolders(index, 1);
    await until("the second folder's notes stay", async () =>
      !(await own.request('cribsheet/notes/lookup', { entity: 'AWS::SQS::Queue.DelaySeconds' })).passages.some(passage => /second team/.test(passage.text)));
  });
}

exports.activate = async () => {
  const own = vscode.extensions.getExtension('cribsheet.cribsheet');
  await own?.activate();
  const end = () => fs.appendFileSync(process.env.PROBE_OUT, `${JSON.stringify({ version: vscode.version })}\n`);
  if (process.env.PROBE_MODE === 'restricted') return void (await restricted(own), end());
  if (process.env.PROBE_MODE === 'folders') return void (await folders(), end());
  await playAll(process.env.PROBE_CASES, check);
  await extension(own);
  await commands();
  await settingsHeeded();
  end();
};
