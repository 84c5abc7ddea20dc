// What the scenario prints: who did what, and every check with its outcome.
import { Refused, newRequestId } from '../lib/client.mjs';

const colour = process.stdout.isTTY;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export class Report {
  passed = 0;
  failed = [];

  heading(text) {
    console.log(`\n${paint('1', text)}`);
  }
  /** What a person did, in one line. */
  did(who, text) {
    console.log(`  ${who}: ${text}`);
  }
  note(text) {
    console.log(`    ${text}`);
  }
  check(holds, text) {
    console.log(`    ${holds ? paint('32', '✓') : paint('31', '✗')} ${text}`);
    if (holds) this.passed++;
    else this.failed.push(text);
    return holds;
  }
  equal(actual, expected, text) {
    const same = JSON.stringify(actual) === JSON.stringify(expected);
    return this.check(same, same ? text : `${text}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }

  /**
   * Calls and expects a refusal for `reason`. The same call is made in both languages: a repeated request id returns
   * the first outcome, so the refusal must come back, with the same reason and in the other language.
   * `mentions`: texts that must stand somewhere in the answer.
   */
  async refuses(person, method, path, body, { reason, status, mentions = [], text }) {
    const request = method === 'GET' ? undefined : { requestId: newRequestId(), ...body };
    const answers = {};
    for (const language of ['vi', 'en']) answers[language] = await this.#refusalOf(person, language, method, path, request);
    const { vi, en } = answers;
    if (!vi || !en) {
      this.check(false, `${text}: was not refused`);
      return undefined;
    }
    const reasons = Array.isArray(reason) ? reason : [reason];
    this.check(reasons.includes(vi.reason), `${text}: ${vi.reason || vi.message}${reasons.includes(vi.reason) ? '' : ` instead of ${reasons}`}`);
    if (vi.problem.detail) this.note(`  “${vi.problem.detail}”`);
    if (status) this.equal(vi.status, status, `status ${status}`);
    this.check(en.reason === vi.reason && vi.problem.detail && en.problem.detail && vi.problem.detail !== en.problem.detail,
      'the reason is given in Vietnamese and in English');
    const whole = JSON.stringify([vi.problem, en.problem]);
    for (const mention of mentions) this.check(whole.includes(String(mention)), `it names ${mention}`);
    return vi;
  }

  async #refusalOf(person, language, method, path, request) {
    const before = person.language;
    person.language = language;
    try {
      await person.call(method, path, request);
      return undefined;
    } catch (error) {
      if (error instanceof Refused) return error;
      throw error;
    } finally {
      person.language = before;
    }
  }

  /** The last lines; true when everything held. */
  finish() {
    console.log(`\n${this.passed} checks held, ${this.failed.length} failed`);
    for (const text of this.failed) console.log(`  ${paint('31', '✗')} ${text}`);
    return this.failed.length === 0;
  }
}
