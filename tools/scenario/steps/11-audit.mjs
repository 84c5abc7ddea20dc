// (11) An auditor asks for usage as of now and as of 30 June, follows one payment back, and exports the journal for
// hledger and beancount.
import { differences, proveBooks } from '../../lib/books.mjs';
import { dong } from '../../lib/money.mjs';
import { sum } from '../world.mjs';

export const title = '11. The auditor';

const dimensions = ['DIMENSION_PROJECT', 'DIMENSION_SOURCE', 'DIMENSION_PROVINCE'];
const million = 1_000_000;

async function usage(world, query = {}) {
  return world.people['audit.auditor'].get('/v1/usage', {
    groupBy: dimensions, budgetYear: world.year, minPosition: String(world.position), ...query });
}

function table(report, answer, titleText) {
  report.note(titleText);
  const columns = ['allottedVnd', 'committedVnd', 'advancedVnd', 'spentVnd', 'lapsedVnd', 'carriedForwardVnd'];
  const heads = ['phân bổ', 'cam kết', 'tạm ứng', 'đã chi', 'hủy dự toán', 'chuyển nguồn'];
  const width = Math.max(...answer.rows.map(({ keys }) => label(keys).length), 10);
  report.note(`${'dự án × nguồn × tỉnh'.padEnd(width)} ${heads.map((head) => head.padStart(15)).join('')}`);
  for (const row of answer.rows) report.note(`${label(row.keys).padEnd(width)} ${columns.map((column) => dong(row[column]).padStart(15)).join('')}`);
  report.note(`${'cộng'.padEnd(width)} ${columns.map((column) => dong(answer.total[column]).padStart(15)).join('')}`);
}

const label = (keys) => keys.map((key) => key.replace('componentProjects/', '')).join(' · ');
const total = (answer, column) => Number(answer.total[column]);

async function usageTables(world) {
  const { report } = world;
  const june = await usage(world, { asOfDate: '2019-06-30' });
  report.did('audit.auditor', `asks for usage by project × source × province as of 30 June 2019 (journal position ${june.position})`);
  table(report, june, 'Tình hình sử dụng kinh phí đến 30/6/2019 (đồng)');
  report.equal([total(june, 'spentVnd'), total(june, 'advancedVnd'), total(june, 'lapsedVnd')], [100 * million, 80 * million, 0],
    'on 30 June 100 m were spent (two instalments), 80 m advanced, nothing had lapsed');

  const now = await usage(world);
  report.did('audit.auditor', `asks for the same as of now (journal position ${now.position})`);
  table(report, now, 'Tình hình sử dụng kinh phí năm 2019 (đồng)');
  const appropriated = world.appropriated.central + world.appropriated.denmark + sum(Object.values(world.appropriated.local)) + 30 * million;
  report.equal(total(now, 'allottedVnd'), appropriated, `allotted ${dong(appropriated)} ₫: all appropriations, the supplement among them`);
  report.equal(total(now, 'allottedVnd'), total(now, 'spentVnd') + total(now, 'lapsedVnd') + total(now, 'carriedForwardVnd') + total(now, 'refundedVnd'),
    'allotted = spent + lapsed + carried over + refunded');
  report.equal(total(now, 'carriedForwardVnd'), 50 * million, 'carried over: the supplement of 30 m and the contract of 20 m');
  report.equal(total(now, 'lapsedVnd'), world.lapsed, 'lapsed: what the year-end close said');
  const lamDong = sum(now.rows.filter(({ keys }) => keys[2] === '68' || keys[2].includes('68')).map(({ spentVnd }) => Number(spentVnd)));
  report.equal(lamDong, world.settledSpent, "Lâm Đồng's rows agree with its settlement");
  for (const column of ['allottedVnd', 'spentVnd', 'lapsedVnd']) {
    report.check(sum(now.rows.map((row) => Number(row[column]))) === total(now, column), `the rows add up to the total: ${column}`);
  }
}

async function follow(world) {
  const { report, people } = world;
  const name = world.firstInstalment.name;
  const { steps } = await people['audit.auditor'].get(`/v1/${name}:trace`);
  report.did('audit.auditor', `follows ${name} back`);
  for (const step of steps) report.note(`${step.time?.slice(0, 10)}  ${step.type}  ${step.actor}: ${step.textVi}`);
  const types = steps.map(({ type }) => type);
  for (const type of ['plan.submitted', 'plan.endorsed', 'plan.approved', 'round.approved', 'payment.prepared', 'payment.signed', 'payment.sent', 'payment.controlled', 'payment.paid']) {
    report.check(types.includes(type), `the trail has ${type}`);
  }
  const actors = new Set(steps.map(({ actor }) => actor));
  for (const user of ['lamdong.officer', 'office.appraiser', 'mof.approver', 'mof.director', 'lamdong.accountant', 'lamdong.chief', 'lamdong.head', 'treasury.officer']) {
    report.check(actors.has(`users/${user}`), `it names users/${user}`);
  }
  const whole = JSON.stringify(steps);
  report.check(whole.includes('rounds/') && whole.includes(world.planName), 'it names the round and the plan');
  report.check(steps.some(({ findings }) => findings?.length), 'it shows what the rules found');
  const times = steps.map(({ time }) => time);
  report.equal(times, [...times].sort(), 'the oldest step comes first');
}

async function books(world) {
  const { report, people } = world;
  const auditor = people['audit.auditor'];
  const files = {};
  for (const format of ['HLEDGER', 'BEANCOUNT', 'CSV']) files[format] = await auditor.download('/v1/journal:export', { format: `JOURNAL_FORMAT_${format}` });
  report.did('audit.auditor', `exports the journal (${files.HLEDGER.length} bytes for hledger)`);
  const proved = proveBooks(files.HLEDGER, files.BEANCOUNT);
  if (proved.hledger) report.check(proved.hledger.size > 0, `hledger check accepts it (${proved.hledger.size} accounts with a balance)`);
  else report.note('hledger is not installed: not checked');
  if (proved.beancount) report.check(proved.beancount.size > 0, `bean-check accepts it (${proved.beancount.size} accounts with a balance)`);
  else report.note('beancount is not installed: not checked');
  if (proved.hledger && proved.beancount) report.equal(differences(proved.hledger, proved.beancount), [], 'both tools have equal balances');
  const rows = files.CSV.toString().trimEnd().split('\n');
  report.check(rows.length > 50, `the CSV has ${rows.length - 1} rows`);

  const verified = await auditor.post('/v1/books:verify', {});
  report.did('audit.auditor', `has the books verified: ${verified.entryCount} entries, ${verified.accountCount} accounts`);
  report.equal([verified.correct, verified.differences ?? []], [true, []], 'balances equal the journal, and the read model equals the ledger');
  await report.refuses(auditor, 'POST', '/v1/payments', { payment: {} }, { reason: 'ROLE_MISSING', status: 403, text: 'the auditor may move no money' });
  const { events } = await auditor.get('/v1/events', { resource: world.planName, pageSize: 1000 });
  report.check(events.length >= 8, `${events.length} events of the plan are on record`);
}

export async function run(world) {
  await usageTables(world);
  await follow(world);
  await books(world);
}
