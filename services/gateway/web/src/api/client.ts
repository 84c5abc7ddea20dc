// Calls of the REST surface, typed by the gateway's own OpenAPI document. The session is a cookie that scripts cannot read.
import type { components, paths } from './openapi';
import { Problem, offline } from './problem';

type Verb = 'get' | 'post' | 'patch';
type Operation<P extends keyof paths, V extends Verb> = paths[P] extends Record<V, infer O> ? NonNullable<O> : never;

/** Addresses that know a verb. */
export type PathOf<V extends Verb> = { [P in keyof paths]: Operation<P, V> extends never ? never : Operation<P, V> extends { responses: unknown } ? P : never }[keyof paths];

type PathParameters<O> = O extends { parameters: { path: infer P } } ? P : undefined;
type Query<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : undefined;
type BodyOf<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined;
type AnswerBody<O> = O extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never;

/** Answers carry every plain field and list, empty or not; messages may be absent. */
export type Filled<T> = T extends readonly (infer U)[]
  ? Filled<U>[]
  : T extends object
    ? { [K in keyof T as IsMessage<T[K]> extends true ? never : K]-?: Filled<NonNullable<T[K]>> } & {
        [K in keyof T as IsMessage<T[K]> extends true ? K : never]?: Filled<NonNullable<T[K]>>;
      }
    : T;
type IsMessage<T> = NonNullable<T> extends readonly unknown[] ? false : NonNullable<T> extends object ? true : false;

/** A message of the contract as answers carry it: `Schema<'registration.v1.Plan'>`. */
export type Schema<N extends keyof components['schemas']> = Filled<components['schemas'][N]>;
/** The same as requests may carry it. */
export type Input<N extends keyof components['schemas']> = components['schemas'][N];

export type Answer<P extends keyof paths, V extends Verb> = Filled<AnswerBody<Operation<P, V>>>;
export type Body<P extends keyof paths, V extends Verb> = BodyOf<Operation<P, V>>;

type OptionalIfUndefined<K extends string, T> = undefined extends T ? Partial<Record<K, undefined>> : Record<K, T>;
export type GetParameters<P extends keyof paths> = OptionalIfUndefined<'path', PathParameters<Operation<P, 'get'>>> & { query?: Query<Operation<P, 'get'>> };
export type ChangeParameters<P extends keyof paths, V extends Verb> = OptionalIfUndefined<'path', PathParameters<Operation<P, V>>> & { body: Body<P, V> };

interface Wiring {
  language: () => string;
  /** Asks the person to sign in again; true when that happened. */
  renew: () => Promise<boolean>;
}
let wiring: Wiring = { language: () => 'vi', renew: () => Promise.resolve(false) };
/** What calls need from the shell; set once when it starts. */
export function wire(parts: Wiring): void {
  wiring = parts;
}

function address(template: string, path: Record<string, string> | undefined, query: Record<string, unknown> | undefined): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, String(one));
    }
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

/** Characters above which a request may take the longest that the gateway allows: a plan of thousands of items. */
const largeBody = 300_000;
/** So may a national round, which is computed, stored and booked line by line. */
const longWork = /^\/v1\/rounds(\/[^/:]+:issue)?$/;

/** Sends one request; throws a Problem for every answer that is not 2xx. A session that ended is renewed once. */
export async function send(verb: Verb, target: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const slow = (content?.length ?? 0) > largeBody || (verb === 'post' && longWork.test(target));
  const attempt = async (): Promise<Response> => {
    try {
      return await fetch(target, {
        method: verb.toUpperCase(),
        headers: { 'Accept-Language': wiring.language(), ...(content === undefined ? {} : { 'Content-Type': 'application/json' }), ...(slow ? { 'X-Timeout-Ms': '60000' } : {}) },
        body: content,
        signal: signal ?? null,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw offline();
    }
  };
  let response = await attempt();
  if (response.status === 401 && !target.startsWith('/v1/sessions') && (await wiring.renew())) response = await attempt();
  if (!response.ok) throw await Problem.of(response);
  return response;
}

/** Reads a resource. */
export async function get<P extends PathOf<'get'>>(path: P, parameters: GetParameters<P>, signal?: AbortSignal): Promise<Answer<P, 'get'>> {
  const { path: inPath, query } = parameters as { path?: Record<string, string>; query?: Record<string, unknown> };
  return (await (await send('get', address(path, inPath, query), undefined, signal)).json()) as Answer<P, 'get'>;
}

/** Sends a change or a dry run. */
export async function change<V extends 'post' | 'patch', P extends PathOf<V>>(verb: V, path: P, parameters: ChangeParameters<P, V>): Promise<Answer<P, V>> {
  const { path: inPath, body } = parameters as { path?: Record<string, string>; body: unknown };
  return (await (await send(verb, address(path, inPath, undefined), body ?? {})).json()) as Answer<P, V>;
}
export const post = <P extends PathOf<'post'>>(path: P, parameters: ChangeParameters<P, 'post'>) => change('post', path, parameters);
export const patch = <P extends PathOf<'patch'>>(path: P, parameters: ChangeParameters<P, 'patch'>) => change('patch', path, parameters);

/** All pages of a list. `next` reads one page, `rows` takes its rows. At most 50 pages: more is for a search, not for a screen. */
export async function allPages<A extends { nextPageToken: string }, R>(next: (pageToken: string) => Promise<A>, rows: (answer: A) => R[]): Promise<R[]> {
  const all: R[] = [];
  let token = '';
  for (let page = 0; page < 50; page++) {
    const answer = await next(token);
    all.push(...rows(answer));
    token = answer.nextPageToken;
    if (!token) break;
  }
  return all;
}

/** "plans/SXSH2020-2019-SCT-68" as "SXSH2020-2019-SCT-68". */
export const idOf = (name: string): string => name.slice(name.indexOf('/') + 1);

/** A version-4 UUID. (crypto.randomUUID is missing where a page came over plain http.) */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
