// The round trip of a plan: out as a workbook, filled in by LibreOffice, back with a message for every wrong cell.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { Refused, newRequestId, send } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { Office, typed } from './office.mjs';
import { Stack, preset, repository } from './stack.mjs';

const stack = new Stack();
let officer, other, plan, office, file;

const item = (itemId, more = {}) => ({ itemId, componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/LEAFLET', title: `Tờ rơi ${itemId}`, quantity: '1000',
  eligibleCostVnd: '30000000', requested: [{ source: 'local', amountVnd: '30000000' }], ...more });

before(async () => {
  await stack.start();
  const people = await createPeople(stack.administrator(), [...centralPeople, ...provincePeople('68', 'Lam Dong'), ...provincePeople('87', 'Dong Thap')], 'workbook');
  officer = people['lamdong.officer'];
  other = people['dongthap.officer'];
  await stack.administrator().post('/v1/clock', { now: '2018-05-28T02:00:00Z' });
  await people['office.appraiser'].post('/v1/cycles', { requestId: newRequestId(), programme, budgetYear: 2019 });
  await officer.post('/v1/establishments', { requestId: newRequestId(), establishment: { title: 'Công ty Chè', taxCode: '0100000009', provinceCode: '68' } });
  plan = (await officer.post('/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch năm 2019', items: ['01', '02', '03'].map((id) => item(id)) } })).plan;
  office = new Office(stack.data);
  file = join(stack.data, 'plan.xlsx');
  writeFileSync(file, await officer.download(`/v1/${plan.name}:exportWorkbook`));
});
after(() => stack.remove());

const bringBack = (person, workbook, more = {}) =>
  person.post(`/v1/${plan.name}:importWorkbook`, { requestId: newRequestId(), workbook: workbook.toString('base64'), ...more });

async function refusal(call) {
  let refused;
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof Refused, error.stack);
    refused = error;
    return true;
  });
  assert.deepEqual((await officer.get(`/v1/${plan.name}`)).plan, plan, 'nothing is half-done');
  return refused;
}

test('the download is called like its plan, and another province does not get it', async () => {
  const answer = await send(stack.url, { path: `/v1/${plan.name}:exportWorkbook`, headers: { authorization: `Bearer ${officer.token}` } });
  assert.match(answer.headers['content-type'], /spreadsheetml/);
  assert.equal(answer.headers['content-disposition'], `attachment; filename="${plan.name.split('/')[1]}.xlsx"`);
  await assert.rejects(() => other.download(`/v1/${plan.name}:exportWorkbook`), (error) => error.reason === 'PLAN_OF_ANOTHER_PROVINCE');
});

test('wrong cells come back by name, from .xlsx and from .ods', async () => {
  const edits = {
    '01': { C: typed.text('NOTHING'), G: typed.formula('=1+1') },
    '02': { E: typed.text('9999999999'), G: typed.number(12.5), L: typed.date('2018-12-31') },
    '03': { F: typed.text('nhiều'), I: typed.number(40_000_000) },
  };
  for (const workbook of await office.edit(file, { edits }, ['xlsx', 'ods'])) {
    const preview = await bringBack(officer, workbook, { validateOnly: true });
    assert.deepEqual(preview.messages.map(({ cell }) => cell).sort(), ['C5', 'E6', 'F7', 'G5', 'G6', 'G7', 'L6']);
    for (const message of preview.messages) {
      assert.equal(message.sheet, 'Kế hoạch');
      assert.ok(message.textVi && message.textEn && message.textVi !== message.textEn);
    }
    assert.match(preview.messages.find(({ cell }) => cell === 'G5').textEn, /formula/);
    assert.ok(!preview.plan);
    const refused = await refusal(() => bringBack(officer, workbook));
    assert.equal(refused.status, 400);
    assert.ok(JSON.stringify(refused.problem).includes('Kế hoạch!G6'), JSON.stringify(refused.problem));
  }
});

