// The day of the ministries in the pages: a plan is appraised with a remark, returned, appraised again; two plans are approved
// under one decision; money is appropriated, a round is computed, compared, approved by another person and issued.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { newRequestId } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { Browser, noBrowser } from './browser.mjs';
import { Stack, until } from './stack.mjs';

const stack = new Stack();
const plan68 = 'SXSH2020-2019-SCT-68';
let admin, people, browser;

const post = (person, path, body) => person.post(path, { requestId: newRequestId(), ...body });
const day = (date) => admin.post('/v1/clock', { now: `${date}T02:00:00Z` });
const dong = (amount) => String(amount * 1_000_000);
const item = (itemId, amount) => ({
  itemId, componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO', title: `Hội thảo ${itemId}`, quantity: '1',
  eligibleCostVnd: dong(amount), requested: [{ source: 'local', amountVnd: dong(amount) }] });

async function submit(officer, items) {
  const { plan } = await post(officer, '/v1/plans', { plan: { programme, budgetYear: 2019, title: 'Kế hoạch 2019', localDecision: '2645/QĐ-UBND', localDecisionDate: '2015-12-10', items } });
  await post(officer, `/v1/${plan.name}:submit`, { etag: plan.etag, note: '' });
}
const planOf = async (id) => (await people['mof.approver'].get(`/v1/plans/${id}`)).plan;

/** A person at a computer of their own, signed in. */
async function at(id, path, language = 'vi') {
  const visitor = await browser.visitor(stack.url, { language });
  await visitor.signIn(id, demonstrationPassword);
  await visitor.open(path);
  return visitor;
}
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
/** Confirms the open dialog and waits until it is gone. */
async function confirm(page, name) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

