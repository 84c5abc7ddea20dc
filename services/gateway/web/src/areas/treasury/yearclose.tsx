// Closing a budget year: what stands in the way, what will lapse, and then the close itself.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { type Answer, newRequestId, post } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { YearChoice, useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { useYearsPayments } from './data';
import { texts } from './texts';

type Closing = Answer<'/v1/years:close', 'post'>;
const undecided = new Set(['STATE_PREPARED', 'STATE_SIGNED', 'STATE_SENT', 'STATE_ACCEPTED', 'STATE_UNKNOWN']);

export default function YearClosePage() {
  const t = useTexts(texts);
  const { year, years, choose, programme } = useYear();
  const [closing, setClosing] = useState(false);
  const close = useChange('post', '/v1/years:close');
  const dryRun = useQuery({
    queryKey: ['year-close', programme, year], enabled: year > 0, retry: false, gcTime: 0,
    queryFn: () => post('/v1/years:close', { body: { requestId: newRequestId(), programme, budgetYear: year, validateOnly: true } }),
  });
  return (
    <>
      <PageHeader title={t('yearClose')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('yearCloseLead')}</PageHeader>
      {year > 0 && <InTheWay year={year} programme={programme} />}
      <Section title={t('wouldLapse')} extra={<Button type="primary" danger disabled={!dryRun.data} onClick={() => { setClosing(true); }}>{t('closeYear', { year })}…</Button>}>
        {dryRun.error ? <ProblemBox error={dryRun.error} retry={() => { void dryRun.refetch(); }} /> : <Loaded query={dryRun}>{(data) => <Lapsing data={data} programme={programme} />}</Loaded>}
      </Section>
      <Decision open={closing} title={t('closeYear', { year })} action={t('closeYear', { year })} danger onClose={() => { setClosing(false); }} onConfirm={() => close.mutateAsync({ body: { programme, budgetYear: year } })}>
        <p>{t('closeLead')}</p>
        <p>{t('lapsed')}: <Money amount={dryRun.data?.lapsedVnd} words strong /></p>
      </Decision>
    </>
  );
}

/** What has to be settled first, each with the page where that is done. */
function InTheWay({ year, programme }: { year: number; programme: string }) {
  const t = useTexts(texts);
  const payments = useYearsPayments(year);
  const advances = useGet('/v1/advances', { query: { budgetYear: year, pageSize: 1000 } });
  const reconciliation = useGet('/v1/reconciliation', { query: { programme, budgetYear: year } });
  return (
    <Section title={t('before')}>
      <ul className="findings">
        <Loaded query={payments}>{(all) => <Step count={all.filter(({ state }) => undecided.has(state)).length} label={t('undecided')} to={`/treasury?show=all&year=${year}`} />}</Loaded>
        <Loaded query={advances}>{(data) => <Step count={data.ages.reduce((sum, age) => sum + age.advancesCount, 0)} label={t('advancesOpen')} to={`/advances?year=${year}`} />}</Loaded>
        <Loaded query={reconciliation}>{(data) => <Step count={data.unexplainedCount} label={t('unexplained')} to={`/reconciliation?year=${year}`} />}</Loaded>
      </ul>
    </Section>
  );
}

function Step({ count, label, to }: { count: number; label: string; to: string }) {
  const t = useTexts(texts);
  return <li className={`finding ${count > 0 ? 'cap' : 'info'}`}>{label}: <strong>{count}</strong> {count > 0 ? <Link to={to}>{t('settle')}</Link> : <span className="verified">✓</span>}</li>;
}

function Lapsing({ data, programme }: { data: Closing; programme: string }) {
  const t = useTexts(texts);
  const { agency, source } = useNames(programme);
  type Row = Closing['lapsed'][number];
  const columns: Column<Row>[] = [
    { key: 'unit', title: t('unit'), width: '12rem', value: (row) => agency(row.account?.agency ?? '') },
    { key: 'line', title: t('line'), value: (row) => row.account?.budgetLine || '–' },
    { key: 'source', title: t('source'), value: (row) => source(row.account?.source ?? '') },
    { key: 'kind', title: t('stage'), value: (row) => (row.account?.kind === 'ACCOUNT_KIND_COMMITTED' ? t('committed') : row.account?.kind === 'ACCOUNT_KIND_APPROPRIATION' ? t('notAllotted') : t('available')) },
    { key: 'amount', title: t('amount'), numeric: true, value: (row) => toDong(row.balanceVnd), render: (row) => <Money amount={row.balanceVnd} />, total: <Money amount={sumDong(data.lapsed.map(({ balanceVnd }) => balanceVnd))} /> },
  ];
  return <DataTable caption={t('wouldLapse')} columns={columns} rows={data.lapsed} rowKey={(row) => JSON.stringify(row.account)} empty={<Empty>{t('nothingLapses')}</Empty>} />;
}
