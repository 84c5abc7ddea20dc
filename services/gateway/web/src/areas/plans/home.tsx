// Home of the planning officer: what is due and when, and how the plans stand.
import { Link } from 'react-router-dom';
import { type Schema, idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, Mark, Section } from '../../design/layout';
import { NoticeList } from '../../design/notices';
import { daysBetween, formatDate } from '../../i18n/dates';
import { useLanguage, useTexts } from '../../i18n/language';
import { inVietnamese } from './calendar';
import { CreatePlan } from './create';
import { PlanTable } from './list';
import { useOpenCycles, useOwnPlans, useToday } from './own';
import { type Plan, PlanState } from './state';
import { texts } from './texts';

type Cycle = Schema<'registration.v1.Cycle'>;

export default function PlansHome() {
  const t = useTexts(texts);
  const user = useUser();
  const plans = useOwnPlans(user);
  const cycles = useGet('/v1/cycles', {});
  const today = useToday();
  const open = useOpenCycles(plans.data?.plans);
  const newest = cycles.data?.cycles[0];
  return (
    <>
      <Section title={t('due')} extra={open.length > 0 && <CreatePlan cycles={open} />}>
        <Loaded query={plans}>{(data) => <Due plans={data.plans} cycles={cycles.data?.cycles ?? []} open={open} today={today} />}</Loaded>
      </Section>
      <div className="columns">
        <Section title={t('notices')}><NoticeList most={5} linkOf={({ kind, resource }) => (kind === 'KIND_DECISION' ? `/plans/${idOf(resource)}` : '/plans')} /></Section>
        {newest && <Section title={t('calendar', { year: newest.budgetYear })}><Calendar cycle={newest} today={today} /></Section>}
      </div>
      <Section title={t('latest')}><Loaded query={plans}>{(data) => <PlanTable plans={data.plans.slice(0, 3)} />}</Loaded></Section>
    </>
  );
}

function Deadline({ date, today }: { date: string; today: string }) {
  const t = useTexts(texts);
  const left = today ? daysBetween(today, date) : 0;
  return <>{t('dueOn', { date: formatDate(date) })} {today && (left < 0 ? <Mark>{t('late')}</Mark> : <Mark tone={left <= 7 ? 'red' : left <= 30 ? 'orange' : 'green'}>{t('daysLeft', { count: left })}</Mark>)}</>;
}

function Due({ plans, cycles, open, today }: { plans: Plan[]; cycles: Cycle[]; open: Cycle[]; today: string }) {
  const t = useTexts(texts);
  const cycleOf = (plan: Plan) => cycles.find((cycle) => cycle.programme === plan.programme && cycle.budgetYear === plan.budgetYear);
  const waiting = plans.filter(({ state }) => state === 'STATE_DRAFT' || state === 'STATE_RETURNED');
  if (!waiting.length && !open.length) return <Empty>{t('nothingDue')}</Empty>;
  return (
    <ul className="findings">
      {open.map((cycle) => <li key={cycle.name} className="finding warn">{t('duePlan', { year: cycle.budgetYear })} · <Deadline date={cycle.submissionDeadline} today={today} /></li>)}
      {waiting.map((plan) => {
        const returned = plan.state === 'STATE_RETURNED';
        const cycle = cycleOf(plan);
        return (
          <li key={plan.name} className={`finding ${returned ? 'cap' : 'warn'}`}>
            <Link to={`/plans/${idOf(plan.name)}`}>{returned ? t('dueReturned', { year: plan.budgetYear }) : t('duePlan', { year: plan.budgetYear })}</Link> <PlanState state={plan.state} />
            {cycle && <> · <Deadline date={returned ? cycle.appraisalDeadline : cycle.submissionDeadline} today={today} /></>}
          </li>
        );
      })}
    </ul>
  );
}

function Calendar({ cycle, today }: { cycle: Cycle; today: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const say = (text: string) => (language === 'vi' ? inVietnamese(text) : text);
  const columns: Column<Cycle['deadlines'][number]>[] = [
    { key: 'date', title: t('day'), value: (deadline) => deadline.date, render: (deadline) => formatDate(deadline.date) },
    { key: 'who', title: t('who'), value: (deadline) => say(deadline.actor) },
    { key: 'what', title: t('what'), width: '12rem', value: (deadline) => say(deadline.action) },
    { key: 'basis', title: t('basis'), value: (deadline) => deadline.instrument, render: (deadline) => <>{deadline.instrument} {!deadline.verified && <Mark tone="gold">{t('unverified')}</Mark>}</> },
  ];
  return <DataTable caption={t('calendar', { year: cycle.budgetYear })} columns={columns} rows={cycle.deadlines.filter((deadline) => deadline.date >= today).slice(0, 6)} rowKey={(deadline) => `${deadline.date} ${deadline.action}`} empty={<Empty>{t('nothingDue')}</Empty>} />;
}
