// (3) A dry run lists the findings before anything is sent. Late submission, edits after submission and approval of
// one's own plan are refused.
import { dong } from '../../lib/money.mjs';
import { newRequestId } from '../../lib/client.mjs';

export const title = '3. Dry run, submission, and what is refused';

async function dryRun(world, officer) {
  const { report } = world;
  const check = await officer.get(`/v1/${world.planName}:check`);
  report.did('lamdong.officer', `asks for a dry run; rulebook ${check.rulebookVersion}`);
  for (const { itemId, severity, textVi, citation } of check.findings.filter(({ severity }) => severity !== 'SEVERITY_INFO')) {
    report.note(`${itemId || '–'}  ${severity.replace('SEVERITY_', '')}: ${textVi} [${citation.instrument} ${citation.article}]`);
  }
  const left = Object.fromEntries(check.items.map(({ itemId, admissibleVnd }) => [itemId, Number(admissibleVnd)]));
  report.equal(left['03'], 50_000_000, 'item 03: of 60 m asked for a cost of 120 m, 50 m are left');
  report.equal(left['04'], 40_000_000, 'item 04: of 45 m asked for a cost of 80 m, 40 m are left');
  for (const itemId of ['03', '04']) {
    const caps = check.findings.filter((finding) => finding.itemId === itemId && finding.severity === 'SEVERITY_CAP');
    report.check(caps.some(({ citation }) => citation.instrument === '221/2012/TTLT-BTC-BCT'), `item ${itemId}: the finding cites 221/2012/TTLT-BTC-BCT`);
    report.check(caps.every(({ textVi, textEn }) => textVi && textEn && textVi !== textEn), `item ${itemId}: it speaks Vietnamese and English`);
  }
  report.check(check.findings.some(({ itemId, severity }) => itemId === '12' && severity === 'SEVERITY_WARN'),
    'item 12: a warning, since component project 4 ended in 2015');
  report.equal(left['01'], 40_000_000, 'item 01: nothing is lowered');
  report.equal(check.submittable, true, 'the plan may be submitted: caps lower, they do not block');
  const after = await world.plan(officer, world.planName);
  report.equal(after.state, 'STATE_DRAFT', 'the dry run changed nothing');
  return after;
}

export async function run(world) {
  const { report, people } = world;
  const officer = people['lamdong.officer'];
  let plan = await dryRun(world, officer);

  await report.refuses(officer, 'POST', `/v1/${plan.name}:submit`, { etag: 'W/"stale"' },
    { reason: 'ETAG_MISMATCH', status: 409, text: 'submitting with a stale etag is refused' });
  await world.moveTo('2018-07-10');
  // The deputy edits the title, and so takes part in the plan; the same person may also appraise and approve elsewhere.
  plan = (await people['lamdong.deputy'].patch(`/v1/${plan.name}`, {
    requestId: newRequestId(), plan: { ...plan, title: 'Kế hoạch thực hiện sản xuất sạch hơn trong công nghiệp năm 2019 của tỉnh Lâm Đồng' },
  })).plan;
  report.did('lamdong.deputy', 'edits the title');

  const submitted = await world.post(officer, `/v1/${plan.name}:submit`, { etag: plan.etag, note: 'Kính gửi Văn phòng' });
  plan = submitted.plan;
  report.did('lamdong.officer', `submits ${plan.name}`);
  report.equal(plan.state, 'STATE_SUBMITTED', 'the plan is with the office');
  await report.refuses(officer, 'PATCH', `/v1/${plan.name}`, { plan: { ...plan, title: 'Sửa sau khi nộp' } },
    { reason: 'PLAN_STATE', text: 'editing after submission is refused' });
  await report.refuses(people['lamdong.deputy'], 'POST', `/v1/${plan.name}:endorse`, { etag: plan.etag },
    { reason: ['SAME_PERSON', 'OUTSIDE_JURISDICTION'], text: 'whoever prepared the plan may not appraise it' });

  for (const [user, name] of [['dongthap.officer', 'plans/SXSH2020-2019-SCT-87'], ['haiphong.officer', 'plans/SXSH2020-2019-SCT-31']]) {
    const other = await world.plan(people[user], name);
    await world.post(people[user], `/v1/${name}:submit`, { etag: other.etag });
    report.did(user, `submits ${name}, asking ${dong(other.requestedVnd)} ₫`);
  }
  await late(world);
}

async function late(world) {
  const { report, people } = world;
  const officer = people['phutho.officer'];
  const { plan } = await world.post(officer, '/v1/plans', {
    plan: {
      programme: world.programme, budgetYear: world.year, title: 'Kế hoạch sản xuất sạch hơn năm 2019 của tỉnh Phú Thọ', illustrative: true,
      items: [{ itemId: '01', title: 'Hội thảo giới thiệu', componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO',
        quantity: '1', eligibleCostVnd: '30000000', requested: [{ source: 'local', amountVnd: '30000000' }] }],
    },
  });
  await world.moveTo('2018-07-21');
  await report.refuses(officer, 'POST', `/v1/${plan.name}:submit`, { etag: plan.etag },
    { reason: 'PLAN_LATE', mentions: ['20'], text: 'on 21 July Phú Thọ is too late' });
}
