// The province officer at the pages: a plan typed, pasted, saved by itself, kept through a lost connection and a second person's
// change, taken out to a workbook and back, submitted, returned, answered, compared; and the grid's speed with many rows.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { createPeople, centralPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { newRequestId } from '../../tools/lib/client.mjs';
import { Browser, noBrowser } from './browser.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
const plan = 'SXSH2020-2019-SCT-68';
let browser, people, visitor, page;

before(async () => {
  await stack.start();
  const admin = stack.administrator();
  await admin.post('/v1/clock', { now: '2018-06-20T02:00:00Z' });
  people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong'), ...provincePeople('87', 'Dong Thap')], 'officer');
  await people['office.appraiser'].post('/v1/cycles', { requestId: newRequestId(), programme, budgetYear: 2019 });
  if (noBrowser) return;
  browser = await Browser.launch();
  visitor = await browser.visitor(stack.url);
  page = visitor.page;
  page.setDefaultTimeout(40_000);
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

const stored = async () => (await people['lamdong.officer'].get(`/v1/plans/${plan}`)).plan;
const saving = (text) => page.locator('.saving').getByText(text).waitFor();
const paste = (text) => page.evaluate((content) => {
  const data = new DataTransfer();
  data.setData('text/plain', content);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test('a plan is made, typed by keyboard, pasted from a spreadsheet, and saved by itself', { skip: noBrowser }, async () => {
  await visitor.signIn('lamdong.officer', demonstrationPassword);
  await page.getByText('Hạn 20/07/2018').first().waitFor();
  await page.getByRole('button', { name: 'Lập kế hoạch mới' }).click();
  await page.getByRole('button', { name: 'Tạo kế hoạch' }).click();
  await page.waitForURL(`**/plans/${plan}`);
  await page.getByRole('button', { name: 'Thêm dòng' }).click();
  for (const text of ['1', 'tap huan', 'Tập huấn cho doanh nghiệp chè', '', '2', '60.000.000', '', '60.000.000']) {
    if (text) await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await saving('Đã lưu');
  const [item] = (await stored()).items;
  assert.deepEqual([item.itemId, item.title, item.quantity, item.eligibleCostVnd, item.requested], ['01', 'Tập huấn cho doanh nghiệp chè', '2', '60000000',
    [{ source: 'local', sourceKind: 'SOURCE_KIND_LOCAL_BUDGET', amountVnd: '60000000' }]]);
  await page.getByRole('button', { name: 'Thêm dòng' }).click();
  await paste(`1\t${item.activity.replace('activities/', '')}\tHội thảo một\t\t1\t40.000.000\t\t40.000.000\r\n1\t${item.activity.replace('activities/', '')}\tHội thảo hai\t\t1\t1.5\t\t\r\n`);
  await saving(/giữ trong trình duyệt/);
  assert.deepEqual((await stored()).items.map(({ title }) => title), ['Tập huấn cho doanh nghiệp chè', 'Hội thảo một'], 'the row without an amount waits in the browser');
  await visitor.axe('the plan while it is typed');
});

test('what waits in the browser survives a reload; undo and redo; then it is right and saved', { skip: noBrowser }, async () => {
  await page.reload();
  await page.getByText('Hội thảo hai').waitFor();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('30.000.000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+y');
  await page.locator('.grid-row').nth(2).getByText('30.000.000').waitFor();
  await saving(/Đã lưu|giữ trong trình duyệt/);
  await page.getByRole('button', { name: 'Lưu ngay' }).click({ timeout: 1000 }).catch(() => undefined);
  await saving('Đã lưu');
  assert.deepEqual((await stored()).items.map(({ eligibleCostVnd }) => eligibleCostVnd), ['60000000', '40000000', '30000000']);
});

const typeTitle = async (row, text) => {
  await page.getByRole('grid').focus();
  await page.keyboard.press('Control+Home');
  for (let i = 1; i < row; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

test('a lost connection loses nothing', { skip: noBrowser }, async () => {
  await visitor.context.setOffline(true);
  await typeTitle(2, 'Hội thảo khi mất mạng');
  await saving(/Mất kết nối/);
  assert.equal((await stored()).items[1].title, 'Hội thảo một');
  await visitor.context.setOffline(false);
  await saving('Đã lưu');  // By itself.
  visitor.complaints.length = 0;  // The browser itself reports the lost connection.
  assert.equal((await stored()).items[1].title, 'Hội thảo khi mất mạng');
});

test('of two people who edit one plan the second sees what changed, and chooses', { skip: noBrowser }, async () => {
  const before = await stored();
  await people['lamdong.officer'].patch(`/v1/plans/${plan}`, { requestId: newRequestId(), name: `plans/${plan}`,
    plan: { title: before.title, localDecision: '2412/QĐ-UBND', etag: before.etag, items: before.items.map(({ findings, approved, remark, admissibleVnd, ...item }, index) => ({ ...item, title: index === 0 ? 'Của người kia' : item.title })) } });
  await typeTitle(3, 'Của tôi');
  await page.getByRole('heading', { name: 'Kế hoạch đã được người khác sửa' }).waitFor();
  await page.getByText('Của người kia').first().waitFor();
  await visitor.axe('the conflict');
  assert.equal((await stored()).items[2].title, 'Hội thảo hai', 'nothing was written over');
  await page.getByRole('button', { name: 'Lấy bản trên máy chủ' }).click();
  await page.getByRole('grid').getByText('Của người kia').waitFor();
});

test('the session ends while a plan is typed: one signs in on the spot, and what was typed is saved', { skip: noBrowser }, async () => {
  await visitor.context.clearCookies();
  await typeTitle(3, 'Gõ khi hết phiên');
  await page.getByText('Phiên làm việc đã hết').waitFor();
  await page.getByLabel('Mật khẩu').fill(demonstrationPassword);
  await page.getByRole('dialog').getByRole('button', { name: 'Đăng nhập' }).click();
  await saving('Đã lưu');
  assert.equal((await stored()).items[2].title, 'Gõ khi hết phiên');
});

test('a workbook goes out and comes back; a file that is none is refused in words', { skip: noBrowser }, async () => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Tải về Excel' }).click()]);
  const file = await download.path();
  await page.getByTestId('workbook').setInputFiles({ name: 'letter.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('not a workbook') });
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  const theirs = (await people['dongthap.officer'].post('/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch' } })).plan;
  await page.getByTestId('workbook').setInputFiles({ name: 'theirs.xlsx', mimeType: 'application/octet-stream', buffer: await people['dongthap.officer'].download(`/v1/${theirs.name}:exportWorkbook`) });
  await page.getByRole('dialog').getByRole('alert').getByText(theirs.name).waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('workbook').setInputFiles(file);
  await page.getByText('3 dòng: 0 thêm, 0 sửa, 0 bỏ.').waitFor();
  await page.getByRole('button', { name: 'Thay nội dung kế hoạch' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('it is submitted after a dry run, returned, mended, answered, and its revisions stand side by side', { skip: noBrowser }, async () => {
  const submit = async (note) => {
    await page.getByRole('button', { name: 'Gửi thẩm định' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Có thể gửi/).waitFor();
    await visitor.axe('the dry run of the submission');
    await dialog.getByLabel('Ghi chú').fill(note);
    await dialog.getByRole('button', { name: 'Gửi thẩm định' }).click();
    await page.locator('.page-head').getByText('Đã gửi').waitFor();
  };
  await submit('Lần đầu');
  assert.equal((await stored()).state, 'STATE_SUBMITTED');
  await people['office.appraiser'].post(`/v1/plans/${plan}:return`, { requestId: newRequestId(), etag: (await stored()).etag, note: 'Xem lại dòng 02', remarks: [{ itemId: '02', remark: 'Giảm chi phí hội thảo.' }] });
  await visitor.open('/');
  await page.getByRole('link', { name: 'Sửa và gửi lại kế hoạch năm 2019' }).click();
  await page.locator('.finding').getByText('Giảm chi phí hội thảo.').waitFor();
  await page.getByLabel('Trả lời ý kiến về dòng 02').fill('Đã bỏ phần thuê hội trường.');
  await typeTitle(2, 'Hội thảo thu gọn');
  await page.reload();
  await visitor.settled();
  await page.getByRole('button', { name: 'Gửi trả lời' }).click();  // What was typed was kept.
  await page.locator('.answer').getByText('Đã bỏ phần thuê hội trường.').waitFor();
  await visitor.axe('a returned plan with an answered remark');
  await saving('Đã lưu');
  await submit('Đã thu gọn dòng 02');
  const now = await stored();
  assert.deepEqual([now.state, now.revision, now.history.at(-1).note], ['STATE_SUBMITTED', 2, 'Đã thu gọn dòng 02']);
  assert.deepEqual(now.remarks.map(({ remark, answer, answerer }) => [remark, answer, answerer]), [['Giảm chi phí hội thảo.', 'Đã bỏ phần thuê hội trường.', 'users/lamdong.officer']]);
  await page.getByRole('button', { name: 'So sánh các lần' }).click();
  await page.locator('ins').getByText('Hội thảo thu gọn').waitFor();
  await visitor.axe('the comparison');
  await visitor.sound('the officer at work');
});

test('the session ends while typing: nothing typed is lost', { skip: noBrowser }, async () => {
  await visitor.open('/plans');
  await visitor.context.clearCookies();
  await page.getByRole('link', { name: /Kế hoạch sản xuất/ }).first().click();
  await page.getByText('Phiên làm việc đã hết').waitFor();
  await page.getByLabel('Mật khẩu').fill(demonstrationPassword);
  await page.getByRole('dialog').getByRole('button', { name: 'Đăng nhập' }).click();
  await page.locator('.page-head').getByText('Đã gửi').waitFor();
});

test('what is not theirs is refused in words', { skip: noBrowser }, async () => {
  await visitor.open('/plans/SXSH2020-2019-SCT-01');
  await page.getByRole('alert').waitFor();
  await visitor.open('/no/such/page');
  await page.getByRole('heading', { name: 'Không có trang này' }).waitFor();
});
