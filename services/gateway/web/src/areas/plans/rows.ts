// A plan's items as rows of the grid, and back.
import type { Input, Schema } from '../../api/client';
import { idOf } from '../../api/client';
import type { GridRow } from '../../design/grid/model';
import { formatDate, parseDate } from '../../i18n/dates';
import { parseDong } from '../../money/dong';
import type { PlanItem } from './state';

type Source = Schema<'registration.v1.Source'>;
/** Column of what is asked of a source. */
export const sourceKey = (id: string): string => `from.${id}`;

export function rowOf(item: PlanItem): GridRow {
  const cells: Record<string, string> = {
    project: idOf(item.componentProject), activity: idOf(item.activity), title: item.title, establishment: item.establishment ? idOf(item.establishment) : '',
    quantity: item.quantity, cost: item.eligibleCostVnd, date: item.scheduledDate, admissible: item.admissibleVnd, remark: item.remark,
  };
  for (const { source, amountVnd } of item.requested) if (amountVnd !== '0') cells[sourceKey(source)] = amountVnd;
  return { key: item.itemId, cells };
}

/** What the row says in the words of the contract. Call it for complete rows only. */
export function itemOf(row: GridRow, sources: readonly Source[]): Input<'registration.v1.PlanItem'> {
  const cell = (key: string) => row.cells[key] ?? '';
  return {
    itemId: row.key,
    componentProject: `componentProjects/${cell('project')}`,
    activity: `activities/${cell('activity')}`,
    title: cell('title'),
    establishment: cell('establishment') ? `establishments/${cell('establishment')}` : '',
    quantity: cell('quantity'),
    eligibleCostVnd: cell('cost'),
    requested: sources.filter(({ id }) => cell(sourceKey(id))).map(({ id }) => ({ source: id, amountVnd: cell(sourceKey(id)) })),
    scheduledDate: cell('date'),
  };
}

/** The quantity is there from the start. */
const editable = ['project', 'activity', 'title', 'establishment', 'cost', 'date'];
/** True when nothing was typed into the row. */
export const isBlank = (row: GridRow): boolean => !Object.entries(row.cells).some(([key, value]) => value && (editable.includes(key) || key.startsWith('from.')));
/** True when the row has what every item needs, each in a form that can be sent. Whether it is right is decided by the service. */
export function isComplete(row: GridRow, sources: readonly Source[]): boolean {
  const cell = (key: string) => row.cells[key] ?? '';
  const amounts = ['cost', ...sources.map(({ id }) => sourceKey(id))].map(cell);
  return Boolean(cell('project') && cell('activity') && cell('title') && cell('cost')) && /^[1-9]\d{0,17}$/.test(cell('quantity'))
    && amounts.every((amount) => amount === '' || /^\d+$/.test(amount)) && (cell('date') === '' || /^\d{4}-\d{2}-\d{2}$/.test(cell('date')));
}
/** True when two rows would be the same item. */
export const sameContent = (a: GridRow, b: GridRow, sources: readonly Source[]): boolean => JSON.stringify(itemOf(a, sources)) === JSON.stringify(itemOf(b, sources));

/** The next free id of an item: two digits, more when they are used up. */
export function nextItemId(rows: readonly GridRow[]): string {
  const highest = rows.reduce((most, { key }) => Math.max(most, Number(key) || 0), 0);
  return String(highest + 1).padStart(2, '0');
}
export const newRow = (rows: readonly GridRow[]): GridRow => ({ key: nextItemId(rows), cells: { quantity: '1' } });

/** Typed or pasted → stored. */
export const readAmount = (text: string): string => (text.trim() === '' ? '' : parseDong(text)?.toString() ?? text.trim());
export const readDay = (text: string): string => (text.trim() === '' ? '' : parseDate(text) ?? text.trim());
export const showDay = (value: string): string => formatDate(value) || value;

/** Fields of the contract, as refusals name them ("plan.items[3].eligible_cost_vnd"), to columns of the grid. */
const columnOfField: Record<string, string> = { component_project: 'project', activity: 'activity', title: 'title', establishment: 'establishment', quantity: 'quantity', eligible_cost_vnd: 'cost', requested: 'cost', scheduled_date: 'date', item_id: 'title' };
export function placeOf(subject: string): { index: number; column: string } | null {
  const parts = /^plan\.items\[(\d+)\]\.([a-z_]+)/.exec(subject);
  return parts ? { index: Number(parts[1]), column: columnOfField[parts[2] ?? ''] ?? 'title' } : null;
}
