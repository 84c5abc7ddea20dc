// A year in which money can be spent, made through the public API: Lâm Đồng's plan of 2019 is approved, appropriated and
// allotted (30 and 20 million dong on two lines). Payments are then one call each.
import { newRequestId } from '../../tools/lib/client.mjs';
import { centralPeople, createPeople, programme, provincePeople } from '../../tools/lib/people.mjs';

const million = 1_000_000;
const dong = (amount) => String(amount * million);
const item = (itemId, title, amount) => ({
  itemId, componentProject: 'componentProjects/SXSH2020-1', activity: 'activities/WORKSHOP-INTRO', title, quantity: '1',
  eligibleCostVnd: dong(amount), requested: [{ source: 'local', amountVnd: dong(amount) }] });

export class SpendingYear {
  /** `stack` must run without demonstration data. */
  constructor(stack) {
    this.admin = stack.administrator();
  }

  post(person, path, body) {
    return person.post(path, { requestId: newRequestId(), ...body });
  }

  day(date) {
    return this.admin.post('/v1/clock', { now: `${date}T02:00:00Z` });
  }

  /** Up to 20 February 2019: everything is allotted, nothing is spent. */
  async start() {
    const people = await createPeople(this.admin, [...centralPeople, ...provincePeople('68', 'Lam Dong')], 'spending');
    this.people = people;
    await this.day('2018-05-28');
    await this.post(people['office.appraiser'], '/v1/cycles', { programme, budgetYear: 2019 });
    let { plan } = await this.post(people['lamdong.officer'], '/v1/plans', { plan: { programme, budgetYear: 2019, title: 'Kế hoạch 2019', localDecision: '2645/QĐ-UBND', localDecisionDate: '2015-12-10',
      items: [item('01', 'Hội thảo giới thiệu sản xuất sạch hơn', 30), item('02', 'Hội thảo chuyên đề ngành chè', 20)] } });
    ({ plan } = await this.post(people['lamdong.officer'], `/v1/${plan.name}:submit`, { etag: plan.etag, note: '' }));
    ({ plan } = await this.post(people['office.appraiser'], `/v1/${plan.name}:endorse`, { etag: plan.etag, note: '' }));
    await this.post(people['mof.approver'], `/v1/${plan.name}:approve`, { etag: plan.etag, decisionNumber: '1788/QĐ-BTC' });
    await this.day('2018-12-20');
    await this.post(people['moit.budget'], '/v1/appropriations', { appropriation: { programme, budgetYear: 2019, source: 'local', holder: 'agencies/SCT-68', amountVnd: dong(50), decisionNumber: '3/NQ-HĐND', decisionDate: '2018-12-10' } });
    let { round } = await this.post(people['moit.budget'], '/v1/rounds', { programme, budgetYear: 2019, method: 'METHOD_PROPORTIONAL', envelopes: [] });
    ({ round } = await this.post(people['mof.director'], `/v1/${round.name}:approve`, { etag: round.etag, decisionNumber: '2/QĐ-BTC' }));
    await this.post(people['moit.budget'], `/v1/${round.name}:issue`, { etag: round.etag });
    await this.day('2019-02-20');
    return this;
  }

  /** A payment that the treasury has before it; amount in million dong. */
  async sentPayment(itemId, amount, description) {
    const { payment } = await this.post(this.people['lamdong.accountant'], '/v1/payments', { payment: { kind: 'KIND_PAYMENT', budgetLine: `SXSH2020-2019-SCT-68.${itemId}`, source: 'local', amountVnd: dong(amount), payee: 'Công ty TNHH Môi trường Nam Á', description } });
    await this.post(this.people['lamdong.chief'], `/v1/${payment.name}:sign`);
    return (await this.post(this.people['lamdong.head'], `/v1/${payment.name}:approve`)).payment;
  }

  async paymentNow({ name }) {
    return (await this.people['treasury.officer'].get(`/v1/${name}`)).payment;
  }
}
