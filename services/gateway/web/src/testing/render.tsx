// Renders a page as the shell would, against a gateway of canned answers.
import { QueryClient } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { vi } from 'vitest';
import { Providers } from '../app/app';
import { type Language, LanguageProvider } from '../i18n/language';

export interface Call { verb: string; path: string; body: Record<string, unknown> }
/** What the gateway answers: a body, or a status with a problem, or a thrown error for a lost connection. */
export type Reply = object | (() => object) | { status: number; problem: object };

/** Puts canned answers in place of the network: `{'GET /v1/plans': {plans: []}}`. Returns what was asked. */
export function answer(replies: Record<string, Reply>): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', (target: string, init?: RequestInit) => {
    const verb = init?.method ?? 'GET';
    const path = target.split('?')[0] ?? '';
    calls.push({ verb, path: target, body: init?.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {} });
    const reply = replies[`${verb} ${path}`];
    if (!reply) return Promise.resolve(new Response(JSON.stringify({ reason: 'ROUTE_UNKNOWN', detail: `${verb} ${path}` }), { status: 404 }));
    const content = typeof reply === 'function' ? (reply as () => object)() : reply;
    if (content instanceof Error) return Promise.reject(content);
    const { status = 200, problem } = content as { status?: number; problem?: object };
    return Promise.resolve(new Response(JSON.stringify(problem ?? content), { status: problem ? status : 200 }));
  });
  return calls;
}

export function show(page: ReactNode, { at = '/', language = 'vi' as Language } = {}): RenderResult {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(<LanguageProvider start={language}><MemoryRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }} initialEntries={[at]}><Providers client={client}>{page}</Providers></MemoryRouter></LanguageProvider>);
}
