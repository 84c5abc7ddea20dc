// The day of a unit's accountant at the pages: a payment is prepared, its papers are attached, looked at by the chief
// accountant and come back byte for byte; and the province's decision is recorded while the plan is on its way.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { newRequestId } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { Browser, noBrowser, small } from './browser.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
const planId = 'SXSH2020-2019-SCT-68';
let admin, people, browser;

const post = (person, path, body) => person.post(path, { requestId: newRequestId(), ...body });
const day = (date) => admin.post('/v1/clock', { now: `${date}T02:00:00Z` });
const planOf = async () => (await people['lamdong.officer'].get(`/v1/plans/${planId}`)).plan;
async function at(id, path, more) {
  const visitor = await browser.visitor(stack.url, more);
  visitor.page.setDefaultTimeout(40_000);
  await visitor.signIn(id, demonstrationPassword);
  await visitor.open(path);
  return visitor;
}

before(async () => {
  await stack.start();
  admin = stack.administrator();
  people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong')], 'unit');
  await day('2018-05-28');
  await post(people['office.appraiser'], '/v1/cycles', { programme, budgetYear: 2019 });
  const { plan } = await post(people['lamdong.officer'], '/v1/plans', { plan: { programme, budgetYear: 2019, title: 'Kế hoạch 2019', items: [{
    itemId: '01', componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO', title: 'Hội thảo', quantity: '1',
    eligibleCostVnd: '30000000', requested: [{ source: 'local', amountVnd: '30000000' }] }] } });
  await post(people['lamdong.officer'], `/v1/${plan.name}:submit`, { etag: plan.etag, note: '' });
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('the decision of the province is recorded on the way', { skip: noBrowser }, async () => {
  await day('2018-12-12');
  const visitor = await at('lamdong.officer', `/plans/${planId}`);
  await visitor.page.getByRole('button', { name: 'Ghi quyết định của tỉnh' }).click();
  const dialog = visitor.page.getByRole('dialog');
  await dialog.getByLabel('Quyết định của tỉnh về ngân sách địa phương').fill('2412/QĐ-UBND');
  await dialog.getByLabel('Ngày quyết định').fill('10/12/2018');
  await dialog.getByRole('button', { name: 'Ghi quyết định của tỉnh' }).click();
  await visitor.page.locator('.facts').getByText('2412/QĐ-UBND, 10/12/2018').waitFor();
  const plan = await planOf();
  assert.deepEqual([plan.state, plan.localDecision, plan.localDecisionDate], ['STATE_SUBMITTED', '2412/QĐ-UBND', '2018-12-10']);
  await visitor.leave('a submitted plan');
});

test('papers are attached, shown with their hash, and come back byte for byte', { skip: noBrowser }, async () => {
  await post(people['office.appraiser'], `/v1/plans/${planId}:endorse`, { etag: (await planOf()).etag, note: '' });
  await post(people['mof.approver'], `/v1/plans/${planId}:approve`, { etag: (await planOf()).etag, decisionNumber: '1/QĐ-BTC' });
  await day('2018-12-20');
  await post(people['moit.budget'], '/v1/appropriations', { appropriation: { programme, budgetYear: 2019, source: 'local', holder: 'agencies/SCT-68', amountVnd: '30000000', decisionNumber: '3/NQ-HĐND', decisionDate: '2018-12-10' } });
  let { round } = await post(people['moit.budget'], '/v1/rounds', { programme, budgetYear: 2019, method: 'METHOD_PROPORTIONAL', envelopes: [] });
  ({ round } = await post(people['mof.director'], `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '2/QĐ-BTC' }));
  await post(people['moit.budget'], `/v1/${round.name}:issue`, { etag: round.etag });
  await day('2019-03-01');

  const visitor = await at('lamdong.accountant', '/payments');
  const { page } = visitor;
  await page.getByRole('button', { name: 'Lập chứng từ' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Dòng dự toán').selectOption({ index: 1 });
  await dialog.getByLabel('Người thụ hưởng').fill('Công ty Hội nghị');
  await dialog.getByLabel('Nội dung chi').fill('Thuê hội trường');
  await dialog.getByLabel(/Số tiền/).fill('4.000.000');
  await dialog.getByText(/Còn lại sau khi thực hiện/).waitFor();
  await dialog.getByRole('button', { name: 'Lập và giữ tiền' }).click();

  const drawer = page.getByRole('dialog', { name: 'Tài liệu của chứng từ' });
  const content = Buffer.concat([Buffer.from('%PDF-1.4 hợp đồng\n'), Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 37) % 256))]);
  const hash = createHash('sha256').update(content).digest('hex');
  await drawer.getByLabel(/Tệp/).setInputFiles({ name: 'hợp đồng 12.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(1024 * 1024 + 1) });
  await drawer.getByText(/lớn hơn 1 MiB/).waitFor();
  assert.ok(await drawer.getByRole('button', { name: 'Đính kèm tài liệu' }).isDisabled());
  await drawer.getByLabel(/Tệp/).setInputFiles({ name: 'hợp đồng 12.pdf', mimeType: 'application/pdf', buffer: content });
  await drawer.getByRole('button', { name: 'Đính kèm tài liệu' }).click();
  await drawer.getByText(hash).waitFor();
  await visitor.axe('papers of a payment');
  const { payments: [payment] } = await people['lamdong.accountant'].get('/v1/payments');
  const { documents } = await people['lamdong.accountant'].get(`/v1/${payment.name}:papers`);
  assert.deepEqual(documents.map(({ kind, fileName, contentSha256 }) => [kind, fileName, contentSha256]), [['contract', 'hợp đồng 12.pdf', hash]]);
  await visitor.context.close();

  const chief = await at('lamdong.chief', '/payments', { size: small });
  await chief.page.getByRole('button', { name: /^Tài liệu/ }).click();
  await chief.page.getByText('Tài liệu chỉ được kế toán đính kèm').waitFor();
  const [download] = await Promise.all([chief.page.waitForEvent('download'), chief.page.getByRole('button', { name: /^Tải về hợp đồng/ }).click()]);
  assert.ok(readFileSync(await download.path()).equals(content));
  assert.equal(download.suggestedFilename(), 'hợp đồng 12.pdf');
  await chief.page.getByText('nội dung khớp mã băm').waitFor();
  await chief.leave('papers as the chief accountant sees them');
});
