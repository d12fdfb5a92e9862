// What a person waits for, measured over stdio: start, open, edit, hover, completion, definition, memory; ours and the peers'
// in one run, then how cost grows. usage: experience.mjs BINARY [--json FILE] [--markdown FILE] [--quick] [--notes: those alone] [--schema FILE] [--pieces FILE]
// [--growth FILE: what `growth` wrote]
// Peers are measured where node_modules has them. cfn-lint is not among them: it comes from PyPI, which this doesn't fetch from.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { dense, note, template, write, writeNotes } from './generate.mjs';
import { now, sleep, start } from './session.mjs';
import { inVault, vaultColumns } from './vault.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [program, ...flags] = process.argv.slice(2);
const binary = path.resolve(program);
const flag = name => (flags.includes(name) ? flags[flags.indexOf(name) + 1] : undefined);
const quick = flags.includes('--quick');
const rounds = quick ? 6 : 30;
const report = [];
const lines = [];
const say = text => {
  lines.push(text);
  console.log(text);
};

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];
const show = value => (value === undefined || Number.isNaN(value) ? 'none' : value < 10 ? value.toFixed(2) : value.toFixed(0));
const ratio = (theirs, ours) => (theirs === undefined || ours === undefined || Number.isNaN(theirs / ours) ? '' : `${(theirs / ours).toFixed(theirs / ours < 10 ? 1 : 0)}×`);

// ---- one document in one server ------------------------------------------------------------------------------------------

// One edit, there and back, until its diagnostics are there: pushed, or pulled where the server only answers.
async function edit(server, uri, end, version, pulls) {
  const range = version % 2 === 0 ? { start: end, end } : { start: end, end: { line: end.line, character: end.character + 1 } };
  const pushed = pulls ? undefined : server.diagnostics(8000);
  const sent = now();
  server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: version % 2 === 0 ? '1' : '' }] });
  const answer = pulls ? await server.request('textDocument/diagnostic', { textDocument: { uri } }) : await pushed;
  return answer === undefined ? undefined : answer.at - sent;
}

async function measure(peer, folder, document) {
  const starts = [];
  for (let i = 0; i < (quick ? 3 : 10); ++i) {
    const { server, ms } = await start(peer.command, folder, peer.settings, peer.options);
    starts.push(ms);
    await server.stop();
  }
  const text = fs.readFileSync(path.join(folder, document.file), 'utf8');
  const rows = text.split('\n');
  const { server } = await start(peer.command, folder, peer.settings, peer.options);
  if (document.settle !== undefined && peer.command[0] === binary) await document.settle(server);
  await sleep(300);
  const uri = pathToFileURL(path.join(folder, document.file)).href;
  const opened = now();
  const wait = peer.pulls ? undefined : server.diagnostics();
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: document.language, version: 1, text } });
  const first = peer.pulls ? await server.request('textDocument/diagnostic', { textDocument: { uri } }) : await wait;
  await sleep(300);
  const late = rows.findIndex((content, i) => i > rows.length * 0.9 && content.includes(document.on));
  const line = late < 0 ? rows.findIndex(content => content.includes(document.on)) : late;
  const at = { line, character: rows[line].indexOf(document.on) + 2 };
  const end = { line, character: rows[line].replace(/,\s*$/, '').length };
  const times = { edit: [], hover: [], completion: [], definition: [] };
  for (let version = 2; version < rounds + 2; ++version) {
    const ms = await edit(server, uri, end, version, peer.pulls);
    if (ms !== undefined) times.edit.push(ms);
    else if (version > 4) break;
    await sleep(quick ? 20 : 40);
  }
  for (const method of ['hover', 'completion', 'definition']) {
    for (let i = 0; i < rounds; ++i) {
      const sent = now();
      const answer = await server.request(`textDocument/${method}`, { textDocument: { uri }, position: at }, 8000);
      if (answer === undefined || answer.error) break;
      times[method].push(answer.at - sent);
    }
  }
  const row = { start: quantile(starts, 0.5), open: first === undefined ? undefined : first.at - opened, edit: quantile(times.edit, 0.5), 'edit p99': quantile(times.edit, 0.99) };
  for (const method of ['hover', 'completion', 'definition']) row[method] = quantile(times[method], 0.5);
  row.memory = server.memory();
  await server.stop();
  return row;
}

// ---- the tables ------------------------------------------------------------------------------------------------------------

