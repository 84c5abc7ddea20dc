// Payments and advances of the unit: prepared, signed, withdrawn, cleared, paid back.
import { Button } from 'antd';
import { useState } from 'react';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader } from '../../design/layout';
import { Money } from '../../design/money';
import { PaymentState } from '../../design/payment';
import { formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { type Payment, usePayments, useWanted, useYear } from './common';
import { NewPayment } from './newpayment';
import { PapersDrawer } from './papers';
import { type Step, PaymentStep } from './steps';
import { kindTexts, paymentStates, texts } from './texts';

/** Steps that make sense for a payment in its state; whether one is allowed is decided by the service. */
function stepsOf(payment: Payment, accountant: boolean, chief: boolean, head: boolean): Step[] {
  const steps: Step[] = [];
  if (payment.state === 'STATE_PREPARED' || payment.state === 'STATE_SIGNED') {
    if (chief && payment.state === 'STATE_PREPARED') steps.push('signFirst');
    if (head && payment.state === 'STATE_SIGNED') steps.push('sign');
    steps.push('cancelPayment');
  }
  if (payment.state === 'STATE_PAID' && accountant) {
    if (toDong(payment.openAdvanceVnd) > 0n) steps.push('clear');
    steps.push('refund');
  }
  return accountant || chief || head ? steps : [];
}

export default function PaymentsPage() {
  const t = useTexts(texts);
  const wanted = useWanted();
  const kind = useTexts(kindTexts);
  const state = useTexts(paymentStates);
  const user = useUser();
  const [accountant, chief, head] = [hasRole(user, 'ROLE_ACCOUNTANT'), hasRole(user, 'ROLE_CHIEF_ACCOUNTANT'), hasRole(user, 'ROLE_UNIT_HEAD')];
  const query = usePayments();
  const { year, choice } = useYear((query.data ?? []).map(({ budgetYear }) => budgetYear));
  const [doing, setDoing] = useState<{ step: Step; payment: Payment } | null>(null);
  const [papers, setPapers] = useState('');
  const withPapers = query.data?.find(({ name }) => name === papers);
  const columns: Column<Payment>[] = [
    { key: 'created', title: t('created'), value: (one) => one.createTime ?? '', render: (one) => formatTime(one.createTime) },
    { key: 'kind', title: t('kind'), value: (one) => kind(one.kind) },
    { key: 'state', title: t('state'), value: (one) => state(one.state), render: (one) => <PaymentState payment={one} /> },
    { key: 'payee', title: t('payee'), width: '10rem', value: (one) => one.payee },
    { key: 'description', title: t('description'), width: '12rem', value: (one) => one.description },
    { key: 'line', title: t('line'), value: (one) => one.budgetLine },
    { key: 'amount', title: t('amount'), numeric: true, value: (one) => toDong(one.amountVnd), render: (one) => <Money amount={one.amountVnd} /> },
    { key: 'open', title: t('openAdvance'), numeric: true, value: (one) => toDong(one.openAdvanceVnd), render: (one) => <Money amount={one.kind === 'KIND_ADVANCE' ? one.openAdvanceVnd : undefined} /> },
    { key: 'do', title: t('actions'), value: () => '', render: (one) => <div className="actions"><Button size="small" aria-label={t('papersOf', { payee: one.payee })} onClick={() => { setPapers(one.name); }}>{t('papers')}</Button>{stepsOf(one, accountant, chief, head).map((step) => <Button key={step} size="small" onClick={() => { setDoing({ step, payment: one }); }}>{t(step)}</Button>)}</div> },
  ];
  return (
    <>
      <PageHeader title={t('payments')} extra={<>{choice}{accountant && <NewPayment onDone={setPapers} />}</>}>{t('paymentsLead')}</PageHeader>
      <div className="block"><Loaded query={query}>{(all) => <DataTable key={wanted} filter={wanted} caption={t('payments')} columns={columns} rows={all.filter((one) => !year || one.budgetYear === year)} rowKey={(one) => one.name} empty={<Empty>{t('noPayments')}</Empty>} />}</Loaded></div>
      {withPapers && <PapersDrawer key={papers} payment={withPapers} onClose={() => { setPapers(''); }} />}
      {doing && <PaymentStep key={`${doing.step} ${doing.payment.name}`} {...doing} onClose={() => { setDoing(null); }} />}
    </>
  );
}
