// Drilling down: a way of dimensions and keys, kept in the address, and the rows that lie on it. Each level is asked of the
// service whole; the browser only leaves out what is beside the way.
import type { UsageRow } from '../../design/usage';
import { sumDong } from '../../money/dong';

export const dimensions = ['PROGRAMME', 'YEAR', 'SOURCE', 'PROJECT', 'PROVINCE', 'PROVINCE_2025', 'AGENCY', 'BUDGET_LINE'] as const;
export type Dimension = (typeof dimensions)[number];
export interface Step { dimension: Dimension; key: string }

const isDimension = (text: string): text is Dimension => (dimensions as readonly string[]).includes(text);

/** "PROVINCE:68|AGENCY:agencies/SCT-68" as steps; what makes no sense is left out. */
export function readWay(text: string | null): Step[] {
  const steps: Step[] = [];
  for (const part of (text ?? '').split('|')) {
    const dimension = part.slice(0, part.indexOf(':'));
    if (part.includes(':') && isDimension(dimension) && !steps.some((step) => step.dimension === dimension)) steps.push({ dimension, key: part.slice(dimension.length + 1) });
  }
  return steps;
}
export const writeWay = (way: readonly Step[]): string => way.map(({ dimension, key }) => `${dimension}:${key}`).join('|');

/** The dimension that is shown below a way: the one asked for, otherwise the next one that says more. */
export function nextDimension(way: readonly Step[], wanted: string | null): Dimension {
  const free = dimensions.filter((dimension) => !way.some((step) => step.dimension === dimension));
  if (wanted && free.includes(wanted as Dimension)) return wanted as Dimension;
  const usual: Dimension[] = ['PROVINCE', 'AGENCY', 'BUDGET_LINE'];
  return usual.find((dimension) => free.includes(dimension)) ?? free[0] ?? 'BUDGET_LINE';
}

/** Rows of [way…, last dimension] that lie on the way, each with its last key alone. */
export function rowsOn(rows: readonly UsageRow[], way: readonly Step[]): UsageRow[] {
  return rows.filter((row) => way.every((step, index) => row.keys[index] === step.key))
    .map((row) => ({ ...row, keys: row.keys.slice(-1), labelsVi: row.labelsVi.slice(-1), labelsEn: row.labelsEn.slice(-1) }));
}

const amounts = ['appropriatedVnd', 'allottedVnd', 'availableVnd', 'committedVnd', 'inPaymentVnd', 'advancedVnd', 'spentVnd', 'refundedVnd', 'lapsedVnd', 'carriedForwardVnd', 'enterpriseVnd'] as const;
/** Their sum as one row. */
export function sumOf(rows: readonly UsageRow[]): UsageRow {
  const sums = Object.fromEntries(amounts.map((part) => [part, sumDong(rows.map((row) => row[part])).toString()])) as Record<(typeof amounts)[number], string>;
  return { keys: [], labelsVi: [], labelsEn: [], illustrative: rows.some((row) => row.illustrative), ...sums };
}
