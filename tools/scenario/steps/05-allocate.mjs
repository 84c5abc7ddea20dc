// (5) Appropriations per source, then an allocation round over three provinces: computed, explained line by line,
// approved by another person, refused while an appropriation is too small, issued all or nothing.
import { dong } from '../../lib/money.mjs';
import { lamDongItems, otherPlans } from '../plan_2019.mjs';
import { line, sum } from '../world.mjs';

export const title = '5. Appropriations and the allocation round';

/** What was approved per source of one plan. */
async function approvedBySource(world, name) {
  const plan = await world.plan(world.people['mof.approver'], name);
  const result = {};
  for (const item of plan.items) {
    for (const { source, amountVnd } of item.approved) result[source] = (result[source] ?? 0) + Number(amountVnd);
  }
  return result;
}

async function appropriate(world, source, holder, amount, decision) {
  await world.post(world.people['moit.budget'], '/v1/appropriations', {
    appropriation: { programme: world.programme, budgetYear: world.year, source, holder, amountVnd: String(amount), decisionNumber: decision,
      decisionDate: '2018-12-08', illustrative: true },
  });
  world.report.did('moit.budget', `records the appropriation ${source} of ${holder}: ${dong(amount)} ₫ (${decision})`);
}

async function appropriateAll(world, shortfall) {
  const plans = ['68', '87', '31'];
  const wanted = {};
  for (const code of plans) wanted[code] = await approvedBySource(world, `plans/SXSH2020-2019-SCT-${code}`);
  for (const code of plans) await appropriate(world, 'local', `agencies/SCT-${code}`, wanted[code].local, `3${code}/NQ-HĐND`);
  const central = sum(plans.map((code) => wanted[code].central ?? 0));
  const denmark = sum(plans.map((code) => wanted[code].denmark ?? 0));
  await appropriate(world, 'denmark', 'agencies/BCT', denmark, 'HĐTT-2018');
  await appropriate(world, 'central', 'agencies/BCT', central - shortfall, '2231/QĐ-TTg');
  world.appropriated = { central, denmark, local: Object.fromEntries(plans.map((code) => [code, wanted[code].local])) };
}

/** Waits until allocation has heard of all approved plans: a dry run computes without storing. */
async function computeRound(world) {
  const request = { programme: world.programme, budgetYear: world.year, method: 'METHOD_AS_REQUESTED' };
  const { round } = await world.post(world.people['moit.budget'], '/v1/rounds', {
    ...request, plans: ['68', '87', '31'].map((code) => `plans/SXSH2020-2019-SCT-${code}`) });
  return round;
}

function explain(world, round) {
  const { report } = world;
  for (const one of round.lines) {
    const why = [...one.findings.filter(({ severity }) => severity !== 'SEVERITY_INFO').map(({ textVi, citation }) => `${textVi} [${citation.instrument}]`),
      one.envelopeTextVi].filter(Boolean).join('; ');
    report.note(`${one.budgetLine} ${one.source}: requested ${dong(one.requestedVnd)}, approved ${dong(one.approvedVnd)}, allotted ${dong(one.allottedVnd)} ₫${why ? ` — ${why}` : ''}`);
  }
  const itemCount = lamDongItems.length + sum(Object.values(otherPlans).map((items) => items.length));
  report.check(new Set(round.lines.map(({ budgetLine }) => budgetLine)).size === itemCount, `every one of the ${itemCount} items has a budget line`);
  report.check(round.lines.every(({ source }) => source !== 'enterprise'), "the enterprises' own money is no line of the round");
  const assessed = round.lines.find(({ budgetLine }) => budgetLine === line('68', '03'));
  report.equal([Number(assessed.requestedVnd), Number(assessed.allottedVnd)], [60_000_000, 50_000_000], 'item 03: requested 60 m, allotted 50 m');
  report.check(JSON.stringify(assessed.findings).includes('221/2012/TTLT-BTC-BCT'), 'its line cites the circular');
}

