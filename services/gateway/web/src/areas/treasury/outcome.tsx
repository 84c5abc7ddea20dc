// What became of a payment: paid, refused, or unknown. An unknown one is decided by a statement, or by two people with proof.
import { Button } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { DateInput } from '../../design/dateinput';
import { Field, SelectField, TextField } from '../../design/field';
import { Facts, Section } from '../../design/layout';
import { Money } from '../../design/money';
import type { Payment } from '../../design/payment';
import { formatDate, formatTime, parseDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { outcomeTexts, texts } from './texts';

type Outcome = keyof typeof outcomeTexts;
type Doing = 'record' | 'propose' | 'confirm' | 'reject';

export function OutcomeSection({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => { setDoing(null); };
  const recordable = payment.state === 'STATE_ACCEPTED' || payment.state === 'STATE_SENT';
  const unknown = payment.state === 'STATE_UNKNOWN';
  if (!recordable && !unknown) return null;
  return (
    <Section title={t('outcome')}>
      {recordable && <><p>{t(payment.state === 'STATE_SENT' && !payment.controlAfter ? 'recordAfterControl' : 'recordLead')}</p><Button onClick={() => { setDoing('record'); }}>{t('record')}…</Button></>}
      {unknown && <><p className="notice">{t('unknownLead')}</p><Known payment={payment} onDo={setDoing} /></>}
      {doing === 'record' && <Record payment={payment} onClose={close} />}
      {doing === 'propose' && <Propose payment={payment} onClose={close} />}
      {(doing === 'confirm' || doing === 'reject') && <Confirm payment={payment} reject={doing === 'reject'} onClose={close} />}
    </Section>
  );
}

/** What is known of an unknown outcome, and what can be done about it. */
function Known({ payment, onDo }: { payment: Payment; onDo: (doing: Doing) => void }) {
  const t = useTexts(texts);
  const { name } = useUser();
  const { proposal } = payment;
  return (
    <>
      <Facts facts={[[t('known'), payment.outcomeNote || '–'], payment.treasuryReference !== '' && [t('reference'), payment.treasuryReference], [t('recorder'), idOf(payment.recorder) || '–']]} />
      {proposal
        ? <><h3>{t('proposed')}</h3><Proposal payment={payment} />{proposal.proposer === name && <p className="soft">{t('proposedByYou')}</p>}</>
        : <p>{t('notProposed')}</p>}
      <div className="actions">
        {proposal
          ? <><Button type="primary" onClick={() => { onDo('confirm'); }}>{t('confirm')}…</Button><Button danger onClick={() => { onDo('reject'); }}>{t('reject')}…</Button></>
          : <Button type="primary" onClick={() => { onDo('propose'); }}>{t('propose')}…</Button>}
      </div>
    </>
  );
}

function Proposal({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  const outcome = useTexts(outcomeTexts);
  const { proposal } = payment;
  if (!proposal) return null;
  return <Facts facts={[
    [t('outcome'), outcome(proposal.outcome)], [t('proof'), proposal.proof],
    proposal.treasuryReference !== '' && [t('reference'), proposal.treasuryReference], proposal.valueDate !== '' && [t('valueDate'), formatDate(proposal.valueDate)],
    [t('proposer'), `${idOf(proposal.proposer)} · ${formatTime(proposal.proposeTime)}`]]} />;
}

function What({ payment }: { payment: Payment }) {
  const t = useTexts(texts);
  return <Facts facts={[[t('payee'), payment.payee], [t('amount'), <Money key="amount" amount={payment.amountVnd} words strong />]]} />;
}

function Record({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(texts);
  const texted = useTexts(outcomeTexts);
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [treasuryReference, setReference] = useState('');
  const [note, setNote] = useState('');
  const record = useChange('post', '/v1/payments/{payment}:recordOutcome');
  const complete = outcome === 'OUTCOME_PAID' ? treasuryReference.trim() : outcome && note.trim();
  const lead = { OUTCOME_PAID: 'paidLead', OUTCOME_REFUSED: 'refusedLead', OUTCOME_UNKNOWN: 'becomesUnknown' } as const;
  return (
    <Decision open title={t('record')} action={t('record')} disabled={!complete} onClose={onClose}
      onConfirm={() => record.mutateAsync({ path: { payment: idOf(payment.name) }, body: { outcome: outcome || 'OUTCOME_UNSPECIFIED', treasuryReference, note } })}>
      <What payment={payment} />
      <SelectField label={t('outcome')} value={outcome} empty="–" onChange={setOutcome} choices={(['OUTCOME_PAID', 'OUTCOME_REFUSED', 'OUTCOME_UNKNOWN'] as const).map((one) => [one, texted(one)] as const)} />
      {outcome !== '' && outcome !== 'OUTCOME_UNSPECIFIED' && <p>{t(lead[outcome])}</p>}
      <TextField label={t('reference')} value={treasuryReference} onChange={setReference} maxLength={100} />
      {outcome !== 'OUTCOME_PAID' && <TextField label={t(outcome === 'OUTCOME_UNKNOWN' ? 'known' : 'refuseReason')} value={note} onChange={setNote} long />}
    </Decision>
  );
}

function Propose({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(texts);
  const texted = useTexts(outcomeTexts);
  const [outcome, setOutcome] = useState<Outcome>('OUTCOME_PAID');
  const [treasuryReference, setReference] = useState(payment.treasuryReference);
  const [valueDate, setValueDate] = useState('');
  const [proof, setProof] = useState('');
  const propose = useChange('post', '/v1/payments/{payment}:proposeOutcome');
  const paid = outcome === 'OUTCOME_PAID';
  const complete = proof.trim() && (!paid || (treasuryReference.trim() && parseDate(valueDate)));
  return (
    <Decision open title={t('propose')} action={t('propose')} disabled={!complete} onClose={onClose}
      onConfirm={() => propose.mutateAsync({ path: { payment: idOf(payment.name) }, body: { outcome, proof, ...(paid ? { treasuryReference, valueDate } : {}) } })}>
      <p>{t('proposeLead')}</p>
      <What payment={payment} />
      <SelectField label={t('outcome')} value={outcome} onChange={setOutcome} choices={(['OUTCOME_PAID', 'OUTCOME_REFUSED'] as const).map((one) => [one, texted(one)] as const)} />
      {paid && <><TextField label={t('reference')} value={treasuryReference} onChange={setReference} maxLength={100} /><Field label={t('valueDate')}><DateInput value={valueDate} onChange={setValueDate} /></Field></>}
      <TextField label={t('proof')} value={proof} onChange={setProof} help={t('proofHelp')} long />
    </Decision>
  );
}

function Confirm({ payment, reject, onClose }: { payment: Payment; reject: boolean; onClose: () => void }) {
  const t = useTexts(texts);
  const [note, setNote] = useState('');
  const confirm = useChange('post', '/v1/payments/{payment}:confirmOutcome');
  return (
    <Decision open title={t(reject ? 'reject' : 'confirm')} action={t(reject ? 'reject' : 'confirm')} danger={reject} disabled={reject && !note.trim()} onClose={onClose}
      onConfirm={() => confirm.mutateAsync({ path: { payment: idOf(payment.name) }, body: { etag: payment.etag, reject, note } })}>
      <p>{t(reject ? 'rejectLead' : 'confirmLead')}</p>
      <What payment={payment} />
      <Proposal payment={payment} />
      <TextField label={t('remark')} value={note} onChange={setNote} long />
    </Decision>
  );
}
