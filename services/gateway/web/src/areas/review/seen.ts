// What changed since this person last looked: the etag of each plan as it was seen, kept in this browser.
import type { Plan } from './state';

type Seen = Record<string, { etag: string; state: Plan['state']; requestedVnd: string }>;
export type Change = 'new' | 'changed' | 'same';

const key = (user: string, year: number) => `cpb-seen-plans ${user} ${year}`;

export function readSeen(user: string, year: number): Seen | null {
  try {
    const text = localStorage.getItem(key(user, year));
    return text ? (JSON.parse(text) as Seen) : null;
  } catch {
    return null;
  }
}

/** Takes the plans as seen from now on. */
export function keepSeen(user: string, year: number, plans: readonly Plan[]): void {
  const seen: Seen = Object.fromEntries(plans.map(({ name, etag, state, requestedVnd }) => [name, { etag, state, requestedVnd }]));
  try {
    localStorage.setItem(key(user, year), JSON.stringify(seen));
  } catch {
    // Without storage nothing is marked as changed.
  }
}

/** Nothing is new to somebody who never looked. */
export function changeOf(plan: Plan, seen: Seen | null): Change {
  if (!seen) return 'same';
  const before = seen[plan.name];
  return !before ? 'new' : before.etag === plan.etag ? 'same' : 'changed';
}
