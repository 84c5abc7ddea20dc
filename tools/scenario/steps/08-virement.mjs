// (8) Money moves between two items under the virement rule, and a supplement arrives after 30 September.
import { line, sum } from '../world.mjs';

export const title = '8. Virement between items, and a late supplement';

const million = 1_000_000;

function adjustment(world, kind, source, from, to, amount, more = {}) {
  return { adjustment: { kind, programme: world.programme, budgetYear: world.year, source, fromBudgetLine: from, toBudgetLine: to,
    amountVnd: String(amount), reason: 'Điều chỉnh theo thực tế', ...more } };
}

async function approve(world, created, decisionNumber) {
  const { people, report } = world;
  const { adjustment: one } = await world.post(people['mof.director'], `/v1/${created.name}:approve`, { etag: created.etag, decisionNumber });
  report.did('mof.director', `approves ${one.name} by ${decisionNumber}`);
  report.equal(one.state, 'STATE_POSTED', 'the ledger booked it');
  return one;
}

/** Original, revised and executed budget, line by line and in all: what was revised is what its stages add up to. */
async function compareBudget(world) {
  const { report, people } = world;
  const execution = await people['moit.budget'].get('/v1/budgetExecution', { programme: world.programme, budgetYear: world.year,
    groupBy: ['EXECUTION_DIMENSION_AGENCY', 'EXECUTION_DIMENSION_SOURCE'] });
  const stages = (row) => sum(['available', 'committed', 'advanced', 'spent', 'refunded', 'lapsed'].map((stage) => Number(row[`${stage}Vnd`])));
  const wrong = execution.rows.filter((row) => Number(row.revisedVnd) !== stages(row));
  report.equal(wrong.length, 0, `the revised budget of ${execution.rows.length} units and sources is what their stages add up to`);
  report.equal(Number(execution.total.revisedVnd) - Number(execution.total.originalVnd), 30 * million,
    'the year grew by the supplement alone: a virement moves money and makes none');
}

export async function run(world) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  const [leaflets, training, database] = ['06', '02', '08'].map((itemId) => line('68', itemId));
  await world.moveTo('2019-09-10');
  const moved = await world.post(accountant, '/v1/adjustments', adjustment(world, 'KIND_VIREMENT', 'local', leaflets, training, 4 * million));
  report.did('lamdong.accountant', `proposes to move 4.000.000 ₫ from item 06 to item 02 (${moved.adjustment.name})`);
  for (const { textVi, citation } of moved.adjustment.findings) report.note(`${textVi} [${citation.instrument}]`);
  report.check(moved.adjustment.findings.length > 0, 'the virement rule was applied');
  await report.refuses(people['lamdong.accountant'], 'POST', `/v1/${moved.adjustment.name}:approve`, { etag: moved.adjustment.etag, decisionNumber: '1' },
    { reason: ['ROLE_MISSING', 'SAME_PERSON'], text: 'whoever proposed it may not approve it' });
  await approve(world, moved.adjustment, '2711/QĐ-BTC');
  report.equal([await world.available(accountant, leaflets, 'local'), await world.available(accountant, training, 'local')], [18 * million, 64 * million],
    'item 06 has 18 m left, item 02 has 64 m');

  const tooMuch = await world.post(accountant, '/v1/adjustments', adjustment(world, 'KIND_VIREMENT', 'local', line('68', '11'), training, 1 * million));
  report.did('lamdong.accountant', `proposes a second virement (${tooMuch.adjustment.name}), which nobody approves`);

  await world.moveTo('2019-10-15');
  await world.post(people['moit.budget'], '/v1/appropriations', { appropriation: { programme: world.programme, budgetYear: world.year, source: 'central',
    holder: 'agencies/BCT', amountVnd: String(30 * million), decisionNumber: '1456/QĐ-TTg', decisionDate: '2019-10-14', illustrative: true } });
  report.did('moit.budget', 'records a further central appropriation of 30.000.000 ₫ (1456/QĐ-TTg)');
  const supplement = await world.post(people['moit.budget'], '/v1/adjustments', adjustment(world, 'KIND_SUPPLEMENT', 'central', '', database, 30 * million));
  world.supplement = await approve(world, supplement.adjustment, '3120/QĐ-BTC');
  report.equal(await world.available(accountant, database, 'central'), 70 * million, 'item 08 has 70 m of central money: 40 m and the supplement');
  await compareBudget(world);
  await report.refuses(accountant, 'POST', '/v1/adjustments', adjustment(world, 'KIND_VIREMENT', 'local', training, leaflets, 1 * million),
    { reason: 'VIREMENT_CIRCLE', text: 'moving money back to where it came from is refused' });
}
