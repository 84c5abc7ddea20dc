// Figures of the pages: the first page over a slow line, every page narrow and enlarged, Lighthouse, the grid with many rows.
// Usage: node tests/e2e/measure.mjs [--url URL --admin-password PASSWORD] [--what line,width,lighthouse,grid] [--only PART]
// Without --url it starts a system of its own with the demonstration data (CPB_PRESET, as the tests do). `tools/bench --what pages`.
// Exits 1 when a bound is broken. The bounds are those of a quiet machine with two cores.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { Browser, large } from './browser.mjs';
import { measureGrid } from './measure_grid.mjs';
import { pagesOf } from './page_list.mjs';
import { Stack } from './stack.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' }, 'admin-password': { type: 'string' }, what: { type: 'string', default: 'line,width,lighthouse,grid' }, only: { type: 'string', default: '' } } });
const parts = values.what.split(',');

/** 1.6 Mbit/s down, 150 ms: a modest line in a district town. */
const slowLine = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const bounds = { usableMs: 3000, compressedBytes: 350 * 1024, lighthouse: 95 };
let broken = 0;
/** Prints one figure; `good` undefined: it has no bound. */
function say(name, figure, good) {
  if (good === false) broken++;
  console.log(`${good === false ? 'ABOVE ' : good ? 'ok    ' : '      '}${name}: ${figure}`);
}

/** Milliseconds until `ready` may be used, and the bytes that came over the line until then; nothing is cached. */
async function firstLoad(browser, url, path, ready) {
  const visitor = await browser.visitor(url);
  const line = await visitor.context.newCDPSession(visitor.page);
  let bytes = 0;
  line.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slowLine);
  const start = Date.now();
  await visitor.page.goto(url + path, { waitUntil: 'commit' });
  await ready(visitor.page);
  const figures = { ms: Date.now() - start, bytes };
  await visitor.context.close();
  return figures;
}

async function overTheLine(browser, url) {
  const cases = {
    'sign-in, to the first field': ['/sign-in', (page) => page.locator('#userId').click({ timeout: 60_000 })],
    'public figures, to the first table': ['/', (page) => page.locator('#public-usage tbody tr').first().waitFor({ timeout: 60_000 })],
  };
  for (const [name, [path, ready]] of Object.entries(cases)) {
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(await firstLoad(browser, url, path, ready));
    const [{ ms, bytes }] = runs.sort((a, b) => a.ms - b.ms).slice(1);  // The middle one.
    say(`slow line, ${name}`, `${ms} ms (${runs.map((run) => run.ms).join(', ')})`, ms < bounds.usableMs);
    say(`slow line, ${name}, compressed`, `${bytes} bytes`, bytes <= bounds.compressedBytes);
  }
}

const wanted = () => Object.entries(pagesOf).map(([person, list]) => [person, list.filter(({ name }) => name.includes(values.only))]).filter(([, list]) => list.length);
const passwordOf = (person, admin) => (person === 'admin' ? admin : demonstrationPassword);

/** No page is wider than its window: at 360 pixels, and enlarged to 200 % on a laptop (half its width in CSS pixels). */
async function widths(browser, url, admin) {
  for (const [person, list] of wanted()) {
    for (const [what, size] of [['360 px', { width: 360, height: 740 }], ['200 %', { width: large.width / 2, height: large.height / 2 }]]) {
      const visitor = await browser.visitor(url, { size });
      if (person) await visitor.signIn(person, passwordOf(person, admin));
      for (const { path, name } of list) {
        await visitor.open(path);
        const [page, window] = await visitor.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        if (page > window) say(`width at ${what}, ${name}`, `${page} of ${window}`, false);
      }
      await visitor.context.close();
    }
    say(`width at 360 px and 200 %, ${person || 'anyone'}`, `${list.length} pages`, true);
  }
}

/** Lighthouse looks at each page as its person sees it, on a desktop. */
async function lighthouses(url, admin) {
  const { default: lighthouse, desktopConfig } = await import('lighthouse');
  const { chromium } = await import('playwright-core');
  for (const [person, list] of wanted()) {
    const profile = mkdtempSync(join(tmpdir(), 'cpbudget-lighthouse.'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CPB_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--remote-debugging-port=0'],
    });
    try {
      const port = Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
      const page = await context.newPage();
      if (person) {
        await page.goto(`${url}/sign-in`);
        await page.locator('#userId').fill(person);
        await page.locator('#password').fill(passwordOf(person, admin));
        await page.locator('form.sign-in button[type=submit]').click();
        await page.getByTestId('who').waitFor();
      }
      await page.goto('about:blank');
      for (const { path, name } of list) {
        const { lhr } = await lighthouse(url + path, { port, disableStorageReset: true, onlyCategories: ['performance', 'accessibility', 'best-practices'], logLevel: 'silent' }, desktopConfig);
        const scores = Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]);
        say(`Lighthouse, ${name}`, scores.map(([id, score]) => `${id} ${score}`).join(', '), scores.every(([, score]) => score >= bounds.lighthouse));
        for (const [id, score] of scores) {
          if (score >= bounds.lighthouse) continue;
          for (const { id: audit, weight } of lhr.categories[id].auditRefs) {
            const { score: part, displayValue, details } = lhr.audits[audit];
            if (weight > 0 && part !== null && part < 0.9) console.log(`        ${audit} ${part} ${displayValue ?? ''} ${(details?.items ?? []).slice(0, 3).map((item) => JSON.stringify(item.node?.snippet ?? item.description ?? item.url ?? '').slice(0, 160)).join(' ')}`);
          }
        }
      }
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  }
}

const stack = values.url ? null : new Stack({ demo: true });
const browser = await Browser.launch();
try {
  if (stack) {
    await stack.start();
    await stack.says(/Ctrl-C stops everything/, 600_000);
  }
  const url = values.url ?? stack.url;
  const admin = stack?.adminPassword ?? values['admin-password'];
  if (parts.includes('line')) await overTheLine(browser, url);
  if (parts.includes('width')) await widths(browser, url, admin);
  if (parts.includes('lighthouse')) await lighthouses(url, admin);
  if (parts.includes('grid')) await measureGrid(browser, say);
} finally {
  await browser.close();
  await stack?.remove();
}
process.exitCode = broken ? 1 : 0;
