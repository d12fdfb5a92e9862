// Where the server program is, and how it is started.
import * as fs from 'fs';
import * as path from 'path';
import * as vscode from 'vscode';
import { Executable, TransportKind } from 'vscode-languageclient/node';

const program = process.platform === 'win32' ? 'cribsheet.exe' : 'cribsheet';

/** A setting as the person set it; what an untrusted workspace says does not count (VS Code holds restricted settings back). */
function setting(name: string): string {
  return vscode.workspace.getConfiguration('cribsheet').get<string>(name, '').trim();
}

/** The program to run: the setting, else the one inside the extension, else the one on PATH. */
export function serverPath(extensionPath: string): string {
  const configured = setting('server.path');
  if (configured !== '') return configured;
  const bundled = path.join(extensionPath, 'server', program);
  return fs.existsSync(bundled) ? bundled : program;
}

export function serverCommand(extensionPath: string): Executable {
  const pack = setting('server.pack');
  const env = pack === '' ? process.env : { ...process.env, CRIBSHEET_PACK: pack };
  return { command: serverPath(extensionPath), args: ['lsp'], transport: TransportKind.stdio, options: { env } };
}
