// (6) A contract is committed, an advance and two instalments are paid; the treasury confirms one payment, refuses one
// and leaves one unknown until a statement decides it; the advance is cleared, with a refund.
import { Buffer } from 'node:buffer';
import { dong } from '../../lib/money.mjs';
import { line } from '../world.mjs';

export const title = '6. Contract, advance, instalments, treasury, clearing';

const million = 1_000_000;
export const modelLine = line('68', '05');

/** Chief accountant and head sign: the payment is with the treasury. */
export async function sign(world, payment, province = 'lamdong') {
  await world.post(world.people[`${province}.chief`], `/v1/${payment.name}:sign`);
  return (await world.post(world.people[`${province}.head`], `/v1/${payment.name}:approve`)).payment;
}

/** Accountant prepares, chief accountant and head sign. */
export async function prepareAndSign(world, payment, province = 'lamdong') {
  const { people, report } = world;
  const made = await world.post(people[`${province}.accountant`], '/v1/payments', { payment });
  const sent = await sign(world, made.payment, province);
  report.did(`${province}.accountant`, `prepares ${made.payment.name}, ${dong(payment.amountVnd)} ₫, ${payment.description}; ${province}.chief and ${province}.head sign`);
  return sent;
}

/** The treasury's control: every check that the system does not hold itself is confirmed. */
export async function control(world, payment) {
  const officer = world.people['treasury.officer'];
  const { checks } = await officer.get(`/v1/${payment.name}:checklist`);
  const confirmedChecks = checks.filter(({ heldBySystem }) => !heldBySystem).map(({ check }) => check);
  return (await world.post(officer, `/v1/${payment.name}:control`, { decision: 'DECISION_ACCEPT', confirmedChecks })).payment;
}

/** What the treasury says; it pays only what it controlled. */
export async function recordOutcome(world, payment, outcome, more = {}) {
  if (outcome === 'OUTCOME_PAID') await control(world, payment);
  const answer = await world.post(world.people['treasury.officer'], `/v1/${payment.name}:recordOutcome`, { outcome, ...more });
  world.report.did('treasury.officer', `records ${payment.name} as ${outcome.replace('OUTCOME_', '').toLowerCase()}${more.note ? `: ${more.note}` : ''}`);
  return answer.payment;
}

const payment = (kind, commitment, millions, description, more = {}) => ({
  kind, budgetLine: modelLine, source: 'local', commitment, amountVnd: String(millions * million), payee: 'Công ty TNHH Kỹ thuật Môi trường Nam Á',
  description, ...more,
});

async function commitAndAdvance(world) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  await world.moveTo('2019-02-20');
  const { commitment, availableVnd } = await world.post(accountant, '/v1/commitments', { commitment: {
    budgetLine: modelLine, source: 'local', contractNumber: '05/2019/HĐ-SXSH', contractDate: '2019-02-18',
    contractor: 'Công ty TNHH Kỹ thuật Môi trường Nam Á', amountVnd: String(200 * million), contractValueVnd: String(200 * million) } });
  report.did('lamdong.accountant', `commits contract 05/2019/HĐ-SXSH over 200.000.000 ₫ (${commitment.name})`);
  report.equal(Number(availableVnd), 0, 'nothing is left available on the line');

  await world.moveTo('2019-03-01');
  await report.refuses(accountant, 'POST', '/v1/payments', { payment: payment('KIND_ADVANCE', commitment.name, 120, 'Tạm ứng 60 %') },
    { reason: 'RULE_BLOCKS', status: 422, mentions: ['100000000', '62/2020', '161/2012'].slice(0, 1), text: 'an advance of 60 % of the contract is refused' });
  const prepared = (await world.post(accountant, '/v1/payments', { payment: payment('KIND_ADVANCE', commitment.name, 80, 'Tạm ứng 40 % hợp đồng') })).payment;
  report.did('lamdong.accountant', `prepares ${prepared.name}, an advance of 80.000.000 ₫`);
  await report.refuses(people['lamdong.head'], 'POST', `/v1/${prepared.name}:approve`, {},
    { reason: 'SIGNATURE_MISSING', text: 'the head does not sign before the chief accountant' });
  const advance = await sign(world, prepared);
  report.did('lamdong.chief', 'signs, then lamdong.head: it is sent');
  await report.refuses(people['treasury.officer'], 'POST', `/v1/${advance.name}:recordOutcome`, { outcome: 'OUTCOME_PAID', treasuryReference: 'KB-LĐ-0001' },
    { reason: 'CONTROL_MISSING', text: 'the treasury does not pay what it has not controlled' });
  const paid = await recordOutcome(world, advance, 'OUTCOME_PAID', { treasuryReference: 'KB-LĐ-0001' });
  report.equal([paid.state, Number(paid.openAdvanceVnd)], ['STATE_PAID', 80 * million], 'the advance is paid and open');
  return { commitment, advance: paid };
}

export async function statement(world, rows) {
  const csv = Buffer.from(['payment,outcome,amount_vnd,value_date,treasury_reference', ...rows].join('\n') + '\n').toString('base64');
  return world.post(world.people['treasury.officer'], '/v1/statements', { csv });
}

