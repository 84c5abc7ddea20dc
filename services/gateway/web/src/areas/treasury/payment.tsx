// One payment at the treasury: what it is, its papers, the control, what became of it.
import { Button } from 'antd';
import { Link, useParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { useUser } from '../../app/session';
import { Findings } from '../../design/findings';
import { Facts, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { Attached } from '../../design/papers';
import { type Payment, PaymentState, paymentKinds } from '../../design/payment';
import { formatDate, formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { ControlSection } from './control';
import { OutcomeSection } from './outcome';
import { texts } from './texts';

export default function TreasuryPaymentPage() {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useGet('/v1/payments/{payment}', { path: { payment: id } });
  return (
    <>
      {!query.data && <PageHeader title={`${t('payment')} ${t('number')} ${id}`} extra={<Link to="/treasury">{t('queue')}</Link>} />}
      <Loaded query={query}>{({ payment }) => payment && <Content payment={payment} />}</Loaded>
    </>
  );
}

function Content({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  const kind = useTexts(paymentKinds);
  const { agency, source } = useNames();
  const { name } = useUser();
  const person = (who: string) => who && `${idOf(who)}${who === name ? ` (${t('you')})` : ''}`;
  return (
    <>
      <PageHeader title={`${kind(payment.kind)} ${t('number')} ${idOf(payment.name)}`} extra={<><Link to="/treasury">{t('queue')}</Link><Button onClick={() => { print(); }}>{t('print')}</Button></>}>
        <PaymentState payment={payment} />
      </PageHeader>
      <div className="block">
        <Facts facts={[
          [t('amount'), <Money key="amount" amount={payment.amountVnd} words strong />],
          [t('payee'), payment.payee], [t('what'), payment.description], [t('unit'), agency(payment.agency)],
          [t('line'), payment.budgetLine], [t('source'), source(payment.source)], [t('budgetYear'), payment.budgetYear],
          payment.commitment !== '' && [t('commitment'), payment.commitment],
          payment.deductedVnd !== '0' && [t('deducted'), <Money key="deducted" amount={payment.deductedVnd} />],
          [t('preparer'), `${person(payment.preparer)} · ${formatTime(payment.createTime)}`],
          [t('chief'), person(payment.chiefAccountant) || '–'], [t('head'), person(payment.signer) || '–'],
          payment.controller !== '' && [t('controller'), `${person(payment.controller)}${payment.controlNote ? `: ${payment.controlNote}` : ''}`],
          payment.irregularVnd !== '0' && [t('irregular'), <Money key="irregular" amount={payment.irregularVnd} />],
          payment.treasuryReference !== '' && [t('reference'), payment.treasuryReference],
          payment.valueDate !== '' && [t('valueDate'), formatDate(payment.valueDate)],
          payment.recorder !== '' && [t('recorder'), person(payment.recorder)],
          payment.kind === 'KIND_ADVANCE' && [t('openAdvance'), <Money key="open" amount={payment.openAdvanceVnd} />],
          payment.refundedVnd !== '0' && [t('refunded'), <Money key="refunded" amount={payment.refundedVnd} />]]} />
        {payment.controlAfter && <p className="notice">{t('payFirst')}</p>}
      </div>
      <ControlSection payment={payment} />
      <OutcomeSection payment={payment} />
      <Section title={t('rules')}><Findings findings={payment.findings} /></Section>
      <Papers payment={payment} />
    </>
  );
}

function Papers({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  const query = useGet('/v1/payments/{payment}:papers', { path: { payment: idOf(payment.name) } });
  return <Section title={t('papers')}><Loaded query={query}>{(papers) => <Attached papers={papers} />}</Loaded></Section>;
}
