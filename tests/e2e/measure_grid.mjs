// The grid of a plan with many rows, on a system of its own: how long a key takes to be seen, how it scrolls, how long it saves.
import { centralPeople, createPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { newRequestId } from '../../tools/lib/client.mjs';
import { Stack } from './stack.mjs';

const bounds = { key95Ms: 100, frame95Ms: 50 };
const planId = 'SXSH2020-2019-SCT-68';
const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const shown = (list) => { const sorted = [...list].sort((a, b) => a - b); return { middle: Math.round(share(sorted, 0.5)), most: Math.round(share(sorted, 0.95)), worst: Math.round(sorted.at(-1) ?? 0) }; };
const say95 = ({ middle, most, worst }) => `middle ${middle} ms, 95 % within ${most} ms, worst ${worst} ms`;

const csvOf = (rows) => ['item_id,component_project,activity,title,establishment,quantity,eligible_cost_vnd,central_vnd,local_vnd,denmark_vnd,enterprise_vnd',
  ...Array.from({ length: rows }, (_, index) => `${String(index).padStart(4, '0')},SXSH2020-1,WORKSHOP-INTRO,Hội thảo giới thiệu sản xuất sạch hơn cho các cơ sở công nghiệp số ${index + 1},,1,1000000,,1000000,,`)].join('\n');

/** From the key to the next picture, as the browser's Event Timing says. */
async function typing(page) {
  await page.evaluate(() => {
    globalThis.keyTimes = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.name === 'keydown') globalThis.keyTimes.push(entry.duration); }).observe({ type: 'event', durationThreshold: 16, buffered: false });
  });
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  let keys = 0;
  for (let row = 0; row < 12; row++) {
    for (const key of [...'Tap huan 12', 'Enter']) { await page.keyboard.press(key, { delay: 20 }); keys++; }
  }
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const slow = await page.evaluate(() => globalThis.keyTimes);
  return shown([...slow, ...Array(Math.max(0, keys - slow.length)).fill(8)]);  // Keys quicker than 16 ms are not listed.
}

/** Frames while the grid is scrolled from its first row to its last. */
const scrolling = async (page) => shown(await page.evaluate(() => new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  const [steps, frames] = [120, []];
  let [step, last] = [0, performance.now()];
  const next = (now) => {
    frames.push(now - last);
    last = now;
    if (++step > steps) { resolve(frames.slice(1)); return; }
    grid.scrollTop = (grid.scrollHeight * step) / steps;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})));

export async function measureGrid(browser, say) {
  const stack = new Stack();
  try {
    await stack.start();
    const admin = stack.administrator();
    await admin.post('/v1/clock', { now: '2018-06-20T02:00:00Z' });
    const people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong')], 'grid');
    const officer = people['lamdong.officer'];
    await people['office.appraiser'].post('/v1/cycles', { requestId: newRequestId(), programme, budgetYear: 2019 });
    let { plan } = await officer.post('/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch lớn' } });
    for (const rows of [2000, 10_000]) {
      const start = Date.now();
      ({ plan } = await officer.post(`/v1/plans/${planId}:importItems`, { requestId: newRequestId(), etag: plan.etag, csv: Buffer.from(csvOf(rows)).toString('base64') }));
      say(`grid, ${rows} rows imported`, `${Date.now() - start} ms`);
      const visitor = await browser.visitor(stack.url);
      visitor.page.setDefaultTimeout(120_000);
      await visitor.signIn('lamdong.officer', demonstrationPassword);
      const opened = Date.now();
      await visitor.open(`/plans/${planId}`);
      await visitor.page.getByRole('grid').waitFor();
      say(`grid, ${rows} rows, opened`, `${Date.now() - opened} ms`);
      const keys = await typing(visitor.page);
      say(`grid, ${rows} rows, typing`, say95(keys), rows > 2000 ? undefined : keys.most <= bounds.key95Ms);
      const typed = Date.now();
      await visitor.page.locator('.saving.saved').waitFor();
      const stored = (await officer.get(`/v1/plans/${planId}`)).plan;
      say(`grid, ${rows} rows, saved by itself after the last key`, `${Date.now() - typed} ms`, stored.items.length === rows && stored.items[11].title === 'Tap huan 12');
      plan = stored;
      const frames = await scrolling(visitor.page);
      say(`grid, ${rows} rows, a frame while scrolling`, say95(frames), frames.most <= bounds.frame95Ms);
      await visitor.context.close();
    }
  } finally {
    await stack.remove();
  }
}
