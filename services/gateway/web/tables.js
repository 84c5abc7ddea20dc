// Usage rows as tables. Amounts arrive as strings of whole dong and are never turned into floating point.
import { current, text } from './texts.js';

/** 1234567890 as "1.234.567.890 ₫". */
export function dong(amount) {
  const digits = BigInt(amount ?? 0).toString();
  return `${digits.replace(/\B(?=(\d{3})+(?!\d))/g, current() === 'vi' ? '.' : ',')}\u00a0₫`;
}

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

const sum = (...amounts) => amounts.reduce((total, amount) => total + BigInt(amount ?? 0), 0n);

const columns = [
  ['appropriated', (row) => sum(row.appropriatedVnd)],
  ['allotted', (row) => sum(row.allottedVnd)],
  ['moving', (row) => sum(row.advancedVnd, row.inPaymentVnd, row.committedVnd)],
  ['spent', (row) => sum(row.spentVnd)],
  ['available', (row) => sum(row.availableVnd)],
  ['gone', (row) => sum(row.lapsedVnd, row.refundedVnd)],
];

/** Spent of allotted, in whole percent; null where nothing was allotted. */
function percentSpent(row) {
  const allotted = sum(row.allottedVnd);
  return allotted > 0n ? Number((sum(row.spentVnd) * 100n) / allotted) : null;
}

function labelOf(row) {
  const labels = (current() === 'vi' ? row.labelsVi : row.labelsEn) ?? [];
  return labels.filter(Boolean).join(' · ') || row.keys?.filter(Boolean).join(' · ') || text('central');
}

function shareCell(row) {
  const percent = percentSpent(row);
  if (percent === null) return element('td', { textContent: '–' });
  return element('td', {}, element('progress', { max: 100, value: percent, ariaLabel: text('share') }), ` ${percent}\u00a0%`);
}

function bodyRow(row, shown) {
  const name = element('th', { scope: 'row', textContent: labelOf(row) });
  if (row.illustrative) name.append(' ', element('span', { className: 'mark', textContent: text('illustrativeMark') }));
  return element('tr', {}, name, ...shown.map(([, amount]) => element('td', { textContent: dong(amount(row)) })), shareCell(row));
}

/** A table with a caption, its rows and, when given, a total. */
export function usageTable(caption, rows, total) {
  if (!rows?.length) return element('div', {}, element('h3', { textContent: caption }), element('p', { className: 'note', textContent: text('none') }));
  // A stage that the grouping does not know (the appropriation of a project) is a column of zeros: left out.
  const shown = columns.filter(([, amount]) => rows.some((row) => amount(row) !== 0n));
  const head = element('tr', {}, element('th', { scope: 'col', textContent: text('name') }),
    ...shown.map(([key]) => element('th', { scope: 'col', textContent: text(key) })), element('th', { scope: 'col', textContent: text('share') }));
  const table = element('table', {}, element('caption', { textContent: caption }), element('thead', {}, head),
    element('tbody', {}, ...rows.map((row) => bodyRow(row, shown))));
  if (total) {
    table.append(element('tfoot', {}, element('tr', {}, element('th', { scope: 'row', textContent: text('total') }),
      ...shown.map(([, amount]) => element('td', { textContent: dong(amount(total)) })), shareCell(total))));
  }
  return element('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: caption }, table);
}

/** The sums at the top. */
export function tiles(total) {
  const list = element('dl', { className: 'tiles' });
  for (const key of ['appropriated', 'allotted', 'spent', 'available']) {
    const [, amount] = columns.find(([name]) => name === key);
    list.append(element('div', {}, element('dt', { textContent: text(key) }), element('dd', { textContent: dong(amount(total ?? {})) })));
  }
  return list;
}

/** A refusal or failure, with what to do next. */
export function problemBox(problem, retry) {
  const box = element('div', { className: 'error', role: 'alert' }, element('strong', { textContent: problem.message }));
  if (problem.next) box.append(' ', problem.next);
  if (problem.instance) box.append(element('p', { className: 'note', textContent: `${text('request')}: ${problem.instance}` }));
  if (retry) {
    const button = element('button', { type: 'button', textContent: text('again') });
    button.addEventListener('click', retry);
    box.append(element('p', {}, button));
  }
  return box;
}
