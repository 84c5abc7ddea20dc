// One step of a payment's life, asked clearly before it is taken.
import { Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { Facts } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { useTexts } from '../../i18n/language';
import { Field, type Payment } from './common';
import { texts } from './texts';

export type Step = 'signFirst' | 'sign' | 'cancelPayment' | 'clear' | 'refund';

export function PaymentStep({ step, payment, onClose }: { step: Step; payment: Payment; onClose: () => void }) {
  const t = useTexts(texts);
  const [amountVnd, setAmount] = useState(step === 'clear' ? payment.openAdvanceVnd : '');
  const [document, setDocument] = useState('');
  const signFirst = useChange('post', '/v1/payments/{payment}:sign');
  const approve = useChange('post', '/v1/payments/{payment}:approve');
  const cancel = useChange('post', '/v1/payments/{payment}:cancel');
  const clear = useChange('post', '/v1/payments/{payment}:clearAdvance');
  const refund = useChange('post', '/v1/payments/{payment}:refund');
  const path = { payment: idOf(payment.name) };
  const needsAmount = step === 'clear' || step === 'refund';
  const run = (): Promise<unknown> => {
    switch (step) {
      case 'signFirst': return signFirst.mutateAsync({ path, body: {} });
      case 'sign': return approve.mutateAsync({ path, body: {} });
      case 'cancelPayment': return cancel.mutateAsync({ path, body: {} });
      case 'clear': return clear.mutateAsync({ path, body: { amountVnd, acceptance: document } });
      case 'refund': return refund.mutateAsync({ path, body: { amountVnd, refundSlip: document } });
    }
  };
  return (
    <Decision open title={t(step)} action={t(step)} danger={step === 'cancelPayment'} onClose={onClose} onConfirm={run} disabled={needsAmount && (!document || !/^[1-9]\d*$/.test(amountVnd))}>
      {step === 'sign' && <p>{t('signLead')}</p>}
      {step === 'cancelPayment' && <p>{t('cancelLead')}</p>}
      <Facts facts={[[t('payee'), payment.payee], [t('description'), payment.description], [t('line'), payment.budgetLine], [t('amount'), <Money key="m" amount={payment.amountVnd} words strong />],
        payment.kind === 'KIND_ADVANCE' && [t('openAdvance'), <Money key="o" amount={payment.openAdvanceVnd} />], payment.refundedVnd !== '0' && [t('refunded'), <Money key="r" amount={payment.refundedVnd} />]]} />
      {needsAmount && (
        <>
          <Field label={t('amount')}><MoneyInput value={amountVnd} onChange={setAmount} /></Field>
          <Field label={step === 'clear' ? t('acceptance') : t('refundSlip')}><Input value={document} onChange={(event) => { setDocument(event.target.value); }} /></Field>
        </>
      )}
    </Decision>
  );
}
