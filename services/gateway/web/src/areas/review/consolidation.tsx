// All plans of a year summed by component project, source and unit, with a chart.
import { useMemo } from 'react';
import { Button, Progress } from 'antd';
import { useNames } from '../../api/reference';
import { Chart } from '../../design/chart';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { YearChoice, useYear } from '../../design/year';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatDong, formatShare } from '../../money/dong';
import { barOption } from './bars';
import { usePlans, useWholePlans } from './data';
import type { Plan } from './state';
import { type Sums, byKey, bySource, sumOf } from './sums';
import { texts } from './texts';

export default function ConsolidationPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  const plans = usePlans(year, year > 0);
  return (
    <>
      <PageHeader title={t('consolidation')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('consolidationLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : (
        <Loaded query={plans}>{(all) => <Whole plans={all.filter(({ state }) => state !== 'STATE_DRAFT')} programme={programme} />}</Loaded>
      )}
    </>
  );
}

function Whole({ plans, programme }: { plans: Plan[]; programme: string }) {
  const t = useTexts(texts);
  const { whole, done, total, error } = useWholePlans(plans);
  if (!total) return <Empty>{t('noPlans')}</Empty>;
  if (error) return <ProblemBox error={error} />;
  if (done < total) return <div className="loading" role="status"><Progress aria-label={t('consolidation')} percent={Math.round((100 * done) / total)} size="small" style={{ maxWidth: '20rem' }} /> {t('reading', { done, total })}</div>;
  return <Tables plans={whole} programme={programme} />;
}

type Row = { key: string; name: string; sums: Sums };

function Tables({ plans, programme }: { plans: Plan[]; programme: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { agency, project, source } = useNames(programme);
  const total = sumOf(plans.flatMap(({ items }) => items));
  const rowsOf = (sums: Map<string, Sums>, name: (key: string) => string): Row[] => [...sums].map(([key, one]) => ({ key, name: name(key), sums: one }));
  const byProject = rowsOf(byKey(plans, (item) => item.componentProject), project);
  const byUnit = rowsOf(byKey(plans, (_, plan) => plan.agency), agency);
  const sources = bySource(plans.flatMap(({ items }) => items));
  const labels = [t('requested'), t('approved')] as const;
  const option = useMemo(
    () => barOption(byProject.map(({ key }) => key.replace(/^.*-/, '')), [[labels[0], byProject.map(({ sums }) => sums.requested)], [labels[1], byProject.map(({ sums }) => sums.approved)]], language),
    // The rows are made anew each time; what they hold follows from the plans.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [plans, language]);

  const sumColumns: Column<Row>[] = [
    { key: 'items', title: t('itemCount'), numeric: true, value: ({ sums }) => sums.items, total: total.items },
    ...(['requested', 'admissible', 'approved', 'enterprise'] as const).map((part): Column<Row> => ({
      key: part, title: t(part), numeric: true, value: ({ sums }) => sums[part], render: ({ sums }) => <Money amount={sums[part]} />, total: <Money amount={total[part]} />,
    })),
    { key: 'share', title: t('share'), numeric: true, value: ({ sums }) => formatShare(sums.requested, total.requested, language), total: formatShare(total.requested, total.requested, language) },
  ];
  type SourceRow = (typeof sources)[number];
  const requestedOfAll = sources.reduce((sum, row) => sum + row.requested, 0n);
  const approvedOfAll = sources.reduce((sum, row) => sum + row.approved, 0n);
  const sourceColumns: Column<SourceRow>[] = [
    { key: 'source', title: t('source'), value: (row) => source(row.source) },
    { key: 'requested', title: t('funding'), numeric: true, value: (row) => row.requested, render: (row) => <Money amount={row.requested} />, total: <Money amount={requestedOfAll} /> },
    { key: 'share', title: t('share'), numeric: true, value: (row) => formatShare(row.requested, requestedOfAll, language) },
    { key: 'approved', title: t('approved'), numeric: true, value: (row) => row.approved, render: (row) => <Money amount={row.approved} />, total: <Money amount={approvedOfAll} /> },
  ];
  return (
    <>
      <dl className="tiles">
        <div><dt>{t('planCount')}</dt><dd>{plans.length}</dd></div>
        <div><dt>{t('requested')}</dt><dd>{formatDong(total.requested, language)}</dd></div>
        <div><dt>{t('approved')}</dt><dd>{formatDong(total.approved, language)}</dd></div>
      </dl>
      <Section title={t('byProject')}>
        <Chart option={option} height={260} label={t('chartLabel')} />
        <DataTable caption={t('byProject')} columns={[{ key: 'name', title: t('project'), width: '14rem', value: ({ name }) => name }, ...sumColumns]} rows={byProject} rowKey={({ key }) => key} />
      </Section>
      <Section title={t('bySource')}><DataTable caption={t('bySource')} columns={sourceColumns} rows={sources} rowKey={(row) => row.source} /></Section>
      <Section title={t('byUnit')}><DataTable caption={t('byUnit')} columns={[{ key: 'name', title: t('unit'), width: '12rem', value: ({ name }) => name }, ...sumColumns]} rows={byUnit} rowKey={({ key }) => key} /></Section>
    </>
  );
}
