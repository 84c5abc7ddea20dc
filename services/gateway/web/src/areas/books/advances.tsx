// Open advances by their age, the oldest first.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { type Answer, get, idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { texts } from './texts';

type Advances = Answer<'/v1/advances', 'get'>;
type Advance = Advances['advances'][number];
type Age = Advances['ages'][number];

/** All pages; the sums by age of the first are over all of them. */
async function everything(budgetYear: number, overdueOnly: boolean): Promise<Advances> {
  const read = (pageToken: string) => get('/v1/advances', { query: { budgetYear, overdueOnly, pageSize: 1000, pageToken } });
  const whole = await read('');
  while (whole.nextPageToken) {
    const page = await read(whole.nextPageToken);
    whole.advances.push(...page.advances);
    whole.nextPageToken = page.nextPageToken;
  }
  return whole;
}

export default function AdvancesPage() {
  const t = useTexts(texts);
  const { year, years, choose } = useYear();
  const [overdueOnly, setOverdueOnly] = useState(false);
  const query = useQuery({ queryKey: ['advances', year, overdueOnly], queryFn: () => everything(year, overdueOnly), enabled: year > 0 });
  return (
    <>
      <PageHeader title={t('advances')} extra={
        <>
          <YearChoice year={year} years={years} choose={choose} />
          <label><input type="checkbox" checked={overdueOnly} onChange={(event) => { setOverdueOnly(event.target.checked); }} /> {t('overdueOnly')}</label>
          <Button onClick={() => { print(); }}>{t('print')}</Button>
        </>}>{query.data && t('advancesLead', { date: formatDate(query.data.asOfDate) })}</PageHeader>
      <Loaded query={query}>{(data) => <Tables data={data} />}</Loaded>
    </>
  );
}

function Tables({ data }: { data: Advances }) {
  const t = useTexts(texts);
  const { agency } = useNames();
  const user = useUser();
  const ages: Column<Age>[] = [
    { key: 'age', title: t('age'), value: (row) => (row.toDays ? t('days', { from: row.fromDays, to: row.toDays }) : t('daysMore', { from: row.fromDays })) },
    { key: 'count', title: t('count'), numeric: true, value: (row) => row.advancesCount, total: data.ages.reduce((sum, row) => sum + row.advancesCount, 0) },
    { key: 'open', title: t('open'), numeric: true, value: (row) => toDong(row.openVnd), render: (row) => <Money amount={row.openVnd} />, total: <Money amount={sumDong(data.ages.map(({ openVnd }) => openVnd))} /> },
  ];
  const columns: Column<Advance>[] = [
    { key: 'payment', title: t('payment'), value: (row) => idOf(row.payment?.name ?? ''), render: (row) => (hasRole(user, 'ROLE_TREASURY_OFFICER') ? <Link to={`/treasury/${idOf(row.payment?.name ?? '')}`}>{t('number')} {idOf(row.payment?.name ?? '')}</Link> : idOf(row.payment?.name ?? '')) },
    { key: 'unit', title: t('unit'), width: '11rem', value: (row) => agency(row.payment?.agency ?? '') },
    { key: 'payee', title: t('payee'), width: '11rem', value: (row) => row.payment?.payee ?? '' },
    { key: 'what', title: t('what'), width: '12rem', value: (row) => row.payment?.description ?? '' },
    { key: 'amount', title: t('advanced'), numeric: true, value: (row) => toDong(row.payment?.amountVnd), render: (row) => <Money amount={row.payment?.amountVnd} /> },
    { key: 'open', title: t('open'), numeric: true, value: (row) => toDong(row.payment?.openAdvanceVnd), render: (row) => <Money amount={row.payment?.openAdvanceVnd} /> },
    { key: 'age', title: t('age'), numeric: true, value: (row) => row.ageDays, render: (row) => t('ageDays', { count: row.ageDays }) },
    { key: 'due', title: t('due'), value: (row) => row.dueDate, render: (row) => formatDate(row.dueDate) },
    { key: 'state', title: t('state'), value: (row) => t(row.overdue ? 'overdue' : 'inTime'), render: (row) => <Mark tone={row.overdue ? 'red' : 'green'}>{t(row.overdue ? 'overdue' : 'inTime')}</Mark> },
  ];
  return (
    <>
      <Section title={t('age')}><DataTable caption={t('age')} columns={ages} rows={data.ages} rowKey={(row) => String(row.fromDays)} /></Section>
      <Section title={t('advances')}>
        {hasRole(user, 'ROLE_ACCOUNTANT') && <p className="soft"><Link to="/payments">{t('clearHint')}</Link></p>}
        <DataTable caption={t('advances')} columns={columns} rows={data.advances} rowKey={(row) => row.payment?.name ?? ''} empty={<Empty>{t('noAdvances')}</Empty>} />
      </Section>
    </>
  );
}
