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
import { type Plan, PlanState } from './state';
import { stateTexts, texts } from './texts';

export function PlanList() {
  const t = useTexts(texts);
  const state = useTexts(stateTexts);
  const user = useUser();
  const query = useGet('/v1/plans', { query: { provinceCode: user.provinceCode, pageSize: 1000 } });
  const columns: Column<Plan>[] = [
    { key: 'year', title: t('year'), value: (plan) => plan.budgetYear },
    { key: 'title', title: t('title'), width: '14rem', value: (plan) => plan.title, render: (plan) => <><Link to={`/plans/${idOf(plan.name)}`}>{plan.title || idOf(plan.name)}</Link> <Illustrative when={plan.illustrative} /></> },
    { key: 'state', title: t('state'), value: (plan) => state(plan.state), render: (plan) => <PlanState state={plan.state} /> },
    { key: 'revision', title: t('revision'), numeric: true, value: (plan) => plan.revision },
    { key: 'requested', title: t('requested'), numeric: true, value: (plan) => toDong(plan.requestedVnd), render: (plan) => <Money amount={plan.requestedVnd} /> },
    { key: 'approved', title: t('approved'), numeric: true, value: (plan) => toDong(plan.approvedVnd), render: (plan) => <Money amount={plan.state === 'STATE_APPROVED' ? plan.approvedVnd : undefined} /> },
    { key: 'decision', title: t('decision'), value: (plan) => plan.decisionNumber },
  ];
  return (
    <>
      <PageHeader title={t('plans')}>{t('plansLead')}</PageHeader>
      <div className="block">
        <Loaded query={query}>
          {(data) => <DataTable caption={t('plans')} columns={columns} rows={data.plans.filter((plan) => plan.agency === user.agency)} rowKey={(plan) => plan.name} empty={<Empty>{t('noPlans')}</Empty>} />}
        </Loaded>
      </div>
    </>
  );
}
