// Fund usage as tiles and tables, wherever it is shown.
import type { Schema } from '../api/client';
import { usePick, useTexts } from '../i18n/language';
import { formatShare, sumDong } from '../money/dong';
import { useLanguage } from '../i18n/language';
import { type Column, DataTable } from './datatable';
import { Empty, Illustrative } from './layout';
import { Money } from './money';
import { texts } from './usagetexts';

export type UsageRow = Schema<'audit.v1.UsageRow'>;
type Stage = 'appropriated' | 'allotted' | 'moving' | 'spent' | 'available' | 'gone' | 'enterprise';

const stages: [Stage, (row: UsageRow) => bigint][] = [
  ['appropriated', (row) => sumDong([row.appropriatedVnd])],
  ['allotted', (row) => sumDong([row.allottedVnd])],
  ['moving', (row) => sumDong([row.advancedVnd, row.inPaymentVnd, row.committedVnd])],
  ['spent', (row) => sumDong([row.spentVnd])],
  ['available', (row) => sumDong([row.availableVnd])],
  ['gone', (row) => sumDong([row.lapsedVnd, row.refundedVnd])],
  ['enterprise', (row) => sumDong([row.enterpriseVnd])],
];

/** The sums at the top. */
export function UsageTiles({ total }: { total: UsageRow | undefined }) {
  const t = useTexts(texts);
  return (
    <dl className="tiles">
      {stages.filter(([stage]) => !['moving', 'gone', 'enterprise'].includes(stage)).map(([stage, amount]) => (
        <div key={stage}><dt>{t(stage)}</dt><dd><Money amount={total ? amount(total) : 0n} /></dd></div>
      ))}
    </dl>
  );
}

/** Usage rows of one grouping. Stages that the grouping does not know are left out. `onOpen` gets the last key of a chosen row. */
export function UsageTable({ caption, rows, total, onOpen }: { caption: string; rows: UsageRow[]; total?: UsageRow; onOpen?: (key: string) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { language } = useLanguage();
  if (!rows.length) return <Empty>{t('none')}</Empty>;
  const labelOf = (row: UsageRow) => pick(row.labelsVi.filter(Boolean).join(' · '), row.labelsEn.filter(Boolean).join(' · ')) || row.keys.filter(Boolean).join(' · ') || t('central');
  const shown = stages.filter(([, amount]) => rows.some((row) => amount(row) !== 0n));
  const columns: Column<UsageRow>[] = [
    { key: 'name', title: t('name'), width: '12rem', value: labelOf, render: (row) => <>{onOpen ? <button type="button" className="link" onClick={() => { onOpen(row.keys.at(-1) ?? ''); }}>{labelOf(row)}</button> : labelOf(row)} <Illustrative when={row.illustrative} /></> },
    ...shown.map(([stage, amount]): Column<UsageRow> => ({
      key: stage, title: t(stage), numeric: true, value: amount, render: (row) => <Money amount={amount(row)} />, total: total && <Money amount={amount(total)} />,
    })),
    { key: 'share', title: t('share'), numeric: true, value: (row) => formatShare(row.spentVnd, row.allottedVnd, language), total: total && formatShare(total.spentVnd, total.allottedVnd, language) },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.keys.join('/')} />;
}
