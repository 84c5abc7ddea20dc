// Bad input: each case gets its own clear error in Vietnamese and English that names the field and the row, and
// nothing is half-done.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import test, { after, before } from 'node:test';
import { Person, Refused, newRequestId, send } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, demonstrationPassword, programme, provincePeople } from '../../tools/lib/people.mjs';
import { Stack } from './stack.mjs';

const stack = new Stack();
let admin, people, officer, plan;

const header = 'item_id,component_project,activity,title,establishment,quantity,eligible_cost_vnd,central_vnd,local_vnd,denmark_vnd,enterprise_vnd,scheduled_date';
const goodRow = '01,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,30000000,0,30000000,0,0,';

before(async () => {
  await stack.start();
  admin = stack.administrator();
  people = await createPeople(admin, [...centralPeople, ...provincePeople('68', 'Lam Dong'), ...provincePeople('87', 'Dong Thap')], 'bad-input');
  officer = people['lamdong.officer'];
  await admin.post('/v1/clock', { now: '2018-05-28T02:00:00Z' });
  await people['office.appraiser'].post('/v1/cycles', { requestId: newRequestId(), programme, budgetYear: 2019 });
  plan = (await officer.post('/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch', items: [item()] } })).plan;
});
after(() => stack.remove());

function item(more = {}) {
  return { itemId: '01', componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO', title: 'Hội thảo', quantity: '1',
    eligibleCostVnd: '30000000', requested: [{ source: 'local', amountVnd: '30000000' }], ...more };
}

/** The refusal in both languages, with the same reason; `mentions` must stand in both. */
async function refused(person, method, path, body, { status, reason, mentions = [] }) {
  const problems = {};
  for (const language of ['vi', 'en']) {
    person.language = language;
    await assert.rejects(() => person.call(method, path, body), (error) => {
      assert.ok(error instanceof Refused, error.stack);
      problems[language] = error;
      return true;
    });
  }
  person.language = 'vi';
  for (const [language, error] of Object.entries(problems)) {
    const text = JSON.stringify(error.problem);
    if (status) assert.equal(error.status, status, text);
    if (reason) assert.equal(error.reason, reason, text);
    assert.ok(error.problem.detail, text);
    for (const mention of mentions) assert.ok(text.includes(mention), `${language} does not name ${mention}: ${text}`);
  }
  assert.notEqual(problems.vi.problem.detail, problems.en.problem.detail, 'two languages, two sentences');
  return problems;
}

async function unchanged() {
  const now = (await officer.get(`/v1/${plan.name}`)).plan;
  assert.deepEqual(now, plan, 'nothing is half-done');
}

async function refusedCsv(bytes, mentions) {
  plan = (await officer.get(`/v1/${plan.name}`)).plan;
  const csv = Buffer.from(bytes).toString('base64');
  const body = { requestId: newRequestId(), etag: plan.etag, csv };
  const problems = await refused(officer, 'POST', `/v1/${plan.name}:importItems`, body, { status: 400, mentions });
  await unchanged();
  return problems;
}

const rows = (...list) => [header, ...list].join('\n') + '\n';

test('CSV: bytes that are not UTF-8', () =>
  refusedCsv(Buffer.concat([Buffer.from(rows(goodRow)), Buffer.from('02,SXSH2020-1,WORKSHOP-INTRO,H\xf4i,,1,1,0,1,0,0,\n', 'latin1')]), ['UTF-8', 'line 3']));