export async function run(world) {
  const { report, people } = world;
  await world.moveTo('2018-12-12');
  const shortfall = 20_000_000;
  await appropriateAll(world, shortfall);
  let round = await computeRound(world);
  report.did('moit.budget', `computes ${round.name}: ${round.lines.length} lines, ${dong(round.allottedVnd)} ₫ (rulebook ${round.rulebookVersion})`);
  explain(world, round);

  await report.refuses(people['moit.budget'], 'POST', `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '1' },
    { reason: 'ROLE_MISSING', text: 'the budget officer may not approve' });
  await report.refuses(people['mof.approver'], 'POST', `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '1' },
    { reason: 'SAME_PERSON', text: 'whoever approved one of its plans may not approve the round' });
  const { delegation } = await world.post(people['mof.director'], '/v1/delegations', { delegation: {
    delegate: 'users/mof.deputy', role: 'ROLE_APPROVER', firstDate: '2018-12-01', lastDate: '2018-12-31', note: 'Thử' } });
  await people['mof.deputy'].post('/v1/sessions:actFor', { delegation: delegation.name });
  await report.refuses(people['mof.deputy'], 'POST', `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '1' },
    { reason: 'SAME_PERSON', text: 'nor may whoever approved a plan for somebody, whoever delegates' });
  await report.refuses(people['moit.budget'], 'POST', `/v1/${round.name}:issue`, { etag: round.etag },
    { reason: ['ROUND_STATE', 'ROUND_NOT_APPROVED'], text: 'a round that is not approved cannot be issued' });
  round = (await world.post(people['mof.director'], `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '2599/QĐ-BTC' })).round;
  report.did('mof.director', 'approves the round by decision 2599/QĐ-BTC');
  report.equal(round.state, 'STATE_APPROVED', 'the round is approved');

  const refused = await report.refuses(people['moit.budget'], 'POST', `/v1/${round.name}:issue`, { etag: round.etag }, {
    reason: 'LEDGER_LIMIT', status: 422, mentions: ['central', 'agencies/BCT'],
    text: `issuing is refused: the central appropriation is ${dong(shortfall)} ₫ too small`,
  });
  for (const { subject, text } of refused.violations) report.note(`  ${subject}: ${text}`);
  report.equal(refused.violations.map(({ limitVnd, actualVnd }) => Number(actualVnd) - Number(limitVnd)), [shortfall], `it names the shortfall: ${dong(shortfall)} ₫`);
  const untouched = await world.balances(people['treasury.officer'], {});
  report.check([...untouched.keys()].every((key) => !key.endsWith('/AVAILABLE') || untouched.get(key) === 0), 'no line was allotted: all or nothing');

  await appropriate(world, 'central', 'agencies/BCT', shortfall, '2290/QĐ-TTg');
  round = (await people['moit.budget'].get(`/v1/${round.name}`)).round;
  report.equal(round.state, 'STATE_APPROVED', 'the round stayed approved');
  round = (await world.post(people['moit.budget'], `/v1/${round.name}:issue`, { etag: round.etag })).round;
  report.did('moit.budget', `issues the round; journal position ${round.journalPosition}`);
  report.equal(round.state, 'STATE_ISSUED', 'the round is issued');
  await checkIssued(world, round);
}

async function checkIssued(world, round) {
  const { report, people } = world;
  const balances = await world.balances(people['treasury.officer'], {});
  const wrong = round.lines.filter((one) => (balances.get(`${one.budgetLine}/${one.source}/AVAILABLE`) ?? 0) !== Number(one.allottedVnd));
  report.equal(wrong.length, 0, `every line is available in the ledger to the dong (${round.lines.length} lines)`);
  report.equal(balances.get('agencies/BCT/central/APPROPRIATION') ?? 0, 0, 'the central appropriation is used up');
  const { allotments } = await people['lamdong.accountant'].get('/v1/allotments', { budgetYear: world.year, pageSize: 1000 });
  report.check(allotments.length > 0 && allotments.every(({ agency }) => agency === 'agencies/SCT-68'), `Lâm Đồng sees its ${allotments.length} allotments and nobody else's`);
  await report.refuses(people['moit.budget'], 'POST', '/v1/rounds', { programme: world.programme, budgetYear: world.year, plans: [world.planName] },
    { reason: 'PLAN_ALREADY_ALLOTTED', text: 'allotting a plan a second time is refused' });
}
