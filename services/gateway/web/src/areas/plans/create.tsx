// A new plan in an open cycle.
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { type Schema, idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

/** `cycles` are those in which the unit has no plan yet. */
export function CreatePlan({ cycles }: { cycles: Schema<'registration.v1.Cycle'>[] }) {
  const t = useTexts(texts);
  const go = useNavigate();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState('');
  const create = useChange('post', '/v1/plans');
  const cycle = cycles.find(({ name }) => name === chosen) ?? cycles[0];
  const run = async () => {
    if (!cycle) return;
    const { plan } = await create.mutateAsync({ body: { plan: { programme: cycle.programme, budgetYear: cycle.budgetYear, title: t('defaultTitle', { year: cycle.budgetYear }) } } });
    if (plan) go(`/plans/${idOf(plan.name)}`);
  };
  return (
    <>
      <Button type="primary" disabled={!cycle} title={cycle ? undefined : t('noCycle')} onClick={() => { setOpen(true); }}>{t('newPlan')}</Button>
      <Decision open={open} title={t('newPlan')} action={t('create')} onConfirm={run} onClose={() => { setOpen(false); }}>
        <label className="field"><span>{t('year')}</span>
          <select value={cycle?.name} onChange={(event) => { setChosen(event.target.value); }}>
            {cycles.map((one) => <option key={one.name} value={one.name}>{one.budgetYear} · {t('dueOn', { date: formatDate(one.submissionDeadline) })}</option>)}
          </select>
        </label>
      </Decision>
    </>
  );
}
