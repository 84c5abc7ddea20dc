// The pages themselves: how they are served, and that every page of every role is sound and accessible in both languages,
// large and small.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { send } from '../../tools/lib/client.mjs';
import { Browser, large, noBrowser, small } from './browser.mjs';
import { pagesOf } from './page_list.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack({ demo: true });
let browser;
before(async () => {
  await stack.start();
  await stack.says(/Ctrl-C stops everything/, 300_000);
  if (!noBrowser) browser = await Browser.launch();
});
after(async () => {
  await browser?.close();
  await stack.remove();
});

test('assets are compressed and kept for ever; the start page carries a new nonce each time and is never kept', async () => {
  const page = await send(stack.url, { path: '/' });
  const nonce = /'nonce-([0-9a-f]{32})'/.exec(page.headers['content-security-policy'])[1];
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.ok(page.bytes.toString().includes(`nonce="${nonce}"`) && !page.bytes.includes('CPB_NONCE'));
  assert.doesNotMatch(page.headers['content-security-policy'], /unsafe/);
  const again = await send(stack.url, { path: '/' });
  assert.notEqual(again.headers['content-security-policy'], page.headers['content-security-policy']);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.bytes.toString())[1];
  const plain = await send(stack.url, { path: script });
  for (const [accepted, sent] of [['br, gzip', 'br'], ['gzip;q=1, br;q=0', 'gzip'], ['identity', undefined]]) {
    const answer = await send(stack.url, { path: script, headers: { 'accept-encoding': accepted } });
    assert.equal(answer.headers['content-encoding'], sent);
    assert.match(answer.headers['cache-control'], /immutable/);
    if (sent) assert.ok(answer.bytes.length < plain.bytes.length / 2);
  }
  assert.equal((await send(stack.url, { path: script, headers: { 'if-none-match': plain.headers.etag } })).status, 304);
});

test('an address of the pages is the start page for a browser; what is missing is missing', async () => {
  const browse = (path) => send(stack.url, { path, headers: { accept: 'text/html,*/*' } });
  assert.match((await browse('/plans/SXSH2020-2019-SCT-68')).bytes.toString(), /id="root"/);
  for (const path of ['/v1/nothing', '/assets/main-old.js']) assert.equal((await browse(path)).status, 404, path);
  assert.equal((await send(stack.url, { path: '/plans/SXSH2020-2019-SCT-68' })).status, 404, 'a program that asks for no page gets none');
});

test('the public page shows live figures in both languages; a wrong password is told, a right one opens the home page', { skip: noBrowser }, async () => {
  const visitor = await browser.visitor(stack.url);
  const { page } = visitor;
  await visitor.open('/');
  const figures = page.locator('#public-usage');
  for (const figure of ['141.790.000.000', '15.890.000.000', '115.900.000.000', '10.000.000.000', 'Lâm Đồng', 'minh hoạ']) await figures.getByText(figure).first().waitFor();
  await page.locator('#language').click();
  await page.getByRole('heading', { name: 'How the funds are used' }).waitFor();
  await figures.getByText('illustrative').first().waitFor();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('User id').fill('lamdong.officer');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText(/wrong/).waitFor();
  await page.getByLabel('Password').fill(demonstrationPassword);
  await page.keyboard.press('Enter');
  await page.getByTestId('who').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).or(page.getByRole('heading', { name: 'How the funds are used' })).waitFor();
  await visitor.sound('signing in and out');
});

for (const language of ['vi', 'en']) {
  test(`every page is sound and accessible (${language})`, { skip: noBrowser }, async (t) => {
    for (const [person, list] of Object.entries(pagesOf)) {
      for (const [name, size] of [['large', large], ['small', small]]) {
        await t.test(`${person || 'anyone'}, ${name}`, async () => {
          const visitor = await browser.visitor(stack.url, { language, size });
          if (person) await visitor.signIn(person, person === 'admin' ? stack.adminPassword : demonstrationPassword);
          for (const { path } of list) {
            await visitor.open(path);
            await visitor.axe(path);
            await visitor.sound(path);
          }
          await visitor.context.close();
        });
      }
    }
  });
}
