// Plays tests/editors/cases.json through VS Code's own API: one function a feature, each gives the answers as lines of text.
const vscode = require('vscode');
const fs = require('fs');
const path = require('path');

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const root = () => vscode.workspace.workspaceFolders[0].uri;
const uriOf = file => vscode.Uri.joinPath(root(), file);
const short = uri => path.relative(root().fsPath, uri.fsPath);
const textOf = value => (typeof value === 'string' ? value : value?.value ?? value?.label ?? '');

async function lineAt(uri, line) {
  const document = await vscode.workspace.openTextDocument(uri);
  return `${short(uri)}: ${document.lineAt(line).text.trim()}`;
}

// The position that ^ marks in `text`.
function place(document, text) {
  const mark = text.indexOf('^');
  const content = document.getText().replace(/\r\n/g, '\n');
  const found = (content.endsWith('\n') ? content : `${content}\n`).indexOf(text.slice(0, mark) + text.slice(mark + 1));
  if (mark < 0 || found < 0) throw new Error(`the file has no ${text}`);
  return document.positionAt(found + mark);
}

async function locations(found) {
  const answers = [];
  for (const one of found ?? []) answers.push(await lineAt(one.targetUri ?? one.uri, (one.targetSelectionRange ?? one.targetRange ?? one.range).start.line));
  return answers;
}

const everything = document => new vscode.Range(0, 0, document.lineCount, 0);
const ours = found => found.source === 'cribsheet';
const described = found => `${found.message} [${typeof found.code === 'object' ? found.code.value : found.code}]`;

/** Asks again until all that is wanted is there, or patience ends: what comes in the background has no event of its own. */
async function until(case_, answer) {
  let answers = [];
  for (let i = 0; i < 60; ++i) {
    answers = await answer();
    const all = answers.join('\n');
    if (case_.has.every(want => all.includes(want))) break;
    await sleep(150);
  }
  return answers;
}

