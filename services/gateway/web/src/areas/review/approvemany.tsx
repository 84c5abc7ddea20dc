// One decision over several plans, approved one after another. A plan that is refused is named and the others go on; a lost
// connection stops, and confirming again goes on where it stopped, with the same request.
import { Form, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Problem, asProblem } from '../../api/problem';
import { useNames } from '../../api/reference';
import { Decision } from '../../design/confirm';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatDong, sumDong } from '../../money/dong';
import type { Plan } from './state';
import { texts } from './texts';

export function ApproveMany({ plans, onClose }: { plans: Plan[]; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { agency } = useNames();
  // What was chosen when the dialog opened: the list behind it is read again while plans are approved.
  const [chosen] = useState(plans);
  const approve = useChange('post', '/v1/plans/{plan}:approve');
  const [decisionNumber, setDecisionNumber] = useState('');
  const [note, setNote] = useState('');
  /** By plan: empty when approved, otherwise why not. */
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, string>>(new Map());
  const refused = chosen.filter(({ name }) => outcomes.get(name));
  const done = outcomes.size;
  const finished = done === chosen.length;

  const run = async () => {
    const known = new Map(outcomes);
    for (const plan of chosen) {
      if (known.has(plan.name)) continue;
      let refusal = '';
      try {
        await approve.mutateAsync({ path: { plan: idOf(plan.name) }, body: { etag: plan.etag, decisionNumber, note } });
      } catch (error) {
        const problem = asProblem(error);
        if (problem.undecided) throw error;
        refusal = [problem.message, ...problem.violations.map(({ text }) => text ?? '')].filter(Boolean).join(' ');
      }
      known.set(plan.name, refusal);
      setOutcomes(new Map(known));
    }
    const failures = [...known.values()].filter(Boolean).length;
    if (failures) throw new Problem(409, 'SOME_REFUSED', t('manyRefused', { count: failures }), '', '');
  };
  return (
    <Decision open title={t('many')} action={t('approve')} onConfirm={run} onClose={onClose} disabled={!decisionNumber.trim() || finished}>
      <p>{t('manyWhat', { count: chosen.length, requested: formatDong(sumDong(chosen.map(({ requestedVnd }) => requestedVnd)), language) })}</p>
      <Form layout="vertical">
        <Form.Item label={t('decisionNumber')} required help={t('decisionHint')} htmlFor="decision-number"><Input id="decision-number" value={decisionNumber} maxLength={100} disabled={done > 0} onChange={(event) => { setDecisionNumber(event.target.value); }} /></Form.Item>
        <Form.Item label={t('note')} htmlFor="decision-note"><Input.TextArea id="decision-note" value={note} maxLength={1000} rows={2} disabled={done > 0} onChange={(event) => { setNote(event.target.value); }} /></Form.Item>
      </Form>
      <p role="status">{done > 0 && t('manyProgress', { done, count: chosen.length })}</p>
      {refused.length > 0 && <ul>{refused.map(({ name, agency: unit }) => <li key={name}><strong>{agency(unit)}</strong>: {outcomes.get(name)}</li>)}</ul>}
    </Decision>
  );
}
