// A client of the gateway's REST surface, as a person uses it: sign in, call, and read refusals. Used by the
// scenario, the demonstration data and the end-to-end tests. Standard library of Node 18 alone.
import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';

/** The answer "no", as application/problem+json says it. */
export class Refused extends Error {
  constructor(method, path, status, problem) {
    super(`${method} ${path}: ${status} ${problem.reason ?? ''} ${problem.detail ?? problem.title ?? ''}`);
    this.status = status;
    this.problem = problem;
    this.reason = problem.reason ?? '';
  }
  /** Field paths, rows or accounts that the refusal names. */
  get violations() {
    return this.problem.violations ?? [];
  }
}

/** A UUID that depends on its parts alone, so that a repeated run repeats its request ids. */
export function requestIdOf(...parts) {
  const hash = createHash('sha256').update(parts.join('\u0000')).digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

export const newRequestId = () => randomUUID();

/** `{groupBy: ['A', 'B'], year: 1}` as `?groupBy=A&groupBy=B&year=1`. */
function queryString(query) {
  const pairs = [];
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(one)}`);
    }
  }
  return pairs.length ? `?${pairs.join('&')}` : '';
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });

/** One HTTP request; `body` is an object (sent as JSON), a Buffer or a string. Resolves to status, headers and bytes. */
export function send(base, { method = 'GET', path, headers = {}, body }) {
  const url = new URL(path, base);
  const bytes = body === undefined ? undefined
    : Buffer.isBuffer(body) || typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const all = { accept: 'application/json', ...headers };
  if (bytes) {
    all['content-type'] ??= 'application/json';
    all['content-length'] = bytes.length;
  }
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, headers: all, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    request.setTimeout(60_000, () => request.destroy(new Error(`${method} ${path}: no answer within 60 s`)));
    request.on('error', reject);
    request.end(bytes);
  });
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Failures that say "try again": the request id makes repeating safe. */
const transient = (status) => status === 429 || status === 503 || status === 504;

/** One signed-in person. */
export class Person {
  constructor(base, userId, password) {
    this.base = base;
    this.userId = userId;
    this.password = password;
    this.language = 'vi';
    this.token = '';
  }

  async signIn() {
    const answer = await this.#attempt('POST', '/v1/sessions', { userId: this.userId, password: this.password });
    this.token = answer.sessionToken;
    this.user = answer.user;
    return this;
  }

  get(path, query) {
    return this.call('GET', path + queryString(query));
  }
  post(path, body) {
    return this.call('POST', path, body);
  }
  patch(path, body) {
    return this.call('PATCH', path, body);
  }

  /** Calls, signing in first when needed; throws Refused for every answer that is not 2xx. */
  async call(method, path, body) {
    if (!this.token) await this.#signInOnce();
    try {
      return await this.#attempt(method, path, body);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      this.token = '';
      await this.#signInOnce();
      return this.#attempt(method, path, body);
    }
  }

  /** Raw bytes of an answer, for exports. */
  async download(path, query) {
    if (!this.token) await this.#signInOnce();
    const answer = await send(this.base, { path: path + queryString(query), headers: this.#headers() });
    if (answer.status !== 200) throw refusedOf('GET', path, answer);
    return answer.bytes;
  }

  #signInOnce() {
    this.signingIn ??= this.signIn().finally(() => (this.signingIn = undefined));
    return this.signingIn;
  }

  #headers() {
    const headers = { 'accept-language': this.language };
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    return headers;
  }

  async #attempt(method, path, body) {
    for (let attempt = 1; ; attempt++) {
      const answer = await send(this.base, { method, path, headers: this.#headers(), body });
      if (answer.status >= 200 && answer.status < 300) return answer.bytes.length ? JSON.parse(answer.bytes) : {};
      const refused = refusedOf(method, path, answer);
      if (!transient(answer.status) || attempt === 6 || refused.reason === 'SIGN_IN_LOCKED') throw refused;
      await sleep(100 * 2 ** attempt);
    }
  }
}

function refusedOf(method, path, answer) {
  let problem;
  try {
    problem = JSON.parse(answer.bytes);
  } catch {
    problem = { title: answer.bytes.toString().slice(0, 200) };
  }
  return new Refused(method, path, answer.status, problem);
}

/** Waits until the gateway answers. */
export async function waitForGateway(base, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      const answer = await send(base, { path: '/openapi.json' });
      if (answer.status === 200) return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`the gateway at ${base} does not answer`);
    await sleep(100);
  }
}

/** Runs `work` over `items`, at most `width` at once, keeping their order in the result. */
export async function inParallel(items, width, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
