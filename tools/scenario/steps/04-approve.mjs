// (4) The office returns the plan with remarks, the province revises, the office endorses, the Ministry of Finance
// approves central money, with one item cut, and registers what the province decided about its own.
import { newRequestId } from '../../lib/client.mjs';
import { dong } from '../../lib/money.mjs';
import { lamDongItems, revisedLeaflets } from '../plan_2019.mjs';
import { amounts, sum, supportOf } from '../world.mjs';

export const title = '4. Returned, revised, endorsed, approved with a cut';

async function returnAndRevise(world) {
  const { report, people } = world;
  const [office, officer] = [people['office.appraiser'], people['lamdong.officer']];
  let plan = await world.plan(office, world.planName);
  plan = (await world.post(office, `/v1/${plan.name}:return`, {
    etag: plan.etag, note: 'Đề nghị rà soát',
    remarks: [{ itemId: '06', remark: 'Giảm số lượng tờ rơi còn 8.000' }, { itemId: '12', remark: 'Đề án 4 kết thúc năm 2015, đề nghị giải trình' }],
  })).plan;
  report.did('office.appraiser', 'returns the plan with remarks on items 06 and 12');
  report.equal(plan.state, 'STATE_RETURNED', 'the plan is back at the province');
  report.equal(plan.items.find(({ itemId }) => itemId === '06').remark, 'Giảm số lượng tờ rơi còn 8.000', 'the remark stands at its item');

  await world.moveTo('2018-07-27');
  const { notices } = await officer.get('/v1/notices');
  report.check(notices.some(({ event, resource }) => event === 'plan.returned' && resource === plan.name), 'a notice tells the province that its plan was returned');
  report.check(notices.some(({ kind, dueDate }) => kind === 'KIND_DEADLINE' && dueDate === world.cycle.appraisalDeadline), 'another by when it must come back');
  const about12 = plan.remarks.find(({ itemId }) => itemId === '12');
  plan = (await world.post(officer, `/v1/${plan.name}:answerRemark`, {
    etag: plan.etag, number: about12.number, answer: 'Chi từ nguồn địa phương theo 2645/QĐ-UBND' })).plan;
  report.did('lamdong.officer', 'answers the remark on item 12');
  report.equal(plan.remarks.map(({ itemId, answer }) => [itemId, Boolean(answer)]), [['06', false], ['12', true]], 'each remark has its own answer, or none yet');
  const items = plan.items.map((item) => (item.itemId === '06' ? revisedLeaflets : item));
  plan = (await officer.patch(`/v1/${plan.name}`, { requestId: newRequestId(), plan: { ...plan, items } })).plan;
  report.did('lamdong.officer', `revises item 06; this is revision ${plan.revision}`);
  report.equal(plan.revision, 2, 'a new revision began');
  const first = await world.plan(officer, plan.name, 1);
  report.equal(Number(first.items.find(({ itemId }) => itemId === '06').eligibleCostVnd), 25_000_000, 'revision 1 can still be read, as it was');
  const { changes, requestedChangeVnd } = await officer.get(`/v1/${plan.name}:compare`);
  report.equal([changes.map(({ kind, itemId }) => [kind, itemId]), Number(requestedChangeVnd)], [[['KIND_CHANGED', '06']], -3_000_000],
    'the comparison names item 06 alone, 3 m less');
  const { plans: found } = await officer.get('/v1/plans', { text: 'lam dong' });
  report.equal(found.map(({ name }) => name), [plan.name], 'the plan is found by "lam dong", without diacritics');
  const { revisions } = await officer.get(`/v1/${plan.name}:revisions`);
  report.equal(revisions.map(({ revision }) => revision), [2, 1], 'both revisions are listed, newest first');
  plan = (await world.post(officer, `/v1/${plan.name}:submit`, { etag: plan.etag, note: 'Đã chỉnh sửa theo ý kiến' })).plan;
  report.did('lamdong.officer', 'submits again, after the deadline of first submissions and before the end of the appraisal');
  report.equal(plan.state, 'STATE_SUBMITTED', 'a returned plan may come back');
  return plan;
}

/** Local money is the province's: the ministry asks for its decision, and neither cuts nor refuses. */
async function registerLocalMoney(world, plan) {
  const { report, people } = world;
  const approver = people['mof.approver'];
  const { chains } = await approver.get('/v1/approvalChains', { document: 'DOCUMENT_PLAN' });
  for (const { source, version, steps } of chains) {
    for (const { kind, agency, mayCut, citation } of steps) {
      report.note(`${version} ${source}: ${kind.replace('KIND_', '').toLowerCase()} by ${agency}${mayCut ? ', may cut' : ''} (${citation.instrument}${citation.verified ? '' : ', not verified'})`);
    }
  }
  report.equal(plan.chainVersion, chains[0].version, 'the plan keeps the version of the chains that it was submitted under');
  await report.refuses(approver, 'POST', `/v1/${plan.name}:approve`, { etag: plan.etag, decisionNumber: '2468/QĐ-BTC' },
    { reason: 'LOCAL_DECISION_MISSING', mentions: ['83/2015/QH13'], text: "without the province's own decision its money is not registered" });
  plan = (await world.post(people['lamdong.officer'], `/v1/${plan.name}:recordLocalDecision`, {
    etag: plan.etag, localDecision: '2645/QĐ-UBND', localDecisionDate: '2015-12-10' })).plan;
  report.did('lamdong.officer', `records the decision of the province: ${plan.localDecision} of ${plan.localDecisionDate}`);
  await report.refuses(approver, 'POST', `/v1/${plan.name}:approve`,
    { etag: plan.etag, decisionNumber: '2468/QĐ-BTC', cuts: [{ itemId: '11', approvedVnd: '12000000', reason: 'Trùng một phần với mục 07' }] },
    { reason: 'CUT_NOT_IN_POWER', mentions: ['83/2015/QH13'], text: 'the ministry may not cut item 11, which is local money' });
  return plan;
}