test('CSV: a missing column', () => refusedCsv(rows(goodRow).replace(',eligible_cost_vnd', '').replace(',1,30000000', ',1'), ['eligible_cost_vnd', 'row 1']));
test('CSV: text in an amount', () => refusedCsv(rows(goodRow, '02,SXSH2020-1,WORKSHOP-INTRO,Hội thảo,,1,ba mươi triệu,0,0,0,0,'), ['row 3', 'eligible_cost_vnd']));
test('CSV: a negative amount', () => refusedCsv(rows(goodRow.replace('0,30000000,0,0', '0,-30000000,0,0')), ['row 2', 'local_vnd']));
test('CSV: an amount above every bound', () => refusedCsv(rows(goodRow.replaceAll('30000000', '9000000000000001')), ['row 2', 'eligible_cost_vnd']));
test('CSV: 10,001 rows', () => refusedCsv(rows(...Array.from({ length: 10_001 }, (_, index) => goodRow.replace('01', String(index % 10_000).padStart(4, '0')))), ['10', 'row 10002']));
test('CSV: a formula', () => refusedCsv(rows(goodRow.replace('Hội thảo', '=HYPERLINK(0)')), ['row 2', 'title']));
test('CSV: an unknown column', () => refusedCsv(rows(goodRow).replace('scheduled_date', 'ngay'), ['row 1', 'ngay']));
test('CSV: an unknown activity', () => refusedCsv(rows(goodRow, '02,SXSH2020-1,PARTY,Liên hoan,,1,30000000,0,30000000,0,0,'), ['row 3', 'activity', 'PARTY']));
test('CSV: an item twice', () => refusedCsv(rows(goodRow, goodRow), ['row 3', 'item_id']));
test('CSV: every bad row is named at once', () =>
  refusedCsv(rows(goodRow.replace(',1,30000000', ',x,30000000'), goodRow.replace('01,', '02,').replace('30000000,0,30000000', '30000000,0,y')), ['row 2', 'quantity', 'row 3', 'local_vnd']));

test('CSV: a byte-order mark is no error, and semicolons neither', async () => {
  for (const text of ['\ufeff' + rows(goodRow), '\ufeff' + rows(goodRow).replaceAll(',', ';')]) {
    const csv = Buffer.from(text).toString('base64');
    const answer = await officer.post(`/v1/${plan.name}:importItems`, { requestId: newRequestId(), etag: plan.etag, csv, validateOnly: true });
    assert.equal(answer.rowCount, 1);
    await unchanged();
  }
});

const createOther = (more) => ({ requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'Kế hoạch', items: [item(more)] } });

test('amounts: negative, overflowing, fractional, missing, exponent', async () => {
  const path = '/v1/plans';
  const other = people['dongthap.officer'];
  for (const amountVnd of ['-1', '9000000000000001', '99999999999999999999', '1.5', '3e7', 'mười', null]) {
    await refused(other, 'POST', path, createOther({ requested: [{ source: 'local', amountVnd }] }), { status: 400, mentions: ['items[0].requested[0].amount'] });
  }
  await refused(other, 'POST', path, createOther({ requested: [{ source: 'local' }] }), { status: 400, mentions: ['items[0].requested[0].amount'] });
  const { plans } = await other.get('/v1/plans', { budgetYear: 2019 });
  assert.equal(plans.length, 0, 'no plan was created');
});

