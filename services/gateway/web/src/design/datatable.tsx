// The table of every page: a real <table>, sortable by its headings, copied or saved for a spreadsheet, and quick with
// ten thousand rows: of long tables only the rows in sight exist.
import { Button, Input } from 'antd';
import { type ReactNode, type UIEvent, useMemo, useState } from 'react';
import { useLanguage, useTexts } from '../i18n/language';
import { matches } from '../i18n/search';
import { type Cell, saveFile, toCsv, toTsv } from './csv';
import { usePrinting } from './paper';
import { texts } from './texts';

export interface Column<R> {
  key: string;
  title: string;
  /** What is shown; the value itself when absent. */
  render?: (row: R) => ReactNode;
  /** Plain value: sorted by, copied, saved. */
  value: (row: R) => Cell;
  /** Amounts and counts stand on the right. */
  numeric?: boolean;
  /** In the last line; absent cells stay empty. */
  total?: ReactNode;
  /** CSS length, for example "12rem". */
  width?: string;
}

interface DataTableProps<R> {
  /** Says what the table holds; read out, and the name of the saved file. */
  caption: string;
  columns: Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Shown instead of an empty table. */
  empty?: ReactNode;
  /** Marks rows, for example the selected one. */
  rowClass?: (row: R) => string | undefined;
  showCaption?: boolean;
  /** Given: a field above the table finds rows, without regard to diacritics; this is what it starts with. */
  filter?: string;
}

/** Above so many rows only those in sight are built; they are one line high then. */
const longTable = 200;
const rowHeight = 40;
const viewHeight = 600;

const compare = (a: Cell, b: Cell, language: string): number =>
  typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b), language, { numeric: true }) : a < b ? -1 : a > b ? 1 : 0;

export function DataTable<R>({ caption, columns, rows, rowKey, empty, rowClass, showCaption = false, filter }: DataTableProps<R>) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [sort, setSort] = useState<{ key: string; down: boolean } | null>(null);
  const [top, setTop] = useState(0);
  const printing = usePrinting();
  const [wanted, setWanted] = useState(filter ?? '');
  const found = useMemo(() => (filter === undefined || !wanted.trim() ? rows : rows.filter((row) => matches(columns.map(({ value }) => String(value(row))).join(' '), wanted.trim()))), [rows, columns, filter, wanted]);
  const sorted = useMemo(() => {
    const column = columns.find(({ key }) => key === sort?.key);
    if (!column || !sort) return found;
    return [...found].sort((a, b) => compare(column.value(a), column.value(b), language) * (sort.down ? -1 : 1));
  }, [found, columns, sort, language]);
  if (!rows.length && empty) return <>{empty}</>;
  const long = sorted.length > longTable && !printing;
  const first = long ? Math.max(0, Math.floor(top / rowHeight) - 10) : 0;
  const shown = long ? sorted.slice(first, first + Math.ceil(viewHeight / rowHeight) + 20) : sorted;
  const onScroll = (event: UIEvent<HTMLDivElement>) => { if (long) setTop(event.currentTarget.scrollTop); };
  const space = (count: number) => count > 0 && <tr aria-hidden="true"><td colSpan={columns.length} className="space" style={{ height: count * rowHeight }} /></tr>;
  return (
    <div className="data-table">
      {filter !== undefined && (
        <div className="table-filter"><Input allowClear value={wanted} aria-label={t('filterTable')} placeholder={t('filterTable')} onChange={(event) => { setWanted(event.target.value); }} />
          <span role="status" className="soft small">{wanted.trim() && (found.length ? t('filtered', { shown: found.length, count: rows.length }) : t('noMatch'))}</span></div>
      )}
      <div className={long ? 'scroll long' : 'scroll'} tabIndex={0} role="region" aria-label={caption} onScroll={onScroll}>
        <table aria-rowcount={long ? sorted.length + 1 : undefined}>
          <caption className={showCaption ? undefined : 'hidden'}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, title, numeric, width }) => (
                <th key={key} scope="col" className={numeric ? 'numeric' : undefined} style={width ? { minWidth: width } : undefined}
                  aria-sort={sort?.key === key ? (sort.down ? 'descending' : 'ascending') : undefined}>
                  <button type="button" className="sort" title={t('sortBy', { column: title })}
                    onClick={() => { setSort(sort?.key === key ? (sort.down ? null : { key, down: true }) : { key, down: false }); }}>
                    {title}<span aria-hidden="true">{sort?.key === key ? (sort.down ? ' ▼' : ' ▲') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {space(first)}
            {shown.map((row) => (
              <tr key={rowKey(row)} className={rowClass?.(row)} style={long ? { height: rowHeight } : undefined}>
                {columns.map(({ key, render, value, numeric }) => <td key={key} className={numeric ? 'numeric' : undefined}>{render ? render(row) : String(value(row))}</td>)}
              </tr>
            ))}
            {space(sorted.length - first - shown.length)}
          </tbody>
          {columns.some(({ total }) => total !== undefined) && (
            <tfoot><tr>{columns.map(({ key, total, numeric }, index) => <td key={key} className={numeric ? 'numeric' : undefined}>{total ?? (index === 0 ? t('total') : '')}</td>)}</tr></tfoot>
          )}
        </table>
      </div>
      <TableTools caption={caption} cells={() => [columns.map(({ title }) => title), ...sorted.map((row) => columns.map(({ value }) => value(row)))]} count={rows.length} />
    </div>
  );
}

function TableTools({ caption, cells, count }: { caption: string; cells: () => Cell[][]; count: number }) {
  const t = useTexts(texts);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toTsv(cells()));
      setSaid(t('copied'));
    } catch {
      setSaid(t('copyFailed'));
    }
  };
  return (
    <div className="table-tools">
      <span className="soft small">{t('rows', { count })}</span>
      <Button size="small" type="text" onClick={() => void copy()}>{t('copyTable')}</Button>
      <Button size="small" type="text" onClick={() => { saveFile(`${caption}.csv`, toCsv(cells()), 'text/csv'); }}>{t('downloadCsv')}</Button>
      <span role="status" className="soft small">{said}</span>
    </div>
  );
}
