// One plan: edited while it is the province's, followed afterwards.
import { Button } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { shownText } from '../../design/grid/model';
import { Facts, History, Illustrative, Loaded, Loading, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { NotOnPaper, PaperFoot, PaperHead } from '../../design/paper';
import { ProblemBox } from '../../design/problem';
import { RemarkList } from '../../design/remarks';
import { dayOf, formatDate, formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { type Catalogue, useCatalogue, useColumns } from './columns';
import { PlanEditor } from './editor';
import { RecordLocalDecision } from './localdecision';
import { rowOf } from './rows';
import { type Plan, type PlanItem, PlanState } from './state';
import { actionTexts, texts } from './texts';
import { Totals } from './totals';
import { WorkbookOut } from './workbook';

export function PlanPage() {
  const { plan = '' } = useParams();
  const query = useGet('/v1/plans/{plan}', { path: { plan } }, { staleTime: 60_000 });
  return <Loaded query={query}>{(data) => data.plan && <OnePlan key={data.plan.name} plan={data.plan} />}</Loaded>;
}

function OnePlan({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const user = useUser();
  const { agency } = useNames(plan.programme);
  const catalogue = useCatalogue(plan.programme, plan.provinceCode);
  const mine = hasRole(user, 'ROLE_PROVINCE_OFFICER') && plan.agency === user.agency;
  const approval = plan.state === 'STATE_APPROVED' ? [...plan.history].reverse().find(({ action }) => action === 'approve') : undefined;
  const editable = mine && (plan.state === 'STATE_DRAFT' || plan.state === 'STATE_RETURNED');
  return (
    <>
      {approval && <PaperHead agency={agency('agencies/BTC')} number={plan.decisionNumber} date={approval.time && dayOf(approval.time)} place={t('capital')} kind={t('paperDecision')} about={t('paperApproval', { year: plan.budgetYear, agency: agency(plan.agency) })} illustrative={plan.illustrative} />}
      <PageHeader title={plan.title || idOf(plan.name)}
        extra={<>{plan.revision > 1 && <Link to={`/plans/${idOf(plan.name)}/compare`}><Button>{t('compare')}</Button></Link>}{mine && (plan.state === 'STATE_SUBMITTED' || plan.state === 'STATE_ENDORSED') && <RecordLocalDecision key={plan.etag} plan={plan} />}<WorkbookOut plan={plan} />{!editable && <Button onClick={() => { print(); }}>{t('print')}</Button>}</>}>
        <PlanState state={plan.state} /> <Illustrative when={plan.illustrative} />
      </PageHeader>
      <div className="block">
        <Facts facts={[
          [t('year'), plan.budgetYear], [t('unit'), agency(plan.agency)], [t('revision'), plan.revision],
          [t('cost'), <Money key="c" amount={plan.eligibleCostVnd} />], [t('requested'), <Money key="r" amount={plan.requestedVnd} strong words />],
          plan.state === 'STATE_APPROVED' && [t('approved'), <Money key="a" amount={plan.approvedVnd} strong words />],
          Boolean(plan.decisionNumber) && [t('decision'), plan.decisionNumber],
          !editable && Boolean(plan.localDecision) && [t('localDecision'), [plan.localDecision, formatDate(plan.localDecisionDate)].filter(Boolean).join(', ')],
        ]} />
      </div>
      {catalogue.error ? <ProblemBox error={catalogue.error} /> : !catalogue.ready ? <Loading /> : editable ? <PlanEditor plan={plan} catalogue={catalogue} /> : <PlanItems plan={plan} catalogue={catalogue} />}
      {!editable && plan.remarks.length > 0 && <Section title={t('remarksPast')}><RemarkList remarks={plan.remarks} /></Section>}
      <NotOnPaper><Section title={t('history')}><PlanHistory plan={plan} /></Section></NotOnPaper>
      {approval && <PaperFoot signers={[t('minister')]} receivers={[agency(plan.agency), agency('agencies/BCT')]} />}
    </>
  );
}

function PlanItems({ plan, catalogue }: { plan: Plan; catalogue: Catalogue }) {
  const t = useTexts(texts);
  const grid = useColumns(catalogue, plan.items.some(({ remark }) => remark));
  const asked = useSearchParams()[0].get('item');
  const wanted = plan.items.find(({ itemId }) => itemId === asked)?.title ?? '';
  const approved = plan.state === 'STATE_APPROVED';
  const columns: Column<PlanItem>[] = [
    { key: 'id', title: '#', value: (item) => item.itemId },
    ...grid.map((column): Column<PlanItem> => {
      const money = column.numeric && column.key !== 'quantity';
      const raw = (item: PlanItem) => rowOf(item).cells[column.key] ?? '';
      return { key: column.key, title: column.title, numeric: column.numeric, value: (item) => (money ? toDong(raw(item)) : shownText(column, rowOf(item))), render: money ? (item) => <Money amount={raw(item) || undefined} /> : undefined };
    }),
    ...(approved ? [{ key: 'approved', title: t('approved'), numeric: true, value: (item: PlanItem) => sumDong(item.approved.map(({ amountVnd }) => amountVnd)), render: (item: PlanItem) => <Money amount={sumDong(item.approved.map(({ amountVnd }) => amountVnd))} strong />, total: <Money amount={plan.approvedVnd} /> }] : []),
  ];
  const findings = plan.items.flatMap((item) => item.findings);
  return (
    <>
      <Section title={t('items')}><DataTable key={wanted} filter={wanted} caption={t('items')} columns={columns} rows={plan.items} rowKey={(item) => item.itemId} /></Section>
      <div className="columns">
        <Section title={t('findings')}><Findings findings={findings.slice(0, 60)} showItem />{plan.rulebookVersion && <p className="soft small">{t('rulebook', { version: plan.rulebookVersion })}</p>}</Section>
        <Section title={t('bySource')}><Totals rows={plan.items.map(rowOf)} sources={catalogue.sources} /></Section>
      </div>
    </>
  );
}

/** Edits that follow each other are one step: saving happens while one types. */
function PlanHistory({ plan }: { plan: Plan }) {
  const action = useTexts(actionTexts);
  const t = useTexts(texts);
  const steps = plan.history.filter((event, index) => {
    const next = plan.history[index + 1];
    return !(event.action === 'update' && next?.action === 'update' && next.actor === event.actor && next.revision === event.revision);
  });
  return <History steps={steps.map((event, index) => ({ key: String(index), title: `${event.action in actionTexts ? action(event.action as keyof typeof actionTexts) : event.action} · ${t('revision')} ${event.revision}`, time: formatTime(event.time), who: event.actorName, note: event.note }))} />;
}
