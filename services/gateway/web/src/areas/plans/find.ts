// What the search finds among the unit's plans: their titles, and every item of them.
import { get, idOf } from '../../api/client';
import { matches } from '../../i18n/search';
import type { Find, Found } from '../area';
import { ownPlans } from './own';

const kept = 300_000;

export const find: Find = async (text, { user, client }) => {
  const { plans } = await client.fetchQuery({ ...ownPlans(user), staleTime: kept });
  const whole = await Promise.all(plans.map(({ name, etag }) => client.fetchQuery({
    queryKey: ['whole plan', name, etag], staleTime: Infinity,
    queryFn: async ({ signal }) => (await get('/v1/plans/{plan}', { path: { plan: idOf(name) } }, signal)).plan,
  })));
  const found: Found[] = plans.filter((plan) => matches(`${plan.title} ${idOf(plan.name)} ${plan.decisionNumber}`, text))
    .map((plan) => ({ kind: ['Kế hoạch', 'Plan'], title: plan.title || idOf(plan.name), detail: String(plan.budgetYear), to: `/plans/${idOf(plan.name)}` }));
  for (const plan of whole) {
    for (const item of plan?.items ?? []) {
      if (plan && matches(`${item.itemId} ${item.title}`, text)) {
        found.push({ kind: ['Nội dung', 'Item'], title: item.title, detail: `${plan.budgetYear}, ${item.itemId}`, to: `/plans/${idOf(plan.name)}?item=${item.itemId}` });
      }
    }
  }
  return found.slice(0, 30);
};
