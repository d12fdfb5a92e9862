// The client: starts the server, binds the commands. Everything else is the server's.
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, LanguageClientOptions, Location, Position } from 'vscode-languageclient/node';
import { openGraph } from './graph';
import { newNote, searchNotes, showNotes } from './notes';
import { serverCommand, serverPath } from './server';
import { StatusItem } from './status';

let client: LanguageClient | undefined;

const selector = ['yaml', 'json', 'jsonc', 'cloudformation', 'markdown'].map(language => ({ scheme: 'file', language }));

function options(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: [...selector, { scheme: 'file', pattern: '**/*.template' }, { scheme: 'file', pattern: '**/.ebextensions/*.config' }],
    outputChannel: output,
    synchronize: { configurationSection: 'cribsheet' },
    initializationOptions: { settings: vscode.workspace.getConfiguration('cribsheet'), triggerSuggest: true, showReferences: 'cribsheet.showReferences' },
    markdown: { isTrusted: false, supportHtml: false },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => ({ action: CloseAction.DoNotRestart, message: 'The Cribsheet server has stopped. "Cribsheet: Restart the Server" starts it again; the output channel says why it stopped.' }),
    },
  };
}

async function explainRule(running: LanguageClient, rule?: string): Promise<void> {
  const id = rule ?? (await vscode.window.showInputBox({ title: 'Explain a rule', prompt: 'Its name, as it stands beside a finding', value: ruleAtCursor() }));
  if (id === undefined || id === '') return;
  const page = await running.sendRequest<{ markdown: string } | null>('cribsheet/rules/explain', { rule: id });
  if (page === null) {
    void vscode.window.showInformationMessage(`There is no rule named ${id}.`);
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: page.markdown });
  await vscode.commands.executeCommand('markdown.showPreview', document.uri);
}

function ruleAtCursor(): string {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return '';
  const here = vscode.languages.getDiagnostics(editor.document.uri).find(d => d.source === 'cribsheet' && d.range.contains(editor.selection.active));
  const code = here?.code;
  return String(typeof code === 'object' ? code.value : code ?? '');
}

/** What other extensions may use: the server's requests, as editors/PROTOCOL.md and LSP name them. */
interface Api {
  request(method: string, params: unknown): Promise<unknown>;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const output = vscode.window.createOutputChannel('Cribsheet', { log: true });
  const status = new StatusItem();
  context.subscriptions.push(output, status);

  const start = async () => {
    client = new LanguageClient('cribsheet', 'Cribsheet', serverCommand(context.extensionPath), options(output));
    context.subscriptions.push(status.follow(client));
    try {
      await client.start();
    } catch (error) {
      void vscode.window.showErrorMessage(`Cribsheet could not start ${serverPath(context.extensionPath)}: ${error instanceof Error ? error.message : String(error)}. Set cribsheet.server.path to the program.`);
    }
  };
  const bind = (name: string, run: (running: LanguageClient, ...args: string[]) => Promise<void>) =>
    context.subscriptions.push(vscode.commands.registerCommand(`cribsheet.${name}`, async (...args: string[]) => {
      if (client?.isRunning()) await run(client, ...args);
      else void vscode.window.showWarningMessage('The Cribsheet server is not running. "Cribsheet: Restart the Server" starts it.');
    }));

  bind('showNotes', showNotes);
  bind('searchNotes', searchNotes);
  bind('newNote', newNote);
  bind('openGraph', openGraph);
  bind('explainRule', explainRule);
  context.subscriptions.push(
    // What stands behind a code lens: the server sends plain JSON, the editor's command wants its own classes.
    vscode.commands.registerCommand('cribsheet.showReferences', async (uri: string, position: Position, places: Location[]) => {
      const convert = client?.protocol2CodeConverter;
      if (convert === undefined) return;
      await vscode.commands.executeCommand('editor.action.showReferences', convert.asUri(uri), convert.asPosition(position), places.map(place => convert.asLocation(place)));
    }),
    vscode.commands.registerCommand('cribsheet.showOutput', () => output.show()),
    vscode.commands.registerCommand('cribsheet.restart', async () => {
      await client?.dispose();
      await start();
    }),
  );
  // Another program (also the workspace's own, once the person trusts it) is not run before the server starts anew.
  context.subscriptions.push(vscode.workspace.onDidChangeConfiguration(event => {
    if (event.affectsConfiguration('cribsheet.server')) void vscode.commands.executeCommand('cribsheet.restart');
  }));
  await start();
  return {
    request: (method, params) => (client?.isRunning() ? client.sendRequest(method, params) : Promise.reject(new Error('The Cribsheet server is not running.'))),
  };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
