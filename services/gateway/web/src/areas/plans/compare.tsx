// Revisions of a plan side by side.
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { useGet } from '../../api/hooks';
import { Loaded, Loading, PageHeader } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { useCatalogue, useColumns } from './columns';
import { Differences } from './differences';
import { rowOf } from './rows';
import type { Plan } from './state';
import { texts } from './texts';

export function ComparePage() {
  const { plan = '' } = useParams();
  const query = useGet('/v1/plans/{plan}', { path: { plan } }, { staleTime: 60_000 });
  return <Loaded query={query}>{(data) => data.plan && <Compare plan={data.plan} id={plan} />}</Loaded>;
}

function Compare({ plan, id }: { plan: Plan; id: string }) {
  const t = useTexts(texts);
  const [from, setFrom] = useState(Math.max(1, plan.revision - 1));
  const [to, setTo] = useState(plan.revision);
  const before = useGet('/v1/plans/{plan}', { path: { plan: id }, query: { revision: from } });
  const after = useGet('/v1/plans/{plan}', { path: { plan: id }, query: { revision: to } });
  const catalogue = useCatalogue(plan.programme, plan.provinceCode);
  const columns = useColumns(catalogue, false);
  const revisions = Array.from({ length: plan.revision }, (_, index) => index + 1);
  const choice = (label: string, value: number, choose: (revision: number) => void) => (
    <label>{label} <select value={value} onChange={(event) => { choose(Number(event.target.value)); }}>{revisions.map((revision) => <option key={revision}>{revision}</option>)}</select></label>
  );
  return (
    <>
      <PageHeader title={t('compare')} extra={<>{choice(t('from'), from, setFrom)}{choice(t('to'), to, setTo)}</>}><Link to={`/plans/${id}`}>{plan.title}</Link> · {t('compareLead')}</PageHeader>
      <div className="block">
        <Loaded query={before}>{(old) => <Loaded query={after}>{(now) => (catalogue.ready ? <Differences before={(old.plan?.items ?? []).map(rowOf)} after={(now.plan?.items ?? []).map(rowOf)} columns={columns} caption={t('compare')} /> : <Loading />)}</Loaded>}</Loaded>
      </div>
    </>
  );
}
