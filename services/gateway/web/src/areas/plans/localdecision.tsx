// The province's decision on its own budget, recorded while the plan is on its way: councils decide in December.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { DateInput } from '../../design/dateinput';
import { parseDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import type { Plan } from './state';
import { texts } from './texts';

export function RecordLocalDecision({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const [localDecision, setNumber] = useState(plan.localDecision);
  const [localDecisionDate, setDate] = useState(plan.localDecisionDate);
  const record = useChange('post', '/v1/plans/{plan}:recordLocalDecision');
  return (
    <>
      <Button onClick={() => { setOpen(true); }}>{t('recordDecision')}</Button>
      <Decision open={open} title={t('recordDecision')} action={t('recordDecision')} disabled={!localDecision.trim() || !parseDate(localDecisionDate)} onClose={() => { setOpen(false); }}
        onConfirm={() => record.mutateAsync({ path: { plan: idOf(plan.name) }, body: { etag: plan.etag, localDecision: localDecision.trim(), localDecisionDate } })}>
        <p>{t('recordDecisionLead')}</p>
        <label className="field"><span>{t('localDecision')}</span><Input value={localDecision} maxLength={300} placeholder={t('localDecisionHint')} onChange={(event) => { setNumber(event.target.value); }} /></label>
        <label className="field"><span>{t('localDecisionDate')}</span><DateInput value={localDecisionDate} onChange={setDate} /></label>
      </Decision>
    </>
  );
}
