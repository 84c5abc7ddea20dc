// Plays the decade through the public REST API, as the people who would do it, moving the clock from phase to phase.
// Request ids come from the seed, so an interrupted run that starts again gets the first outcomes and goes on.
import { Buffer } from 'node:buffer';
import { Refused, inParallel, newRequestId, requestIdOf } from '../lib/client.mjs';
import { centralPeople, createPeople, officePeople, programme, provincePeople, slug } from '../lib/people.mjs';
import { firstYear, lastYear, makeDecade, publishedResults } from './decade.mjs';

const width = 8;
const million = 1_000_000;
/** From this amount on a contract is committed and paid in two instalments. */
const contractFrom = 200 * million;
const twoPaymentsFrom = 100 * million;

/** The decision of a province on its own money. Lâm Đồng's of 10 December 2015 is real, the others are invented. */
function localDecision({ province, year }) {
  if (!province) return {};
  if (province.code === '68' && year > 2016) return { localDecision: '2645/QĐ-UBND', localDecisionDate: '2015-12-10' };
  return { localDecision: `${province.code}-${year}/QĐ-minh-họa`, localDecisionDate: `${year - 1}-06-05` };
}

export class Player {
  constructor({ admin, seed, progress }) {
    Object.assign(this, { admin, seed, progress });
    this.calls = 0;
    this.position = 0;
    Object.assign(this, makeDecade(seed));
  }

  async post(person, path, key, body) {
    this.calls++;
    const answer = await person.post(path, { requestId: requestIdOf(this.seed, ...key), ...body });
    this.position = Math.max(this.position, Number(answer.journalPosition ?? 0));
    return answer;
  }

  async moveTo(date) {
    await this.admin.post('/v1/clock', { now: new Date(`${date}T09:00:00+07:00`).toISOString() });
  }

  async play() {
    const everybody = [...centralPeople, ...officePeople, ...this.provinces.flatMap(({ code, nameEn }) => provincePeople(code, nameEn))];
    this.progress(`${everybody.length} people`);
    this.people = await createPeople(this.admin, everybody, this.seed);
    for (let year = firstYear - 1; year <= lastYear + 1; year++) await this.calendarYear(year);
    await this.moveTo('2021-03-01');
    await this.reportResults(publishedResults(), '2020-12-31');
  }

  /** What happens in one calendar year: last year closes, this year is spent, next year is planned. */
  async calendarYear(year) {
    const spending = year >= firstYear && year <= lastYear;
    const planning = year < lastYear;
    const plans = this.plans.filter((plan) => plan.year === year);
    const next = this.plans.filter((plan) => plan.year === year + 1);
    if (year > firstYear) await this.closeYear(year - 1);
    if (spending) await this.spend(plans, year, 0);
    if (planning) await this.register(next, year + 1);
    if (spending) await this.spend(plans, year, 1);
    if (year === 2018) await this.reportResults(publishedResults(), '2018-09-26');
    if (planning) await this.allocate(next, year + 1);
    this.progress(`${year}: ${planning ? `${next.length} plans for ${year + 1}` : 'nothing planned'}${spending ? `, ${plans.length} units paid` : ''} (${this.calls} calls)`);
  }

  who(plan, part) {
    return this.people[plan.province ? `${slug(plan.province.nameEn)}.${part}` : `office.${part}`];
  }

  async register(plans, year) {
    await this.moveTo(`${year - 1}-05-20`);
    await this.post(this.people['office.appraiser'], '/v1/cycles', ['cycle', year], { programme, budgetYear: year });
    await this.moveTo(`${year - 1}-06-10`);
    await inParallel(plans, width, async (plan) => {
      const officer = this.who(plan, 'officer');
      for (const establishment of plan.establishments) {
        await this.post(officer, '/v1/establishments', ['establishment', establishment.taxCode], { establishment });
      }
      const created = await this.post(officer, '/v1/plans', ['plan', plan.name], {
        plan: { programme, budgetYear: year, title: plan.title, items: plan.items, illustrative: true, ...localDecision(plan) } });
      plan.etag = (await this.post(officer, `/v1/${plan.name}:submit`, ['submit', plan.name], { etag: created.plan.etag })).plan.etag;
    });
    await this.moveTo(`${year - 1}-07-15`);
    await inParallel(plans, width, async (plan) => {
      plan.etag = (await this.post(this.people['office.appraiser'], `/v1/${plan.name}:endorse`, ['endorse', plan.name], { etag: plan.etag })).plan.etag;
    });
  }

  async allocate(plans, year) {
    await this.moveTo(`${year - 1}-12-08`);
    await inParallel(plans, width, async (plan, index) => {
      const { plan: approved } = await this.post(this.people['mof.approver'], `/v1/${plan.name}:approve`, ['approve', plan.name],
        { etag: plan.etag, decisionNumber: `${2400 + index}/QĐ-BTC` });
      plan.approved = approved.items.map((item) => ({ itemId: item.itemId, shares: item.approved.filter(({ source, amountVnd }) => source !== 'enterprise' && Number(amountVnd) > 0) }));
    });
    await this.moveTo(`${year - 1}-12-14`);
    await this.appropriate(plans, year);
    await this.issueRound(plans, year);
  }

  /** Appropriations per holder and source, exactly what the approved plans need. */
  async appropriate(plans, year) {
    const wanted = new Map();
    for (const plan of plans) {
      for (const { shares } of plan.approved) {
        for (const { source, amountVnd } of shares) {
          const key = `${source} ${source === 'local' ? plan.agency : 'agencies/BCT'}`;
          wanted.set(key, (wanted.get(key) ?? 0) + Number(amountVnd));
        }
      }
    }
    await inParallel([...wanted], width, ([key, amount]) => {
      const [source, holder] = key.split(' ');
      return this.post(this.people['moit.budget'], '/v1/appropriations', ['appropriation', year, key], {
        appropriation: { programme, budgetYear: year, source, holder, amountVnd: String(amount), decisionNumber: `${year - 1}/QĐ-minh-họa`,
          decisionDate: `${year - 1}-12-10`, illustrative: true } });
    });
  }

