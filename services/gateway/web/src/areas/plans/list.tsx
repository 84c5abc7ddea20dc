// All plans of the unit.
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Illustrative, Loaded, PageHeader } from '../../design/layout';
import { Money } from '../../design/money';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { CreatePlan } from './create';
import { useOpenCycles, useOwnPlans } from './own';
import { type Plan, PlanState } from './state';
import { stateTexts, texts } from './texts';

export function PlanTable({ plans }: { plans: Plan[] }) {
  const t = useTexts(texts);
  const state = useTexts(stateTexts);
  const columns: Column<Plan>[] = [
    { key: 'year', title: t('year'), value: (plan) => plan.budgetYear },
    { key: 'title', title: t('title'), width: '14rem', value: (plan) => plan.title, render: (plan) => <><Link to={`/plans/${idOf(plan.name)}`}>{plan.title || idOf(plan.name)}</Link> <Illustrative when={plan.illustrative} /></> },
    { key: 'state', title: t('state'), value: (plan) => state(plan.state), render: (plan) => <PlanState state={plan.state} /> },
    { key: 'revision', title: t('revision'), numeric: true, value: (plan) => plan.revision },
    { key: 'requested', title: t('requested'), numeric: true, value: (plan) => toDong(plan.requestedVnd), render: (plan) => <Money amount={plan.requestedVnd} /> },
    { key: 'approved', title: t('approved'), numeric: true, value: (plan) => toDong(plan.approvedVnd), render: (plan) => <Money amount={plan.state === 'STATE_APPROVED' ? plan.approvedVnd : undefined} /> },
    { key: 'decision', title: t('decision'), value: (plan) => plan.decisionNumber },
  ];
  return <DataTable caption={t('plans')} columns={columns} rows={plans} rowKey={(plan) => plan.name} empty={<Empty>{t('noPlans')}</Empty>} />;
}

export function PlanList() {
  const t = useTexts(texts);
  const user = useUser();
  const query = useOwnPlans(user);
  const cycles = useOpenCycles(query.data?.plans);
  const clock = useGet('/v1/clock', {}, { staleTime: 60_000 });
  return (
    <>
      <PageHeader title={t('plans')} extra={clock.data && <CreatePlan cycles={cycles} />}>{t('plansLead')}</PageHeader>
      <div className="block"><Loaded query={query}>{(data) => <PlanTable plans={data.plans} />}</Loaded></div>
    </>
  );
}