test('what LibreOffice saved is taken: changed, new and removed items; a second file of before is a conflict', async () => {
  const nothing = typed.nothing();
  const edits = {
    '01': Object.fromEntries([...'ABCDEFGHIJKL'].map((column) => [column, nothing])),
    '02': { D: typed.text('Tờ rơi khổ A5, "hai mặt" & màu'), G: typed.number(31_000_000), H: typed.text('1.000.000'), L: typed.date('2019-03-15') },
  };
  const rows = [[nothing, typed.text('SXSH2020-3'), typed.text('ASSESS-RAPID'), typed.text('Đánh giá nhanh'), typed.text('0100000009'), typed.number(1),
    typed.number(20_000_000), typed.number(10_000_000)]];
  const [xlsx, ods] = await office.edit(file, { edits, rows }, ['xlsx', 'ods']);
  for (const workbook of [xlsx, ods]) {
    const preview = await bringBack(officer, workbook, { validateOnly: true });
    assert.deepEqual(preview.messages, []);
    assert.deepEqual([preview.createdItemIds, preview.changedItemIds, preview.removedItemIds], [['04'], ['02'], ['01']]);
    assert.deepEqual((await officer.get(`/v1/${plan.name}`)).plan, plan, 'a preview changes nothing');
  }
  const done = await bringBack(officer, ods);
  assert.deepEqual((await officer.get(`/v1/${plan.name}`)).plan, done.plan);
  const [second, third, fourth] = done.plan.items;
  assert.equal(second.title, 'Tờ rơi khổ A5, "hai mặt" & màu');
  assert.equal(second.eligibleCostVnd, '31000000');
  assert.equal(second.scheduledDate, '2019-03-15');
  assert.deepEqual(second.requested.map(({ source, amountVnd }) => [source, amountVnd]), [['central', '1000000'], ['local', '30000000']]);
  assert.equal(third.title, 'Tờ rơi 03');
  assert.deepEqual([fourth.itemId, fourth.establishment], ['04', 'establishments/0100000009']);
  assert.ok(fourth.findings.length > 0, 'the rules spoke about the new item');

  plan = done.plan;
  const conflict = await refusal(() => bringBack(officer, xlsx));
  assert.deepEqual([conflict.status, conflict.reason], [409, 'ETAG_MISMATCH']);
  plan = (await bringBack(officer, xlsx, { etag: plan.etag })).plan;
});

test('files of another kind, of nobody and of another unit are each told', async () => {
  const xls = await refusal(async () => bringBack(officer, readFileSync(await office.convert(file, 'xls'))));
  assert.equal(xls.reason, 'WORKBOOK_UNREADABLE');
  assert.match(JSON.stringify(xls.problem), /97-2003/);
  const csv = await refusal(() => bringBack(officer, Buffer.from('item_id,title\n01,x\n')));
  assert.match(JSON.stringify(csv.problem), /CSV/);
  const large = await refusal(() => bringBack(officer, Buffer.alloc(2.6 * 1024 * 1024, 'x')));
  assert.match(JSON.stringify(large.problem), /2[.,]5 MiB/);

  const theirs = (await other.post('/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch', items: [item('01')] } })).plan;
  const foreign = await refusal(async () => bringBack(officer, await other.download(`/v1/${theirs.name}:exportWorkbook`)));
  assert.equal(foreign.reason, 'WORKBOOK_OF_ANOTHER_PLAN');
  assert.ok(foreign.problem.detail.includes(theirs.name));
});

test('the same from the command line', async () => {
  const program = join(repository, 'build', preset, 'bin', 'cpbudget');
  const password = join(stack.data, 'password');
  writeFileSync(password, demonstrationPassword, { mode: 0o600 });
  const run = (...args) => execFileSync(program, ['--lang', 'en', ...args], { env: { ...process.env, XDG_CONFIG_HOME: stack.data }, encoding: 'utf8', stdio: 'pipe' });
  run('sign-in', '--user', officer.userId, '--address', stack.grpc, '--password-file', password);
  const name = plan.name.split('/')[1];
  const taken = join(stack.data, 'taken.xlsx');
  run('plan', 'export', name, '--xlsx', taken);
  assert.match(run('plan', 'import', name, taken, '--validate-only'), /3 rows are right; nothing was changed/);
  writeFileSync(join(stack.data, 'bad.xlsx'), (await office.edit(taken, { edits: { '02': { G: typed.formula('=2') } } }, ['xlsx']))[0]);
  assert.throws(() => run('plan', 'import', name, join(stack.data, 'bad.xlsx'), '--validate-only'), (error) => error.status === 1 && /G5 .*formula/.test(error.stdout));
});
