// A client of language servers over stdio, and what it needs to serve those that ask back (configuration, Markdown files).
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import MarkdownIt from 'markdown-it';

export const now = () => Number(process.hrtime.bigint()) / 1e6;
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

const markdown = new MarkdownIt({ html: true });

export class Server {
  constructor(command, cwd, settings = {}) {
    this.cwd = cwd;
    this.settings = settings;
    this.waiting = [];
    this.started = now();
    this.child = spawn(command[0], command.slice(1), { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
    this.buffer = Buffer.alloc(0);
    this.pending = new Map();
    this.published = [];
    this.id = 0;
    this.child.stdout.on('data', chunk => this.feed(chunk));
    this.child.on('error', () => {});
    this.child.stdin.on('error', () => {});
  }
  feed(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: *(\d+)/i.exec(this.buffer.subarray(0, end).toString())[1]);
      if (this.buffer.length < end + 4 + length) return;
      const at = now();
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString());
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.take(message, at);
    }
  }
  take(message, at) {
    if (message.method === 'textDocument/publishDiagnostics') {
      for (const wait of this.published.splice(0)) wait({ at, count: message.params.diagnostics.length });
    } else if (message.method !== undefined && message.id !== undefined) {
      this.answer(message);
    } else if (message.method !== undefined) {
      for (const wait of this.waiting.filter(each => each.wanted(message))) wait.resolve(at);
      this.waiting = this.waiting.filter(each => !each.wanted(message));
    } else if (message.id !== undefined) {
      this.pending.get(message.id)?.({ at, result: message.result });
      this.pending.delete(message.id);
    }
  }
  // What a server asks: settings, and (vscode-markdown-languageserver) files and their tokens.
  answer({ id, method, params }) {
    let result = null;
    try {
      if (method === 'workspace/configuration') result = params.items.map(item => (item.section ?? '').split('.').reduce((value, key) => value?.[key], this.settings) ?? null);
      else if (method === 'markdown/parse') result = markdown.parse(params.text ?? this.texts?.get(params.uri) ?? fs.readFileSync(fileURLToPath(params.uri), 'utf8'), {});
      else if (method === 'markdown/findMarkdownFilesInWorkspace') result = fs.readdirSync(this.cwd, { recursive: true }).filter(name => name.endsWith('.md')).map(name => pathToFileURL(path.join(this.cwd, name)).href);
      else if (method === 'markdown/fs/readFile') result = [...fs.readFileSync(fileURLToPath(params.uri))];
      else if (method === 'markdown/fs/stat') result = fs.existsSync(fileURLToPath(params.uri)) ? { isDirectory: fs.statSync(fileURLToPath(params.uri)).isDirectory() } : undefined;
      else if (method === 'markdown/fs/readDirectory') result = fs.readdirSync(fileURLToPath(params.uri), { withFileTypes: true }).map(entry => [entry.name, { isDirectory: entry.isDirectory() }]);
    } catch { /* it is not there */ }
    this.send({ id, result: result ?? null });
  }
  // When a notification comes that is the one wanted; undefined: it didn't.
  notified(wanted, timeout) {
    return new Promise(resolve => {
      this.waiting.push({ wanted, resolve });
      setTimeout(() => resolve(undefined), timeout).unref();
    });
  }
  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
  notify(method, params) {
    this.send({ method, params });
  }
  request(method, params, timeout = 20000) {
    const id = ++this.id;
    const answer = new Promise(resolve => {
      this.pending.set(id, resolve);
      setTimeout(() => resolve(undefined), timeout).unref();
    });
    this.send({ id, method, params });
    return answer;
  }
  diagnostics(timeout = 20000) {
    return new Promise(resolve => {
      this.published.push(resolve);
      setTimeout(() => resolve(undefined), timeout).unref();
    });
  }
  // Resident memory of the server and what it started, in MB.
  memory() {
    const children = new Map();
    for (const pid of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      try {
        const parent = Number(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[1]);
        children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
      } catch { /* gone meanwhile */ }
    }
    let total = 0;
    for (const todo = [this.child.pid]; todo.length > 0;) {
      const pid = todo.pop();
      todo.push(...(children.get(pid) ?? []));
      try {
        total += Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      } catch { /* gone meanwhile */ }
    }
    return total;
  }
  async stop() {
    await this.request('shutdown', null, 2000);
    this.notify('exit', null);
    await sleep(50);
    this.child.kill('SIGKILL');
  }
}

export async function start(command, folder, settings = {}, initializationOptions = {}, capabilities = {}) {
  const server = new Server(command, folder, settings);
  const uri = pathToFileURL(folder).href;
  const answer = await server.request('initialize', {
    processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], initializationOptions,
    capabilities: { textDocument: { publishDiagnostics: {}, hover: { contentFormat: ['markdown'] }, completion: { completionItem: { snippetSupport: true } } }, workspace: { configuration: true }, ...capabilities },
  });
  if (answer === undefined) throw new Error(`${command.join(' ')} did not answer initialize`);
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', { settings });
  return { server, ms: answer.at - server.started };
}
