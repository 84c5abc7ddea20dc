// A round's whole life on the real programs: computed under an envelope, compared with another method, withdrawn,
// computed anew, issued; then part of it is taken back, which the ledger allows only for what is still free.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Refused, newRequestId } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, programme, provincePeople } from '../../tools/lib/people.mjs';
import { Stack, until } from './stack.mjs';

const stack = new Stack();
const million = 1_000_000;
const first = 'SXSH2020-2019-SCT-68.01';
const second = 'SXSH2020-2019-SCT-68.02';
let admin, people, budget, director, accountant, appropriation;

let decisions = 0;
const decision = (authority) => `${++decisions}/${authority}`;  // Every decision has a number of its own.
const post = (person, path, body) => person.post(path, { requestId: newRequestId(), ...body });
const day = (date) => admin.post('/v1/clock', { now: `${date}T02:00:00Z` });
const dong = (amount) => String(amount * million);
const envelope = (amount) => [{ source: 'local', provinceCode: '68', amountVnd: dong(amount) }];
const appropriated = (amount, more) => ({ appropriation: { programme, budgetYear: 2019, source: 'local', holder: 'agencies/SCT-68',
  amountVnd: dong(amount), decisionNumber: decision('NQ-HĐND'), decisionDate: '2018-12-10', ...more } });
const allotted = (round) => round.lines.map(({ allottedVnd }) => Number(allottedVnd) / million);

const workshop = (itemId, title, amount) => ({
  itemId, componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO', title, quantity: '1',
  eligibleCostVnd: dong(amount), requested: [{ source: 'local', amountVnd: dong(amount) }] });

async function approvedPlan() {
  await day('2018-05-28');
  await post(people['office.appraiser'], '/v1/cycles', { programme, budgetYear: 2019 });
  const officer = people['lamdong.officer'];
  let { plan } = await post(officer, '/v1/plans', { plan: { programme, budgetYear: 2019, title: 'Kế hoạch 2019',
    localDecision: '2645/QĐ-UBND', localDecisionDate: '2015-12-10',
    items: [workshop('01', 'Hội thảo', 30), workshop('02', 'Hội thảo chuyên đề', 20)] } });
  ({ plan } = await post(officer, `/v1/${plan.name}:submit`, { etag: plan.etag, note: 'Kính gửi' }));
  ({ plan } = await post(people['office.appraiser'], `/v1/${plan.name}:endorse`, { etag: plan.etag, note: 'Phù hợp' }));
  await post(people['mof.approver'], `/v1/${plan.name}:approve`, { etag: plan.etag, decisionNumber: decision('QĐ-BTC') });
}