const bin = name => path.join(here, 'node_modules', '.bin', name);
const schema = flag('--schema') === undefined ? undefined : JSON.parse(fs.readFileSync(flag('--schema'), 'utf8'));
const rumdl = path.join(here, 'node_modules', '@rumdl', 'cli-linux-x64', 'rumdl');
const peers = [
  { name: 'cribsheet', command: [binary, 'lsp'] },
  { name: 'yaml-language-server', command: ['node', bin('yaml-language-server'), '--stdio'], needs: bin('yaml-language-server'), only: ['yaml'] },
  {
    name: `vscode-json-language-server${schema === undefined ? '' : ' with our pack as its schema'}`, command: ['node', bin('vscode-json-language-server'), '--stdio'], needs: bin('vscode-json-language-server'), only: ['json'],
    options: { provideFormatter: false }, settings: schema === undefined ? {} : { json: { validate: { enable: true }, schemas: [{ fileMatch: ['*.json'], url: 'bench://cloudformation.json', schema }] } },
  },
  {
    name: 'vscode-markdown-languageserver', command: ['node', bin('vscode-markdown-language-server'), '--stdio'], needs: bin('vscode-markdown-language-server'), only: ['markdown'], pulls: true,
    options: { markdownFileExtensions: ['md'] }, settings: { markdown: { validate: { enabled: true, fileLinks: { enabled: 'warning', markdownFragmentLinks: 'warning' }, fragmentLinks: { enabled: 'warning' }, referenceLinks: { enabled: 'warning' } } } },
  },
  { name: 'rumdl', command: [rumdl, 'server', '--stdio'], needs: rumdl, only: ['markdown'] },
];

const columns = ['start', 'open', 'edit', 'edit p99', 'hover', 'completion', 'definition', 'memory'];

async function table(folder, document) {
  const found = [];
  for (const peer of peers) {
    if (peer.only !== undefined && !peer.only.includes(document.language)) continue;
    if (peer.needs !== undefined && !fs.existsSync(peer.needs)) continue;
    found.push({ name: peer.name, ...(await measure(peer, folder, document)) });
  }
  const [ours, ...others] = found;
  say(`\n### ${document.title}\n`);
  say(`| | ${columns.map(c => (c === 'memory' ? 'memory, MB' : `${c}, ms`)).join(' | ')} |\n|---|${columns.map(() => '---:').join('|')}|`);
  for (const other of others) say(`| **times ours: ${other.name}** | ${columns.map(c => ratio(other[c], ours[c])).join(' | ')} |`);
  for (const row of found) {
    say(`| ${row.name} | ${columns.map(c => show(row[c])).join(' | ')} |`);
    report.push({ document: document.title, server: row.name, ...Object.fromEntries(columns.map(c => [c, row[c]])) });
  }
}

// ---- how cost grows -----------------------------------------------------------------------------------------------------------

