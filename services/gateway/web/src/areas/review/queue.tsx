// All units' plans of a year side by side; what waits for this person, and what changed since last time.
import { Button, Input } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Illustrative, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { matches } from '../../i18n/search';
import { sumDong, toDong } from '../../money/dong';
import { ApproveMany } from './approvemany';
import { usePlans } from './data';
import { DeadlineTable, DeadlineTiles } from './deadlines';
import { type Change, changeOf, keepSeen, readSeen } from './seen';
import { type Plan, PlanState, type State, waitingState } from './state';
import { stateTexts, texts } from './texts';

const states: State[] = ['STATE_DRAFT', 'STATE_SUBMITTED', 'STATE_RETURNED', 'STATE_ENDORSED', 'STATE_APPROVED'];

/** What changed since this person said "seen"; somebody who never looked has seen what is there now. */
function useChanges(user: string, year: number, plans: Plan[] | undefined) {
  const [marks, setMarks] = useState(0);
  useEffect(() => {
    if (plans && !readSeen(user, year)) keepSeen(user, year, plans);
  }, [user, year, plans]);
  const changes = useMemo(() => {
    void marks;  // Read again after a click on "seen".
    const seen = readSeen(user, year);
    return new Map<string, Change>((plans ?? []).map((plan) => [plan.name, changeOf(plan, seen)]));
  }, [user, year, plans, marks]);
  return { changes, see: () => { keepSeen(user, year, plans ?? []); setMarks(marks + 1); } };
}

export function Queue() {
  const t = useTexts(texts);
  const user = useUser();
  const { year, years, choose, cycle, cyclesRead } = useYear();
  const plans = usePlans(year, year > 0);
  const wanted = useSearchParams()[0].get('q') ?? '';
  return (
    <>
      <PageHeader title={t('plans')} extra={year > 0 && <YearChoice year={year} years={years} choose={choose} />}>
        {t(hasRole(user, 'ROLE_APPROVER') ? 'leadApprover' : 'leadAppraiser')}
      </PageHeader>
      {cycle && <DeadlineTiles cycle={cycle} />}
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : <Loaded query={plans}>{(all) => <Plans key={`${year} ${wanted}`} plans={all} year={year} wanted={wanted} />}</Loaded>}
      {cycle && <Section title={t('deadlines', { year })}><DeadlineTable cycle={cycle} /></Section>}
    </>
  );
}

function Plans({ plans, year, wanted }: { plans: Plan[]; year: number; wanted: string }) {
  const t = useTexts(texts);
  const stateText = useTexts(stateTexts);
  const user = useUser();
  const { agency } = useNames();
  const waiting = waitingState(user);
  const [state, setState] = useState<State | ''>('');
  const [search, setSearch] = useState(wanted);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [approving, setApproving] = useState(false);
  const { changes, see } = useChanges(user.name, year, plans);
  const changed = [...changes.values()].filter((change) => change !== 'same').length;
  const shown = plans.filter((plan) => (!state || plan.state === state) && matches(`${agency(plan.agency)} ${plan.title} ${idOf(plan.name)}`, search));
  const mayApprove = hasRole(user, 'ROLE_APPROVER');
  const ready = shown.filter((plan) => plan.state === 'STATE_ENDORSED');
  const chosen = plans.filter((plan) => plan.state === 'STATE_ENDORSED' && selected.has(plan.name));
  const toggle = (name: string) => { setSelected((old) => { const next = new Set(old); if (!next.delete(name)) next.add(name); return next; }); };

  const columns: Column<Plan>[] = [
    ...(mayApprove && ready.length ? [{
      key: 'select', title: t('select'), value: (plan: Plan) => (selected.has(plan.name) ? 1 : 0),
      render: (plan: Plan) => plan.state === 'STATE_ENDORSED' && <input type="checkbox" aria-label={t('selectPlan', { plan: agency(plan.agency) })} checked={selected.has(plan.name)} onChange={() => { toggle(plan.name); }} />,
    }] : []),
    { key: 'unit', title: t('unit'), width: '11rem', value: (plan) => agency(plan.agency), render: (plan) => <><Link to={`/review/${idOf(plan.name)}`}>{agency(plan.agency)}</Link> <Illustrative when={plan.illustrative} /></> },
    { key: 'plan', title: t('plan'), width: '12rem', value: (plan) => plan.title },
    { key: 'state', title: t('state'), value: (plan) => stateText(plan.state), render: (plan) => <><PlanState state={plan.state} />{plan.state === waiting && <> <Mark tone="gold">{t('waitsFor')}</Mark></>}</> },
    { key: 'change', title: t('change'), value: (plan) => changes.get(plan.name) ?? '', render: (plan) => { const change = changes.get(plan.name); return change && change !== 'same' ? <Mark tone="blue">{t(change)}</Mark> : ''; } },
    { key: 'revision', title: t('revision'), numeric: true, value: (plan) => plan.revision },
    { key: 'requested', title: t('requested'), numeric: true, value: (plan) => toDong(plan.requestedVnd), render: (plan) => <Money amount={plan.requestedVnd} />, total: <Money amount={sumDong(shown.map(({ requestedVnd }) => requestedVnd))} /> },
    { key: 'approved', title: t('approved'), numeric: true, value: (plan) => toDong(plan.approvedVnd), render: (plan) => <Money amount={plan.state === 'STATE_APPROVED' ? plan.approvedVnd : undefined} />, total: <Money amount={sumDong(shown.map(({ approvedVnd }) => approvedVnd))} /> },
    { key: 'decision', title: t('decision'), value: (plan) => plan.decisionNumber },
  ];
  const filters = (
    <>
      <Input allowClear value={search} aria-label={t('search')} placeholder={t('search')} style={{ width: '14rem' }} onChange={(event) => { setSearch(event.target.value); }} />
      <label>
        <span className="hidden">{t('state')}</span>
        <select value={state} onChange={(event) => { setState(event.target.value as State | ''); }}>
          <option value="">{t('allStates')} ({plans.length})</option>
          {states.map((one) => <option key={one} value={one}>{stateText(one)} ({plans.filter((plan) => plan.state === one).length})</option>)}
        </select>
      </label>
    </>
  );
  return (
    <Section title={`${t('plans')} ${year}`} extra={filters}>
      {changed > 0 && <p className="notice">{t('changesCount', { count: changed })} <Button size="small" onClick={see}>{t('markSeen')}</Button></p>}
      {mayApprove && ready.length > 0 && (
        <p className="actions">
          <Button onClick={() => { setSelected(new Set(ready.map(({ name }) => name))); }}>{t('selectAll')}</Button>
          <Button type="primary" disabled={!chosen.length} onClick={() => { setApproving(true); }}>{t('approveSelected', { count: chosen.length })}</Button>
        </p>
      )}
      <DataTable caption={`${t('plans')} ${year}`} columns={columns} rows={shown} rowKey={(plan) => plan.name} empty={<Empty>{t(plans.length ? 'noMatch' : 'noPlans')}</Empty>} rowClass={(plan) => (selected.has(plan.name) ? 'selected' : undefined)} />
      {approving && <ApproveMany plans={chosen} onClose={() => { setApproving(false); setSelected(new Set()); }} />}
    </Section>
  );
}