test('unknown province, unknown enum value, unknown field, wrong type, wrong date', async () => {
  const appraiser = people['office.appraiser'];
  await refused(appraiser, 'POST', '/v1/establishments', { requestId: newRequestId(), establishment: { title: 'Công ty', taxCode: '9900000001', provinceCode: '99' } },
    { status: 400, mentions: ['province', '99'] });
  await refused(admin, 'POST', '/v1/users', { requestId: newRequestId(), user: { name: 'users/x.y', displayName: 'X', agency: 'agencies/BCT', roles: ['ROLE_KING'] }, password: 'mot-mat-khau-dai' },
    { status: 400, mentions: ['roles', 'ROLE_KING'] });
  await refused(officer, 'POST', '/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 2019, title: 'T', colour: 'red' } }, { status: 400, mentions: ['colour'] });
  await refused(officer, 'POST', '/v1/plans', { requestId: newRequestId(), plan: { programme, budgetYear: 'next', title: 'T' } }, { status: 400, mentions: ['budgetYear'] });
  await refused(people['dongthap.officer'], 'POST', '/v1/plans', createOther({ scheduledDate: '2019-02-30' }), { status: 400, mentions: ['scheduled'] });
  await refused(officer, 'GET', '/v1/plans?state=STATE_LOST', undefined, { status: 400, mentions: ['state'] });
  await refused(people['moit.budget'], 'POST', '/v1/appropriations', { requestId: newRequestId(), appropriation: { programme, budgetYear: 2019, source: 'enterprise',
    holder: 'agencies/BCT', amountVnd: '1', decisionNumber: '1', decisionDate: '2018-12-01' } }, { reason: 'SOURCE_NOT_PAID_OUT' });
});

test('request ids: missing and malformed', async () => {
  for (const requestId of [undefined, 'once', '']) {
    await refused(officer, 'POST', '/v1/establishments', { requestId, establishment: { title: 'Công ty', taxCode: '5800000009', provinceCode: '68' } }, { status: 400, mentions: ['request'] });
  }
});

test('a wrong etag, a plan of another province, a resource that does not exist', async () => {
  await refused(officer, 'POST', `/v1/${plan.name}:submit`, { requestId: newRequestId(), etag: 'stale' }, { status: 409, reason: 'ETAG_MISMATCH' });
  await refused(people['dongthap.officer'], 'GET', `/v1/${plan.name}`, undefined, { status: 403 });
  await refused(people['dongthap.officer'], 'POST', `/v1/${plan.name}:submit`, { requestId: newRequestId(), etag: plan.etag }, { status: 403 });
  await refused(officer, 'GET', '/v1/plans/SXSH2020-2031-SCT-68', undefined, { status: 404 });
  await refused(officer, 'GET', '/v1/nothing', undefined, { status: 404 });
  await unchanged();
});

test('page tokens: of another query, and made up', async () => {
  const auditor = people['audit.auditor'];
  const first = await auditor.get('/v1/users', { pageSize: 2 });
  assert.ok(first.nextPageToken);
  assert.ok((await auditor.get('/v1/users', { pageSize: 2, pageToken: first.nextPageToken })).users.length > 0);
  for (const pageToken of [first.nextPageToken, 'AAAA']) {
    await refused(auditor, 'GET', `/v1/plans?pageToken=${encodeURIComponent(pageToken)}`, undefined, { status: 400, reason: 'PAGE_TOKEN_INVALID' });
  }
  await refused(auditor, 'GET', '/v1/plans?pageSize=-1', undefined, { status: 400, mentions: ['page'] });
});

/** A request by hand, without the client's care. */
async function raw(options) {
  const answer = await send(stack.url, options);
  return { status: answer.status, type: answer.headers['content-type'], problem: JSON.parse(answer.bytes.toString() || '{}') };
}

test('bodies: too large, not UTF-8, not JSON, a duplicate key, wrong content type', async () => {
  await officer.get('/v1/caller');
  const headers = { authorization: `Bearer ${officer.token}` };
  const post = (body, more = {}) => raw({ method: 'POST', path: '/v1/plans', headers: { ...headers, ...more }, body });
  const large = await post(Buffer.alloc(40 * 1024 * 1024, 0x20)).catch((error) => ({ status: 413, type: 'application/problem+json', closed: error }));
  assert.equal(large.status, 413);
  const invalid = await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
  assert.equal(invalid.status, 400);
  assert.match(JSON.stringify(invalid.problem), /UTF-8/);
  for (const body of ['{"plan":', '[]', '{"requestId":"a","requestId":"b"}', '{"plan":{"title":1e400}}']) {
    const answer = await post(body);
    assert.equal(answer.status, 400, `${body}: ${JSON.stringify(answer.problem)}`);
    assert.match(answer.type, /application\/problem\+json/);
    assert.ok(answer.problem.detail);
  }
  assert.ok([400, 415].includes((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status));
  await unchanged();
});

test('sign-in: wrong password and unknown user say the same; an ended session is refused', async () => {
  const answers = [];
  for (const [userId, password] of [['lamdong.head', 'khong-phai-mat-khau'], ['nobody.at.all', 'khong-phai-mat-khau']]) {
    const answer = await raw({ method: 'POST', path: '/v1/sessions', body: { userId, password } });
    answers.push([answer.status, answer.problem.reason, answer.problem.detail]);
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.equal(answers[0][1], 'SIGN_IN_FAILED');
  const person = await new Person(stack.url, 'dongthap.head', demonstrationPassword).signIn();
  const headers = { authorization: `Bearer ${person.token}` };
  await person.post('/v1/sessions:signOut', {});
  for (const value of [headers.authorization, 'Bearer AAAA', 'Basic AAAA']) {
    const answer = await raw({ path: '/v1/plans', headers: { authorization: value } });
    assert.equal(answer.status, 401, value);
    assert.equal(answer.problem.reason, 'NOT_SIGNED_IN');
  }
  assert.equal((await raw({ path: '/v1/plans' })).status, 401, 'without a session');
});

test('text over its length is refused by field', async () => {
  await refused(people['dongthap.officer'], 'POST', '/v1/plans', createOther({ title: 'x'.repeat(501) }), { status: 400, mentions: ['items[0].title'] });
});
