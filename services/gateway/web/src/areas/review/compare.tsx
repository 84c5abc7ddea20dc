// A plan beside other plans: its earlier revision, the unit's last year, the provinces of its region.
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useNames, useProvinces } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatDong, toDong } from '../../money/dong';
import { usePlans } from './data';
import { type Plan, PlanState } from './state';
import { type Sums, byKey, median, nothing, requestedOf } from './sums';
import { stateTexts, texts } from './texts';

/** Items whose amounts changed since the revision before: what the unit did about the remarks. */
export function RevisionChanges({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const before = plan.revision - 1;
  const query = useGet('/v1/plans/{plan}', { path: { plan: idOf(plan.name) }, query: { revision: before } });
  return (
    <Section title={t('revisionChanges', { revision: before })}>
      <Loaded query={query}>{({ plan: old }) => old && <Changes old={old} plan={plan} />}</Loaded>
    </Section>
  );
}

function Changes({ old, plan }: { old: Plan; plan: Plan }) {
  const t = useTexts(texts);
  const ids = [...new Set([...old.items, ...plan.items].map(({ itemId }) => itemId))].sort();
  const rows = ids.map((itemId) => {
    const [a, b] = [old, plan].map(({ items }) => items.find((item) => item.itemId === itemId));
    return { itemId, title: b?.title ?? a?.title ?? '', remark: a?.remark ?? '', before: a && requestedOf(a), after: b && requestedOf(b) };
  }).filter(({ before, after, remark }) => before !== after || remark);
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { key: 'item', title: t('item'), value: (row) => row.itemId },
    { key: 'content', title: t('content'), width: '12rem', value: (row) => row.title },
    { key: 'remark', title: t('remark'), width: '10rem', value: (row) => row.remark },
    { key: 'before', title: t('before'), numeric: true, value: (row) => row.before ?? '', render: (row) => <Money amount={row.before} /> },
    { key: 'after', title: t('after'), numeric: true, value: (row) => row.after ?? '', render: (row) => <Money amount={row.after} /> },
  ];
  return <DataTable caption={t('revisionChanges', { revision: old.revision })} columns={columns} rows={rows} rowKey={(row) => row.itemId} empty={<Empty>{t('noRevisionChanges')}</Empty>} />;
}

export function LastYear({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const plans = usePlans(plan.budgetYear - 1);
  const before = plans.data?.find(({ agency, programme }) => agency === plan.agency && programme === plan.programme);
  const whole = useGet('/v1/plans/{plan}', { path: { plan: idOf(before?.name ?? '') } }, { enabled: Boolean(before) });
  return (
    <Section title={t('lastYear')}>
      <Loaded query={plans}>
        {() => (before ? <Loaded query={whole}>{({ plan: old }) => old && <Years old={old} plan={plan} />}</Loaded> : <Empty>{t('noLastYear')}</Empty>)}
      </Loaded>
    </Section>
  );
}

function Years({ old, plan }: { old: Plan; plan: Plan }) {
  const t = useTexts(texts);
  const { project } = useNames(plan.programme);
  const [was, is] = [old, plan].map((one) => byKey([one], (item) => item.componentProject));
  const of = (sums: Map<string, Sums> | undefined, key: string) => sums?.get(key) ?? nothing();
  const rows = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort().map((key) => ({ key, was: of(was, key), is: of(is, key) }));
  const sum = (amount: (row: (typeof rows)[number]) => bigint) => <Money amount={rows.reduce((total, row) => total + amount(row), 0n)} />;
  type Row = (typeof rows)[number];
  const amount = (key: string, title: string, value: (row: Row) => bigint): Column<Row> => ({ key, title, numeric: true, value, render: (row) => <Money amount={value(row)} />, total: sum(value) });
  const columns: Column<Row>[] = [
    { key: 'project', title: t('project'), width: '12rem', value: (row) => project(row.key) },
    amount('was', t('requestedBefore'), (row) => row.was.requested),
    amount('approved', t('approvedBefore'), (row) => row.was.approved),
    amount('is', t('requestedNow'), (row) => row.is.requested),
    amount('difference', t('difference'), (row) => row.is.requested - row.was.requested),
  ];
  return <><p className="soft"><Link to={`/review/${idOf(old.name)}`}>{t('lastYearLead', { plan: old.title || idOf(old.name) })}</Link></p><DataTable caption={t('lastYear')} columns={columns} rows={rows} rowKey={(row) => row.key} /></>;
}

export function SimilarProvinces({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const state = useTexts(stateTexts);
  const { agency } = useNames(plan.programme);
  const provinces = useProvinces(plan.budgetYear);
  const plans = usePlans(plan.budgetYear);
  const region = provinces.data?.provinces.find(({ code }) => code === plan.provinceCode)?.region ?? '';
  const codes = new Set(provinces.data?.provinces.filter((one) => one.region === region).map(({ code }) => code));
  const rows = (plans.data ?? []).filter((one) => codes.has(one.provinceCode) && one.state !== 'STATE_DRAFT');
  const others = rows.filter(({ name }) => name !== plan.name);
  const middle = median(others.map(({ requestedVnd }) => toDong(requestedVnd)));
  const columns: Column<Plan>[] = [
    { key: 'unit', title: t('unit'), width: '11rem', value: (row) => agency(row.agency), render: (row) => (row.name === plan.name ? <><strong>{agency(row.agency)}</strong> <span className="soft">({t('thisPlan')})</span></> : <Link to={`/review/${idOf(row.name)}`}>{agency(row.agency)}</Link>) },
    { key: 'state', title: t('state'), value: (row) => state(row.state), render: (row) => <PlanState state={row.state} /> },
    { key: 'requested', title: t('requested'), numeric: true, value: (row) => toDong(row.requestedVnd), render: (row) => <Money amount={row.requestedVnd} /> },
    { key: 'eligible', title: t('eligible'), numeric: true, value: (row) => toDong(row.eligibleCostVnd), render: (row) => <Money amount={row.eligibleCostVnd} /> },
    { key: 'approved', title: t('approved'), numeric: true, value: (row) => toDong(row.approvedVnd), render: (row) => <Money amount={row.state === 'STATE_APPROVED' ? row.approvedVnd : undefined} /> },
  ];
  return (
    <Section title={t('similar')}>
      <Loaded query={plans}>
        {() => (middle === null || !region ? <Empty>{t('noSimilar')}</Empty> : (
          <>
            <p className="soft">{t('similarLead', { year: plan.budgetYear, region, median: formatDong(middle, language) })}</p>
            <DataTable caption={t('similar')} columns={columns} rows={rows} rowKey={(row) => row.name} rowClass={(row) => (row.name === plan.name ? 'selected' : undefined)} />
          </>
        ))}
      </Loaded>
    </Section>
  );
}