before(async () => {
  await stack.start();
  admin = stack.administrator();
  people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong'), ...provincePeople('66', 'Dak Lak')], 'ministries');
  await day('2018-05-28');
  await post(people['office.appraiser'], '/v1/cycles', { programme, budgetYear: 2019 });
  await submit(people['lamdong.officer'], [item('01', 30), item('02', 20)]);
  await submit(people['daklak.officer'], [item('01', 40)]);
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('the appraiser returns a plan with a remark, and endorses what comes back', { skip: noBrowser }, async () => {
  const visitor = await at('office.appraiser', `/review/${plan68}`);
  const { page } = visitor;
  await press(page, 'Xem hạng mục 02');
  await page.getByLabel(/Ý kiến về hạng mục/).fill('Thiếu dự toán chi tiết');
  await press(page, 'Xong');
  await page.reload();
  await visitor.settled();
  await press(page, 'Trả lại…');
  await page.getByRole('dialog').getByText('Thiếu dự toán chi tiết').waitFor();
  await confirm(page, 'Trả lại');
  const returned = await planOf(plan68);
  assert.deepEqual([returned.state, returned.items[1].remark], ['STATE_RETURNED', 'Thiếu dự toán chi tiết']);

  const officer = people['lamdong.officer'];
  const { plan } = await officer.patch(`/v1/plans/${plan68}`, { requestId: newRequestId(), plan: { title: returned.title, localDecision: returned.localDecision, localDecisionDate: returned.localDecisionDate, etag: returned.etag, items: [item('01', 30), item('02', 15)] } });
  await post(officer, `/v1/plans/${plan68}:submit`, { etag: plan.etag, note: '' });
  await visitor.open(`/review/${plan68}`);
  const changes = page.getByRole('region', { name: 'Đã đổi so với lần 1' });
  await changes.getByText('20.000.000').waitFor();
  await changes.getByText('15.000.000').waitFor();
  for (const id of [plan68, 'SXSH2020-2019-SCT-66']) {
    await visitor.open(`/review/${id}`);
    await press(page, 'Xác nhận thẩm định…');
    await page.getByLabel('Ý kiến thẩm định').fill('Phù hợp');
    await confirm(page, 'Xác nhận thẩm định');
    assert.equal((await planOf(id)).state, 'STATE_ENDORSED');
  }
  await visitor.leave('an endorsed plan');
});

test('the approver sees both, approves them under one decision', { skip: noBrowser }, async () => {
  const visitor = await at('mof.approver', '/review?year=2019', 'en');
  const { page } = visitor;
  await press(page, 'Select all that wait');
  await press(page, 'Approve 2 plans…');
  await page.getByLabel(/Number of the decision/).fill('1788/QĐ-BTC');
  await confirm(page, 'Approve');
  for (const id of [plan68, 'SXSH2020-2019-SCT-66']) assert.deepEqual((({ state, decisionNumber }) => [state, decisionNumber])(await planOf(id)), ['STATE_APPROVED', '1788/QĐ-BTC']);
  await visitor.open(`/review/${plan68}`);
  await page.emulateMedia({ media: 'print' });
  for (const text of ['SOCIALIST REPUBLIC OF VIET NAM', 'No. 1788/QĐ-BTC', 'FOR THE MINISTER', 'ILLUSTRATIVE']) await page.getByText(text, { exact: false }).first().waitFor();
  assert.ok(!(await page.locator('.side').isVisible()) && !(await page.locator('.page-head').isVisible()), 'only the document is on the paper');
  await page.emulateMedia({ media: null });
  await visitor.open('/consolidation?year=2019');
  await page.getByText('85,000,000').first().waitFor();
  await visitor.leave('the consolidation');
});

test('money is appropriated, a round is computed, compared, approved by another and issued', { skip: noBrowser }, async () => {
  await day('2018-12-20');
  const budget = await at('moit.budget', '/appropriations?year=2019');
  const { page } = budget;
  for (const [holder, amount] of [['agencies/SCT-68', '45.000.000'], ['agencies/SCT-66', '40.000.000']]) {
    await press(page, 'Ghi dự toán…');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Nguồn kinh phí').selectOption('local');
    await dialog.getByLabel('Đơn vị giữ dự toán').selectOption(holder);
    await dialog.getByLabel('Số tiền').fill(amount);
    await dialog.getByLabel('Số quyết định').fill('3/NQ-HĐND');
    await dialog.getByLabel('Ngày quyết định').fill('10/12/2018');
    await confirm(page, 'Ghi vào sổ cái');
  }
  await page.getByText('85.000.000').first().waitFor();

  await budget.open('/rounds/new?year=2019');
  await press(page, 'Tính thử');
  await page.getByRole('button', { name: 'Lập đợt phân bổ…' }).click();
  await confirm(page, 'Lập đợt');
  await page.waitForURL(/\/rounds\/(?!new)/);
  const round = new URL(page.url()).pathname.slice('/rounds/'.length);

  await budget.open(`/rounds/compare?year=2019&base=${round}`);
  await press(page, 'Thêm giới hạn');
  await page.getByLabel('Số tiền').fill('60.000.000');
  await press(page, 'So sánh');
  await page.getByTestId('comparison').getByText('60.000.000').waitFor();
  await page.getByTestId('comparison').getByText('25.000.000').waitFor();
  await page.locator('canvas').waitFor();
  await page.getByRole('button', { name: /Giải thích dòng SXSH2020-2019-SCT-66\.01/ }).click();
  await page.getByRole('dialog').getByText(/Phương án thứ hai/).waitFor();
  await page.keyboard.press('Escape');

  const director = await at('mof.director', `/rounds/${round}`);
  await press(director.page, 'Phê duyệt…');
  await director.page.getByLabel('Số quyết định').fill('2/QĐ-BTC');
  await confirm(director.page, 'Phê duyệt');
  await director.leave('an approved round');

  await budget.open(`/rounds/${round}`);
  await press(page, 'Giao dự toán…');
  await confirm(page, 'Giao dự toán');
  await until(async () => (await people['moit.budget'].get(`/v1/rounds/${round}`)).round.state === 'STATE_ISSUED', 'the round to be issued');
  await budget.leave('an issued round');
});
