// The dependency graph of a template in a panel; a click on a node goes to its declaration.
import * as vscode from 'vscode';
import { LanguageClient, Range } from 'vscode-languageclient/node';

interface Node {
  id: string;
  name: string;
  kind: string;
  type: string;
  range: Range;
}

interface Edge {
  from: string;
  to: string;
  kind: string;
}

interface Graph {
  nodes: Node[];
  edges: Edge[];
}

const width = 190, height = 44, gapX = 90, gapY = 18, margin = 24;

/** Layers by longest path from nodes that nothing refers to; a cycle ends where it was entered. */
function layers({ nodes, edges }: Graph): Map<string, number> {
  const out = new Map<string, string[]>(nodes.map(node => [node.id, []]));
  for (const edge of edges) out.get(edge.from)?.push(edge.to);
  const depth = new Map<string, number>(nodes.map(node => [node.id, 0]));
  // Relaxation bounded by the number of nodes: enough for any graph without cycles, and it stops on one with them.
  for (let round = 0, changed = true; changed && round < nodes.length; ++round) {
    changed = false;
    for (const [from, targets] of out) {
      for (const to of targets) {
        if (to !== from && depth.get(to)! < depth.get(from)! + 1 && depth.get(from)! + 1 < nodes.length) {
          depth.set(to, depth.get(from)! + 1);
          changed = true;
        }
      }
    }
  }
  return depth;
}

const escape = (text: string) => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const clipped = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

export function svg(graph: Graph): string {
  const used = new Set(graph.edges.flatMap(edge => [edge.from, edge.to]));
  const shown = { edges: graph.edges, nodes: graph.nodes.filter(node => used.has(node.id) || node.kind === 'resource' || node.kind === 'state') };
  const depth = layers(shown);
  const columns = new Map<number, number>();
  const at = new Map<string, { x: number; y: number }>();
  for (const node of shown.nodes) {
    const column = depth.get(node.id)!;
    const row = columns.get(column) ?? 0;
    columns.set(column, row + 1);
    at.set(node.id, { x: margin + column * (width + gapX), y: margin + row * (height + gapY) });
  }
  const total = {
    x: margin * 2 + Math.max(1, columns.size) * (width + gapX) - gapX,
    y: margin * 2 + Math.max(1, ...columns.values()) * (height + gapY) - gapY,
  };
  const lines = shown.edges.filter(edge => at.has(edge.from) && at.has(edge.to)).map(edge => {
    const a = at.get(edge.from)!, b = at.get(edge.to)!;
    const [x1, y1, x2, y2] = [a.x + width, a.y + height / 2, b.x, b.y + height / 2];
    return `<path class="edge ${escape(edge.kind)}" d="M${x1},${y1} C${x1 + gapX / 2},${y1} ${x2 - gapX / 2},${y2} ${x2},${y2}" marker-end="url(#tip)"><title>${escape(edge.kind)}</title></path>`;
  });
  const boxes = shown.nodes.map(node => {
    const { x, y } = at.get(node.id)!;
    return `<g class="node ${escape(node.kind)}" data-id="${escape(node.id)}" tabindex="0" role="button" aria-label="${escape(node.name)}" transform="translate(${x},${y})"><rect width="${width}" height="${height}" rx="6"/>` +
      `<text x="10" y="19" class="name">${escape(clipped(node.name, 24))}</text><text x="10" y="35" class="type">${escape(clipped(node.type || node.kind, 29))}</text><title>${escape(`${node.name} ${node.type}`)}</title></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${total.x}" height="${total.y}"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z"/></marker></defs>${lines.join('')}${boxes.join('')}</svg>`;
}

function page(webview: vscode.Webview, title: string, graph: Graph): string {
  const nonce = Array.from({ length: 32 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 36)]).join('');
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}' ${webview.cspSource}; script-src 'nonce-${nonce}'">
<title>${escape(title)}</title>
<style nonce="${nonce}">
  body { padding: 0; overflow: auto; font-family: var(--vscode-font-family); }
  rect { fill: var(--vscode-editorWidget-background); stroke: var(--vscode-charts-blue); stroke-width: 1.2; }
  .parameter rect { stroke: var(--vscode-charts-green); } .condition rect { stroke: var(--vscode-charts-yellow); }
  .output rect { stroke: var(--vscode-charts-purple); } .mapping rect { stroke: var(--vscode-charts-orange); }
  .name { fill: var(--vscode-editor-foreground); font-size: 13px; } .type { fill: var(--vscode-descriptionForeground); font-size: 11px; }
  .node { cursor: pointer; } .node:hover rect, .node:focus rect { stroke-width: 2.4; }
  .edge { fill: none; stroke: var(--vscode-descriptionForeground); stroke-opacity: .6; } marker path { fill: var(--vscode-descriptionForeground); }
  .DependsOn { stroke-dasharray: 5 4; }
</style></head><body>${svg(graph)}
<script nonce="${nonce}">
  const api = acquireVsCodeApi();
  const go = event => { const node = event.target.closest('.node'); if (node) api.postMessage({ id: node.dataset.id }); };
  document.addEventListener('click', go);
  document.addEventListener('keydown', event => { if (event.key === 'Enter') go(event); });
</script></body></html>`;
}

export async function openGraph(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const uri = editor.document.uri;
  const ask = () => client.sendRequest<Graph | null>('cribsheet/graph', { textDocument: { uri: uri.toString() } });
  let graph = await ask();
  if (graph === null || graph.nodes.length === 0) {
    void vscode.window.showInformationMessage('This file has no parts that refer to each other.');
    return;
  }
  const title = `Graph of ${vscode.workspace.asRelativePath(uri)}`;
  const panel = vscode.window.createWebviewPanel('cribsheet.graph', title, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [] });
  panel.webview.html = page(panel.webview, title, graph);
  panel.webview.onDidReceiveMessage(async ({ id }: { id: string }) => {
    const node = graph?.nodes.find(candidate => candidate.id === id);
    if (node === undefined) return;
    const { start, end } = node.range;
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(start.line, start.character, end.line, end.character) });
  });
  const changed = vscode.workspace.onDidSaveTextDocument(async document => {
    if (document.uri.toString() !== uri.toString()) return;
    graph = await ask();
    if (graph !== null) panel.webview.html = page(panel.webview, title, graph);
  });
  panel.onDidDispose(() => changed.dispose());
}
