// The administrator's day in the pages: a person is added and given a role, a password is reset and has to be changed first,
// somebody is disabled, a program that was killed shows; and no page here leads to money.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Person } from '../../tools/lib/client.mjs';
import { Browser, noBrowser, small } from './browser.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
const [first, second, third] = ['mat-khau-dau-tien', 'mat-khau-tam-thoi', 'mat-khau-cua-rieng-toi'];
let browser;

async function at(id, password, path, more) {
  const visitor = await browser.visitor(stack.url, more);
  visitor.page.setDefaultTimeout(60_000);
  await visitor.signIn(id, password);
  await visitor.open(path);
  return visitor;
}
async function confirm(page, name) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

before(async () => {
  await stack.start();
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('a person is added, gets a role, and is reset; the password is changed before anything else', { skip: noBrowser }, async () => {
  const visitor = await at('admin', stack.adminPassword, '/users');
  const { page } = visitor;
  const menu = await page.locator('.side').textContent();
  for (const money of ['Kiểm soát chi', 'Thanh toán', 'Đợt phân bổ', 'Dự toán']) assert.ok(!menu.includes(money), `the menu does not offer ${money}`);
  await page.getByRole('button', { name: 'Thêm người dùng…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tên đăng nhập').fill('vp.an');
  await dialog.getByLabel('Họ tên').fill('Trần An');
  await dialog.getByRole('combobox', { name: /^Đơn vị/ }).selectOption('agencies/VP-SXSH');
  await dialog.getByRole('checkbox', { name: 'thẩm định' }).check();
  await dialog.getByLabel('Mật khẩu đầu tiên').fill(first);
  await visitor.axe('adding a person');
  await confirm(page, 'Tạo người dùng');
  await page.getByRole('link', { name: 'vp.an' }).click();
  await page.getByRole('button', { name: 'Trao vai trò…' }).click();
  await page.getByRole('dialog').getByLabel('Vai trò').selectOption('ROLE_AUDITOR');
  await page.getByRole('dialog').getByRole('button', { name: 'Trao vai trò', exact: true }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();  // Who audits does nothing else.
  await page.getByRole('dialog').getByLabel('Vai trò').selectOption('ROLE_BUDGET_OFFICER');
  await confirm(page, 'Trao vai trò');
  await page.getByRole('button', { name: 'Thu hồi: cán bộ ngân sách' }).waitFor();
  await visitor.axe('a person');
  assert.deepEqual((await new Person(stack.url, 'vp.an', first).signIn()).user.roles.sort(), ['ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER']);
  await page.getByRole('button', { name: 'Đặt lại mật khẩu…' }).click();
  await page.getByRole('dialog').getByLabel('Mật khẩu tạm').fill(second);
  await confirm(page, 'Đặt lại mật khẩu');
  await page.getByText('phải đổi mật khẩu').waitFor();
  await visitor.leave('a person who was reset');

  const an = await at('vp.an', second, '/usage');
  await an.page.getByRole('heading', { name: 'Đổi mật khẩu' }).waitFor();
  await an.axe('changing the password');
  await an.page.getByLabel('Mật khẩu hiện tại').fill(second);
  await an.page.getByLabel('Mật khẩu mới', { exact: true }).fill(third);
  await an.page.getByLabel('Nhập lại mật khẩu mới').fill(third);
  await an.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await an.page.getByRole('heading', { name: 'Sử dụng kinh phí' }).waitFor();
  await an.context.close();
});

test('the last administrator cannot be disabled; somebody else can, and is out at once', { skip: noBrowser }, async () => {
  const visitor = await at('admin', stack.adminPassword, '/users/admin', { language: 'en', size: small });
  const { page } = visitor;
  await page.getByRole('button', { name: 'Disable the user…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable the user', exact: true }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await visitor.open('/users/vp.an');
  await page.getByRole('button', { name: 'Disable the user…' }).click();
  await confirm(page, 'Disable the user');
  await page.getByText('disabled', { exact: true }).waitFor();
  await assert.rejects(new Person(stack.url, 'vp.an', third).signIn());
  await visitor.leave('a disabled person');
});

test('what was killed shows on the page of health: the program, or that nothing answers any more', { skip: noBrowser }, async () => {
  const visitor = await at('admin', stack.adminPassword, '/health');
  const { page } = visitor;
  await page.getByText('Cả sáu chương trình phục vụ.').waitFor();
  await visitor.axe('health');
  process.kill(stack.pidOf('projects'), 'SIGKILL');
  // tools/run ends the others when one of its programs dies, so the gateway may not be there to say so.
  await page.getByRole('row', { name: /projects/ }).getByText('không phục vụ').or(page.getByRole('alert')).first().waitFor();
  await visitor.context.close();
});
