// A payment or an advance, prepared by the accountant; the service says beforehand what it finds.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { newRequestId, post } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { Money, MoneyInput } from '../../design/money';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { DryRun, Field, LineChoice, type Payment, lineKey, useAllotments, useCommitments } from './common';
import { kindTexts, texts } from './texts';

const empty = { kind: 'KIND_PAYMENT' as Payment['kind'], line: '', commitment: '', payee: '', description: '', amountVnd: '' };

/** `onDone` gets the name of the new payment: its documents are attached next. */
export function NewPayment({ onDone }: { onDone: (payment: string) => void }) {
  const t = useTexts(texts);
  const kind = useTexts(kindTexts);
  const allotments = useAllotments();
  const commitments = useCommitments();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(empty);
  const set = (part: Partial<typeof form>) => { setForm((now) => ({ ...now, ...part })); };
  const create = useChange('post', '/v1/payments');
  const line = allotments.data?.find((one) => lineKey(one) === form.line);
  const offered = (commitments.data ?? []).filter((one) => line && one.budgetLine === line.budgetLine && one.source === line.source && toDong(one.remainingVnd) > 0n);
  const complete = line && form.payee && form.description && /^[1-9]\d*$/.test(form.amountVnd);
  const { line: _, ...fields } = form;
  const payment = { ...fields, budgetLine: line?.budgetLine, source: line?.source, budgetYear: line?.budgetYear };
  const ask = async () => {
    const answer = await post('/v1/payments', { body: { requestId: newRequestId(), payment, validateOnly: true } });
    return { findings: answer.payment?.findings ?? [], available: answer.availableVnd };
  };
  return (
    <>
      <Button type="primary" onClick={() => { setOpen(true); }}>{t('newPayment')}</Button>
      <Decision open={open} title={t('newPayment')} action={t('prepare')} width={680} disabled={!complete} onClose={() => { setOpen(false); }}
        onConfirm={async () => { const { payment: made } = await create.mutateAsync({ body: { payment } }); setForm(empty); if (made) onDone(made.name); }}>
        <Field label={t('kind')}>
          <select value={form.kind} onChange={(event) => { set({ kind: event.target.value as Payment['kind'] }); }}>
            <option value="KIND_PAYMENT">{kind('KIND_PAYMENT')}</option>
            <option value="KIND_ADVANCE">{kind('KIND_ADVANCE')}</option>
          </select>
        </Field>
        <LineChoice allotments={allotments.data ?? []} value={form.line} onChange={(key) => { set({ line: key, commitment: '' }); }} />
        {line && <p>{t('available')}: <Money amount={line.availableVnd} strong /></p>}
        <Field label={t('fromCommitment')}>
          <select value={form.commitment} onChange={(event) => { set({ commitment: event.target.value }); }}>
            <option value="">{t('none')}</option>
            {offered.map((one) => <option key={one.name} value={one.name}>{one.contractNumber} · {one.contractor}</option>)}
          </select>
        </Field>
        <Field label={t('payee')}><Input value={form.payee} onChange={(event) => { set({ payee: event.target.value }); }} /></Field>
        <Field label={t('description')}><Input value={form.description} maxLength={500} onChange={(event) => { set({ description: event.target.value }); }} /></Field>
        <Field label={t('amount')}><MoneyInput value={form.amountVnd} onChange={(amountVnd) => { set({ amountVnd }); }} /></Field>
        <DryRun content={JSON.stringify(payment)} ask={complete ? ask : null} />
      </Decision>
    </>
  );
}
