// Remarks of a returned plan, answered one by one beside the rows that they are about.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Section } from '../../design/layout';
import { useKept } from '../../design/kept';
import { ProblemBox } from '../../design/problem';
import { type Remark, RemarkList, latestRemarks } from '../../design/remarks';
import { useTexts } from '../../i18n/language';
import type { Plan } from './state';
import { texts } from './texts';

/** Changes the plan with its current etag, between two savings of what is being typed. */
export type Meanwhile = (run: (etag: string) => Promise<{ plan?: Plan }>) => Promise<void>;

export function Remarks({ plan, meanwhile, onRow }: { plan: Plan; meanwhile: Meanwhile; onRow: (itemId: string) => void }) {
  const t = useTexts(texts);
  const [typed, keep, clear] = useKept<Record<string, string>>(`cpb-answers ${plan.name}`, {});
  const note = [...plan.history].reverse().find(({ action }) => action === 'return')?.note;
  const asked = latestRemarks(plan.remarks);
  const open = asked.filter(({ answerTime }) => !answerTime).length;
  const form = (remark: Remark) => (
    <AnswerForm plan={plan} remark={remark} meanwhile={meanwhile} value={typed[remark.number] ?? ''} onChange={(text) => { keep({ ...typed, [remark.number]: text }); }}
      onDone={() => { if (open <= 1) clear(); else keep({ ...typed, [remark.number]: '' }); }} />
  );
  if (!note && !asked.length) return null;
  return (
    <Section title={t('remarks')}>
      <p>{open ? t('remarksLead', { count: open }) : t('remarksDone')}</p>
      {note && <p className="note">{note}</p>}
      <RemarkList remarks={asked} onItem={onRow} answer={form} />
    </Section>
  );
}

interface AnswerFormProps { plan: Plan; remark: Remark; meanwhile: Meanwhile; value: string; onChange: (text: string) => void; onDone: () => void }

function AnswerForm({ plan, remark, meanwhile, value, onChange, onDone }: AnswerFormProps) {
  const t = useTexts(texts);
  const answer = useChange('post', '/v1/plans/{plan}:answerRemark');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await meanwhile((etag) => answer.mutateAsync({ path: { plan: idOf(plan.name) }, body: { etag, number: remark.number, answer: value.trim() } }));
      onDone();
    } catch {
      // answer.error says it.
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <label className="field"><span>{t('answerOf', { item: remark.itemId })}</span>
        <Input.TextArea rows={2} maxLength={1000} value={value} onChange={(event) => { onChange(event.target.value); }} />
      </label>
      <ProblemBox error={answer.error} />
      <Button size="small" loading={busy} disabled={!value.trim()} onClick={() => void send()}>{t('sendAnswer')}</Button>
    </>
  );
}
