// Drives the workbench as a person would and takes the README's pictures.
// usage: drive.cjs URL PICTURES_DIR probe|restricted|folders OUT.json; drive.cjs URL PICTURES_DIR first|screen
const { chromium } = require('playwright-core');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [, , url, pictures, mode, probeOut] = process.argv;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let passed = 0, failed = 0;

async function check(name, run, page) {
  try {
    await run();
    ++passed;
    console.log(`ok      ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}: ${String(error.message).slice(0, 1500)}`);
    if (page !== undefined) await page.screenshot({ path: path.join(os.tmpdir(), `failed-${failed}.png`) });
  }
}

async function probe(page) {
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  // Told as they come; nothing new for three minutes is an end too.
  for (let told = 0, quiet = 0; ;) {
    const lines = fs.existsSync(probeOut) ? fs.readFileSync(probeOut, 'utf8').split('\n').slice(0, -1) : [];
    quiet = lines.length > told ? 0 : quiet + 1;
    for (; told < lines.length; ++told) {
      const { version, name, ok, detail } = JSON.parse(lines[told]);
      if (version !== undefined) return console.log(`VS Code ${version}`);
      await check(name, () => { if (!ok) throw new Error(detail); });
    }
    // Moving a file asks whether what refers to it may follow.
    const follow = page.locator('.monaco-dialog-box:has-text("refactoring") .monaco-button:has-text("OK")');
    if (await follow.count() > 0) await follow.first().click();
    if (quiet > 1800) throw new Error('the extension host has fallen silent');
    await page.waitForTimeout(100);
  }
}

// A first-time user's path: the window opens, a template is opened, the pointer rests on a property. No setting is touched.
async function first(page) {
  const begun = Date.now();
  const seconds = () => ((Date.now() - begun) / 1000).toFixed(1);
  await check('first: a hover with the note', async () => {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'queue-worker.yaml' }).waitFor({ timeout: 60000 });
    console.log(`the window is there after ${seconds()} s`);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'queue-worker.yaml' }).dblclick();
    await page.waitForSelector('.editor-instance .view-lines >> text=AWSTemplateFormatVersion', { timeout: 20000 });
    console.log(`the template is open after ${seconds()} s`);
    await page.keyboard.press('Control+G');
    await page.keyboard.type('58');
    await page.keyboard.press('Enter');
    const word = page.locator('.view-line span:has-text("VisibilityTimeout")').last();
    const hover = page.locator('.monaco-hover:visible .hover-contents', { hasText: 'at least six times' });
    for (let i = 0; i < 60 && (await hover.count()) === 0; ++i) {
      const box = await word.boundingBox();
      if (box !== null) await page.mouse.move(box.x + 40 + (i % 2), box.y + box.height / 2);
      await page.waitForTimeout(600);
    }
    if ((await hover.count()) === 0) throw new Error('no hover with the note');
    console.log(`the first hover with a note is on the screen after ${seconds()} s`);
  }, page);
}

