// The trail of a payment: from the plan to the treasury, who did what and what the rules said, oldest first.
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { type Schema, idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { TextField } from '../../design/field';
import { Findings } from '../../design/findings';
import { Empty, Facts, History, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { PaymentState } from '../../design/payment';
import { formatTime } from '../../i18n/dates';
import { usePick, useTexts } from '../../i18n/language';
import { texts } from './texts';

export default function TrailPage() {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  return (
    <>
      <PageHeader title={id ? `${t('trail')} ${t('number')} ${id}` : t('trail')} extra={id && <Button onClick={() => { print(); }}>{t('print')}</Button>}>{t('trailLead')}</PageHeader>
      <Find key={id} start={id} />
      {id ? <Trail id={id} /> : <div className="block"><Empty>{t('trailEmpty')}</Empty></div>}
    </>
  );
}

function Find({ start }: { start: string }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [number, setNumber] = useState(start);
  return (
    <form className="block" onSubmit={(event) => { event.preventDefault(); void navigate(`/trail/${encodeURIComponent(number.trim())}`); }}>
      <TextField label={t('paymentNumber')} value={number} onChange={setNumber} maxLength={20} />
      <Button htmlType="submit" disabled={!number.trim()}>{t('find')}</Button>
    </form>
  );
}

function Trail({ id }: { id: string }) {
  const t = useTexts(texts);
  const query = useGet('/v1/payments/{payment}:trace', { path: { payment: id } });
  const payment = useGet('/v1/payments/{payment}', { path: { payment: id } }).data?.payment;
  return (
    <>
      {payment && (
        <div className="block">
          <Facts facts={[[t('amount'), <Money key="amount" amount={payment.amountVnd} words strong />], [t('payee'), payment.payee], [t('what'), payment.description], [t('line'), payment.budgetLine], [t('state'), <PaymentState key="state" payment={payment} />]]} />
        </div>
      )}
      <Loaded query={query}>{({ steps }) => <Section title={t('steps', { count: steps.length })}><Timeline steps={steps} /></Section>}</Loaded>
    </>
  );
}

type TrailStep = Schema<'audit.v1.TrailStep'>;

function Timeline({ steps }: { steps: TrailStep[] }) {
  const t = useTexts(texts);
  const pick = usePick();
  return <History steps={steps.map((step) => ({
    key: `${step.program} ${step.position}`, title: pick(step.textVi, step.textEn), time: formatTime(step.time), who: idOf(step.actor),
    note: (
      <>
        {step.amountVnd !== undefined && <><Money amount={step.amountVnd} /> · </>}
        <span className="soft small"><code>{step.resource}</code> · {t('event', { program: step.program, position: step.position })}{step.traceId && <> · {step.traceId}</>}</span>
        {step.findings.length > 0 && <Findings findings={step.findings} />}
      </>
    ),
  }))} />;
}
