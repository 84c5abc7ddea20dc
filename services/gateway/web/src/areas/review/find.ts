// What the search finds for the ministries: plans of all units (searched by the service), and the units themselves.
import { get, idOf } from '../../api/client';
import { matches } from '../../i18n/search';
import type { Find, Found } from '../area';

export const find: Find = async (text, { client, language }) => {
  const [{ plans }, { agencies }] = await Promise.all([
    client.fetchQuery({ queryKey: ['plans found', text], staleTime: 30_000, queryFn: ({ signal }) => get('/v1/plans', { query: { text: text.slice(0, 200), pageSize: 20 } }, signal) }),
    client.fetchQuery({ queryKey: ['/v1/agencies', {}], staleTime: Infinity, queryFn: ({ signal }) => get('/v1/agencies', {}, signal) }),
  ]);
  const titles = new Map(agencies.map((agency) => [agency.name, language === 'vi' ? agency.titleVi : agency.titleEn]));
  return [
    ...agencies.filter((agency) => matches(`${agency.titleVi} ${agency.titleEn} ${idOf(agency.name)}`, text)).slice(0, 10)
      .map((agency): Found => ({ kind: ['Đơn vị', 'Unit'], title: titles.get(agency.name) ?? '', to: `/review?q=${encodeURIComponent(titles.get(agency.name) ?? '')}` })),
    ...plans.map((plan): Found => ({ kind: ['Kế hoạch', 'Plan'], title: plan.title || idOf(plan.name), detail: `${titles.get(plan.agency) ?? ''}, ${plan.budgetYear}`, to: `/review/${idOf(plan.name)}` })),
  ];
};
