// What the steps share: people, clock, report, and short forms of what they all do.
import { newRequestId } from '../lib/client.mjs';
import { programme } from '../lib/people.mjs';

export class World {
  constructor({ admin, people, report, seed }) {
    Object.assign(this, { admin, people, report, seed });
    this.programme = programme;
    this.year = 2019;
    this.position = 0;
  }

  /** Moves the clock of all programs to nine in the morning (Viet Nam) of a day, or another hour. */
  async moveTo(date, hour = '09:00') {
    await this.admin.post('/v1/clock', { now: new Date(`${date}T${hour}:00+07:00`).toISOString() });
    this.report.note(`— ${date} —`);
  }

  /** POST with a new request id; remembers the last position of the journal. */
  async post(person, path, body = {}) {
    const answer = await person.post(path, { requestId: newRequestId(), ...body });
    this.position = Math.max(this.position, Number(answer.journalPosition ?? answer.round?.journalPosition ?? answer.adjustment?.journalPosition ?? 0));
    return answer;
  }

  async plan(person, name, revision) {
    return (await person.get(`/v1/${name}`, { revision })).plan;
  }

  /** Balances of a spending unit as a map "line/source/KIND" → dong. */
  async balances(person, query) {
    const found = new Map();
    let pageToken;
    do {
      const answer = await person.get('/v1/balances', { budgetYear: this.year, pageSize: 1000, pageToken, ...query });
      for (const { account, balanceVnd } of answer.balances ?? []) {
        const kind = account.kind.replace('ACCOUNT_KIND_', '');
        const key = [account.budgetLine || account.agency, account.source, kind].join('/');
        found.set(key, (found.get(key) ?? 0) + Number(balanceVnd));
      }
      pageToken = answer.nextPageToken;
    } while (pageToken);
    return found;
  }

  async available(person, line, source) {
    return (await this.balances(person, { budgetLine: line, source })).get(`${line}/${source}/AVAILABLE`) ?? 0;
  }
}

/** `{central: 5, local: 3}` as the contract's list of fundings. */
export const funding = (amounts) => Object.entries(amounts).map(([source, amountVnd]) => ({ source, amountVnd: String(amountVnd) }));

/** Sum per source of a list of fundings. */
export const amounts = (fundings) => Object.fromEntries((fundings ?? []).map(({ source, amountVnd }) => [source, Number(amountVnd)]));

export const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Dong that state and donors give; the enterprises' share is not in it. */
export const supportOf = (fundings) => sum((fundings ?? []).filter(({ source }) => source !== 'enterprise').map(({ amountVnd }) => Number(amountVnd)));

export const line = (code, itemId, year = 2019) => `SXSH2020-${year}-SCT-${code}.${itemId}`;
