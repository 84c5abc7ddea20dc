// What a comparison says: sums, a chart of the units, their table, and the lines with both explanations a click away.
import { Drawer } from 'antd';
import { useMemo, useState } from 'react';
import { useReference } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { Chart } from '../../design/chart';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Facts, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { changeOption, mostChanged } from './changes';
import { texts } from './texts';
import type { Comparison, LineChange } from './types';

type AgencyChange = Comparison['agencies'][number];

function Signed({ amount }: { amount: string }) {
  const value = toDong(amount);
  return <span className={value < 0n ? 'loses' : value > 0n ? 'gains' : undefined}>{value > 0n && '+'}<Money amount={amount} /></span>;
}

/** Short names for a chart: the province of a unit, as the country was divided in that year; central units by their title. */
function usePlaces(programme: string, year: number) {
  const pick = usePick();
  const { agency, agencies } = useNames(programme);
  const provinces = useReference('/v1/provinces', { query: { asOfDate: `${year}-01-01` } }, year > 0).data?.provinces;
  return useMemo(() => {
    const titles = new Map((provinces ?? []).map((one) => [one.code, pick(one.titleVi, one.titleEn)]));
    const codes = new Map(agencies.map(({ name, provinceCode }) => [name, provinceCode]));
    return (name: string) => titles.get(codes.get(name) ?? '') ?? agency(name);
  }, [provinces, agencies, agency, pick]);
}

export function ComparisonResult({ comparison, programme }: { comparison: Comparison; programme: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { agency } = useNames(programme);
  const place = usePlaces(programme, comparison.base?.budgetYear ?? comparison.other?.budgetYear ?? 0);
  const [open, setOpen] = useState<LineChange | null>(null);
  const shown = useMemo(() => mostChanged(comparison.agencies), [comparison]);
  const option = useMemo(() => changeOption(shown.map((row) => [place(row.agency), toDong(row.changeVnd)]), language), [shown, place, language]);
  const amount = <R extends { baseVnd: string; otherVnd: string; changeVnd: string }>(): Column<R>[] => [
    { key: 'first', title: t('first'), numeric: true, value: (row) => toDong(row.baseVnd), render: (row) => <Money amount={row.baseVnd} /> },
    { key: 'second', title: t('second'), numeric: true, value: (row) => toDong(row.otherVnd), render: (row) => <Money amount={row.otherVnd} /> },
    { key: 'change', title: t('change'), numeric: true, value: (row) => toDong(row.changeVnd), render: (row) => <Signed amount={row.changeVnd} /> },
  ];
  const agencyColumns: Column<AgencyChange>[] = [
    { key: 'unit', title: t('unit'), width: '12rem', value: (row) => agency(row.agency) }, ...amount<AgencyChange>(),
    { key: 'gains', title: t('gains'), numeric: true, value: (row) => row.gainingLines, render: (row) => t('lineCount', { count: row.gainingLines }) },
    { key: 'losses', title: t('losses'), numeric: true, value: (row) => row.losingLines, render: (row) => t('lineCount', { count: row.losingLines }) },
  ];
  const lineKey = (row: LineChange) => `${row.budgetLine} ${row.source}`;
  const lineColumns: Column<LineChange>[] = [
    { key: 'line', title: t('line'), value: (row) => row.budgetLine, render: (row) => <button type="button" className="link" aria-label={t('explainLine', { line: lineKey(row) })} onClick={() => { setOpen(row); }}>{row.budgetLine}</button> },
    { key: 'content', title: t('content'), width: '12rem', value: (row) => row.title },
    { key: 'requested', title: t('requested'), numeric: true, value: (row) => toDong(row.requestedVnd), render: (row) => <Money amount={row.requestedVnd} /> }, ...amount<LineChange>(),
  ];
  return (
    <>
      <dl className="tiles" data-testid="comparison">
        <div><dt>{t('first')}</dt><dd><Money amount={comparison.base?.allottedVnd} /></dd></div>
        <div><dt>{t('second')}</dt><dd><Money amount={comparison.other?.allottedVnd} /></dd></div>
        <div><dt>{t('gains')} ({t('lineCount', { count: comparison.gainingLines })})</dt><dd><Money amount={comparison.gainVnd} /></dd></div>
        <div><dt>{t('losses')} ({t('lineCount', { count: comparison.losingLines })})</dt><dd><Money amount={comparison.lossVnd} /></dd></div>
      </dl>
      {!comparison.lines.length ? <Empty>{t('noChange')}</Empty> : (
        <>
          <Section title={t('byUnit')}>
            <Chart option={option} height={60 + 26 * shown.length} label={t('chartLabel')} />
            <DataTable caption={t('byUnit')} columns={agencyColumns} rows={comparison.agencies} rowKey={(row) => row.agency} />
          </Section>
          <Section title={t('changedLines')}>
            {comparison.lines.length < comparison.linesCount && <p className="notice">{t('firstLines', { shown: comparison.lines.length, count: comparison.linesCount })}</p>}
            <DataTable caption={t('changedLines')} columns={lineColumns} rows={comparison.lines} rowKey={lineKey} />
          </Section>
        </>
      )}
      {open && <ChangePanel line={open} programme={programme} onClose={() => { setOpen(null); }} />}
    </>
  );
}

function ChangePanel({ line, programme, onClose }: { line: LineChange; programme: string; onClose: () => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { agency, source } = useNames(programme);
  return (
    <Drawer open size={520} onClose={onClose} title={line.budgetLine}>
      <p><strong>{line.title}</strong></p>
      <Facts facts={[[t('unit'), agency(line.agency)], [t('source'), source(line.source)], [t('requested'), <Money key="r" amount={line.requestedVnd} />], [t('change'), <Signed key="c" amount={line.changeVnd} />]]} />
      <h3>{t('firstSide')}: <Money amount={line.baseVnd} /></h3>
      <p className="note">{pick(line.baseExplanationVi, line.baseExplanationEn) || t('notThere')}</p>
      <h3>{t('secondSide')}: <Money amount={line.otherVnd} /></h3>
      <p className="note">{pick(line.otherExplanationVi, line.otherExplanationEn) || t('notThere')}</p>
    </Drawer>
  );
}
