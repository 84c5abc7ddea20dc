// The control (kiểm soát chi): what the system holds is ticked, the rest is confirmed one by one by the officer.
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { TextField, Field } from '../../design/field';
import { Facts, Loaded, Section } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import type { Payment } from '../../design/payment';
import { usePick, useTexts } from '../../i18n/language';
import { toControlAfter } from './data';
import { texts } from './texts';

type Check = Answer<'/v1/payments/{payment}:checklist', 'get'>['checks'][number];

export function ControlSection({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  const after = toControlAfter(payment);
  const query = useGet('/v1/payments/{payment}:checklist', { path: { payment: idOf(payment.name) } });
  const open = payment.state === 'STATE_SENT' || after;
  return (
    <Section title={t('checklist')}>
      {after && <p className="notice">{t('afterLead')}</p>}
      <Loaded query={query}>{({ checks }) => (open ? <Confirming key={payment.etag} payment={payment} checks={checks} after={after} /> : <Checks checks={checks} ticked={payment.controller ? checks.map(({ check }) => check) : []} />)}</Loaded>
    </Section>
  );
}

function Checks({ checks, ticked, onTick }: { checks: Check[]; ticked: string[]; onTick?: (check: string, on: boolean) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  return (
    <ul className="checklist">
      {checks.map((one) => (
        <li key={one.check}>
          <label>
            <input type="checkbox" checked={one.heldBySystem || ticked.includes(one.check)} disabled={one.heldBySystem || !onTick} onChange={(event) => onTick?.(one.check, event.target.checked)} />{' '}
            {pick(one.textVi, one.textEn)}
          </label>
          <p className="soft small">{one.heldBySystem ? `${t('heldBySystem')} · ` : ''}{one.citation}</p>
        </li>
      ))}
    </ul>
  );
}

function Confirming({ payment, checks, after }: { payment: Payment; checks: Check[]; after: boolean }) {
  const t = useTexts(texts);
  const [ticked, setTicked] = useState<string[]>([]);
  const [doing, setDoing] = useState<'accept' | 'refuse' | null>(null);
  const [note, setNote] = useState('');
  const [irregular, setIrregular] = useState('');
  const control = useChange('post', '/v1/payments/{payment}:control');
  const left = checks.filter((one) => !one.heldBySystem && !ticked.includes(one.check)).length;
  const tick = (check: string, on: boolean) => { setTicked((now) => (on ? [...now, check] : now.filter((one) => one !== check))); };
  const run = () => control.mutateAsync({ path: { payment: idOf(payment.name) }, body: {
    decision: doing === 'refuse' ? 'DECISION_REFUSE' : 'DECISION_ACCEPT', confirmedChecks: doing === 'refuse' ? [] : ticked, note, ...(after && irregular ? { irregularVnd: irregular } : {}) } });
  const wrongAmount = irregular !== '' && !/^\d+$/.test(irregular);
  return (
    <>
      <Checks checks={checks} ticked={ticked} onTick={tick} />
      <p role="status" className="soft">{left > 0 ? t('checksLeft', { count: left }) : t('allChecked')}</p>
      <div className="actions">
        <Button type="primary" disabled={left > 0} onClick={() => { setDoing('accept'); }}>{t(after ? 'controlled' : 'accept')}…</Button>
        {!after && <Button danger onClick={() => { setDoing('refuse'); }}>{t('refuse')}…</Button>}
      </div>
      <Decision open={doing !== null} title={t(doing === 'refuse' ? 'refuse' : after ? 'controlled' : 'accept')} action={t(doing === 'refuse' ? 'refuse' : after ? 'controlled' : 'accept')} danger={doing === 'refuse'}
        disabled={(doing === 'refuse' && !note.trim()) || wrongAmount || (after && irregular !== '' && irregular !== '0' && !note.trim())} onClose={() => { setDoing(null); }} onConfirm={run}>
        <p>{t(doing === 'refuse' ? 'refuseLead' : after ? 'controlledLead' : 'acceptLead')}</p>
        <Facts facts={[[t('payee'), payment.payee], [t('amount'), <Money key="amount" amount={payment.amountVnd} words strong />]]} />
        {after && <Field label={t('irregular')} help={t('irregularHelp')}><MoneyInput value={irregular} onChange={setIrregular} /></Field>}
        <TextField label={t(doing === 'refuse' ? 'refuseReason' : 'remark')} value={note} onChange={setNote} long />
      </Decision>
    </>
  );
}