  async issueRound(plans, year) {
    const budget = this.people['moit.budget'];
    const request = { programme, budgetYear: year, plans: plans.map(({ name }) => name), method: 'METHOD_AS_REQUESTED' };
    await this.waitForPlans(request);
    let { round } = await this.post(budget, '/v1/rounds', ['round', year], request);
    ({ round } = await this.post(this.people['mof.director'], `/v1/${round.name}:approve`, ['approve-round', year], { etag: round.etag, decisionNumber: `${2600 + year - firstYear}/QĐ-BTC` }));
    await this.post(budget, `/v1/${round.name}:issue`, ['issue-round', year], { etag: round.etag });
  }

  /** A refusal decides a request id for ever, so the round is computed only once allocation knows all plans. */
  async waitForPlans(request) {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.people['moit.budget'].post('/v1/rounds', { requestId: newRequestId(), ...request, validateOnly: true });
        return;
      } catch (error) {
        if (error instanceof Refused && error.reason === 'PLAN_ALREADY_ALLOTTED') return;
        if (!(error instanceof Refused) || error.reason !== 'PLAN_NOT_APPROVED' || attempt === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** The payments of one half-year: prepared, signed, and decided by one statement of the treasury. */
  async spend(plans, year, half) {
    await this.moveTo(half === 0 ? `${year}-03-10` : `${year}-09-12`);
    const jobs = plans.flatMap((plan) => plan.approved.flatMap(({ itemId, shares }) =>
      shares.map(({ source, amountVnd }) => ({ plan, itemId, source, amount: Number(amountVnd) }))));
    const paid = (await inParallel(jobs, width, (job) => this.payHalf(job, year, half))).filter(Boolean);
    await this.moveTo(half === 0 ? `${year}-04-05` : `${year}-10-10`);
    const day = half === 0 ? `${year}-03-12` : `${year}-09-14`;
    const rows = paid.map(({ name, amount }, index) => `${name},paid,${amount},${day},KB-${year}-${half + 1}-${String(index + 1).padStart(3, '0')}`);
    if (!rows.length) return;
    const csv = Buffer.from(['payment,outcome,amount_vnd,value_date,treasury_reference', ...rows].join('\n') + '\n').toString('base64');
    await this.post(this.people['treasury.officer'], '/v1/statements', ['statement', year, half], { csv });
  }

  async payHalf({ plan, itemId, source, amount }, year, half) {
    const budgetLine = `${plan.name.slice('plans/'.length)}.${itemId}`;
    const key = [budgetLine, source];
    const accountant = this.who(plan, 'accountant');
    const two = amount >= twoPaymentsFrom;
    if (!two && half === 0) return undefined;
    let commitment = '';
    if (amount >= contractFrom) {
      ({ commitment: { name: commitment } } = await this.post(accountant, '/v1/commitments', ['commitment', ...key], { commitment: {
        budgetLine, source, contractNumber: `${itemId}/${year}/HĐ`, contractDate: `${year}-03-01`, contractor: 'Nhà thầu minh họa', amountVnd: String(amount), contractValueVnd: String(amount) } }));
    }
    const firstPart = two ? Math.floor((amount * 6) / 10 / million) * million : 0;
    const part = half === 0 ? firstPart : amount - firstPart;
    const { payment } = await this.post(accountant, '/v1/payments', ['payment', ...key, half], { payment: {
      kind: 'KIND_PAYMENT', budgetLine, source, commitment, amountVnd: String(part), payee: 'Nhà thầu minh họa', description: `Thanh toán mục ${itemId}${two ? `, đợt ${half + 1}` : ''}` } });
    await this.post(this.who(plan, 'chief'), `/v1/${payment.name}:sign`, ['first-signature', ...key, half], {});
    await this.post(this.who(plan, 'head'), `/v1/${payment.name}:approve`, ['sign', ...key, half], {});
    return { name: payment.name, amount: part };
  }

  async closeYear(year) {
    await this.moveTo(`${year + 1}-02-03`);
    await this.post(this.people['treasury.officer'], '/v1/years:close', ['close', year], { programme, budgetYear: year });
    if (year >= 2016 && year <= lastYear) await this.settle(year);
  }

  /** Lâm Đồng's settlement, year by year. */
  async settle(year) {
    const path = '/v1/settlements';
    let { settlement } = await this.post(this.people['lamdong.accountant'], path, ['settlement', year], { programme, budgetYear: year, agency: 'agencies/SCT-68' });
    ({ settlement } = await this.post(this.people['office.appraiser'], `/v1/${settlement.name}:review`, ['review', year], { etag: settlement.etag }));
    ({ settlement } = await this.post(this.people['mof.approver'], `/v1/${settlement.name}:appraise`, ['appraise-settlement', year], { etag: settlement.etag }));
    await this.post(this.people['mof.director'], `/v1/${settlement.name}:approve`, ['approve-settlement', year], { etag: settlement.etag });
  }

  async reportResults(results, date) {
    const due = results.filter((row) => row.report_date === date);
    await inParallel(due, width, (row) => this.post(this.people['office.appraiser'], '/v1/results', ['result', row.indicator, date], { result: {
      indicator: `indicators/${row.indicator}`, valueText: row.value_text, ...(row.value_milli ? { valueMilli: row.value_milli } : {}),
      reportDate: date, reportedBy: row.reported_by, note: row.note } }));
  }
}
