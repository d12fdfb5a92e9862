// The status item: whether the server runs, what it is doing, how many notes it knows.
import * as vscode from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';

interface Status {
  state: 'indexing' | 'ready' | 'problem';
  notes?: { files: number; own: number };
  pack?: { version: string };
  message?: string;
}

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('cribsheet', [
    { language: 'yaml' }, { language: 'json' }, { language: 'jsonc' }, { language: 'markdown' },
  ]);

  constructor() {
    this.item.name = 'Cribsheet';
    this.item.command = { command: 'cribsheet.showOutput', title: 'Output' };
    this.item.text = 'Cribsheet';
  }

  follow(client: LanguageClient): vscode.Disposable {
    client.onNotification('cribsheet/status', (status: Status) => this.show(status));
    return client.onDidChangeState(({ newState }) => {
      this.item.busy = newState === State.Starting;
      if (newState === State.Stopped) {
        this.item.text = 'Cribsheet: stopped';
        this.item.severity = vscode.LanguageStatusSeverity.Warning;
      } else if (newState === State.Running) {
        this.item.text = 'Cribsheet';
        this.item.severity = vscode.LanguageStatusSeverity.Information;
      }
    });
  }

  private show(status: Status): void {
    this.item.busy = status.state === 'indexing';
    this.item.severity = status.state === 'problem' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    const { files, own } = status.notes ?? { files: 0, own: 0 };
    this.item.text = status.message ?? (status.state === 'indexing' ? 'Cribsheet: reading notes' : `Cribsheet: ${own} ${own === 1 ? 'file' : 'files'} of notes, ${files - own} that come with it`);
    this.item.detail = status.pack === undefined ? undefined : `knowledge ${status.pack.version}`;
  }

  dispose(): void {
    this.item.dispose();
  }
}
