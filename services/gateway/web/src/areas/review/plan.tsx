// One plan under review: what it asks for, what the rules say, and the decision.
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet, useReference } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { Facts, History, Illustrative, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { NotOnPaper, PaperFoot, PaperHead } from '../../design/paper';
import { RemarkList } from '../../design/remarks';
import { dayOf, formatDate, formatTime } from '../../i18n/dates';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatShare } from '../../money/dong';
import { LastYear, RevisionChanges, SimilarProvinces } from './compare';
import { ApproveDialog, EndorseDialog, ReturnDialog } from './decide';
import { type Draft, useDraft } from './draft';
import { ItemPanel, ItemTable } from './items';
import { type Plan, PlanState } from './state';
import { bySource, sumOf } from './sums';
import { eventTexts, texts } from './texts';

export function PlanPage() {
  const { id = '' } = useParams();
  const query = useGet('/v1/plans/{plan}', { path: { plan: id } });
  return <Loaded query={query}>{({ plan }) => plan && <Content key={plan.name} plan={plan} />}</Loaded>;
}

type Step = 'endorse' | 'return' | 'approve';

/** Which steps the page offers; the service decides whether they are taken. */
function useSteps(plan: Plan): Step[] {
  const user = useUser();
  if (plan.state === 'STATE_SUBMITTED' && hasRole(user, 'ROLE_APPRAISER')) return ['return', 'endorse'];
  if (plan.state === 'STATE_ENDORSED' && hasRole(user, 'ROLE_APPROVER')) return ['return', 'approve'];
  return [];
}

function Content({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const { agency } = useNames(plan.programme);
  const steps = useSteps(plan);
  const [draft, setDraft, clearDraft] = useDraft(plan);
  const [step, setStep] = useState<Step | null>(null);
  const [itemId, setItemId] = useState('');
  const item = plan.items.find((one) => one.itemId === itemId);
  const sums = sumOf(plan.items);
  const approval = plan.state === 'STATE_APPROVED' ? [...plan.history].reverse().find(({ action }) => action === 'approve') : undefined;
  const close = () => { setStep(null); };
  return (
    <>
      {approval && <PaperHead agency={agency('agencies/BTC')} number={plan.decisionNumber} date={approval.time && dayOf(approval.time)} place={t('capital')} kind={t('paperDecision')} about={t('paperApproval', { year: plan.budgetYear, agency: agency(plan.agency) })} illustrative={plan.illustrative} />}
      <PageHeader title={plan.title || idOf(plan.name)} extra={
        <>
          {steps.map((one) => <Button key={one} type={one === 'return' ? 'default' : 'primary'} onClick={() => { setStep(one); }}>{t(one)}…</Button>)}
          <Button onClick={() => { print(); }}>{t('print')}</Button>
        </>}>
        {agency(plan.agency)} · {plan.budgetYear} · <PlanState state={plan.state} /> <Illustrative when={plan.illustrative} />
      </PageHeader>
      <dl className="tiles">
        <div><dt>{t('requested')}</dt><dd><Money amount={sums.requested} /></dd></div>
        <div><dt>{t('admissible')}</dt><dd><Money amount={plan.rulebookVersion ? sums.admissible : undefined} /></dd></div>
        <div><dt>{t('approved')}</dt><dd><Money amount={plan.state === 'STATE_APPROVED' ? plan.approvedVnd : undefined} /></dd></div>
        <div><dt>{t('enterprise')}</dt><dd><Money amount={sums.enterprise} /></dd></div>
      </dl>
      <div className="block">
        <Facts facts={[
          [t('revision'), plan.revision],
          [t('localDecision'), plan.localDecision ? `${plan.localDecision}${plan.localDecisionDate ? `, ${formatDate(plan.localDecisionDate)}` : ''}` : t('noLocalDecision')],
          [t('rulebook'), plan.rulebookVersion || '–'],
          [t('chain'), plan.chainVersion || '–'],
          plan.decisionNumber !== '' && [t('decision'), plan.decisionNumber],
        ]} />
      </div>
      <Section title={t('bySource')}><Sources plan={plan} /></Section>
      <Section title={t('items')}><ItemTable plan={plan} draft={draft} onOpen={setItemId} /></Section>
      <Section title={t('findings')}><Findings findings={plan.items.flatMap(({ findings }) => findings)} showItem onItem={setItemId} /></Section>
      {plan.remarks.length > 0 && <Section title={t('remarks')}><RemarkList remarks={plan.remarks} onItem={setItemId} /></Section>}
      {plan.revision > 1 && <RevisionChanges plan={plan} />}
      <NotOnPaper>
        <LastYear plan={plan} />
        {plan.provinceCode && <SimilarProvinces plan={plan} />}
        <Section title={t('history')}><Events plan={plan} /></Section>
      </NotOnPaper>
      {approval && <PaperFoot signers={[t('minister')]} receivers={[agency(plan.agency), agency('agencies/BCT')]} />}
      {item && <ItemPanel plan={plan} item={item} mayRemark={steps.includes('return')} mayCut={steps.includes('approve')} draft={draft} onChange={setDraft} onClose={() => { setItemId(''); }} />}
      <Dialogs step={step} plan={plan} draft={draft} onDone={clearDraft} onClose={close} />
    </>
  );
}

function Dialogs({ step, ...more }: { step: Step | null; plan: Plan; draft: Draft; onDone: () => void; onClose: () => void }) {
  if (step === 'endorse') return <EndorseDialog {...more} />;
  if (step === 'return') return <ReturnDialog {...more} />;
  return step === 'approve' ? <ApproveDialog {...more} /> : null;
}

/** Totals and shares by source, and what the approval chain lets the ministry do with each. */
function Sources({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { source } = useNames(plan.programme);
  const submitted = plan.history.find(({ action }) => action === 'submit')?.time?.slice(0, 10);
  const chains = useReference('/v1/approvalChains', { query: { document: 'DOCUMENT_PLAN', asOfDate: submitted } }).data?.chains;
  const role = (id: string): string => {
    const step = chains?.find((chain) => chain.source === id)?.steps.find(({ agency }) => agency === 'agencies/BTC');
    return !chains ? '' : !step ? t('notDecided') : step.kind === 'KIND_REGISTER' ? t('registers') : t('decides');
  };
  const rows = bySource(plan.items);
  const requested = rows.reduce((sum, row) => sum + row.requested, 0n);
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { key: 'source', title: t('source'), value: (row) => source(row.source) },
    { key: 'requested', title: t('funding'), numeric: true, value: (row) => row.requested, render: (row) => <Money amount={row.requested} />, total: <Money amount={requested} /> },
    { key: 'share', title: t('share'), numeric: true, value: (row) => formatShare(row.requested, requested, language) },
    { key: 'approved', title: t('approved'), numeric: true, value: (row) => row.approved, render: (row) => <Money amount={plan.state === 'STATE_APPROVED' ? row.approved : undefined} /> },
    { key: 'role', title: t('ministryRole'), value: (row) => role(row.source) },
  ];
  return <DataTable caption={t('bySource')} columns={columns} rows={rows} rowKey={(row) => row.source} />;
}

function Events({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const verb = useTexts(eventTexts);
  return (
    <History steps={plan.history.map((event, index) => ({
      key: String(index),
      title: <>{event.action in eventTexts ? verb(event.action as keyof typeof eventTexts) : event.action} · {t('revision')} {event.revision}{event.voidedBy > 0 && <span className="soft"> {t('voided')}</span>}</>,
      time: formatTime(event.time), who: event.actorName || idOf(event.actor), note: event.note,
    }))} />
  );
}

