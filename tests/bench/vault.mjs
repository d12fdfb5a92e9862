// Notes by the hundred and by the ten thousand: until they are known, memory, edits and questions; ours and the Markdown peers' in one run.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { now, sleep, start } from './session.mjs';

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(q * list.length))];
const patience = 300000;  // ms: the slowest peer needs 90 s for 10,000 files

// When a server says that it has read all notes. One that never says so has when it answers a question on all of them.
async function known(peer, server) {
  if (peer.own) return server.notified(message => message.method === 'cribsheet/status' && message.params.state === 'ready' && message.params.notes.own > 0, patience);
  if (peer.tells) return server.notified(message => message.method === '$/progress' && message.params.value.kind === 'end', patience);
  return (await server.request('workspace/symbol', { query: 'part 21' }, patience))?.at;
}

async function median(server, rounds, method, params) {
  const times = [];
  let found = 0;
  for (let i = 0; i < rounds; ++i) {
    const sent = now();
    const answer = await server.request(method, params, 60000);
    if (answer === undefined || answer.result === undefined || answer.result === null) return { found: 0 };
    found = Array.isArray(answer.result) ? answer.result.length : 1;
    times.push(answer.at - sent);
    if (times[0] > 5000) break;
  }
  return { ms: found > 0 ? quantile(times, 0.5) : undefined, first: times[0], found };
}

// One server in one vault: `folder` holds notes/, and note00000.md of it is opened and edited.
export async function inVault(peer, folder, rounds) {
  const { server } = await start(peer.command, folder, peer.settings, peer.options, { window: { workDoneProgress: true } });
  const file = path.join(folder, 'notes', 'note00000.md');
  const uri = pathToFileURL(file).href;
  const text = fs.readFileSync(file, 'utf8');
  const rows = text.split('\n');
  const ready = known(peer, server);  // asked at once, answered when it can be
  const row = {};
  const opened = now();
  const wait = peer.pulls ? undefined : server.diagnostics(patience);
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text } });
  const first = peer.pulls ? await server.request('textDocument/diagnostic', { textDocument: { uri } }, patience) : await wait;
  row.open = first === undefined ? undefined : first.at - opened;
  const at = await ready;
  row.index = at === undefined ? undefined : at - server.started;
  await sleep(1000);
  row['memory, read'] = server.memory();
  const place = (line, character) => ({ textDocument: { uri }, position: { line, character } });
  const end = { line: rows.findIndex(line => line.startsWith('- ')) };
  end.character = rows[end.line].length;
  const edits = [];
  for (let version = 2; version < rounds + 2; ++version) {
    const range = version % 2 === 0 ? { start: end, end } : { start: end, end: { line: end.line, character: end.character + 1 } };
    const pushed = peer.pulls ? undefined : server.diagnostics(8000);
    const sent = now();
    server.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text: version % 2 === 0 ? '1' : '' }] });
    const answer = peer.pulls ? await server.request('textDocument/diagnostic', { textDocument: { uri } }) : await pushed;
    if (answer !== undefined) edits.push(answer.at - sent);
    else if (version > 4) break;
    await sleep(40);
  }
  row.edit = quantile(edits, 0.5);
  row['edit p99'] = quantile(edits, 0.99);
  const link = rows.findLastIndex(line => line.includes('[what we learned]('));
  const heading = rows.findIndex(line => line === '## Open questions');
  row.definition = (await median(server, rounds, 'textDocument/definition', place(link, rows[link].indexOf('(note') + 4))).ms;
  row.references = (await median(server, rounds, 'textDocument/references', { ...place(heading, 5), context: { includeDeclaration: true } })).ms;
  row.symbol = (await median(server, rounds, 'workspace/symbol', { query: 'part 21' })).ms;
  const word = rows.findIndex(line => line.includes('timeout of part'));
  row.hover = (await median(server, rounds, 'textDocument/hover', place(word, rows[word].indexOf('timeout') + 2))).ms;
  row.memory = server.memory();
  await server.stop();
  return row;
}

export const vaultColumns = ['index', 'open', 'edit', 'edit p99', 'definition', 'references', 'symbol', 'hover', 'memory, read', 'memory'];
