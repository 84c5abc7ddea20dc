// (7) Spending past what is available is refused, naming each limit and the room left; the same request twice pays once.
import { Buffer } from 'node:buffer';
import { newRequestId } from '../../lib/client.mjs';
import { line } from '../world.mjs';
import { prepareAndSign, recordOutcome, sign } from './06-pay.mjs';

export const title = '7. Limits hold; a repeated request pays once';

const workshop = line('68', '01');
const payment = (amountVnd, more = {}) => ({
  kind: 'KIND_PAYMENT', budgetLine: workshop, source: 'local', amountVnd: String(amountVnd), payee: 'Khách sạn Ngọc Lan',
  description: 'Chi phí tổ chức hội thảo', ...more,
});

/** Three payments in a file, of which the second does not fit and the third is no amount: none is booked. */
async function importFile(world, accountant) {
  const { report } = world;
  const rows = ['budget_line,source,amount_vnd,payee', `${workshop},local,1.000.000,Nhà in A`, `${workshop},local,600.000,Nhà in B`,
    `${workshop},local,1.5,Nhà in C`];
  const { results } = await world.post(accountant, '/v1/payments:import', { csv: Buffer.from(`${rows.join('\n')}\n`).toString('base64'), allOrNothing: true });
  report.did('lamdong.accountant', 'imports a file of three payments, all of them or none');
  report.equal(results.map(({ row, refusal }) => [row, refusal?.reason ?? '']), [[2, ''], [3, 'LEDGER_LIMIT'], [4, 'INVALID_REQUEST']],
    `every row is told what is wrong with it: ${results[2].refusal?.violations[0]?.subject}`);
  report.equal(await world.available(accountant, workshop, 'local'), 1_500_000, 'and nothing of it was booked');
}

export async function run(world) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  await world.moveTo('2019-08-06');
  await report.refuses(accountant, 'POST', '/v1/payments', { payment: payment(40_000_001) }, {
    reason: 'LEDGER_LIMIT', status: 422, mentions: ['40000000', workshop], text: 'one dong more than the 40.000.000 ₫ available is refused',
  });
  await report.refuses(people['dongthap.accountant'], 'POST', '/v1/payments', { payment: payment(1000) },
    { reason: ['LINE_OF_ANOTHER_AGENCY', 'OUTSIDE_JURISDICTION'], text: "paying from another agency's line is refused" });
  await report.refuses(accountant, 'POST', '/v1/payments', { payment: payment(1000, { budgetLine: 'SXSH2020-2019-SCT-68.99' }) },
    { reason: 'LINE_NOT_FOUND', text: 'a line that does not exist is refused' });

  const request = { requestId: newRequestId(), payment: payment(38_500_000) };
  const first = await accountant.post('/v1/payments', request);
  const second = await accountant.post('/v1/payments', request);
  report.did('lamdong.accountant', `sends the same request twice: ${first.payment.name} and ${second.payment.name}`);
  report.equal(second, first, 'both answers are the same');
  report.equal(await world.available(accountant, workshop, 'local'), 1_500_000, 'the money was reserved once: 1.500.000 ₫ are left');
  await report.refuses(accountant, 'POST', '/v1/payments', { requestId: request.requestId, payment: payment(1000) },
    { reason: 'REQUEST_ID_REUSED', status: 409, text: 'the same request id with other content is refused' });

  await importFile(world, accountant);
  const officer = people['treasury.officer'];
  const { entries } = await officer.get('/v1/entries', { document: first.payment.name });
  await report.refuses(officer, 'POST', '/v1/entries:reverse', { position: entries[0].position, reason: 'ghi nhầm' },
    { reason: 'ENTRY_NOT_REVERSIBLE', status: 422, text: "a payment's entry is not taken back behind the payment" });

  await sign(world, first.payment);
  const paid = await recordOutcome(world, first.payment, 'OUTCOME_PAID', { treasuryReference: 'KB-LĐ-0005' });
  report.equal(paid.state, 'STATE_PAID', 'it is paid');
  for (const [itemId, amount] of [['03', 50_000_000], ['04', 40_000_000], ['07', 50_000_000]]) {
    const one = await prepareAndSign(world, { ...payment(amount), budgetLine: line('68', itemId), payee: 'Trung tâm Khuyến công', description: `Thanh toán mục ${itemId}` });
    await recordOutcome(world, one, 'OUTCOME_PAID', { treasuryReference: `KB-LĐ-10${itemId}` });
  }
  const abroad = await prepareAndSign(world, { ...payment(45_000_000), budgetLine: line('31', '03'), payee: 'Khách sạn Hữu Nghị' }, 'haiphong');
  await recordOutcome(world, abroad, 'OUTCOME_PAID', { treasuryReference: 'KB-HP-0001' });
}