async function screen(page) {
  const shot = name => page.screenshot({ path: path.join(pictures, `vscode-${name}.png`) });
  const openFile = async (name, text) => {
    await page.keyboard.press('Control+P');
    await page.waitForSelector('.quick-input-widget input:visible', { timeout: 15000 });
    await page.keyboard.type(name);
    await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${name}")`, { timeout: 15000 });
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.editor-instance .view-lines >> text=${text}`, { timeout: 20000 });
  };
  const goto = async place => {
    await page.keyboard.press('Control+G');
    await page.waitForSelector('.quick-input-widget input:visible');
    await page.keyboard.type(place);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
  };
  const command = async name => {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input:visible');
    await page.keyboard.type(name);
    await page.waitForSelector(`.quick-input-list .monaco-list-row:has-text("${name}")`);
    await page.keyboard.press('Enter');
  };
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60000 });
  await page.waitForTimeout(2000);
  await check('screen: a squiggle under the mistake', async () => {
    await openFile('queue-worker.yaml', 'AWSTemplateFormatVersion');
    await goto('58:10');
    await page.waitForSelector('.squiggly-error', { timeout: 60000, state: 'attached' });
    await page.locator('.codelens-decoration:visible', { hasText: 'reference' }).first().waitFor({ timeout: 20000 });
    await page.waitForTimeout(500);
    await shot('finding');
  }, page);
  await check('screen: hover with the note', async () => {
    await page.waitForTimeout(4000);  // the lenses come and move the lines
    const box = await page.locator('.view-line span:has-text("VisibilityTimeout")').last().boundingBox();
    await page.mouse.move(box.x + 40, box.y + box.height / 2);
    await page.mouse.move(box.x + 42, box.y + box.height / 2);
    await page.locator('.monaco-hover:visible .hover-contents', { hasText: 'at least six times' }).first().waitFor({ timeout: 15000 });
    await page.waitForTimeout(200);
    await shot('hover');
    await page.mouse.move(1200, 700);
  }, page);
  await check('screen: a quick fix in the menu, applied', async () => {
    const line = fs.readFileSync(process.env.SAMPLE, 'utf8').split('\n').findIndex(l => l.includes('Enviroment')) + 1;
    await goto(`${line}:10`);
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget:visible', { timeout: 15000 });
    await page.waitForTimeout(400);
    await shot('fix');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.view-lines >> text=Environment', { timeout: 10000 });
  }, page);
  await check('screen: completion list', async () => {
    const lines = fs.readFileSync(process.env.SAMPLE, 'utf8').split('\n');
    const line = lines.findIndex(l => l.startsWith('Outputs:'));
    await goto(`${line}:1`);
    await page.keyboard.type('  Topic:\n  Type: AWS::SNS::');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'AWS::SNS::Topic' }).first().waitFor({ timeout: 15000 });
    await page.waitForTimeout(800);
    await shot('completion');
    await page.keyboard.press('Escape');
  }, page);
  await check('screen: outline', async () => {
    await command('Explorer: Focus on Outline View');
    await page.waitForTimeout(1000);
    await page.locator('.outline-pane .monaco-list-row', { hasText: 'Stage' }).first().waitFor({ timeout: 15000 });
    await shot('outline');
  }, page);
  await check('screen: the preview of a rename', async () => {
    await command('View: Focus First Editor Group');
    const line = fs.readFileSync(process.env.SAMPLE, 'utf8').split('\n').findIndex(l => l.startsWith('  DeadLetters:')) + 1;
    await goto(`${line}:5`);
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input:visible');
    await box.fill('LostOrders', { timeout: 15000 }); // it has the focus only a moment later, so that typing would reach the text
    await page.waitForTimeout(1000);
    await box.press('Control+Enter');
    await page.locator('.part.panel .monaco-list-row', { hasText: 'LostOrders' }).first().waitFor({ timeout: 45000 });
    await page.waitForTimeout(500);
    await shot('rename');
    await page.locator('.part.panel .monaco-button', { hasText: 'Apply' }).first().click();
    await page.waitForSelector('.view-lines >> text=LostOrders', { timeout: 10000 });
  }, page);
  await check('screen: notes are searched', async () => {
    await command('Cribsheet: Search Notes');
    await page.waitForTimeout(300);
    await page.keyboard.type('visibility timeout');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'at least six times' }).first().waitFor({ timeout: 15000 });
    await page.waitForTimeout(300);
    await shot('search');
    await page.keyboard.press('Escape');
  }, page);
  await check('screen: the status item', async () => {
    await page.locator('.statusbar-item[id="status.languageStatus"]').first().hover();
    await page.locator('.monaco-hover:visible', { hasText: /Cribsheet: \d+ files of notes/ }).first().waitFor({ timeout: 15000 });
    await page.waitForTimeout(300);
    await shot('status');
    await page.mouse.move(640, 300);
  }, page);
  let graph;
  await check('screen: the graph panel', async () => {
    await openFile('web-site.json', 'AWSTemplateFormatVersion');
    await page.waitForTimeout(1500);
    await command('Cribsheet: Open the Dependency Graph');
    await page.waitForSelector('iframe.webview.ready', { timeout: 20000, state: 'attached' });
    for (let i = 0; i < 100 && graph === undefined; ++i, await page.waitForTimeout(100)) {
      for (const frame of page.frames()) if (await frame.locator('.node').count().catch(() => 0) > 0) graph = frame;
    }
    if (graph === undefined) throw new Error('no node was drawn');
    await page.waitForTimeout(500);
    await shot('graph');
  }, page);
  await check('screen: a click on a node of the graph goes there', async () => {
    const lines = fs.readFileSync(path.join(path.dirname(process.env.SAMPLE), 'web-site.json'), 'utf8').split('\n');
    const line = lines.findIndex(l => l.includes('"ServerRole": {')) + 1;
    await graph.locator('.node[data-id="ServerRole"]').click();
    await page.locator('.statusbar-item[id="status.editor.selection"]', { hasText: `Ln ${line},` }).waitFor({ timeout: 10000 });
  }, page);
}

(async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: flags });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  try {
    await { probe, restricted: probe, folders: probe, first, screen }[mode](page);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${mode}: ${error.message}`);
  }
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
})();
