// The lines of a statement file beside what the service said of each.
import type { Answer } from '../../api/client';

export type Imported = Answer<'/v1/statements', 'post'>;

/** A line as the file has it. `row` counts as the service does: the heading is row 1. */
export interface FileLine { row: number; payment: string; outcome: string; amountVnd: string; valueDate: string; reference: string }
export type LineResult = 'decided' | 'unmatched' | 'agrees';
export interface ResultLine extends FileLine { result: LineResult; about: string }

/** Cells of one line of CSV. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const match of `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)) cells.push(match[1]?.replace(/""/g, '"') ?? match[2] ?? '');
  return cells;
}

/** Lines of a CSV statement, for showing them; null when the file is in fixed layout or has no heading. The service reads it itself. */
export function linesOf(text: string): FileLine[] | null {
  const [head = '', ...rest] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const names = cellsOf(head).map((name) => name.trim());
  if (!names.includes('payment') || !names.includes('amount_vnd')) return null;
  return rest.map((line, index) => ({ line, row: index + 2 })).filter(({ line }) => line.trim() !== '').map(({ line, row }) => {
    const cells = cellsOf(line);
    const of = (name: string) => cells[names.indexOf(name)] ?? '';
    return { row, payment: of('payment'), outcome: of('outcome'), amountVnd: of('amount_vnd'), valueDate: of('value_date'), reference: of('treasury_reference') };
  });
}

/** What became of each line: it decided a payment, it matches none (and why), or it says what the books say already. */
export function resultsOf(lines: FileLine[], answer: Imported): ResultLine[] {
  const unmatched = new Map(answer.unmatched.map((text) => [Number(/^dòng (\d+)/.exec(text)?.[1] ?? 0), text.replace(/^dòng \d+: [^:]*: /, '')]));
  const byName = new Map(answer.payments.map((payment) => [payment.name, payment]));
  const byReference = new Map(answer.payments.map((payment) => [payment.treasuryReference, payment]));
  return lines.map((line) => {
    const remark = unmatched.get(line.row);
    if (remark !== undefined) return { ...line, result: 'unmatched', about: remark };
    const decided = byName.get(line.payment) ?? byReference.get(line.reference);
    return decided ? { ...line, result: 'decided', about: decided.name } : { ...line, result: 'agrees', about: line.payment };
  });
}

/** Lines and sum of what was paid, as the sender's slip would say them; null when an amount is none. */
export function totalsOf(lines: FileLine[]): { lines: number; paidVnd: bigint } | null {
  if (lines.some(({ amountVnd }) => !/^\d+$/.test(amountVnd))) return null;
  return { lines: lines.length, paidVnd: lines.filter(({ outcome }) => outcome === 'paid').reduce((sum, { amountVnd }) => sum + BigInt(amountVnd), 0n) };
}
