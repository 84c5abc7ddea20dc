// The demonstration data: loading survives an interruption, and every published figure comes out to the dong.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Person } from '../../tools/lib/client.mjs';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { publishedResults } from '../../tools/demo/decade.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack({ demo: true });
const person = (id) => new Person(stack.url, id, demonstrationPassword);
const anyone = async (path) => (await fetch(stack.url + path)).json();
const loaded = /Ctrl-C stops everything/;

before(async () => {
  await stack.start();
  await stack.says(/2012: \d+ plans/, 120_000);
  await stack.interrupt();
  assert.doesNotMatch(stack.run.output, loaded, 'it was interrupted half-way');
  await stack.start();
  await stack.says(loaded, 300_000);
});
after(() => stack.remove());

test('the totals are the published ones', async () => {
  const usage = await anyone('/v1/public/usage');
  const spent = Object.fromEntries(usage.bySource.map(({ keys, spentVnd }) => [keys[0], Number(spentVnd)]));
  assert.deepEqual(spent, { central: 15_890_000_000, local: 115_900_000_000, denmark: 10_000_000_000 });
  assert.equal(Number(usage.total.spentVnd), 141_790_000_000);
  assert.equal(Number(usage.total.appropriatedVnd), 141_790_000_000);
  assert.equal(usage.byProvince.filter(({ keys, spentVnd }) => keys[0] && Number(spentVnd) > 0).length, 41);
  assert.ok([...usage.byProject, ...usage.byProvince].every(({ illustrative }) => illustrative), 'the split is marked as invented');
});

test("Lâm Đồng's programme of 2016 to 2020 stands at 3.7 bn of state budget and 1.9 bn of enterprises' own money", async () => {
  const officer = person('lamdong.officer');
  const { plans } = await officer.get('/v1/plans', { provinceCode: '68', pageSize: 1000 });
  assert.deepEqual(plans.map(({ budgetYear }) => budgetYear).sort(), [2016, 2017, 2018, 2019, 2020]);
  let [state, enterprise, approved] = [0, 0, 0];
  for (const { name } of plans) {
    const { plan } = await officer.get(`/v1/${name}`);
    approved += Number(plan.approvedVnd);
    for (const { source, amountVnd } of plan.items.flatMap(({ requested }) => requested)) {
      if (source === 'enterprise') enterprise += Number(amountVnd);
      else state += Number(amountVnd);
    }
  }
  assert.deepEqual([state, approved, enterprise], [3_700_000_000, 3_700_000_000, 1_900_000_000]);
});

test('results stand as published, with their dates; figures that disagree are both kept', async () => {
  const { results } = await person('audit.auditor').get('/v1/results');
  assert.equal(results.length, publishedResults().length);
  const applications = results.filter(({ indicator }) => indicator === 'indicators/OUT-LOCAL-APPLICATIONS');
  assert.deepEqual(applications.map(({ valueText, reportDate }) => [valueText, reportDate]), [['90', '2018-09-26'], ['88', '2020-12-31']]);
});

test('the books are in order, and the clock is back at today', async () => {
  const verified = await person('audit.auditor').post('/v1/books:verify', {});
  assert.deepEqual([verified.correct, verified.differences], [true, []]);
  const { now } = await person('audit.auditor').get('/v1/clock');
  assert.ok(Math.abs(new Date(now) - Date.now()) < 60_000, now);
});
