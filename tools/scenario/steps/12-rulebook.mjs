// (12) The ministries publish a version of the rulebook: drafted by one, compared with the year, approved by another, in
// force on its day without a restart; what was decided before is computed again under its own version.
export const title = '12. A new version of the rulebook';

const rule = 'INFO-SHARE';
const half = {
  id: rule, titleVi: 'Tuyên truyền: hỗ trợ không quá 50 % chi phí', titleEn: 'Information: support is at most 50% of the cost',
  citation: { instrument: '9/2020/TT-BTC', verified: false }, steps: ['STEP_PLAN_ITEM', 'STEP_ALLOTMENT'],
  appliesTo: { activities: ['activities/LEAFLET'] }, effect: 'RULE_EFFECT_CAP', share: { basisPoints: 5000 },
};

async function evaluate(person) {
  const { outcomes, rulebookVersion } = await person.post('/v1/rules:evaluate', { step: 'STEP_PLAN_ITEM', subjects: [{
    subjectId: '01', programme: 'programmes/SXSH2020', budgetYear: 2020, componentProject: 'componentProjects/SXSH2020-1',
    activity: 'activities/LEAFLET', provinceCode: '68', eligibleCostVnd: '1000000', quantity: '1',
    asked: [{ source: 'central', amountVnd: '1000000' }] }] });
  return { left: outcomes[0].admissibleVnd, finding: outcomes[0].findings.find(({ ruleId }) => ruleId === rule), rulebookVersion };
}

export async function run(world) {
  const { report, people } = world;
  const [author, approver, auditor] = ['moit.budget', 'mof.director', 'audit.auditor'].map((id) => people[id]);
  const effectiveDate = '2020-04-01';
  await world.moveTo(effectiveDate);
  const before = await evaluate(author);
  const dates = { reason: 'Tiết kiệm chi tuyên truyền', legalGround: '9/2020/TT-BTC' };

  await report.refuses(author, 'POST', '/v1/rulebookDrafts', { ...dates, effectiveDate, changes: [{ put: { ...half, share: { basisPoints: 10001 } } }] },
    { reason: 'RULEBOOK_REFUSED', text: 'a share above 100 % is refused, with file, line and rule' });
  const { draft } = await world.post(author, '/v1/rulebookDrafts', { ...dates, effectiveDate, changes: [{ put: half }] });
  report.did('moit.budget', `drafts version ${draft.rulebookVersion} (${draft.name}), in force from ${draft.effectiveDate}`);
  report.equal(draft.differences.map(({ change, rule: { ruleId } }) => `${change} ${ruleId}`), [`CHANGE_ADDED ${rule}`], 'the draft adds one rule');
  for (const recordedDecisions of [false, true]) {
    const compared = await auditor.post('/v1/rulebooks:compare', { programme: world.programme, budgetYear: world.year, other: { draft: draft.name }, recordedDecisions });
    report.note(`dry run on the ${recordedDecisions ? `${compared.decisionsCount} decisions` : 'plans'} of ${world.year}: ${compared.itemsCount} items, ${compared.rules.find(({ ruleId }) => ruleId === rule)?.other?.warned ?? 0} warned by ${rule}`);
    report.equal(compared.baseVnd, compared.otherVnd, 'a rule whose text was not seen changes no amount');
  }
  await report.refuses(author, 'POST', `/v1/${draft.name}:approve`, { etag: draft.etag, decisionNumber: '1' },
    { reason: ['ROLE_MISSING', 'SAME_PERSON'], text: 'its author may not approve it' });
  await world.post(approver, `/v1/${draft.name}:approve`, { etag: draft.etag, decisionNumber: '15/QĐ-BTC' });
  report.did('mof.director', 'approves it by 15/QĐ-BTC');
  const warned = await evaluate(author);
  report.equal([warned.rulebookVersion, warned.left, warned.finding?.severity], [draft.rulebookVersion, before.left, 'SEVERITY_WARN'],
    'it is in force without a restart, and its rule warns');

  const { draft: on } = await world.post(author, '/v1/rulebookDrafts', { ...dates, effectiveDate, changes: [{ switchOn: {
    rule: { ruleId: rule }, switchedOn: { authority: 'Bộ Tài chính', decisionNumber: '16/QĐ-BTC', fromDate: effectiveDate } } }] });
  await world.post(approver, `/v1/${on.name}:approve`, { etag: on.etag, decisionNumber: '16/QĐ-BTC' });
  report.did('mof.director', 'switches the rule on by 16/QĐ-BTC');
  const bound = await evaluate(author);
  report.equal([bound.left, bound.finding?.severity], ['500000', 'SEVERITY_CAP'], 'from that day it caps');
  report.note(bound.finding.textVi);

  const { decisions } = await auditor.get('/v1/decisions', { pageSize: 1000 });
  const replays = [];
  for (const { name } of decisions) replays.push(await auditor.post(`/v1/${name}:replay`, {}));
  report.equal(replays.filter(({ agrees }) => !agrees).length, 0, `all ${decisions.length} decisions of the year agree under their own version`);
  const steps = new Set(decisions.map(({ step }) => step));
  report.check(['STEP_ALLOTMENT', 'STEP_ADJUSTMENT', 'STEP_COMMITMENT', 'STEP_ADVANCE', 'STEP_PAYMENT'].every((step) => steps.has(step)),
    'allotments, adjustments, commitments, advances and payments are among them');
  const { text } = await auditor.get(`/v1/rulebooks/${before.rulebookVersion}`);
  report.check(text.files.some(({ name }) => name === 'assessment.textproto'), 'the text of the version before stays readable');
}
