// One round: its terms, its lines, and the steps of its life.
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { useNames, useProvinces } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Facts, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { PaperFoot, PaperHead } from '../../design/paper';
import { formatTime } from '../../i18n/dates';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { formatDong, toDong } from '../../money/dong';
import { TextField } from './fields';
import { LinesOfRound } from './lines';
import { methodTexts, texts } from './texts';
import { type Envelope, type Round, RoundState } from './types';

export function RoundPage() {
  const { id = '' } = useParams();
  const query = useGet('/v1/rounds/{round}', { path: { round: id } });
  return <Loaded query={query}>{({ round }) => round && <Content round={round} />}</Loaded>;
}

type Step = 'approve' | 'issue' | 'withdraw';

/** Which steps the page offers; the service decides whether they are taken. */
function useSteps({ state }: Round): Step[] {
  const user = useUser();
  const steps: Step[] = [];
  if (state === 'STATE_COMPUTED' && hasRole(user, 'ROLE_APPROVER')) steps.push('approve');
  if (hasRole(user, 'ROLE_BUDGET_OFFICER')) {
    if (state === 'STATE_COMPUTED' || state === 'STATE_APPROVED') steps.push('withdraw');
    if (state === 'STATE_APPROVED' || state === 'STATE_ISSUING') steps.push('issue');
  }
  return steps;
}

function Content({ round }: { round: Round }) {
  const t = useTexts(texts);
  const method = useTexts(methodTexts);
  const navigate = useNavigate();
  const steps = useSteps(round);
  const [step, setStep] = useState<Step | null>(null);
  const { agency } = useNames(round.programme);
  const decided = round.decisionNumber !== '' && round.state !== 'STATE_WITHDRAWN' && round.state !== 'STATE_REVOKED';
  const person = (name: string) => name.replace('users/', '');
  return (
    <>
      {decided && <PaperHead agency={agency('agencies/BTC')} number={round.decisionNumber} place={t('capital')} kind={t('paperDecision')} about={t('paperRound', { year: round.budgetYear, round: idOf(round.name) })} />}
      <PageHeader title={`${t('round')} ${idOf(round.name)}`} extra={
        <>
          {steps.map((one) => <Button key={one} danger={one === 'withdraw'} type={one === 'withdraw' ? 'default' : 'primary'} onClick={() => { setStep(one); }}>{t(one)}…</Button>)}
          <Button onClick={() => { void navigate(`/rounds/compare?year=${round.budgetYear}&base=${idOf(round.name)}`); }}>{t('compare')}</Button>
          <Button onClick={() => { print(); }}>{t('print')}</Button>
        </>}>
        {round.budgetYear} · <RoundState state={round.state} />
      </PageHeader>
      <div className="block">
        <Facts facts={[
          [t('allotted'), <Money key="allotted" amount={round.allottedVnd} words strong />],
          [t('method'), method(round.method)],
          [t('rulebook'), round.rulebookVersion],
          [t('computedBy'), `${person(round.creator)}, ${formatTime(round.createTime)}`],
          round.approver !== '' && [t('approvedBy'), `${person(round.approver)}, ${round.decisionNumber}`],
          round.withdrawer !== '' && [t('withdraw'), `${person(round.withdrawer)}: ${round.withdrawReason}`],
          round.journalPosition !== '0' && [t('position'), round.journalPosition],
        ]} />
      </div>
      <Section title={t('envelopes')}>{round.envelopes.length ? <Envelopes round={round} /> : <p className="soft">{t('noEnvelopes')}</p>}</Section>
      <Section title={t('lines')}><LinesOfRound round={round} /></Section>
      {decided && <PaperFoot signers={[t('minister')]} receivers={[agency('agencies/BCT'), agency('agencies/KBNN'), t('paperUnits')]} />}
      {step && <StepDialog step={step} round={round} onClose={() => { setStep(null); }} />}
    </>
  );
}

export function Envelopes({ round }: { round: Round }) {
  const t = useTexts(texts);
  const { agency, source, project } = useNames(round.programme);
  const pick = usePick();
  const provinces = useProvinces(round.budgetYear).data?.provinces;
  const province = (code: string) => { const one = provinces?.find((row) => row.code === code); return pick(one?.titleVi, one?.titleEn) || code; };
  const rows = round.envelopes.map((envelope, index) => ({ ...envelope, number: index + 1 }));
  type Row = (typeof rows)[number];
  const scope = (row: Envelope) => [row.source && source(row.source), row.holder && agency(row.holder), row.componentProject && project(row.componentProject), row.provinceCode && province(row.provinceCode)].filter(Boolean).join(' · ') || t('all');
  const amount = (key: string, title: string, value: (row: Row) => string | undefined): Column<Row> => ({ key, title, numeric: true, value: (row) => toDong(value(row)), render: (row) => <Money amount={value(row)} /> });
  const columns: Column<Row>[] = [
    { key: 'number', title: '#', numeric: true, value: (row) => row.number },
    { key: 'scope', title: t('envelopes'), width: '14rem', value: (row) => scope(row) + (row.thisRoundOnly ? ` (${t('thisRoundOnly')})` : '') },
    amount('amount', t('ceiling'), (row) => row.amountVnd), amount('used', t('usedBefore'), (row) => row.usedBeforeVnd), amount('demand', t('demand'), (row) => row.demandVnd),
    amount('allotted', t('allotted'), (row) => row.allottedVnd), amount('left', t('unallotted'), (row) => row.unallottedVnd),
  ];
  return <DataTable caption={t('envelopes')} columns={columns} rows={rows} rowKey={(row) => String(row.number)} />;
}

function StepDialog({ step, round, onClose }: { step: Step; round: Round; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [decisionNumber, setDecisionNumber] = useState('');
  const [reason, setReason] = useState('');
  const approve = useChange('post', '/v1/rounds/{round}:approve');
  const issue = useChange('post', '/v1/rounds/{round}:issue');
  const withdraw = useChange('post', '/v1/rounds/{round}:withdraw');
  const path = { round: idOf(round.name) };
  const { etag } = round;
  const run = () => (step === 'approve' ? approve.mutateAsync({ path, body: { etag, decisionNumber } }) : step === 'issue' ? issue.mutateAsync({ path, body: { etag } }) : withdraw.mutateAsync({ path, body: { etag, reason } }));
  const what = { approve: 'approveWhat', issue: 'issueWhat', withdraw: 'withdrawWhat' } as const;
  return (
    <Decision open title={t(step)} action={t(step)} danger={step === 'withdraw'} onClose={onClose} onConfirm={run} disabled={(step === 'approve' && !decisionNumber.trim()) || (step === 'withdraw' && !reason.trim())}>
      <p>{t(what[step], { amount: formatDong(round.allottedVnd, language) })}</p>
      {step === 'approve' && <TextField id="decision" label={t('decisionNumber')} help={t('decisionHint')} value={decisionNumber} onChange={setDecisionNumber} />}
      {step === 'withdraw' && <TextField id="reason" long label={t('reason')} value={reason} onChange={setReason} />}
    </Decision>
  );
}
