// Draws what `tmux capture-pane -e -p` wrote. usage: draw.cjs IN.ansi OUT.png COLUMNS ROWS, run in tests/editors/vscode
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');
const from = createRequire(path.join(process.cwd(), 'package.json'));
const { chromium } = from('playwright-core');
const xterm = path.dirname(from.resolve('@xterm/xterm/package.json'));
const [, , input, output, columns, rows] = process.argv;
(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  await page.setContent('<body style="margin:0;background:#000"><div id="t" style="display:inline-block"></div>');
  await page.addStyleTag({ path: path.join(xterm, 'css/xterm.css') });
  await page.addScriptTag({ path: path.join(xterm, 'lib/xterm.js') });
  await page.evaluate(([text, cols, lines]) => new Promise(resolve => {
    const terminal = new Terminal({ cols, rows: lines, convertEol: true, fontFamily: 'DejaVu Sans Mono', fontSize: 14 });
    terminal.open(document.getElementById('t'));
    terminal.write(`${text}\x1b[?25l`, () => setTimeout(resolve, 200));
  }), [fs.readFileSync(input, 'utf8').replace(/\n$/, ''), Number(columns), Number(rows)]);
  await page.locator('#t').screenshot({ path: output });
  await browser.close();
})();
