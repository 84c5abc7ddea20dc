// (9) The year closes on 31 December and 31 January: what is left lapses, one supplement with a listed ground and one
// contract with what it binds are carried over, a late payment is refused.
import { dong } from '../../lib/money.mjs';
import { line, sum } from '../world.mjs';
import { prepareAndSign, recordOutcome, statement } from './06-pay.mjs';

export const title = '9. Year end: lapse, carry-over, late payment';

const million = 1_000_000;
const database = line('68', '08');

const payment = (budgetLine, amount, description) => ({ kind: 'KIND_PAYMENT', budgetLine, source: 'local', amountVnd: String(amount),
  payee: 'Công ty CP Công nghệ Tây Nguyên', description });

async function carryOver(world) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  const proposal = (source, budgetLine, amount, more) => ({ adjustment: { kind: 'KIND_CARRY_OVER', programme: world.programme, budgetYear: world.year, source,
    fromBudgetLine: budgetLine, toBudgetLine: budgetLine, amountVnd: String(amount), reason: 'Chuyển nguồn sang năm 2020', ...more } });
  await report.refuses(accountant, 'POST', '/v1/adjustments', proposal('local', line('68', '02'), 5 * million, { ground: '' }),
    { reason: ['RULE_BLOCKS', 'INVALID_REQUEST'], text: 'carrying money over without a listed ground is refused' });
  const { adjustment } = await world.post(accountant, '/v1/adjustments',
    proposal('central', database, 30 * million, { ground: 'SUPPLEMENT_AFTER_30_SEPTEMBER', proof: world.supplement.name }));
  report.did('lamdong.accountant', `proposes to carry 30.000.000 ₫ of item 08 over: a supplement after 30 September, proof ${world.supplement.name}`);
  for (const { textVi, citation } of adjustment.findings) report.note(`${textVi} [${citation.instrument} ${citation.article}]`);
  const posted = (await world.post(people['mof.director'], `/v1/${adjustment.name}:approve`, { etag: adjustment.etag, decisionNumber: '15/QĐ-BTC' })).adjustment;
  report.did('mof.director', 'approves the carry-over by 15/QĐ-BTC');
  report.equal(posted.state, 'STATE_POSTED', 'it is booked');
  const next = await world.balances(accountant, { budgetYear: 2020 });
  report.equal(next.get(`${database}/central/AVAILABLE`) ?? sum([...next].filter(([key]) => key.endsWith('/central/AVAILABLE')).map(([, value]) => value)),
    30 * million, '30 m are available in 2020');
}

/** A contract signed in December that January does not see paid: its money goes on bound. */
async function carryContract(world, commitment) {
  const { report, people } = world;
  const accountant = people['lamdong.accountant'];
  const { adjustment } = await world.post(accountant, '/v1/adjustments', { adjustment: { kind: 'KIND_CARRY_OVER', programme: world.programme, budgetYear: world.year,
    source: 'central', fromBudgetLine: database, amountVnd: String(20 * million), reason: 'Hợp đồng thiết bị chuyển sang năm 2020',
    ground: 'EQUIPMENT_CONTRACT', proof: '27/2019/HĐ-TB', proofSha256: '5'.repeat(64), commitment: commitment.name } });
  await world.post(people['mof.director'], `/v1/${adjustment.name}:approve`, { etag: adjustment.etag, decisionNumber: '16/QĐ-BTC' });
  report.did('mof.director', `approves the carry-over of ${commitment.name} with its 20.000.000 ₫ by 16/QĐ-BTC`);
  const next = await world.balances(accountant, { budgetYear: 2020 });
  report.equal(next.get(`${database}/central/COMMITTED`), 20 * million, 'in 2020 they are bound by the same contract');
  const { commitments } = await accountant.get('/v1/commitments', { budgetLine: database });
  report.equal(commitments.map((one) => [one.budgetYear, Number(one.remainingVnd), one.movedFrom]),
    [[2020, 20 * million, commitment.name], [2019, 0, '']], 'the commitment of 2020 names that of 2019, which holds nothing more');
}

/** Days on which the journal entries of a document take effect. */
async function effectiveDates(world, document) {
  const dates = new Set();
  for (let after = 0, more = true; more;) {
    const { entries } = await world.people['treasury.officer'].get('/v1/entries', { afterPosition: String(after), pageSize: 1000 });
    for (const entry of entries) if (entry.document === document) dates.add(entry.effectiveDate);
    more = entries.length > 0;
    after = more ? entries.at(-1).position : after;
  }
  return [...dates];
}

