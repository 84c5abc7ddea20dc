// (10) The unit's settlement is compiled, reviewed by the body above, approved by the Ministry of Finance.
import { dong } from '../../lib/money.mjs';
import { line, sum } from '../world.mjs';

export const title = "10. Lâm Đồng's settlement";

export async function run(world) {
  const { report, people } = world;
  await world.moveTo('2020-03-16');
  const accountant = people['lamdong.accountant'];
  let { settlement } = await world.post(accountant, '/v1/settlements', { programme: world.programme, budgetYear: world.year, agency: 'agencies/SCT-68' });
  report.did('lamdong.accountant', `compiles ${settlement.name} as of journal position ${settlement.journalPosition}`);
  for (const one of settlement.lines) {
    report.note(`${one.budgetLine} ${one.source}: allotted ${dong(one.allottedVnd)}, spent ${dong(one.spentVnd)}, lapsed ${dong(one.lapsedVnd)}, carried over ${dong(one.carriedForwardVnd)} ₫`);
  }
  const wrong = settlement.lines.filter((one) =>
    Number(one.allottedVnd) !== Number(one.spentVnd) + Number(one.lapsedVnd) + Number(one.carriedForwardVnd) + Number(one.refundedVnd));
  report.equal(wrong.length, 0, 'on every line allotted = spent + lapsed + carried over + refunded');
  const model = settlement.lines.find((one) => one.budgetLine === line('68', '05') && one.source === 'local');
  report.equal([model.allottedVnd, model.spentVnd, model.lapsedVnd].map(Number), [200e6, 170e6, 30e6], 'item 05, local: 200 m allotted, 170 m spent, 30 m lapsed');
  world.settledSpent = sum(settlement.lines.map((one) => Number(one.spentVnd)));
  await report.refuses(accountant, 'POST', `/v1/${settlement.name}:review`, { etag: settlement.etag },
    { reason: 'ROLE_MISSING', text: 'the unit may not review its own settlement' });
  await report.refuses(people['mof.director'], 'POST', `/v1/${settlement.name}:approve`, { etag: settlement.etag },
    { reason: ['SETTLEMENT_STATE', 'SETTLEMENT_NOT_REVIEWED'], text: 'a settlement that was not reviewed cannot be approved' });
  settlement = (await world.post(people['office.appraiser'], `/v1/${settlement.name}:review`, { etag: settlement.etag })).settlement;
  report.did('office.appraiser', 'reviews it');
  await report.refuses(people['mof.director'], 'POST', `/v1/${settlement.name}:approve`, { etag: settlement.etag },
    { reason: 'SETTLEMENT_STATE', text: 'a settlement that was not appraised cannot be approved' });
  settlement = (await world.post(people['mof.approver'], `/v1/${settlement.name}:appraise`, { etag: settlement.etag })).settlement;
  report.did('mof.approver', 'appraises it for the finance agency');
  settlement = (await world.post(people['mof.director'], `/v1/${settlement.name}:approve`, { etag: settlement.etag })).settlement;
  report.did('mof.director', 'approves it');
  report.equal(settlement.state, 'STATE_APPROVED', 'the settlement is approved and locked');
  await report.refuses(accountant, 'POST', '/v1/settlements', { programme: world.programme, budgetYear: world.year, agency: 'agencies/SCT-68' },
    { reason: 'SETTLEMENT_EXISTS', text: 'a second settlement is refused' });
}
