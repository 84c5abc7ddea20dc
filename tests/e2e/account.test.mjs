// One's own account in the pages: a password that an administrator set is changed before anything else, and a power is
// delegated, used and taken back; what the delegate signs bears both names.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { newRequestId } from '../../tools/lib/client.mjs';
import { createPeople, demonstrationPassword } from '../../tools/lib/people.mjs';
import { Browser, noBrowser, small } from './browser.mjs';
import { SpendingYear } from './spending.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
const deputy = { id: 'lamdong.deputy', displayName: 'Trịnh Thị Phó', agency: 'agencies/SCT-68', provinceCode: '68', roles: ['ROLE_PROVINCE_OFFICER'] };
let year, browser;

async function at(id, path, password = demonstrationPassword, size = undefined) {
  const visitor = await browser.visitor(stack.url, { size });
  visitor.page.setDefaultTimeout(60_000);
  await visitor.signIn(id, password);
  if (path) await visitor.open(path);
  return visitor;
}
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

before(async () => {
  await stack.start();
  year = await new SpendingYear(stack).start();
  await createPeople(stack.administrator(), [deputy], 'account');
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('a password that somebody else set is changed before any page opens', { skip: noBrowser }, async () => {
  await stack.administrator().post('/v1/users/lamdong.deputy:resetPassword', { requestId: newRequestId(), password: 'mat-khau-tam-thoi' });
  const visitor = await at('lamdong.deputy', '', 'mat-khau-tam-thoi');
  const { page } = visitor;
  await visitor.open('/plans');
  await page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor();
  await visitor.axe('change of password');
  await page.getByLabel('Mật khẩu hiện tại').fill('mat-khau-tam-thoi');
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill('mat-khau-cua-toi-2019');
  await page.getByLabel('Nhập lại mật khẩu mới').fill('mat-khau-cua-toi');
  await press(page, 'Đổi mật khẩu');
  await page.getByText('Hai lần nhập khác nhau.').waitFor();
  await page.getByLabel('Nhập lại mật khẩu mới').fill('mat-khau-cua-toi-2019');
  await press(page, 'Đổi mật khẩu');
  await page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor({ state: 'detached' });
  await visitor.open('/plans');
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Kế hoạch của đơn vị');
  await visitor.leave('plans');
});

test('the head delegates, the deputy signs for the head, and the head takes the power back', { skip: noBrowser }, async () => {
  const { payment } = await year.post(year.people['lamdong.accountant'], '/v1/payments', { payment: { kind: 'KIND_PAYMENT', budgetLine: 'SXSH2020-2019-SCT-68.01', source: 'local', amountVnd: '5000000', payee: 'Công ty A', description: 'Thuê hội trường' } });
  await year.post(year.people['lamdong.chief'], `/v1/${payment.name}:sign`);

  const head = await at('lamdong.head', '/account');
  await press(head.page, 'Ủy quyền mới…');
  const form = head.page.getByRole('dialog');
  await form.getByLabel(/Tên đăng nhập của người nhận/).fill('lamdong.deputy');
  await form.locator('select').selectOption('ROLE_UNIT_HEAD');
  await form.getByLabel('Từ ngày').fill('01/02/2019');
  await form.getByLabel('Đến hết ngày').fill('28/02/2019');
  await form.getByLabel(/^Đến số tiền/).fill('5.000.000');
  await form.getByLabel('Căn cứ, lý do').fill('Đi công tác, giấy ủy quyền 12/GUQ-SCT');
  await form.getByRole('button', { name: 'Ủy quyền mới', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await head.page.getByText('đang có hiệu lực').waitFor();
  await head.leave('delegations given');

  const visitor = await at('lamdong.deputy', '/account', 'mat-khau-cua-toi-2019', small);
  await press(visitor.page, 'Làm thay');
  await visitor.page.getByText('làm thay').first().waitFor();
  await visitor.settled();
  await visitor.axe('home, acting for the head');
  // The same session, as a program would use it: the payment is signed by both names.
  const signed = await visitor.page.evaluate(async ([name, requestId]) => {
    const answer = await fetch(`/v1/${name}:approve`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ requestId }) });
    return answer.json();
  }, [payment.name, newRequestId()]);
  assert.equal(signed.payment?.signer, 'users/lamdong.deputy for users/lamdong.head', JSON.stringify(signed));
  await visitor.open('/account');
  await press(visitor.page, 'Thôi làm thay');
  await visitor.open('/account');
  await visitor.page.getByRole('button', { name: 'Thôi làm thay' }).waitFor({ state: 'detached' });
  await visitor.leave('delegations received, on a telephone');

  const again = await at('lamdong.head', '/account');
  await press(again.page, 'Thu hồi…');
  await again.page.getByRole('dialog').getByRole('button', { name: 'Thu hồi', exact: true }).click();
  await again.page.getByText('đã thu hồi').waitFor();
  await again.leave('a delegation taken back');
});
