// The commands about notes: show those for the cursor, search them, start a new one.
import * as vscode from 'vscode';
import { LanguageClient, Position, Range } from 'vscode-languageclient/node';

interface Passage {
  uri: string;
  path: string;
  range: Range;
  heading: string[];
  text: string;
  origin: 'person' | 'shipped';
}

interface NewNote {
  entity: string;
  uri: string;
  position: Position;
  text: string;
}

function cursor(): { textDocument: { uri: string }; position: Position } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } };
}

function items(passages: Passage[]): (vscode.QuickPickItem & { passage: Passage })[] {
  return passages.map(passage => ({
    label: passage.text.split('\n').map(line => line.replace(/^\s*[-*+]\s+/, '').trim()).join(' / '),
    description: passage.heading.join(' › '),
    detail: `${passage.path}:${passage.range.start.line + 1}${passage.origin === 'shipped' ? ' (comes with Cribsheet)' : ''}`,
    passage,
  }));
}

async function open(passage: Passage): Promise<void> {
  if (passage.uri === '') {
    const content = `> ${passage.heading.join(' › ')}\n\n${passage.text}\n`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }), { preview: true });
    return;
  }
  const { start, end } = passage.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(passage.uri), { selection, preview: true });
}

export async function showNotes(client: LanguageClient): Promise<void> {
  const place = cursor();
  if (place === undefined) return;
  const answer = await client.sendRequest<{ entity: string; passages: Passage[] } | null>('cribsheet/notes/lookup', place);
  if (answer === null || answer.passages.length === 0) {
    const about = answer === null || answer.entity === '' ? 'what is under the cursor' : answer.entity;
    void vscode.window.showInformationMessage(`Your notes say nothing about ${about}.`);
    return;
  }
  const picked = await vscode.window.showQuickPick(items(answer.passages), { title: `Notes on ${answer.entity}`, matchOnDetail: true });
  if (picked !== undefined) await open(picked.passage);
}

export async function searchNotes(client: LanguageClient): Promise<void> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { passage: Passage }>();
  pick.title = 'Search your notes';
  pick.placeholder = 'A few words';
  pick.matchOnDescription = pick.matchOnDetail = true;
  let asked = 0;
  pick.onDidChangeValue(async words => {
    const turn = ++asked;
    const answer = words.trim() === '' ? { passages: [] } : await client.sendRequest<{ passages: Passage[] }>('cribsheet/notes/search', { words });
    // The server has ranked and matched already: keep VS Code from filtering its answer a second time.
    if (turn === asked) pick.items = items(answer.passages).map(item => ({ ...item, alwaysShow: true }));
  });
  pick.onDidAccept(async () => {
    const [picked] = pick.selectedItems;
    pick.hide();
    if (picked !== undefined) await open(picked.passage);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

export async function newNote(client: LanguageClient): Promise<void> {
  const place = cursor();
  if (place === undefined) return;
  const note = await client.sendRequest<NewNote | null>('cribsheet/notes/new', place);
  if (note === null) {
    void vscode.window.showInformationMessage('Put the cursor on a property, a resource type or an action, and name your notes in the setting cribsheet.notes.paths.');
    return;
  }
  const uri = vscode.Uri.parse(note.uri);
  const first = new vscode.WorkspaceEdit();
  first.createFile(uri, { ignoreIfExists: true }); // the first note may have no file yet
  await vscode.workspace.applyEdit(first);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  // A file whose last line has no break has no line behind it.
  const behind = note.position.line >= document.lineCount;
  const at = behind ? document.lineAt(document.lineCount - 1).range.end : new vscode.Position(note.position.line, note.position.character);
  // The person goes on writing at the bullet's end, before its line break.
  const bullet = note.text.replace(/\n$/, '');
  await editor.insertSnippet(new vscode.SnippetString().appendText(behind ? `\n${bullet}` : bullet).appendTabstop(0).appendText(note.text.slice(bullet.length)), at);
}
