// Submission: the dry run first, then the question.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { Findings } from '../../design/findings';
import { Facts, Loaded } from '../../design/layout';
import { Money } from '../../design/money';
import { useTexts } from '../../i18n/language';
import type { Plan } from './state';
import { texts } from './texts';

export function Submit({ plan, save, saved, held }: { plan: Plan; save: () => Promise<boolean>; saved: boolean; held: number }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const submit = useChange('post', '/v1/plans/{plan}:submit');
  const id = idOf(plan.name);
  const start = async () => { if (saved || (await save())) setOpen(true); };
  return (
    <>
      <Button type="primary" onClick={() => void start()} disabled={held > 0 || plan.items.length === 0}>{t('submit')}</Button>
      <Decision open={open} title={t('check')} action={t('submit')} width={720} onClose={() => { setOpen(false); }}
        onConfirm={() => submit.mutateAsync({ path: { plan: id }, body: { etag: plan.etag, note } })}>
        <p>{t('submitLead')}</p>
        <Facts facts={[[t('title'), plan.title], [t('requested'), <Money key="m" amount={plan.requestedVnd} words strong />]]} />
        {open && <Check id={id} etag={plan.etag} />}
        <label className="field"><span>{t('note')}</span><Input.TextArea rows={3} maxLength={1000} value={note} onChange={(event) => { setNote(event.target.value); }} /></label>
      </Decision>
    </>
  );
}

function Check({ id, etag }: { id: string; etag: string }) {
  const t = useTexts(texts);
  const query = useGet('/v1/plans/{plan}:check', { path: { plan: id } }, { staleTime: 0 });
  return (
    <Loaded key={etag} query={query}>
      {(check) => (
        <>
          <p className={check.submittable ? 'verified' : 'unverified'}>{check.submittable ? t('submittable') : t('notSubmittable')}</p>
          <div className="scroll some" tabIndex={0} role="region" aria-label={t('findings')}><Findings findings={check.findings} showItem /></div>
        </>
      )}
    </Loaded>
  );
}
