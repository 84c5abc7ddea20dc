// Pictures of every main page in both languages: docs/screenshots/<vi|en>/<page>.png, and <page>-small.png at 360 pixels.
// Usage: node tests/e2e/screenshots.mjs [--url URL --admin-password PASSWORD] [--only PART] [--out DIR]
// Without --url it starts a system of its own with the demonstration data (CPB_PRESET, as the tests do).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { Browser, large, small } from './browser.mjs';
import { pagesOf } from './page_list.mjs';
import { Stack, repository } from './stack.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' }, 'admin-password': { type: 'string' }, only: { type: 'string', default: '' }, out: { type: 'string', default: join(repository, 'docs/screenshots') } } });

/** `--only plans,round`: names that contain one of these. */
const parts = values.only.split(',');

async function picture(browser, url, adminPassword) {
  for (const language of ['vi', 'en']) {
    mkdirSync(join(values.out, language), { recursive: true });
    for (const [person, list] of Object.entries(pagesOf)) {
      const wanted = list.filter(({ name }) => parts.some((part) => name.includes(part)));
      if (!wanted.length) continue;
      for (const [suffix, size] of [['', large], ['-small', small]]) {
        const visitor = await browser.visitor(url, { language, size });
        if (person) await visitor.signIn(person, person === 'admin' ? adminPassword : demonstrationPassword);
        for (const { path, name, prepare } of wanted) {
          await visitor.open(path);
          await prepare?.(visitor.page, language);
          const file = join(values.out, language, `${name}${suffix}.png`);
          // A whole page, up to three windows high: more is a table that goes on.
          const height = await visitor.page.evaluate(() => document.documentElement.scrollHeight);
          await visitor.page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width: size.width, height: Math.min(height, 3 * size.height) } });
          console.log(file);
        }
        await visitor.context.close();
      }
    }
  }
}

const stack = values.url ? null : new Stack({ demo: true });
const browser = await Browser.launch();
try {
  if (stack) {
    await stack.start();
    await stack.says(/Ctrl-C stops everything/, 300_000);
  }
  await picture(browser, values.url ?? stack.url, stack?.adminPassword ?? values['admin-password']);
} finally {
  await browser.close();
  await stack?.remove();
}
