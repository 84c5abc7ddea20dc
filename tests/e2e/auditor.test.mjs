// The auditor's day in the pages: usage is followed down to a voucher, now and as of a day before it was paid; its trail names
// everybody; the journal leaves as files, the books are verified, and a decision is computed again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { Browser, noBrowser, small } from './browser.mjs';
import { SpendingYear } from './spending.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
let year, browser, payment;

async function at(path, more) {
  const visitor = await browser.visitor(stack.url, more);
  visitor.page.setDefaultTimeout(60_000);
  await visitor.signIn('audit.auditor', demonstrationPassword);
  await visitor.open(path);
  return visitor;
}
async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return readFileSync(await file.path());
}

before(async () => {
  await stack.start();
  year = await new SpendingYear(stack).start();
  payment = await year.sentPayment('01', 7, 'Thuê hội trường');
  const officer = year.people['treasury.officer'];
  const { checks } = await officer.get(`/v1/${payment.name}:checklist`);
  await year.post(officer, `/v1/${payment.name}:control`, { decision: 'DECISION_ACCEPT', confirmedChecks: checks.filter(({ heldBySystem }) => !heldBySystem).map(({ check }) => check) });
  await year.post(officer, `/v1/${payment.name}:recordOutcome`, { outcome: 'OUTCOME_PAID', treasuryReference: 'KB-77' });
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('usage leads down to the voucher and its trail, and can be asked as of an earlier day', { skip: noBrowser }, async () => {
  const visitor = await at('/usage');
  const { page } = visitor;
  await page.locator('canvas').waitFor({ state: 'attached', timeout: 5_000 }).catch(() => undefined);  // One province alone draws no chart.
  await visitor.axe('usage by province');
  await page.getByRole('button', { name: 'Lâm Đồng' }).click();
  await page.locator('td button').first().click();
  await page.getByRole('button', { name: /Hội thảo giới thiệu|SCT-68\.01/ }).first().waitFor();
  await page.locator('canvas').waitFor();
  await page.getByRole('button', { name: /Hội thảo giới thiệu|SCT-68\.01/ }).first().click();
  const tiles = page.locator('.tiles');
  await tiles.getByText('7.000.000').waitFor();
  await visitor.axe('the vouchers of a line');
  await page.getByLabel(/Tại ngày/).fill('19/02/2019');
  await tiles.getByText('7.000.000').waitFor({ state: 'detached' });
  await tiles.getByText('30.000.000').first().waitFor();
  await page.getByRole('link', { name: `số ${payment.name.slice('payments/'.length)}` }).click();
  await page.getByText(/KB-77/).first().waitFor();
  const people = await page.locator('.history').textContent();
  for (const who of ['lamdong.officer', 'office.appraiser', 'mof.approver', 'moit.budget', 'mof.director', 'lamdong.accountant', 'lamdong.chief', 'lamdong.head', 'treasury.officer']) assert.ok(people.includes(who), `${who} stands in the trail`);
  await visitor.leave('the trail');
});

test('journal and usage leave as files', { skip: noBrowser }, async () => {
  const visitor = await at('/journal', { language: 'en' });
  const { page } = visitor;
  assert.match((await download(page, 'Download the journal')).toString(), /7000000/);
  await page.getByLabel('Format').selectOption('JOURNAL_FORMAT_CSV');
  assert.ok((await download(page, 'Download the journal')).toString().trim().split('\n').length > 5);
  await visitor.axe('the exports');
  await visitor.open('/usage?by=SOURCE');
  assert.equal((await download(page, 'Export to Excel')).subarray(0, 2).toString(), 'PK');
  await page.setViewportSize(small);
  await visitor.leave('usage in a small window');
});

test('the books are verified, and a decision agrees when it is computed again', { skip: noBrowser }, async () => {
  const visitor = await at('/verification');
  const { page } = visitor;
  for (const name of ['Số liệu kiểm toán so với sổ cái', 'Số dư so với nhật ký']) {
    const section = page.locator('section').filter({ has: page.getByRole('heading', { name }) });
    await section.getByRole('button', { name: 'Kiểm tra' }).click();
    await section.getByText('đúng', { exact: true }).waitFor();
  }
  await visitor.axe('the verification');
  await visitor.open('/decisions');
  await page.getByRole('button', { name: /^Tính lại rounds/ }).click();
  await page.getByText(/không khác một đồng/).waitFor();
  await visitor.leave('a decision computed again');
});
