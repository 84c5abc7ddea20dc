// Two versions of a plan side by side: what was added, removed and changed, cell by cell.
import { Checkbox } from 'antd';
import { useState } from 'react';
import { type Column, DataTable } from '../../design/datatable';
import { type GridColumn, type GridRow, shownText } from '../../design/grid/model';
import { Empty, Mark } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

interface Pair { key: string; before?: GridRow; after?: GridRow; changed: string[] }

export function pairsOf(before: readonly GridRow[], after: readonly GridRow[], columns: readonly GridColumn[]): Pair[] {
  const [old, now] = [new Map(before.map((row) => [row.key, row])), new Map(after.map((row) => [row.key, row]))];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.map((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    return { key, before: from, after: to, changed: columns.filter((column) => (from?.cells[column.key] ?? '') !== (to?.cells[column.key] ?? '')).map((column) => column.key) };
  });
}

export function Differences({ before, after, columns, caption }: { before: readonly GridRow[]; after: readonly GridRow[]; columns: readonly GridColumn[]; caption: string }) {
  const t = useTexts(texts);
  const [only, setOnly] = useState(true);
  const compared = columns.filter((column) => !column.readOnly);
  const all = pairsOf(before, after, compared);
  const pairs = all.filter((pair) => !only || pair.changed.length > 0);
  const kindOf = (pair: Pair) => (!pair.before ? 'added' : !pair.after ? 'removed' : pair.changed.length ? 'changed' : '');
  const text = (row: GridRow | undefined, column: GridColumn) => (row ? shownText(column, row) : '');
  const table: Column<Pair>[] = [
    { key: 'id', title: '#', value: (pair) => pair.key, render: (pair) => { const kind = kindOf(pair); return <>{pair.key} {kind && <Mark tone={kind === 'added' ? 'green' : kind === 'removed' ? 'red' : 'gold'}>{t(kind)}</Mark>}</>; } },
    ...compared.map((column): Column<Pair> => ({
      key: column.key, title: column.title, numeric: column.numeric, value: (pair) => `${text(pair.before, column)} → ${text(pair.after, column)}`,
      render: (pair) => (pair.changed.includes(column.key)
        ? <span className="differs">{pair.before && <del>{text(pair.before, column) || '–'}</del>} {pair.after && <ins>{text(pair.after, column) || '–'}</ins>}</span>
        : text(pair.after ?? pair.before, column)),
    })),
  ];
  return (
    <>
      <Checkbox checked={only} onChange={(event) => { setOnly(event.target.checked); }}>{t('only')}</Checkbox>
      {pairs.length ? <DataTable caption={caption} columns={table} rows={pairs} rowKey={(pair) => pair.key} /> : <Empty>{t('noChange')}</Empty>}
    </>
  );
}
