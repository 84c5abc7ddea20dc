// Sums of plans for the screen. Nothing is decided here.
import { sumDong, toDong } from '../../money/dong';
import type { Plan, PlanItem } from './state';

export interface Sums { requested: bigint; admissible: bigint; approved: bigint; enterprise: bigint; items: number }
export const nothing = (): Sums => ({ requested: 0n, admissible: 0n, approved: 0n, enterprise: 0n, items: 0 });

type Funding = PlanItem['requested'][number];
const isEnterprise = ({ sourceKind }: Funding) => sourceKind === 'SOURCE_KIND_ENTERPRISE';
const state = (fundings: readonly Funding[]) => sumDong(fundings.filter((one) => !isEnterprise(one)).map(({ amountVnd }) => amountVnd));

export const requestedOf = (item: PlanItem): bigint => state(item.requested);
export const approvedOf = (item: PlanItem): bigint => state(item.approved);

function add(sums: Sums, item: PlanItem): Sums {
  return {
    requested: sums.requested + requestedOf(item),
    admissible: sums.admissible + toDong(item.admissibleVnd),
    approved: sums.approved + approvedOf(item),
    enterprise: sums.enterprise + sumDong(item.requested.filter(isEnterprise).map(({ amountVnd }) => amountVnd)),
    items: sums.items + 1,
  };
}
export const sumOf = (items: readonly PlanItem[]): Sums => items.reduce(add, nothing());

/** Sums of the items of some plans by a key of each item. */
export function byKey(plans: readonly Plan[], keyOf: (item: PlanItem, plan: Plan) => string): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const plan of plans) {
    for (const item of plan.items) sums.set(keyOf(item, plan), add(sums.get(keyOf(item, plan)) ?? nothing(), item));
  }
  return new Map([...sums].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** Sums by source: requested, approved. */
export function bySource(items: readonly PlanItem[]): { source: string; requested: bigint; approved: bigint }[] {
  const sources = new Map<string, { source: string; requested: bigint; approved: bigint }>();
  const row = (source: string) => {
    const old = sources.get(source) ?? { source, requested: 0n, approved: 0n };
    sources.set(source, old);
    return old;
  };
  for (const item of items) {
    for (const { source, amountVnd } of item.requested) row(source).requested += toDong(amountVnd);
    for (const { source, amountVnd } of item.approved) row(source).approved += toDong(amountVnd);
  }
  return [...sources.values()];
}

/** Second less first, as people compare years: signed. */
export const difference = (now: bigint, before: bigint): bigint => now - before;

/** The middle of some amounts; of an even number the lower of the two. Null of none. */
export function median(amounts: readonly bigint[]): bigint | null {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
