// kill -9 of any process, then tools/run again, loses nothing.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { playScenario } from '../../tools/scenario/scenario.mjs';
import { Person, newRequestId } from '../../tools/lib/client.mjs';
import { demonstrationPassword } from '../../tools/lib/people.mjs';
import { Stack, programs } from './stack.mjs';

const stack = new Stack();
let known;

const person = (id) => new Person(stack.url, id, demonstrationPassword);

/** Everything that must survive. */
async function picture() {
  const treasury = person('treasury.officer');
  const [balances, payments, plan, allotments] = await Promise.all([
    treasury.get('/v1/balances', { budgetYear: 2019, pageSize: 1000 }),
    treasury.get('/v1/payments', { budgetYear: 2019, pageSize: 1000 }),
    person('lamdong.officer').get('/v1/plans/SXSH2020-2019-SCT-68'),
    person('moit.budget').get('/v1/allotments', { budgetYear: 2019, pageSize: 1000 }),
  ]);
  const verified = await person('audit.auditor').post('/v1/books:verify', {});
  return { balances, payments, plan, allotments, correct: verified.correct, differences: verified.differences };
}

before(async () => {
  await stack.start();
  assert.ok(await playScenario({ base: stack.url, adminId: stack.admin, adminPassword: stack.adminPassword, upTo: 7 }));
  known = await picture();
  assert.equal(known.correct, true);
  assert.ok(known.payments.payments.length > 5);
});
after(() => stack.remove());

for (const victim of [...programs, 'mariadb']) {
  test(`${victim}: killed, named, started again, nothing lost`, async () => {
    process.kill(stack.pidOf(victim), 'SIGKILL');
    assert.equal(await stack.run.exited, 1);
    assert.match(stack.run.output, new RegExp(`${victim}.* ended unexpectedly \\(killed by SIGKILL\\); its log is .*${victim}\\.log`));
    await stack.start();
    assert.deepEqual(await picture(), known);
  });
}

test('tools/run itself: killed, its programs live on, the next run takes over', async () => {
  stack.run.process.kill('SIGKILL');
  await stack.run.exited;
  await stack.start();
  assert.match(stack.run.output, /Stopped what an earlier run had left/);
  assert.deepEqual(await picture(), known);
});

test('after all that a payment still goes through, once', async () => {
  const accountant = person('lamdong.accountant');
  const request = { requestId: newRequestId(), payment: { kind: 'KIND_PAYMENT', budgetLine: 'SXSH2020-2019-SCT-68.02', source: 'local',
    amountVnd: '1000000', payee: 'Trung tâm Khuyến công', description: 'Sau khi khởi động lại' } };
  const first = await accountant.post('/v1/payments', request);
  process.kill(stack.pidOf('disbursement'), 'SIGKILL');
  await stack.run.exited;
  await stack.start();
  assert.deepEqual(await person('lamdong.accountant').post('/v1/payments', request), first, 'the outcome was decided for ever');
});
