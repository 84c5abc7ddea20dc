// (2) Lâm Đồng's department registers a plan of a dozen items; two other provinces register theirs.
import { Buffer } from 'node:buffer';
import { dong } from '../../lib/money.mjs';
import { establishments, itemsAsCsv, lamDongItems, otherPlans } from '../plan_2019.mjs';
import { sum, supportOf } from '../world.mjs';

export const title = '2. Lâm Đồng registers a plan of a dozen items';

const names = { 87: 'dongthap', 31: 'haiphong' };

async function createPlan(world, officer, planTitle, items, decided = {}) {
  const { plan } = await world.post(officer, '/v1/plans', {
    plan: { programme: world.programme, budgetYear: world.year, title: planTitle, items, illustrative: true, ...decided },
  });
  return plan;
}

export async function run(world) {
  const { report, people } = world;
  const officer = people['lamdong.officer'];
  await world.moveTo('2018-06-04');
  for (const establishment of Object.values(establishments)) {
    await world.post(officer, '/v1/establishments', { establishment: { ...establishment, illustrative: true } });
  }
  report.did('lamdong.officer', `registers ${Object.keys(establishments).length} establishments that are to receive support`);

  let plan = await createPlan(world, officer, 'Kế hoạch sản xuất sạch hơn năm 2019 của tỉnh Lâm Đồng', []);
  report.did('lamdong.officer', `creates the draft ${plan.name}`);
  report.equal(plan.agency, 'agencies/SCT-68', 'its agency is that of the person');
  const csv = Buffer.from(itemsAsCsv(lamDongItems)).toString('base64');
  const imported = await world.post(officer, `/v1/${plan.name}:importItems`, { etag: plan.etag, csv });
  plan = imported.plan;
  report.did('lamdong.officer', `imports ${imported.rowCount} items from a CSV file`);
  report.equal(plan.items.length, 12, 'the plan has twelve items');
  for (const item of plan.items) {
    const shares = item.requested.filter(({ amountVnd }) => Number(amountVnd) > 0)
      .map(({ source, amountVnd }) => `${source} ${dong(amountVnd)}`).join(', ');
    report.note(`${item.itemId}  ${item.title}: cost ${dong(item.eligibleCostVnd)} ₫; ${shares}`);
  }
  const requested = sum(lamDongItems.map((item) => supportOf(item.requested)));
  report.equal(Number(plan.requestedVnd), requested, `it asks ${dong(requested)} ₫ of state and donors, the enterprises' share not counted`);
  report.equal(plan.items.map(({ itemId }) => itemId), lamDongItems.map(({ itemId }) => itemId), 'the items stand in order');
  const projects = new Set(plan.items.map(({ componentProject }) => componentProject));
  report.check(projects.size === 4, 'they belong to four component projects');
  world.planName = plan.name;

  for (const [code, items] of Object.entries(otherPlans)) {
    const other = await createPlan(world, people[`${names[code]}.officer`], 'Kế hoạch sản xuất sạch hơn năm 2019', items,
      { localDecision: `18${code}/QĐ-UBND`, localDecisionDate: '2018-05-30' });
    report.did(`${names[code]}.officer`, `creates ${other.name} with ${other.items.length} items`);
  }
  await report.refuses(officer, 'POST', '/v1/plans', { plan: { programme: world.programme, budgetYear: world.year, title: 'Kế hoạch thứ hai' } },
    { reason: 'PLAN_EXISTS', text: 'a second plan of the same year is refused' });
  await report.refuses(people['dongthap.officer'], 'GET', `/v1/${plan.name}`, undefined,
    { reason: ['PLAN_OF_ANOTHER_PROVINCE', 'OUTSIDE_JURISDICTION'], text: "another province may not read Lâm Đồng's plan" });
}
