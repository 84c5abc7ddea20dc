// The three decisions about a plan, each with its consequences said before.
import { Form, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { Money } from '../../design/money';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatDong } from '../../money/dong';
import { type Draft, cutsOf, remarksOf } from './draft';
import type { Plan } from './state';
import { sumOf } from './sums';
import { texts } from './texts';

interface DialogProps { plan: Plan; draft: Draft; onDone: () => void; onClose: () => void }
const target = (plan: Plan) => ({ plan: idOf(plan.name) });

function Note({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <Form layout="vertical"><Form.Item label={label} htmlFor="note"><Input.TextArea id="note" rows={3} maxLength={1000} value={value} onChange={(event) => { onChange(event.target.value); }} /></Form.Item></Form>;
}

export function EndorseDialog({ plan, onDone, onClose }: DialogProps) {
  const t = useTexts(texts);
  const [note, setNote] = useState('');
  const endorse = useChange('post', '/v1/plans/{plan}:endorse', onDone);
  return (
    <Decision open title={t('endorse')} action={t('endorse')} onClose={onClose} onConfirm={() => endorse.mutateAsync({ path: target(plan), body: { etag: plan.etag, note } })}>
      <p>{t('endorseWhat')}</p>
      <Note label={t('opinion')} value={note} onChange={setNote} />
    </Decision>
  );
}

export function ReturnDialog({ plan, draft, onDone, onClose }: DialogProps) {
  const t = useTexts(texts);
  const [note, setNote] = useState('');
  const sendBack = useChange('post', '/v1/plans/{plan}:return', onDone);
  const remarks = remarksOf(draft, plan);
  return (
    <Decision open danger title={t('return')} action={t('return')} onClose={onClose} disabled={!remarks.length && !note.trim()}
      onConfirm={() => sendBack.mutateAsync({ path: target(plan), body: { etag: plan.etag, remarks, note } })}>
      <p>{t('returnWhat')}</p>
      {remarks.length ? <><p>{t('remarksSent', { count: remarks.length })}</p><ul>{remarks.map(({ itemId, remark }) => <li key={itemId}><strong>{itemId}</strong>: {remark}</li>)}</ul></> : <p className="soft">{t('noRemarks')}</p>}
      <Note label={t('note')} value={note} onChange={setNote} />
    </Decision>
  );
}

export function ApproveDialog({ plan, draft, onDone, onClose }: DialogProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [note, setNote] = useState('');
  const [decisionNumber, setDecisionNumber] = useState('');
  const approve = useChange('post', '/v1/plans/{plan}:approve', onDone);
  const cuts = cutsOf(draft, plan);
  const sums = sumOf(plan.items);
  return (
    <Decision open title={t('approve')} action={t('approve')} onClose={onClose} disabled={!decisionNumber.trim()}
      onConfirm={() => approve.mutateAsync({ path: target(plan), body: { etag: plan.etag, decisionNumber, cuts, note } })}>
      <p>{t('approveWhat')}</p>
      <p>{t('approveAmounts', { requested: formatDong(sums.requested, language), admissible: formatDong(sums.admissible, language) })}</p>
      {cuts.length ? <><p>{t('cutsSent', { count: cuts.length })}</p><ul>{cuts.map(({ itemId, approvedVnd, reason }) => <li key={itemId}><strong>{itemId}</strong>: {/^\d+$/.test(approvedVnd) ? <Money amount={approvedVnd} /> : approvedVnd} · {reason}</li>)}</ul></> : <p className="soft">{t('noCuts')}</p>}
      <Form layout="vertical"><Form.Item label={t('decisionNumber')} required help={t('decisionHint')} htmlFor="decision-number"><Input id="decision-number" maxLength={100} value={decisionNumber} onChange={(event) => { setDecisionNumber(event.target.value); }} /></Form.Item></Form>
      <Note label={t('note')} value={note} onChange={setNote} />
    </Decision>
  );
}
