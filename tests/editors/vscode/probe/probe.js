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
    const told = async () => (await run('vscode.executeHoverProvider', document.uri, at)).some(h => h.contents.some(c => /six times/.test(c.value)));
    await until('no note', told);
    await set('notes.enabled', false);
    await until('the note stays', async () => !(await told()));
    await set('notes.enabled', undefined);
    await until('the note does not come back', told);
  });
}

exports.activate = async () => {
  const own = vscode.extensions.getExtension('cribsheet.cribsheet');
  await own?.activate();
  await playAll(process.env.PROBE_CASES, check);
  await extension(own);
  await commands();
  await settingsHeeded();
  fs.appendFileSync(process.env.PROBE_OUT, `${JSON.stringify({ version: vscode.version })}\n`);
};
