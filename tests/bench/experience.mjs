// What a person waits for, measured over stdio: start, open, edit, hover, completion, definition, memory; ours and the peers'
// in one run. usage: experience.mjs BINARY [--json FILE] [--quick]; peers are measured where node_modules has them.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { write } from './generate.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [binary, ...flags] = process.argv.slice(2);
const quick = flags.includes('--quick');
const jsonOut = flags.includes('--json') ? flags[flags.indexOf('--json') + 1] : undefined;
const rounds = quick ? 5 : 30;
const now = () => Number(process.hrtime.bigint()) / 1e6;
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

class Server {
  constructor(command, cwd) {
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
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.send({ id: message.id, result });
    } else if (message.id !== undefined) {
      this.pending.get(message.id)?.({ at, result: message.result });
      this.pending.delete(message.id);
    }
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

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];

async function start(command, folder) {
  const server = new Server(command, folder);
  const uri = pathToFileURL(folder).href;
  const answer = await server.request('initialize', {
    processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }], initializationOptions: {},
    capabilities: { textDocument: { publishDiagnostics: {}, hover: { contentFormat: ['markdown'] }, completion: { completionItem: { snippetSupport: true } } }, workspace: { configuration: true } },
  });
  if (answer === undefined) throw new Error(`${command.join(' ')} did not answer initialize`);
  server.notify('initialized', {});
  return { server, ms: answer.at - server.started };
}

async function measure(command, folder, file, languageId, edits) {
  const starts = [];
  for (let i = 0; i < (quick ? 3 : 10); ++i) {
    const { server, ms } = await start(command, folder);
    starts.push(ms);
    await server.stop();
  }
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const lines = text.split('\n');
  const { server } = await start(command, folder);
  await sleep(300);
  const uri = pathToFileURL(path.join(folder, file)).href;
  const opened = now();
  let wait = server.diagnostics();
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  const first = await wait;
  await sleep(300);
  const line = lines.findIndex((content, i) => i > lines.length * 0.9 && content.includes(edits.on));
  const at = line < 0 ? { line: lines.findIndex(content => content.includes(edits.on)), character: 0 } : { line, character: 0 };
  at.character = lines[at.line].indexOf(edits.on) + 2;
  const end = { line: at.line, character: lines[at.line].length };
  const result = { start: quantile(starts, 0.5), open: first === undefined ? undefined : first.at - opened, edit: [], hover: [], completion: [], definition: [] };
  let version = 1;
  for (let i = 0; i < rounds; ++i) {
    const range = i % 2 === 0 ? { start: end, end } : { start: end, end: { line: end.line, character: end.character + 1 } };
    wait = server.diagnostics(5000);
    const sent = now();
    server.notify('textDocument/didChange', { textDocument: { uri, version: ++version }, contentChanges: [{ range, text: i % 2 === 0 ? '1' : '' }] });
    const answer = await wait;
    if (answer !== undefined) result.edit.push(answer.at - sent);
    await sleep(quick ? 20 : 40);
  }
  for (const method of ['hover', 'completion', 'definition']) {
    for (let i = 0; i < rounds; ++i) {
      const sent = now();
      const answer = await server.request(`textDocument/${method}`, { textDocument: { uri }, position: at });
      if (answer !== undefined) result[method].push(answer.at - sent);
    }
  }
  result.memory = server.memory();
  await server.stop();
  return result;
}

const bin = name => path.join(here, 'node_modules', '.bin', name);
const servers = [
  { name: 'cribsheet', command: [binary, 'lsp'] },
  { name: 'yaml-language-server', command: ['node', bin('yaml-language-server'), '--stdio'], needs: bin('yaml-language-server'), only: 'yaml' },
  { name: 'vscode-json-language-server', command: ['node', bin('vscode-json-language-server'), '--stdio'], needs: bin('vscode-json-language-server'), only: 'json' },
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cribsheet-bench-'));
write(folder);
const documents = [
  { file: 'small.yaml', language: 'yaml', title: '62 lines of YAML', on: 'VisibilityTimeout' },
  { file: 'mid.yaml', language: 'yaml', title: '1,000 lines of YAML', on: 'VisibilityTimeout' },
  { file: 'large.yaml', language: 'yaml', title: '1 MB of YAML, 500 resources', on: 'VisibilityTimeout' },
  { file: 'large.json', language: 'json', title: '166 KB of JSON, 500 resources', on: 'VisibilityTimeout' },
];
const columns = ['start', 'open', 'edit', 'edit p99', 'hover', 'completion', 'definition', 'memory'];
const report = [];
const show = value => (value === undefined || Number.isNaN(value) ? 'none' : value < 10 ? value.toFixed(2) : value.toFixed(0));
for (const document of documents) {
  console.log(`\n### ${document.title}\n`);
  console.log(`| server | ${columns.map(c => (c === 'memory' ? 'memory, MB' : `${c}, ms`)).join(' | ')} |\n|---|${columns.map(() => '---:').join('|')}|`);
  let ours;
  for (const server of servers) {
    if (server.only !== undefined && server.only !== document.language) continue;
    if (server.needs !== undefined && !fs.existsSync(server.needs)) continue;
    const raw = await measure(server.command, folder, document.file, document.language, document);
    const row = { start: raw.start, open: raw.open, edit: quantile(raw.edit, 0.5), 'edit p99': quantile(raw.edit, 0.99), hover: quantile(raw.hover, 0.5), completion: quantile(raw.completion, 0.5), definition: quantile(raw.definition, 0.5), memory: raw.memory };
    report.push({ document: document.title, server: server.name, ...row });
    console.log(`| ${server.name} | ${columns.map(c => show(row[c])).join(' | ')} |`);
    if (ours === undefined) ours = row;
    else console.log(`| *times ours* | ${columns.map(c => (row[c] === undefined || ours[c] === undefined ? '' : `${(row[c] / ours[c]).toFixed(row[c] / ours[c] < 10 ? 1 : 0)}×`)).join(' | ')} |`);
  }
}
fs.rmSync(folder, { recursive: true, force: true });
if (jsonOut !== undefined) fs.writeFileSync(jsonOut, JSON.stringify(report, null, 1) + '\n');
