// The day of the treasury in the pages: a payment is controlled and accepted, one is refused, orders leave in a signed batch, a
// statement comes back, an unknown outcome is decided by two people, what stands on one side only is explained, the year
// closes, and its settlement goes through four hands.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { Browser, noBrowser } from './browser.mjs';
import { SpendingYear } from './spending.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
let year, browser, payments;

async function at(id, path, language = 'vi') {
  const visitor = await browser.visitor(stack.url, { language });
  visitor.page.setDefaultTimeout(60_000);
  await visitor.signIn(id, demonstrationPassword);
  await visitor.open(path);
  return visitor;
}
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
async function confirm(page, name) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
/** What a click downloads. */
async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return readFileSync(await file.path());
}
const idOf = ({ name }) => name.slice('payments/'.length);
async function accept(page, payment) {
  await page.goto(`${stack.url}/treasury/${idOf(payment)}`);
  await page.locator('.checklist input:not([disabled])').first().waitFor();
  for (const box of await page.locator('.checklist input:not([disabled])').all()) await box.check();
  await press(page, 'Chấp nhận thanh toán…');
  await confirm(page, 'Chấp nhận thanh toán');
}

before(async () => {
  await stack.start();
  year = await new SpendingYear(stack).start();
  payments = [];
  for (const [item, amount, what] of [['01', 5, 'Thuê hội trường'], ['01', 8, 'In tài liệu'], ['02', 4, 'Giảng viên'], ['02', 3, 'Tiền nước']]) payments.push(await year.sentPayment(item, amount, what));
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('the officer controls by the checklist, accepts two payments and refuses one with a reason', { skip: noBrowser }, async () => {
  const visitor = await at('treasury.officer', '/');
  const { page } = visitor;
  await page.getByRole('link', { name: 'Chờ kiểm soát: 4' }).click();
  await page.getByText('In tài liệu').waitFor();
  await visitor.axe('the queue');
  await page.getByRole('link', { name: `số ${idOf(payments[0])}` }).click();
  await page.locator('.checklist').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Chấp nhận thanh toán…' }).isDisabled(), 'nothing is confirmed yet');
  await visitor.axe('a payment to be controlled');
  await accept(page, payments[0]);
  await accept(page, payments[2]);
  await page.goto(`${stack.url}/treasury/${idOf(payments[1])}`);
  await press(page, 'Từ chối thanh toán…');
  await page.getByLabel('Lý do từ chối').fill('Sai số tài khoản');
  await confirm(page, 'Từ chối thanh toán');
  await page.getByText('Sai số tài khoản').first().waitFor();
  assert.deepEqual(await Promise.all(payments.map(async (payment) => (await year.paymentNow(payment)).state)), ['STATE_ACCEPTED', 'STATE_REFUSED', 'STATE_ACCEPTED', 'STATE_SENT']);
  await visitor.leave('a refused payment');
});

test('what was accepted leaves in a signed batch, which can be had again byte for byte', { skip: noBrowser }, async () => {
  const visitor = await at('treasury.officer', '/batches', 'en');
  const { page } = visitor;
  await press(page, 'Make a batch…');
  await confirm(page, 'Make a batch');
  const file = await download(page, () => press(page, 'Download the file'));
  assert.equal(file.toString().trim().split('\n').length, 3, 'a heading and two orders');
  assert.ok(file.includes(payments[0].name) && file.includes(payments[2].name));
  assert.equal((await download(page, () => press(page, 'Download the signature'))).length, 64);
  const number = /Batch (\d+)/.exec(await page.getByRole('heading', { name: /^Batch \d+$/ }).textContent())[1];
  await page.reload();
  await page.getByLabel('Number of the batch').fill(number);
  await press(page, 'Find');
  assert.deepEqual(await download(page, () => press(page, 'Download the file')), file);
  await page.getByLabel('Number of the batch').fill('999');
  await press(page, 'Find');
  await page.getByRole('alert').waitFor();
  await visitor.leave('a batch');
});

test('a statement is tried, shown line by line, then booked; a wrong file is refused by row', { skip: noBrowser }, async () => {
  await year.day('2019-03-05');
  const visitor = await at('treasury.officer', '/statements');
  const { page } = visitor;
  const choose = (text) => page.getByTestId('statement-file').setInputFiles({ name: 'so-phu.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  const head = 'payment,outcome,amount_vnd,value_date,treasury_reference,payee\n';
  await choose(`${head}${payments[0].name},paid,5.5,2019-03-01,KB-1,\n`);
  await page.getByRole('alert').getByText(/amount_vnd/).waitFor();
  const good = `${head}${payments[0].name},paid,5000000,2019-03-01,KB-1,\npayments/999,paid,1000000,2019-03-01,KB-2,Công ty lạ\n`;
  await choose(good);
  await page.getByText('Thử: 1 chứng từ sẽ được quyết định, 1 dòng chưa khớp. Chưa ghi gì.').waitFor();
  assert.equal((await year.paymentNow(payments[0])).state, 'STATE_ACCEPTED', 'trying books nothing');
  await press(page, 'Ghi sổ phụ…');
  await confirm(page, 'Ghi sổ phụ');
  await page.getByText(/Đã ghi sổ phụ/).waitFor();
  assert.equal((await year.paymentNow(payments[0])).state, 'STATE_PAID');
  await visitor.axe('a booked statement');
  await choose(good);
  await page.getByText(/Nội dung này đã nhập trước đây/).waitFor();
  await visitor.leave('a statement');
});

test('an unknown outcome is proposed by one person and confirmed by another', { skip: noBrowser }, async () => {
  const path = `/treasury/${idOf(payments[3])}`;
  const officer = await at('treasury.officer', path);
  await press(officer.page, 'Ghi kết quả…');
  await officer.page.getByRole('dialog').getByLabel('Kết quả').selectOption('OUTCOME_UNKNOWN');
  await officer.page.getByLabel('Điều đã biết').fill('Kho bạc chưa trả lời');
  await confirm(officer.page, 'Ghi kết quả');
  await press(officer.page, 'Đề xuất kết quả…');
  await officer.page.getByLabel('Số tham chiếu của Kho bạc').fill('KB-9');
  await officer.page.getByLabel('Ngày Kho bạc hạch toán').fill('02/03/2019');
  await officer.page.getByLabel('Chứng từ chứng minh').fill('Giấy báo nợ 12 ngày 02/03/2019');
  await confirm(officer.page, 'Đề xuất kết quả');
  await press(officer.page, 'Xác nhận kết quả…');
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Xác nhận kết quả', exact: true }).click();
  await officer.page.getByRole('dialog').getByRole('alert').waitFor();
  assert.equal((await year.paymentNow(payments[3])).state, 'STATE_UNKNOWN', 'one person does not decide it');
  await officer.page.getByRole('dialog').getByRole('button', { name: 'Huỷ' }).click();
  await officer.leave('a proposed outcome');
  const chief = await at('treasury.chief', path, 'en');
  await press(chief.page, 'Confirm the outcome…');
  await confirm(chief.page, 'Confirm the outcome');
  await chief.page.getByText('KB-9').waitFor();
  assert.equal((await year.paymentNow(payments[3])).state, 'STATE_PAID');
  await chief.leave('a confirmed outcome');
});

test('both sides are seen, differences explained, the year closes and is settled by four people', { skip: noBrowser }, async () => {
  // The head of payment 3's batch never came back: the statement says now that it was refused.
  const csv = Buffer.from(`payment,outcome,amount_vnd,value_date,treasury_reference\n${payments[2].name},refused,4000000,2019-03-01,KB-3\n`).toString('base64');
  await year.post(year.people['treasury.officer'], '/v1/statements', { csv });
  await year.day('2020-02-03');
  const visitor = await at('treasury.officer', '/year-close?year=2019');
  const { page } = visitor;
  await page.getByText(/Chênh lệch chưa giải trình: 2/).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Khoá sổ năm 2019…' }).isDisabled());
  await visitor.axe('a year that cannot close');
  await page.getByRole('link', { name: 'Xử lý' }).click();
  await page.getByTestId('sides').getByText('8.000.000').waitFor();
  for (const text of ['Xác nhận theo giấy báo nợ', 'Kho bạc ghi nhầm đơn vị']) {
    await page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Giải trình…' }) }).filter({ hasNotText: 'treasury.officer' }).first().getByRole('button', { name: 'Giải trình…' }).click();
    await page.getByRole('dialog').getByLabel('Giải trình').fill(text);
    await confirm(page, 'Giải trình');
    await page.getByRole('cell', { name: text }).waitFor();
  }
  await visitor.axe('the reconciliation');
  await visitor.open('/year-close?year=2019');
  await press(page, 'Khoá sổ năm 2019…');
  await confirm(page, 'Khoá sổ năm 2019');
  await page.getByText(/đã khoá sổ|đã khóa sổ/).first().waitFor();
  await visitor.leave('a closed year');

  const unit = await at('lamdong.accountant', '/settlements');
  await press(unit.page, 'Lập quyết toán');
  await unit.page.getByRole('dialog').getByLabel('Năm ngân sách').fill('2019');
  await confirm(unit.page, 'Lập quyết toán');
  await unit.open('/advances?year=2019');
  await unit.leave('the advances of a unit');
  for (const [who, step] of [['office.appraiser', 'Xét duyệt'], ['mof.approver', 'Thẩm định'], ['mof.director', 'Phê duyệt']]) {
    const person = await at(who, '/');
    await person.page.locator('main a[href*="settlement="]').click();
    await press(person.page, `${step}…`);
    await confirm(person.page, step);
    await person.leave(`the settlement, ${step}`);
  }
  const { settlements } = await year.people['mof.director'].get('/v1/settlements');
  assert.deepEqual(settlements.map(({ state, reviewer, appraiser, approver }) => [state, reviewer, appraiser, approver]), [['STATE_APPROVED', 'users/office.appraiser', 'users/mof.approver', 'users/mof.director']]);
});
