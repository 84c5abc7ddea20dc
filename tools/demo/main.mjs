// node tools/demo/main.mjs --url http://127.0.0.1:PORT --admin USER --admin-password-file FILE
// Loads the demonstration data, compares the totals with the published figures, and sets the clock back to today.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Person } from '../lib/client.mjs';
import { dong } from '../lib/money.mjs';
import { published } from './decade.mjs';
import { Player } from './play.mjs';

const { values } = parseArgs({ options: { url: { type: 'string' }, admin: { type: 'string' }, 'admin-password-file': { type: 'string' } } });

/** What differs between the usage that the system reports and the published figures; empty when nothing does. */
async function compare(player) {
  const auditor = player.people['audit.auditor'];
  const ask = (groupBy, more) => auditor.get('/v1/usage', { groupBy, minPosition: String(player.position), ...more });
  const wrong = [];
  const expect = (what, actual, expected) => {
    console.log(`    ${what}: ${dong(actual)}`);
    if (Number(actual) !== expected) wrong.push(`${what}: ${dong(actual)} instead of ${dong(expected)}`);
  };
  const bySource = await ask('DIMENSION_SOURCE');
  for (const source of ['central', 'local', 'denmark']) {
    expect(`spent from ${source}`, bySource.rows.find(({ keys }) => keys[0] === source)?.spentVnd ?? 0, published[source]);
  }
  expect('spent in all', bySource.total.spentVnd, published.central + published.local + published.denmark);
  const local = await ask(['DIMENSION_SOURCE', 'DIMENSION_PROVINCE']);
  expect('provinces with local money', local.rows.filter(({ keys, spentVnd }) => keys[0] === 'local' && Number(spentVnd) > 0).length, published.provinces);
  const lamDong = await ask('DIMENSION_SOURCE', { provinceCode: '68' });
  expect('Lâm Đồng 2016–2020, state budget', lamDong.total.spentVnd, 3_700_000_000);
  return wrong;
}

const started = Date.now();
const admin = new Person(values.url, values.admin, readFileSync(values['admin-password-file'], 'utf8').trim());
const player = new Player({ admin, seed: 'cpbudget-2010-2020', progress: (text) => console.log(`    ${text}`) });
try {
  await player.play();
  await admin.post('/v1/clock', {});
  const wrong = await compare(player);
  for (const text of wrong) console.error(`error: ${text}`);
  console.log(`    ${player.calls} calls in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  process.exit(wrong.length ? 1 : 0);
} catch (error) {
  console.error(`error: ${error.message}`);
  if (error.problem) console.error(JSON.stringify(error.problem, null, 2));
  else console.error(error.stack);
  process.exit(1);
}