const ask = {
  hover: (c, d) => until(c, async () => (await run('vscode.executeHoverProvider', d.uri, place(d, c.at))).flatMap(h => h.contents.map(textOf))),
  diagnostics: (c, d) => until(c, async () => vscode.languages.getDiagnostics(d.uri).filter(ours).map(described)),
  'pull diagnostics': (c, d) => ask.diagnostics(c, d),
  'workspace diagnostics': c => until(c, async () => vscode.languages.getDiagnostics().flatMap(([uri, list]) => list.filter(ours).map(found => `${short(uri)}: ${found.message}`))),
  async completion(c, d) {
    const list = await run('vscode.executeCompletionItemProvider', d.uri, place(d, c.at), undefined, c.resolve ? 60 : 0);
    const answers = list.items.map(item => textOf(item.label));
    const resolved = list.items.find(item => textOf(item.label) === c.resolve);
    if (c.resolve) answers.push(textOf(resolved?.documentation) || 'no documentation');
    return answers;
  },
  definition: async (c, d) => locations(await run('vscode.executeDefinitionProvider', d.uri, place(d, c.at))),
  declaration: async (c, d) => locations(await run('vscode.executeDeclarationProvider', d.uri, place(d, c.at))),
  references: async (c, d) => locations(await run('vscode.executeReferenceProvider', d.uri, place(d, c.at))),
  async highlight(c, d) {
    const found = await run('vscode.executeDocumentHighlights', d.uri, place(d, c.at));
    return Promise.all((found ?? []).map(async one => `${await lineAt(d.uri, one.range.start.line)} (${one.kind === vscode.DocumentHighlightKind.Write ? 'written' : 'read'})`));
  },
  async rename(c, d) {
    let prepared;
    try {
      prepared = await run('vscode.prepareRename', d.uri, place(d, c.at));
    } catch {
      return ['refused'];
    }
    if (!prepared) return ['refused'];
    const edit = await run('vscode.executeDocumentRenameProvider', d.uri, place(d, c.at), c.name);
    const answers = [`prepared ${prepared.placeholder}`];
    for (const [uri, edits] of edit.entries()) for (const one of edits) answers.push(`${await lineAt(uri, one.range.start.line)} -> ${one.newText}`);
    return answers;
  },
  async 'document symbols'(c, d) {
    const walk = (list, above) => list.flatMap(symbol => [`${above}${symbol.name} ${symbol.detail ?? ''}`, ...walk(symbol.children ?? [], `${above}${symbol.name}/`)]);
    return walk((await run('vscode.executeDocumentSymbolProvider', d.uri)) ?? [], '');
  },
  'workspace symbols': async c => (await run('vscode.executeWorkspaceSymbolProvider', c.query)).map(found => `${found.name} in ${short(found.location.uri)}`),
  async 'code action'(c, d) {
    const at = c.at === undefined ? everything(d) : new vscode.Range(place(d, c.at), place(d, c.at));
    const actions = await run('vscode.executeCodeActionProvider', d.uri, at, c.only);
    const answers = actions.map(action => action.title);
    const chosen = actions.find(action => action.title === c.title);
    if (chosen === undefined) return answers;
    await vscode.workspace.applyEdit(chosen.edit);
    const made = c.into === undefined ? d : await vscode.workspace.openTextDocument(uriOf(c.into));
    answers.push(`made: ${made.getText()}`);
    if (c.into !== undefined) {
      await vscode.window.showTextDocument(made);
      await run('workbench.action.revertAndCloseActiveEditor');
      await vscode.workspace.fs.delete(uriOf(c.into));
    }
    return answers;
  },
  async 'code lens'(c, d) {
    return until(c, async () => Promise.all((await run('vscode.executeCodeLensProvider', d.uri, 200)).map(async lens => `${await lineAt(d.uri, lens.range.start.line)} has ${lens.command?.title}`)));
  },
  async 'inlay hints'(c, d) {
    const hints = await run('vscode.executeInlayHintProvider', d.uri, everything(d));
    return Promise.all(hints.map(async hint => `${await lineAt(d.uri, hint.position.line)} shows ${typeof hint.label === 'string' ? hint.label : hint.label.map(part => part.value).join('')}`));
  },
  async 'signature help'(c, d) {
    const help = await run('vscode.executeSignatureHelpProvider', d.uri, place(d, c.at));
    return help ? [`${help.signatures[0].label} at ${help.activeParameter}`] : [];
  },
  'document links': async (c, d) => (await run('vscode.executeLinkProvider', d.uri, 100)).map(link => (link.target?.scheme === 'file' ? short(link.target) : String(link.target))),
  async folding(c, d) {
    return Promise.all((await run('vscode.executeFoldingRangeProvider', d.uri)).map(async fold => `${await lineAt(d.uri, fold.start)} over ${fold.end - fold.start}`));
  },
  async 'selection ranges'(c, d) {
    const answers = [];
    for (let one = (await run('vscode.executeSelectionRangeProvider', d.uri, [place(d, c.at)]))[0]; one; one = one.parent) answers.push(d.getText(one.range));
    return answers;
  },
  async 'semantic tokens'(c, d) {
    const legend = await run('vscode.provideDocumentSemanticTokensLegend', d.uri);
    const { data } = await run('vscode.provideDocumentSemanticTokens', d.uri);
    const answers = [];
    for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
      character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
      line += data[i];
      answers.push(`${d.getText(new vscode.Range(line, character, line, character + data[i + 2]))} is ${legend.tokenTypes[data[i + 3]]}`);
    }
    return answers;
  },
  async 'linked editing'(c, d) {
    const found = await run('_executeLinkedEditingProvider', d.uri, place(d, c.at));
    return Promise.all((found?.ranges ?? []).map(one => lineAt(d.uri, (one.startLineNumber ?? one.start.line + 1) - 1)));
  },
  async 'on-type formatting'(c, d) {
    const edits = await run('vscode.executeFormatOnTypeProvider', d.uri, place(d, c.at), '\n', { tabSize: 2, insertSpaces: true });
    return (edits ?? []).map(edit => `"${edit.newText}"`);
  },
  async 'call hierarchy'(c, d) {
    const answers = [];
    for (const item of (await run('vscode.prepareCallHierarchy', d.uri, place(d, c.at))) ?? []) {
      answers.push(`of ${item.name}`);
      for (const call of await run('vscode.provideIncomingCalls', item)) answers.push(`from ${call.from.name}`);
      for (const call of await run('vscode.provideOutgoingCalls', item)) answers.push(`to ${call.to.name}`);
    }
    return answers;
  },
  // The file is moved for real, what changed in the others is read, and it is moved back.
  async 'file renaming'(c) {
    const [from, to] = c.name.split(' to ');
    const files = (await vscode.workspace.findFiles('{**/*.yaml,**/*.yml,**/*.json,**/*.md,**/*.config}')).filter(uri => short(uri) !== from);
    const read = async () => new Map(await Promise.all(files.map(async uri => [short(uri), (await vscode.workspace.openTextDocument(uri)).getText().split('\n')])));
    const move = async (a, b) => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(uriOf(a), uriOf(b));
      if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${a} could not be moved`);
    };
    const before = await read();
    await move(from, to);
    const after = await read();
    const answers = [];
    for (const [name, lines] of before) {
      lines.forEach((line, i) => {
        const now = after.get(name)[i];
        let same = 0;
        while (same < line.length && line[same] === now[same]) ++same;
        if (line !== now) answers.push(`${name}: ${line.trim()} -> ${now.slice(same)}`);
      });
    }
    await vscode.workspace.saveAll();
    await move(to, from);
    await vscode.workspace.saveAll();
    const again = await read();
    for (const [name, lines] of before) if (again.get(name).join('\n') !== lines.join('\n')) throw new Error(`${name} is not what it was after moving back: ${again.get(name).join('\n')}`);
    return answers;
  },
  async graph(c, d) {
    const { request } = vscode.extensions.getExtension('cribsheet.cribsheet').exports;
    return (await request('cribsheet/graph', { textDocument: { uri: d.uri.toString() } })).edges.map(edge => `${edge.from} -${edge.kind}-> ${edge.to}`);
  },
};

// Other extensions answer too, so an exact number is not asked of what VS Code merges.
const merged = new Set(['references', 'highlight']);

function compare(c, answers) {
  const all = answers.join('\n');
  for (const want of c.has) if (!all.includes(want)) throw new Error(`no "${want}" in\n${all.slice(0, 3000)}`);
  for (const unwanted of c.not ?? []) if (all.includes(unwanted)) throw new Error(`"${unwanted}" in\n${all.slice(0, 3000)}`);
  if (c.count !== undefined && answers.length !== c.count && !merged.has(c.feature)) throw new Error(`${answers.length} answers instead of ${c.count}:\n${all.slice(0, 3000)}`);
}

async function play(c) {
  const document = await vscode.workspace.openTextDocument(uriOf(c.file));
  await vscode.window.showTextDocument(document);
  try {
    if (c.insert !== undefined) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, place(document, `${c.behind}^`), c.insert);
      await vscode.workspace.applyEdit(edit);
    }
    compare(c, await ask[c.feature](c, document));
  } finally {
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await run('workbench.action.files.revert');
    }
  }
}

exports.nameOf = c => `${c.feature}/${c.kind}/${c.file}${c.case === undefined ? '' : `/${c.case}`}`;

exports.playAll = async (file, check, only) => {
  for (const c of JSON.parse(fs.readFileSync(file, 'utf8'))) {
    const name = exports.nameOf(c);
    if (only === undefined || name.includes(only)) await check(name, () => play(c));
  }
};