/** The approver travels: the deputy approves a plan instead, up to an amount; both people count from then on. */
async function delegate(world, plan) {
  const { report, people } = world;
  const [approver, deputy] = [people['mof.approver'], people['mof.deputy']];
  const give = async (maxVnd) => (await world.post(approver, '/v1/delegations', { delegation: {
    delegate: 'users/mof.deputy', role: 'ROLE_APPROVER', maxVnd: String(maxVnd), firstDate: '2018-11-28', lastDate: '2018-11-30', note: 'Đi công tác' } })).delegation;
  const approve = { etag: plan.etag, decisionNumber: '2487/QĐ-BTC' };
  await report.refuses(deputy, 'POST', `/v1/${plan.name}:approve`, approve, { reason: 'ROLE_MISSING', text: 'the deputy may not approve in the own right' });
  const small = await give(1_000_000);
  report.did('mof.approver', `delegates approving to mof.deputy up to ${dong(small.maxVnd)} ₫ (${small.name})`);
  await deputy.post('/v1/sessions:actFor', { delegation: small.name });
  await report.refuses(deputy, 'POST', `/v1/${plan.name}:approve`, approve, { reason: 'DELEGATION_AMOUNT', text: 'a plan above that is refused' });
  await world.post(approver, `/v1/${small.name}:revoke`);
  await report.refuses(deputy, 'POST', `/v1/${plan.name}:approve`, approve, { reason: 'DELEGATION_NOT_IN_FORCE', text: 'a delegation ends when it is revoked' });
  const large = await give(1_000_000_000);
  await deputy.post('/v1/sessions:actFor', { delegation: large.name });
  const approved = (await world.post(deputy, `/v1/${plan.name}:approve`, approve)).plan;
  report.did('mof.deputy', `approves ${plan.name} for mof.approver`);
  const { actor, actingFor } = approved.history.at(-1);
  report.equal([actor, actingFor], ['users/mof.deputy', 'users/mof.approver'], 'the history names both people');
  return approved;
}

async function approveOthers(world) {
  const { report, people } = world;
  for (const code of ['87', '31']) {
    const name = `plans/SXSH2020-2019-SCT-${code}`;
    let plan = await world.plan(people['office.appraiser'], name);
    plan = (await world.post(people['office.appraiser'], `/v1/${name}:endorse`, { etag: plan.etag, note: 'Phù hợp' })).plan;
    plan = code === '87' ? await delegate(world, plan)
      : (await world.post(people['mof.approver'], `/v1/${name}:approve`, { etag: plan.etag, decisionNumber: `24${code}/QĐ-BTC` })).plan;
    report.did(code === '87' ? 'mof.deputy' : 'mof.approver', `approves ${name} at ${dong(plan.approvedVnd)} ₫`);
  }
}

export async function run(world) {
  const { report, people } = world;
  await world.moveTo('2018-07-24');
  let plan = await returnAndRevise(world);
  await world.moveTo('2018-08-20');
  plan = (await world.post(people['office.appraiser'], `/v1/${plan.name}:endorse`, { etag: plan.etag, note: 'Nội dung phù hợp với Chiến lược' })).plan;
  report.did('office.appraiser', 'endorses the plan');
  report.equal(plan.state, 'STATE_ENDORSED', 'the plan is with the Ministry of Finance');

  await world.moveTo('2018-11-28');
  const approver = people['mof.approver'];
  await report.refuses(people['lamdong.deputy'], 'POST', `/v1/${plan.name}:approve`, { etag: plan.etag, decisionNumber: '1/QĐ' },
    { reason: ['SAME_PERSON', 'OUTSIDE_JURISDICTION'], text: "approving one's own plan is refused" });
  await report.refuses(approver, 'POST', `/v1/${plan.name}:approve`,
    { etag: plan.etag, decisionNumber: '2468/QĐ-BTC', cuts: [{ itemId: '99', approvedVnd: '1', reason: '?' }] },
    { reason: 'CUT_UNKNOWN_ITEM', mentions: ['99'], text: 'a cut of an item that is not there is refused' });
  plan = await registerLocalMoney(world, plan);
  plan = (await world.post(approver, `/v1/${plan.name}:approve`, {
    etag: plan.etag, decisionNumber: '2468/QĐ-BTC', cuts: [{ itemId: '07', approvedVnd: '70000000', reason: 'Trùng một phần với mục 11' }],
  })).plan;
  report.did('mof.approver', `approves the plan at ${dong(plan.approvedVnd)} ₫, item 07 cut from 80 m to 70 m`);
  report.equal(plan.state, 'STATE_APPROVED', 'the plan is approved');
  const approved = Object.fromEntries(plan.items.map((item) => [item.itemId, amounts(item.approved)]));
  report.equal(approved['03'].local, 50_000_000, 'item 03 is approved at what the rule leaves: 50 m');
  report.equal(approved['04'].local, 40_000_000, 'item 04 is approved at what the rule leaves: 40 m');
  report.equal([approved['07'].central, approved['07'].local], [20_000_000, 50_000_000], 'the cut of item 07 took central money alone');
  const expected = sum(lamDongItems.map((item) => ({ '03': 50e6, '04': 40e6, '06': 22e6, '07': 70e6 }[item.itemId] ?? supportOf(item.requested))));
  report.equal(Number(plan.approvedVnd), expected, `together ${dong(expected)} ₫`);
  await approveOthers(world);
  world.approvedItems = approved;
}