async function instalments(world, commitment) {
  const { report, people } = world;
  await world.moveTo('2019-05-10');
  const prepared = (await world.post(people['lamdong.accountant'], '/v1/payments', { payment: payment('KIND_PAYMENT', commitment.name, 60, 'Thanh toán đợt 1') })).payment;
  const attached = (await world.post(people['lamdong.accountant'], `/v1/${prepared.name}:attachDocument`, { kind: 'acceptance',
    fileName: 'Biên bản nghiệm thu 01.txt', content: Buffer.from('abc').toString('base64') })).document;
  report.equal(attached.contentSha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'the acceptance record is attached with its SHA-256');
  await world.post(people['lamdong.accountant'], `/v1/${prepared.name}:recordContribution`, { enterpriseSpentVnd: String(70 * million), proof: 'Hóa đơn 0012 ngày 5/5/2019' });
  const first = await sign(world, prepared);
  report.did('lamdong.accountant', `prepares ${first.name}, 60.000.000 ₫, with the acceptance record and the enterprise's own 70.000.000 ₫; lamdong.chief and lamdong.head sign`);
  await report.refuses(people['lamdong.accountant'], 'POST', `/v1/${first.name}:attachDocument`, { kind: 'invoice', fileName: 'muon.pdf', content: Buffer.from('x').toString('base64') },
    { reason: 'PAYMENT_STATE', text: 'nothing is attached to what was signed' });
  const confirmed = await recordOutcome(world, first, 'OUTCOME_PAID', { treasuryReference: 'KB-LĐ-0002' });
  report.equal(confirmed.state, 'STATE_PAID', 'the first instalment is paid');

  await world.moveTo('2019-06-18');
  const second = await prepareAndSign(world, payment('KIND_PAYMENT', commitment.name, 40, 'Thanh toán đợt 2'));
  const refused = await recordOutcome(world, second, 'OUTCOME_REFUSED', { note: 'Sai số tài khoản đơn vị thụ hưởng' });
  report.equal(refused.state, 'STATE_REFUSED', 'the second is refused by the treasury');
  const { commitments } = await people['lamdong.accountant'].get('/v1/commitments', { budgetLine: modelLine });
  report.equal(Number(commitments[0].remainingVnd), 60 * million, 'its 40 m returned to the commitment: 60 m remain');

  await world.moveTo('2019-06-20');
  const again = await prepareAndSign(world, payment('KIND_PAYMENT', commitment.name, 40, 'Thanh toán đợt 2, gửi lại'));
  const unknown = await recordOutcome(world, again, 'OUTCOME_UNKNOWN', { note: 'Kho bạc chưa trả lời' });
  report.equal(unknown.state, 'STATE_UNKNOWN', 'sent again, the outcome is unknown');
  const held = await world.balances(people['lamdong.accountant'], { budgetLine: modelLine });
  report.equal(held.get(`${modelLine}/local/IN_PAYMENT`), 40 * million, 'while it is unknown its 40 m stay reserved');

  await world.moveTo('2019-06-25');
  const decided = await statement(world, [`${again.name},paid,${40 * million},2019-06-21,KB-LĐ-0003`, `payments/unknown-of-the-treasury,paid,1000,2019-06-21,KB-LĐ-0004`]);
  report.did('treasury.officer', `imports a statement; it decides ${decided.payments.length} payment`);
  report.equal(decided.payments.map(({ name, state }) => [name, state]), [[again.name, 'STATE_PAID']], 'the statement says it was paid');
  report.equal(decided.unmatched.length, 1, `the line that matches nothing is listed: ${decided.unmatched[0]}`);
  return { first: confirmed, second: decided.payments[0] };
}

async function clear(world, advance, commitment) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  await world.moveTo('2019-07-15');
  await report.refuses(accountant, 'POST', `/v1/${advance.name}:clearAdvance`, { amountVnd: String(81 * million), acceptance: 'BBNT-07' },
    { reason: 'ADVANCE_EXCEEDED', mentions: ['80000000'], text: 'clearing more than was advanced is refused' });
  await world.post(accountant, `/v1/${advance.name}:clearAdvance`, { amountVnd: String(70 * million), acceptance: 'BBNT-07 ngày 12/7/2019' });
  report.did('lamdong.accountant', 'clears 70.000.000 ₫ of the advance by acceptance record BBNT-07');
  const refunded = (await world.post(accountant, `/v1/${advance.name}:refund`, { amountVnd: String(10 * million), refundSlip: 'C2-05a/2019-01' })).payment;
  report.did('lamdong.accountant', 'pays back 10.000.000 ₫ of the advance (slip C2-05a/2019-01)');
  report.equal([Number(refunded.openAdvanceVnd), Number(refunded.refundedVnd)], [0, 10 * million], 'the advance is settled');
  await report.refuses(accountant, 'POST', `/v1/${commitment.name}:adjust`, { amountVnd: String(179 * million) },
    { reason: 'BELOW_WHAT_IS_GONE', status: 422, text: 'lowering the commitment below the 180 m that were drawn is refused' });
  await world.post(accountant, `/v1/${commitment.name}:release`);
  report.did('lamdong.accountant', 'releases the 20.000.000 ₫ that the contract did not need');
  const balances = await world.balances(accountant, { budgetLine: modelLine, source: 'local' });
  const of = (kind) => balances.get(`${modelLine}/local/${kind}`) ?? 0;
  report.equal([of('SPENT'), of('AVAILABLE'), of('COMMITTED'), of('ADVANCED'), of('IN_PAYMENT')], [170 * million, 30 * million, 0, 0, 0],
    'the line stands at 170 m spent and 30 m available (20 m released, 10 m refunded)');
}

export async function run(world) {
  const { commitment, advance } = await commitAndAdvance(world);
  const { first } = await instalments(world, commitment);
  await clear(world, advance, commitment);
  world.firstInstalment = first;
}