const compute = (method, envelopes) => post(budget, '/v1/rounds', { programme, budgetYear: 2019, method, envelopes });
const approve = (round) => post(director, `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: decision('QĐ-BTC') });

async function cut(amount) {
  const { adjustment } = await post(budget, '/v1/adjustments', { adjustment: {
    kind: 'KIND_CUT', programme, budgetYear: 2019, source: 'local', fromBudgetLine: first, amountVnd: dong(amount), reason: 'Điều chỉnh giảm' } });
  return post(director, `/v1/${adjustment.name}:approve`, { etag: adjustment.etag, decisionNumber: decision('QĐ-BTC') });
}

async function refused(promise, reason) {
  const error = await promise.then(() => undefined, (thrown) => thrown);
  assert.ok(error instanceof Refused, `${reason} was expected`);
  assert.equal(error.reason, reason, error.message);
  return error;
}

before(async () => {
  await stack.start();
  admin = stack.administrator();
  people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong')], 'rounds');
  budget = people['moit.budget'];
  director = people['mof.director'];
  accountant = people['lamdong.accountant'];
  await approvedPlan();
  await day('2018-12-20');
  await post(budget, '/v1/frameworks', { framework: { programme, firstYear: 2018, lastYear: 2020, source: 'local', amountVnd: dong(45),
    decisionNumber: '7/NQ-HĐND', decisionDate: '2017-12-10' } });
  ({ appropriation } = await post(budget, '/v1/appropriations', appropriated(45, { reserveVnd: dong(5) })));
});
after(() => stack.remove());

test('appropriations keep within their framework, and a reserve waits for a second person', async () => {
  const above = await refused(post(budget, '/v1/appropriations', appropriated(1)), 'FRAMEWORK_EXCEEDED');
  assert.equal(above.violations[0].limitVnd, '0');
  const granted = async () => (await accountant.get('/v1/balances', { budgetYear: 2019, source: 'local' })).balances
    .find(({ account }) => account.kind === 'ACCOUNT_KIND_APPROPRIATION').balanceVnd;
  assert.equal(await granted(), dong(40));
  const release = { amountVnd: dong(2), decisionNumber: decision('QĐ-UBND'), reason: 'Thiên tai' };
  await refused(post(budget, `/v1/${appropriation.name}:releaseReserve`, release), 'ROLE_MISSING');
  const { appropriation: released } = await post(director, `/v1/${appropriation.name}:releaseReserve`, release);
  assert.equal(released.reserveHeldVnd, dong(3));
  assert.equal(await granted(), dong(42));
});

test('computed, compared, withdrawn, computed anew, issued', async () => {
  const { round } = await compute('METHOD_WATER_FILLING', envelope(40));
  assert.deepEqual(allotted(round), [20, 20]);
  const compared = await budget.post('/v1/rounds:compare', { baseRound: round.name, other: { method: 'METHOD_PROPORTIONAL', envelopes: envelope(40) } });
  assert.deepEqual(compared.lines.map(({ changeVnd }) => Number(changeVnd)), [4 * million, -4 * million]);
  assert.equal(compared.gainVnd, compared.lossVnd);

  const { round: approved } = await approve(round);
  const { round: withdrawn } = await post(budget, `/v1/${round.name}:withdraw`, { etag: approved.etag, reason: 'Chọn phương án theo tỷ lệ' });
  assert.equal(withdrawn.state, 'STATE_WITHDRAWN');
  const { round: again } = await compute('METHOD_PROPORTIONAL', envelope(40));
  assert.deepEqual(allotted(again), [24, 16]);
  const { round: ready } = await approve(again);
  const { round: mistaken } = await post(budget, `/v1/${again.name}:issue`, { etag: ready.etag });
  assert.equal(mistaken.state, 'STATE_ISSUED');
  const { round: revoked } = await post(director, `/v1/${again.name}:revoke`,
    { etag: mistaken.etag, decisionNumber: decision('QĐ-BTC'), reason: 'Giao nhầm' });
  assert.equal(revoked.state, 'STATE_REVOKED');
  assert.deepEqual((await accountant.get('/v1/allotments', { budgetYear: 2019 })).allotments, []);

  const { round: last } = await compute('METHOD_PROPORTIONAL', envelope(40));
  const { round: signed } = await approve(last);
  const { round: issued } = await post(budget, `/v1/${last.name}:issue`, { etag: signed.etag });
  assert.equal(issued.state, 'STATE_ISSUED');
  const below = await refused(compute('METHOD_PROPORTIONAL', envelope(39)), 'ENVELOPE_BELOW_ISSUED');
  assert.equal(below.violations[0].actualVnd, dong(40));

  const told = () => people['audit.auditor'].get('/v1/events', { resource: round.name })
    .then(({ events }) => events.some(({ type }) => type === 'round.withdrawn'));
  await until(told, 'the withdrawal to be on record');
});

test('what is committed cannot be taken back, what is free can', async () => {
  await day('2019-03-01');
  await post(accountant, '/v1/commitments', { commitment: { budgetLine: first, source: 'local', contractNumber: '01/HĐ', contractDate: '2019-02-20',
    contractor: 'Trung tâm Khuyến công', amountVnd: dong(10), contractValueVnd: dong(10) } });
  const limit = await refused(cut(20), 'LEDGER_LIMIT');
  assert.equal(limit.violations[0].limitVnd, dong(14));
  const { adjustment } = await cut(14);
  assert.equal(adjustment.state, 'STATE_POSTED');

  const { allotments } = await accountant.get('/v1/allotments', { budgetYear: 2019, withExecution: true });
  const line = allotments.find(({ budgetLine }) => budgetLine === first);
  assert.deepEqual([line.originalVnd, line.revisedVnd, line.committedVnd, line.availableVnd], [24, 10, 10, 0].map(dong));
  const stages = (row) => ['available', 'committed', 'advanced', 'spent', 'refunded', 'lapsed'].reduce((sum, stage) => sum + Number(row[`${stage}Vnd`]), 0);
  const execution = await accountant.get('/v1/budgetExecution', { programme, budgetYear: 2019,
    groupBy: ['EXECUTION_DIMENSION_BUDGET_LINE', 'EXECUTION_DIMENSION_PROVINCE_2025'] });
  assert.deepEqual(execution.rows.map(({ keys }) => keys), [[first, '68'], [second, '68']]);
  for (const row of [...execution.rows, execution.total]) assert.equal(Number(row.revisedVnd), stages(row));
  assert.equal(execution.total.originalVnd, dong(40));
  await refused(post(director, `/v1/${line.round}:revoke`, { etag: (await budget.get(`/v1/${line.round}`)).round.etag, decisionNumber: decision('QĐ-BTC'),
    reason: 'Thử' }), 'ROUND_ADJUSTED');
  const { correct, differences } = await people['audit.auditor'].post('/v1/ledger:verify', {});
  assert.ok(correct, JSON.stringify(differences));
});

test('the dry run of the year end says what would lapse', async () => {
  await day('2019-11-15');
  const lapsing = await accountant.get('/v1/lapsing', { budgetYear: 2019 });
  assert.deepEqual(lapsing.lines.map(({ budgetLine, availableVnd, committedVnd }) => [budgetLine, availableVnd, committedVnd]),
    [[first, dong(0), dong(10)], [second, dong(16), dong(0)]]);
  assert.equal(lapsing.agencies[0].lapsingVnd, dong(26));
  assert.equal(lapsing.lapseDate, '2020-01-31');
});