// The exponent of cost in size: the slope of the line through the logarithms.
function exponent(points) {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = i => logs.reduce((sum, point) => sum + point[i], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

async function growth(folder, title, make, sizes) {
  const rows = [];
  for (const size of sizes) {
    const text = make(size);
    fs.writeFileSync(path.join(folder, 'grown.yaml'), text);
    const row = await measure({ command: [binary, 'lsp'] }, folder, { file: 'grown.yaml', language: 'yaml', on: 'VisibilityTimeout' });
    rows.push({ bytes: text.length, ...row });
  }
  const shown = ['open', 'edit', 'hover', 'completion', 'memory'];
  say(`\n### How it grows: ${title}\n\n| bytes | ${shown.map(c => (c === 'memory' ? 'memory, MB' : `${c}, ms`)).join(' | ')} |\n|---:|${shown.map(() => '---:').join('|')}|`);
  for (const row of rows) say(`| ${row.bytes} | ${shown.map(c => show(row[c])).join(' | ')} |`);
  // What is there whatever the size (the round trip, the program itself) hides the slope of the small ones: the largest three count.
  const slopes = Object.fromEntries(shown.map(c => [c, exponent(rows.slice(-3).map(row => [row.bytes, row[c]]))]));
  say(`| **exponent** | ${shown.map(c => slopes[c].toFixed(2)).join(' | ')} |`);
  report.push({ growth: title, rows, exponents: slopes });
}

// Notes: until the index stands, and what an edit of a template beside them costs.
async function notesGrowth(root) {
  const rows = [];
  for (const count of quick ? [1, 10, 100, 1000] : [1, 10, 100, 1000, 10000]) {
    const folder = path.join(root, `notes${count}`);
    writeNotes(path.join(folder, 'notes'), count);
    fs.writeFileSync(path.join(folder, 'mid.yaml'), template(21, 2));
    const { server } = await start([binary, 'lsp'], folder);
    const begun = server.started;
    const ready = await server.notified(message => message.method === 'cribsheet/status' && message.params.state === 'ready' && message.params.notes.files > 0, 60000);
    await server.stop();
    const row = await measure({ command: [binary, 'lsp'] }, folder, { file: 'mid.yaml', language: 'yaml', on: 'VisibilityTimeout', settle: server => server.notified(message => message.method === 'cribsheet/status' && message.params.state === 'ready', 60000) });
    const one = await measure({ command: [binary, 'lsp'] }, folder, { file: 'notes/note00000.md', language: 'markdown', on: 'seconds', settle: server => server.notified(message => message.method === 'cribsheet/status' && message.params.state === 'ready', 60000) });
    rows.push({ count, index: ready - begun, edit: row.edit, note: one.edit, 'note p99': one['edit p99'], memory: one.memory });
    if (count < 1000) fs.rmSync(folder, { recursive: true });
  }
  say('\n### How it grows: notes (10 KB each)\n\n| files | process start to indexed, ms | edit of a template, ms | edit of a note, ms | p99 | memory, MB |\n|---:|---:|---:|---:|---:|---:|');
  for (const row of rows) say(`| ${row.count} | ${show(row.index)} | ${show(row.edit)} | ${show(row.note)} | ${show(row['note p99'])} | ${show(row.memory)} |`);
  const slope = key => exponent(rows.slice(-3).map(row => [row.count, row[key]])).toFixed(2);
  say(`| **exponent** | ${slope('index')} | ${slope('edit')} | ${slope('note')} | ${slope('note p99')} | ${slope('memory')} |`);
  report.push({ growth: 'notes', rows });
  fs.rmSync(path.join(root, `notes${rows.at(-1).count}`), { recursive: true });
}

// Vaults beside the Markdown peers, one row a server and size. What a server does not have is 'none'.
async function vaults(root) {
  const unit = column => (column.startsWith('memory') ? `${column}, MB` : `${column}, ms`);
  say('\n### Vaults of notes (10 KB each)\n\nindex: process start until all notes are known (vscode-markdown-languageserver: until a first workspace symbol is answered); open: until the first diagnostics, asked at once.\n');
  say(`| notes | | ${vaultColumns.map(unit).join(' | ')} |\n|---:|---|${vaultColumns.map(() => '---:').join('|')}|`);
  for (const count of quick ? [200] : [200, 2000, 10000]) {
    const folder = path.join(root, `vault${count}`);
    writeNotes(path.join(folder, 'notes'), count);
    let ours;
    for (const peer of peers) {
      if (peer.only !== undefined && !peer.only.includes('markdown')) continue;
      if (peer.needs !== undefined && !fs.existsSync(peer.needs)) continue;
      const row = await inVault({ ...peer, own: peer.command[0] === binary, tells: peer.name === 'rumdl' }, folder, quick ? 6 : 20);
      ours ??= row;
      say(`| ${count} | ${peer.name} | ${vaultColumns.map(c => show(row[c])).join(' | ')} |`);
      if (row !== ours) say(`| ${count} | **times ours: ${peer.name}** | ${vaultColumns.map(c => ratio(row[c], ours[c])).join(' | ')} |`);
      report.push({ vault: count, server: peer.name, ...row });
    }
    fs.rmSync(folder, { recursive: true });
  }
}

// `cribsheet check` over a folder of templates, as it runs before a commit.
function checkMany(root) {
  const folder = path.join(root, 'many');
  fs.mkdirSync(folder);
  let bytes = 0;
  for (let i = 0; i < 1000; ++i) {
    const text = i % 4 === 0 ? dense(1).replaceAll('Queue1', `Queue${i}`) : template(1 + (i % 3), i % 9);
    bytes += text.length;
    fs.writeFileSync(path.join(folder, `t${i}.yaml`), text);
  }
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const begun = now();
    spawnSync(binary, ['check', '--fail-on', 'never', '--format', 'json', folder], { maxBuffer: 1 << 30, cwd: root });
    times.push(now() - begun);
  }
  say(`\n### check over 1,000 templates (${(bytes / 1e6).toFixed(1)} MB)\n\n${show(quantile(times, 0.5))} ms on ${os.cpus().length} processors, process start and JSON with it (${times.map(show).join(', ')}).`);
  report.push({ check: 'a thousand templates', bytes, times });
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cribsheet-bench-'));
const folder = path.join(root, 'templates');
write(folder);
say(`## What a person waits for\n\n${os.cpus().length} × ${os.cpus()[0].model}; the median of ${rounds}, wall clock over stdio, each server alone. cfn-lint is not measured: it is on PyPI only.`);
for (const document of flags.includes('--notes') ? [] : [
  { file: 'small.yaml', language: 'yaml', title: '62 lines of YAML', on: 'VisibilityTimeout' },
  { file: 'mid.yaml', language: 'yaml', title: '1,000 lines of YAML', on: 'VisibilityTimeout' },
  { file: 'large.yaml', language: 'yaml', title: '1 MB of YAML, 500 resources with code in them', on: 'VisibilityTimeout' },
  { file: 'dense.yaml', language: 'yaml', title: '1 MB of YAML, 1,536 resources without filler', on: 'VisibilityTimeout' },
  { file: 'large.json', language: 'json', title: '166 KB of JSON, 500 resources', on: 'VisibilityTimeout' },
]) {
  await table(folder, document);
}
if (!flags.includes('--notes')) await growth(folder, 'templates without filler', size => dense(Math.max(1, Math.round(size / 7750))), quick ? [10e3, 100e3, 1e6] : [10e3, 100e3, 1e6, 10e6]);
if (!flags.includes('--notes')) checkMany(root);
await notesGrowth(root);
await vaults(root);

if (flag('--pieces') !== undefined) {
  const { benchmarks } = JSON.parse(fs.readFileSync(flag('--pieces'), 'utf8'));
  say('\n## The pieces\n\n| piece | time | |\n|---|---:|---:|');
  for (const each of benchmarks) say(`| ${each.name} | ${show(each.cpu_time / 1000)} µs | ${each.bytes_per_second === undefined ? '' : `${show(each.bytes_per_second / 1e6)} MB/s`} |`);
  report.push({ pieces: benchmarks });
  const took = name => benchmarks.find(each => each.name === name)?.cpu_time / 1e6;
  const floor = took('floor-1m') + took('answer-1m'), edit = took('edit-1m'), parts = [
    ['parse', took('parse-yaml-1m')], ['lines, outline', took('open-1m') - took('parse-yaml-1m')], ['rules and findings', edit - took('open-1m')], ['the answer as JSON', took('answer-1m')],
  ];
  const total = edit + took('answer-1m');
  say('\n## What the time of an edit goes to (1 MB, 1,536 resources)\n\n| part | ms | of the whole |\n|---|---:|---:|');
  for (const [name, ms] of parts) say(`| ${name} | ${show(ms)} | ${(100 * ms / total).toFixed(0)} % |`);
  say(`| **whole** | ${show(total)} | |\n\nThe floor is to read every byte once (${show(took('floor-1m'))} ms) and to write the answer once (${show(took('answer-1m'))} ms): an edit takes ${(total / floor).toFixed(1)} times that, a first look (${show(took('open-1m') + took('findings-1m') + took('answer-1m'))} ms) ${((took('open-1m') + took('findings-1m') + took('answer-1m')) / floor).toFixed(0)} times.`);
  report.push({ parts: Object.fromEntries(parts), floor, total });
}
if (flag('--growth') !== undefined) {
  const shapes = JSON.parse(fs.readFileSync(flag('--growth'), 'utf8'));
  say('\n## How cost grows with size, by shape\n\nProcessor time in ms; the exponent of the largest three sizes that take half a millisecond or more.\n\n| shape | bytes | open | check | edit | hover | completion |\n|---|---:|---:|---:|---:|---:|---:|');
  for (const { shape, rows, exponents } of shapes) {
    const cells = row => ['open', 'check', 'edit', 'hover', 'completion'].map(what => (row[what] === undefined ? '' : show(row[what]))).join(' | ');
    for (const row of rows) say(`| ${shape} | ${row.bytes} | ${cells(row)} |`);
    say(`| **${shape}: exponent** | | ${cells(exponents)} |`);
  }
  report.push({ shapes });
}
fs.rmSync(root, { recursive: true, force: true });
if (flag('--json') !== undefined) fs.writeFileSync(flag('--json'), JSON.stringify(report, null, 1) + '\n');
if (flag('--markdown') !== undefined) fs.writeFileSync(flag('--markdown'), lines.join('\n') + '\n');
