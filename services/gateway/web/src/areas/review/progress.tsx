// Results against the targets of the Strategy.
import { Button } from 'antd';
import { idOf } from '../../api/client';
import { useGet, useReference } from '../../api/hooks';
import type { Schema } from '../../api/client';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Illustrative, Loaded, PageHeader, Section } from '../../design/layout';
import { formatDate } from '../../i18n/dates';
import { usePick, useTexts } from '../../i18n/language';
import { texts } from './texts';

type Indicator = Schema<'projects.v1.Indicator'>;
type Result = Schema<'projects.v1.Result'>;

/** The newest report on the whole country, otherwise the newest at all. */
export function latestOf(results: readonly Result[]): Result | undefined {
  const newest = [...results].sort((a, b) => b.reportDate.localeCompare(a.reportDate));
  return newest.find(({ provinceCode }) => provinceCode === '') ?? newest[0];
}

export default function ProgressPage() {
  const t = useTexts(texts);
  const indicators = useReference('/v1/indicators', {});
  const results = useGet('/v1/results', {});
  return (
    <>
      <PageHeader title={t('progress')} extra={<Button onClick={() => { print(); }}>{t('print')}</Button>}>{t('progressLead')}</PageHeader>
      <Loaded query={indicators}>
        {(known) => <Loaded query={results}>{(reported) => <Tables indicators={known.indicators} results={reported.results} />}</Loaded>}
      </Loaded>
    </>
  );
}

function Tables({ indicators, results }: { indicators: Indicator[]; results: Result[] }) {
  const t = useTexts(texts);
  const pick = usePick();
  const titleOf = (name: string) => { const one = indicators.find((indicator) => indicator.name === name); return one ? pick(one.titleVi, one.titleEn) : idOf(name); };
  const of = ({ name }: Indicator) => results.filter(({ indicator }) => indicator === name);
  const columns: Column<Indicator>[] = [
    { key: 'indicator', title: t('indicator'), width: '16rem', value: (row) => pick(row.titleVi, row.titleEn) },
    { key: '2015', title: t('target2015'), value: (row) => row.target2015 || '–' },
    { key: '2020', title: t('target2020'), value: (row) => row.target2020 || '–' },
    { key: 'unit', title: t('unitOfMeasure'), value: (row) => row.unit },
    { key: 'latest', title: t('latest'), width: '9rem', value: (row) => latestOf(of(row))?.valueText ?? '–', render: (row) => { const latest = latestOf(of(row)); return latest ? <><strong>{latest.valueText}</strong> <Illustrative when={latest.illustrative} /></> : '–'; } },
    { key: 'date', title: t('reported'), value: (row) => latestOf(of(row))?.reportDate ?? '', render: (row) => formatDate(latestOf(of(row))?.reportDate) },
    { key: 'count', title: t('reports'), numeric: true, value: (row) => of(row).length },
  ];
  const resultColumns: Column<Result>[] = [
    { key: 'date', title: t('reported'), value: (row) => row.reportDate, render: (row) => formatDate(row.reportDate) },
    { key: 'indicator', title: t('indicator'), width: '14rem', value: (row) => titleOf(row.indicator) },
    { key: 'value', title: t('value'), value: (row) => row.valueText, render: (row) => <>{row.valueText} <Illustrative when={row.illustrative} /></> },
    { key: 'place', title: t('place'), value: (row) => row.provinceCode || t('nationwide') },
    { key: 'by', title: t('by'), value: (row) => idOf(row.reportedBy) },
    { key: 'note', title: t('note'), width: '12rem', value: (row) => row.note },
  ];
  return (
    <>
      <Section title={t('progress')}><DataTable caption={t('progress')} columns={columns} rows={indicators} rowKey={(row) => row.name} /></Section>
      <Section title={t('results')}><DataTable caption={t('results')} columns={resultColumns} rows={results} rowKey={(row) => row.name} empty={<Empty>{t('noResults')}</Empty>} /></Section>
    </>
  );
}
