// Plans of several years as one row a unit.
import { toDong } from '../../money/dong';
import type { Plan } from './state';

export interface Cell { amount: bigint; approved: boolean }
export interface UnitRow { agency: string; cells: Map<number, Cell>; total: bigint }

/** Of each plan the approved amount, before that the requested one; drafts do not count. */
export function matrixOf(plans: readonly Plan[], years: readonly number[]): UnitRow[] {
  const rows = new Map<string, UnitRow>();
  for (const plan of plans) {
    if (plan.state === 'STATE_DRAFT' || !years.includes(plan.budgetYear)) continue;
    const row = rows.get(plan.agency) ?? { agency: plan.agency, cells: new Map<number, Cell>(), total: 0n };
    const approved = plan.state === 'STATE_APPROVED';
    const amount = toDong(approved ? plan.approvedVnd : plan.requestedVnd);
    const old = row.cells.get(plan.budgetYear);
    row.cells.set(plan.budgetYear, { amount: amount + (old?.amount ?? 0n), approved: approved && (old?.approved ?? true) });
    row.total += amount;
    rows.set(plan.agency, row);
  }
  return [...rows.values()].sort((a, b) => a.agency.localeCompare(b.agency));
}

/** Requested and approved in a year; drafts do not count. */
export const yearSums = (plans: readonly Plan[], year: number) =>
  plans.filter(({ budgetYear, state }) => budgetYear === year && state !== 'STATE_DRAFT')
    .reduce((sum, plan) => ({ requested: sum.requested + toDong(plan.requestedVnd), approved: sum.approved + toDong(plan.approvedVnd) }), { requested: 0n, approved: 0n });