export async function run(world) {
  const { report, people } = world;
  const treasury = people['treasury.officer'];
  await world.moveTo('2019-12-30');
  const { commitment } = await world.post(people['lamdong.accountant'], '/v1/commitments', { commitment: { budgetLine: database, source: 'central',
    contractNumber: '27/2019/HĐ-TB', contractDate: '2019-12-27', contractor: 'Công ty CP Thiết bị Đo lường', amountVnd: String(20 * million) } });
  report.did('lamdong.accountant', `commits contract 27/2019/HĐ-TB over 20.000.000 ₫ (${commitment.name})`);
  const december = await prepareAndSign(world, payment(line('68', '02'), 64 * million, 'Thanh toán hai lớp tập huấn'));
  await world.moveTo('2020-01-15');
  await recordOutcome(world, december, 'OUTCOME_PAID', { treasuryReference: 'KB-LĐ-0090' });
  const january = await prepareAndSign(world, payment(line('68', '09'), 15 * million, 'Công việc hoàn thành trước 31/12'));
  const settled = await recordOutcome(world, january, 'OUTCOME_PAID', { treasuryReference: 'KB-LĐ-0091' });
  report.equal(settled.state, 'STATE_PAID', 'in January work done by 31 December is still paid');
  report.equal(await effectiveDates(world, january.name), ['2019-12-31'], 'its entries take effect on 31 December 2019');
  await report.refuses(people['lamdong.accountant'], 'POST', '/v1/commitments', { commitment: { budgetLine: line('68', '12'), source: 'local',
    contractNumber: '12/2020', contractDate: '2020-01-10', contractor: 'Trung tâm Khuyến công', amountVnd: '1000000' } },
  { reason: ['PERIOD_CLOSED', 'RULE_BLOCKS'], text: 'a new commitment in January is refused' });
  await carryOver(world);
  await carryContract(world, commitment);

  await report.refuses(treasury, 'POST', '/v1/years:close', { programme: world.programme, budgetYear: world.year },
    { reason: 'PERIOD_OPEN', text: 'closing the year before 1 February is refused' });
  await world.moveTo('2020-02-03');
  await report.refuses(people['lamdong.accountant'], 'POST', '/v1/payments', { payment: payment(line('68', '12'), 45 * million, 'Thanh toán muộn') },
    { reason: 'PERIOD_CLOSED', text: 'a payment in February is refused' });
  await reconcile(world);
  await closeYear(world);
}

/** What was recorded by hand is in no statement yet: the year cannot close before the treasury's statement of the year. */
async function reconcile(world) {
  const { report, people } = world;
  const treasury = people['treasury.officer'];
  const year = { programme: world.programme, budgetYear: world.year };
  const open = await treasury.get('/v1/reconciliation', year);
  const onBooksAlone = open.differences.filter(({ side }) => side === 'SIDE_BOOKS');
  report.check(onBooksAlone.length > 0, `${onBooksAlone.length} payments stand in the books and in no statement, ${open.differences.length - onBooksAlone.length} line in a statement alone`);
  await report.refuses(treasury, 'POST', '/v1/years:close', year, { reason: 'RECONCILIATION_OPEN', text: 'closing over unexplained differences is refused' });
  const rows = onBooksAlone.map(({ payment: one }) => `${one.name},paid,${one.amountVnd},${one.valueDate},${one.treasuryReference}`);
  const imported = await statement(world, rows);
  report.did('treasury.officer', `imports the statement of the year, ${rows.length} lines (${imported.statement})`);
  report.equal((await statement(world, rows)).alreadyImported, true, 'the same statement again changes nothing');
  for (const { side, line: one } of open.differences) {
    if (side !== 'SIDE_STATEMENT') continue;
    await world.post(treasury, '/v1/reconciliation:explain', { subject: one.name, explanation: 'Chứng từ của đơn vị khác, Kho bạc đã điều chỉnh' });
    report.did('treasury.officer', `explains ${one.name}`);
  }
  const clean = await treasury.get('/v1/reconciliation', year);
  report.equal([clean.unexplainedCount, clean.dueDate], [0, `${world.year + 1}-02-10`], 'nothing is left unexplained before 10 February');
}

/** What allocation told the units beforehand, account by account, beside what the ledger will let lapse. */
async function compareLapsing(world, dry) {
  const { report, people } = world;
  const told = await people['moit.budget'].get('/v1/lapsing', { programme: world.programme, budgetYear: world.year, pageSize: 1000 });
  const rows = [...told.lines.map((one) => [one.agency, one.source, one.budgetLine, Number(one.lapsingVnd)]),
    ...told.appropriations.map((one) => [one.holder, one.source, '', Number(one.lapsingVnd)])].filter(([, , , amount]) => amount > 0);
  const lapsing = new Map();
  for (const { account, balanceVnd } of dry.lapsed) {
    const key = JSON.stringify([account.agency, account.source, account.budgetLine]);
    lapsing.set(key, (lapsing.get(key) ?? 0) + Number(balanceVnd));
  }
  const expected = [...lapsing].map(([key, amount]) => [...JSON.parse(key), amount]);
  const sorted = (list) => list.map((row) => JSON.stringify(row)).sort();
  report.equal(sorted(rows), sorted(expected), `the units were told the same on ${rows.length} lines, unit by unit, to the dong`);
}

async function closeYear(world) {
  const { report, people } = world;
  const treasury = people['treasury.officer'];
  const before = await world.balances(treasury, {});
  const left = sum([...before].filter(([key]) => /\/(APPROPRIATION|AVAILABLE|COMMITTED)$/.test(key)).map(([, value]) => value));
  const dry = await world.post(treasury, '/v1/years:close', { programme: world.programme, budgetYear: world.year, validateOnly: true });
  report.equal(Number(dry.lapsedVnd), left, `a dry run says that ${dong(left)} ₫ would lapse`);
  await compareLapsing(world, dry);
  const closed = await world.post(treasury, '/v1/years:close', { programme: world.programme, budgetYear: world.year });
  report.did('treasury.officer', `closes 2019: ${dong(closed.lapsedVnd)} ₫ lapse on ${closed.lapsed.length} lines`);
  report.equal(Number(closed.lapsedVnd), left, 'what was left has lapsed, to the dong');
  const after = await world.balances(treasury, {});
  report.equal(sum([...after].filter(([key]) => /\/(APPROPRIATION|AVAILABLE|COMMITTED|IN_PAYMENT|ADVANCED)$/.test(key)).map(([, value]) => value)), 0, 'nothing of 2019 is left to spend');
  world.lapsed = left;
}
