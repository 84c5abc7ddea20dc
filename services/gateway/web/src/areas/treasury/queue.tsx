// The payments at the treasury, by what they wait for.
import { Link, useSearchParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader } from '../../design/layout';
import { Money } from '../../design/money';
import { type Payment, PaymentState, paymentKinds } from '../../design/payment';
import { YearChoice, useYear } from '../../design/year';
import { formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { type Waiting, useWaiting, useYearsPayments, waitingFor, waitings } from './data';
import { texts } from './texts';

export default function QueuePage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const show = search.get('show') ?? 'control';
  const waiting = useWaiting();
  const { year, years, choose } = useYear();
  const all = useYearsPayments(show === 'all' ? year : 0);
  const count = (kind: Waiting) => waiting.data?.filter((payment) => waitingFor(payment) === kind).length ?? 0;
  return (
    <>
      <PageHeader title={t('queue')} extra={
        <>
          <label>{t('show')}{' '}
            <select value={show} onChange={(event) => { setSearch((old) => { old.set('show', event.target.value); return old; }, { replace: true }); }}>
              {waitings.map((kind) => <option key={kind} value={kind}>{t(kind)} ({count(kind)})</option>)}
              <option value="all">{t('ofYear')}</option>
            </select>
          </label>
          {show === 'all' && <YearChoice year={year} years={years} choose={choose} />}
        </>}>{t('queueLead')}</PageHeader>
      <div className="block">
        {show === 'all'
          ? <Loaded query={all}>{(rows) => <Payments rows={rows} caption={`${t('ofYear')} ${year}`} empty={t('noPayments')} />}</Loaded>
          : <Loaded query={waiting}>{(rows) => <Payments rows={rows.filter((payment) => waitingFor(payment) === show)} caption={t(show as Waiting)} empty={t('nothingWaits')} />}</Loaded>}
      </div>
    </>
  );
}

function Payments({ rows, caption, empty }: { rows: Payment[]; caption: string; empty: string }) {
  const t = useTexts(texts);
  const kind = useTexts(paymentKinds);
  const { agency, source } = useNames();
  const columns: Column<Payment>[] = [
    { key: 'name', title: t('payment'), value: (row) => idOf(row.name), render: (row) => <Link to={`/treasury/${idOf(row.name)}`}>{t('number')} {idOf(row.name)}</Link> },
    { key: 'created', title: t('created'), value: (row) => row.createTime ?? '', render: (row) => formatTime(row.createTime) },
    { key: 'unit', title: t('unit'), width: '11rem', value: (row) => agency(row.agency) },
    { key: 'kind', title: t('kind'), value: (row) => kind(row.kind) },
    { key: 'payee', title: t('payee'), width: '11rem', value: (row) => row.payee },
    { key: 'what', title: t('what'), width: '12rem', value: (row) => row.description },
    { key: 'source', title: t('source'), width: '8rem', value: (row) => source(row.source) },
    { key: 'amount', title: t('amount'), numeric: true, value: (row) => toDong(row.amountVnd), render: (row) => <Money amount={row.amountVnd} />, total: <Money amount={sumDong(rows.map((row) => row.amountVnd))} /> },
    { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <PaymentState payment={row} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={(row) => row.name} empty={<Empty>{empty}</Empty>} />;
}
