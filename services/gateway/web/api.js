// Calls of the REST surface. The session is a cookie that scripts cannot read.
import { current, text } from './texts.js';

/** What went wrong, in words that say what to do next. */
export class Problem extends Error {
  constructor(status, detail, next, instance) {
    super(detail);
    this.status = status;
    this.next = next;
    this.instance = instance;
  }
}

export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'Accept-Language': current(), ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Problem(0, text('offline'), '', '');
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Problem(response.status, answer.detail ?? text('failed'), answer.next ?? '', answer.instance ?? '');
}
