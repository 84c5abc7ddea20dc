// Sums and shares by source, as one types.
import { useMemo } from 'react';
import type { GridRow } from '../../design/grid/model';
import { type Column, DataTable } from '../../design/datatable';
import { Money } from '../../design/money';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { formatShare, sumDong } from '../../money/dong';
import type { Catalogue } from './columns';
import { sourceKey } from './rows';
import { texts } from './texts';

const amounts = (rows: readonly GridRow[], key: string): string[] => rows.map((row) => row.cells[key] ?? '').filter((cell) => /^\d+$/.test(cell));

export function Totals({ rows, sources }: { rows: readonly GridRow[]; sources: Catalogue['sources'] }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { language } = useLanguage();
  const lines = useMemo(() => sources.map((source) => ({ id: source.id, title: pick(source.titleVi, source.titleEn), amount: sumDong(amounts(rows, sourceKey(source.id))) })), [rows, sources, pick]);
  const cost = useMemo(() => sumDong(amounts(rows, 'cost')), [rows]);
  const columns: Column<(typeof lines)[number]>[] = [
    { key: 'source', title: t('source'), value: (line) => line.title, total: t('cost') },
    { key: 'amount', title: t('amount'), numeric: true, value: (line) => line.amount, render: (line) => <Money amount={line.amount} />, total: <Money amount={cost} /> },
    { key: 'share', title: t('share'), numeric: true, value: (line) => formatShare(line.amount, cost, language), total: '' },
  ];
  return <DataTable caption={t('bySource')} columns={columns} rows={lines} rowKey={(line) => line.id} />;
}
