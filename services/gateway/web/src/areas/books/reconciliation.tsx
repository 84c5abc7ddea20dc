// Both sides of what was paid, and what stands on one side only: matched or explained by the treasury, read by the units.
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { type Answer, idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { DateInput } from '../../design/dateinput';
import { Field, SelectField, TextField } from '../../design/field';
import { Empty, Facts, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { PaymentState } from '../../design/payment';
import { YearChoice, useYear } from '../../design/year';
import { formatDate, formatTime, parseDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { texts } from './texts';

type Both = Answer<'/v1/reconciliation', 'get'>;
type Difference = Both['differences'][number];

export const subjectOf = (row: Difference): string => row.payment?.name ?? row.line?.name ?? '';
const amountOf = (row: Difference): string => row.payment?.amountVnd ?? row.line?.amountVnd ?? '0';

export default function ReconciliationPage() {
  const t = useTexts(texts);
  const user = useUser();
  const central = hasRole(user, 'ROLE_TREASURY_OFFICER', 'ROLE_AUDITOR');
  const { year, years, choose, programme, cyclesRead } = useYear();
  const { agencies, agency } = useNames(programme);
  const [unit, setUnit] = useState('');
  const [day, setDay] = useState('');
  const date = parseDate(day) ?? '';
  const query = useGet('/v1/reconciliation', { query: { programme, budgetYear: year, agency: unit, date } }, { enabled: year > 0 });
  return (
    <>
      <PageHeader title={t('reconciliation')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>
        {query.data && t('reconciliationLead', { date: formatDate(query.data.dueDate) })}
      </PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : (
        <>
          <div className="block columns">
            {central && <SelectField label={t('unit')} value={unit} empty={t('allUnits')} onChange={setUnit} choices={agencies.map(({ name }) => [name, agency(name)] as const)} />}
            <Field label={`${t('day')} (${t('wholeYear')})`}><DateInput value={day} onChange={setDay} /></Field>
          </div>
          <Loaded query={query}>{(data) => <Sides data={data} />}</Loaded>
        </>
      )}
    </>
  );
}

function Sides({ data }: { data: Both }) {
  const t = useTexts(texts);
  const difference = toDong(data.booksPaidVnd) - toDong(data.statementsPaidVnd);
  return (
    <>
      <dl className="tiles" data-testid="sides">
        <div><dt>{t('books')}</dt><dd><Money amount={data.booksPaidVnd} /></dd></div>
        <div><dt>{t('statements')}</dt><dd><Money amount={data.statementsPaidVnd} /></dd></div>
        <div><dt>{t('difference')}</dt><dd><Money amount={difference} /></dd></div>
        <div><dt>{t('unexplained')}</dt><dd>{data.unexplainedCount}</dd></div>
      </dl>
      {data.truncated && <p className="notice">{t('truncated')}</p>}
      <Section title={t('differences')}><Differences rows={data.differences} /></Section>
    </>
  );
}

function Differences({ rows }: { rows: Difference[] }) {
  const t = useTexts(texts);
  const { agency } = useNames();
  const treasury = hasRole(useUser(), 'ROLE_TREASURY_OFFICER');
  const [explaining, setExplaining] = useState<Difference | null>(null);
  const [matching, setMatching] = useState<Difference | null>(null);
  const columns: Column<Difference>[] = [
    { key: 'side', title: t('side'), value: (row) => row.side, render: (row) => <Mark tone={row.side === 'SIDE_BOOKS' ? 'blue' : 'purple'}>{t(row.side === 'SIDE_BOOKS' ? 'inBooks' : 'inStatement')}</Mark> },
    { key: 'subject', title: t('subject'), width: '9rem', value: subjectOf, render: (row) => <Subject row={row} linked={treasury} /> },
    ...(treasury ? [{ key: 'do', title: t('actions'), value: () => '', render: (row: Difference) => (
      <div className="actions">
        {row.line && <Button size="small" onClick={() => { setMatching(row); }}>{t('match')}…</Button>}
        <Button size="small" onClick={() => { setExplaining(row); }}>{t('explain')}…</Button>
      </div>
    ) }] : []),
    { key: 'unit', title: t('unit'), width: '10rem', value: (row) => (row.payment ? agency(row.payment.agency) : '') },
    { key: 'payee', title: t('payee'), width: '10rem', value: (row) => row.payment?.payee ?? row.line?.payee ?? '' },
    { key: 'day', title: t('day'), value: (row) => row.payment?.valueDate ?? row.line?.valueDate ?? '', render: (row) => formatDate(row.payment?.valueDate ?? row.line?.valueDate) },
    { key: 'amount', title: t('amount'), numeric: true, value: (row) => toDong(amountOf(row)), render: (row) => <Money amount={amountOf(row)} /> },
    { key: 'remark', title: t('remark'), width: '12rem', value: (row) => row.line?.remark ?? row.payment?.state ?? '', render: (row) => (row.payment ? <PaymentState payment={row.payment} /> : <span lang="vi">{row.line?.remark}</span>) },
    { key: 'explanation', title: t('explanation'), width: '12rem', value: (row) => row.explanation, render: (row) => row.explanation && <>{row.explanation} <span className="soft small">{idOf(row.explainer)}, {formatTime(row.explainTime)}</span></> },
  ];
  return (
    <>
      <DataTable caption={t('differences')} columns={columns} rows={rows} rowKey={subjectOf} empty={<Empty>{t('agrees')}</Empty>} />
      {explaining && <Explain key={subjectOf(explaining)} row={explaining} onClose={() => { setExplaining(null); }} />}
      {matching && <Match key={subjectOf(matching)} row={matching} onClose={() => { setMatching(null); }} />}
    </>
  );
}

function Subject({ row, linked }: { row: Difference; linked: boolean }) {
  const t = useTexts(texts);
  if (row.payment) {
    const label = `${t('payment')} ${t('number')} ${idOf(row.payment.name)}`;
    return linked ? <Link to={`/treasury/${idOf(row.payment.name)}`}>{label}</Link> : <>{label}</>;
  }
  const { line } = row;
  if (!line) return null;
  return <>{line.treasuryReference} <span className="soft small">({t('row', { row: line.line })}{line.payment && `, ${line.payment}`})</span>{line.proposedPayment && <p className="small">{t('proposedPayment', { payment: idOf(line.proposedPayment) })}</p>}</>;
}

function Explain({ row, onClose }: { row: Difference; onClose: () => void }) {
  const t = useTexts(texts);
  const [explanation, setExplanation] = useState(row.explanation);
  const explain = useChange('post', '/v1/reconciliation:explain');
  return (
    <Decision open title={t('explain')} action={t('explain')} disabled={!explanation.trim()} onClose={onClose} onConfirm={() => explain.mutateAsync({ body: { subject: subjectOf(row), explanation } })}>
      <p>{t('explainLead')}</p>
      <Facts facts={[[t('subject'), <Subject key="subject" row={row} linked={false} />], [t('amount'), <Money key="amount" amount={amountOf(row)} words strong />]]} />
      <TextField label={t('explanation')} value={explanation} onChange={setExplanation} long />
    </Decision>
  );
}

function Match({ row, onClose }: { row: Difference; onClose: () => void }) {
  const t = useTexts(texts);
  const [payment, setPayment] = useState(idOf(row.line?.proposedPayment ?? ''));
  const match = useChange('post', '/v1/statementLines/{statementLine}:acceptMatch');
  return (
    <Decision open title={t('match')} action={t('match')} disabled={!payment.trim()} onClose={onClose}
      onConfirm={() => match.mutateAsync({ path: { statementLine: idOf(row.line?.name ?? '') }, body: { payment: `payments/${payment.trim()}` } })}>
      <p>{t('matchLead')}</p>
      <Facts facts={[[t('subject'), <Subject key="subject" row={row} linked={false} />], [t('payee'), row.line?.payee || '–'], [t('day'), formatDate(row.line?.valueDate)], [t('amount'), <Money key="amount" amount={amountOf(row)} words strong />]]} />
      <TextField label={t('matchTo')} value={payment} onChange={setPayment} maxLength={20} />
    </Decision>
  );
}
