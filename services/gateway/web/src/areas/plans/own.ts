// What belongs to the person's unit.
import { useQuery } from '@tanstack/react-query';
import { type Schema, allPages, get } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { User } from '../../app/session';
import { dayOf } from '../../i18n/dates';
import type { Plan } from './state';

/** Plans of the unit, newest year first. */
export const ownPlans = (user: User) => ({
  queryKey: ['own plans', user.agency],
  queryFn: async () => {
    const all = await allPages((pageToken) => get('/v1/plans', { query: { provinceCode: user.provinceCode, pageSize: 1000, pageToken } }), (answer) => answer.plans);
    return { plans: all.filter(({ agency }) => agency === user.agency) };
  },
});
export const useOwnPlans = (user: User) => useQuery(ownPlans(user));

/** Today by the system's clock; empty until it was read. */
export function useToday(): string {
  const { data } = useGet('/v1/clock', {}, { staleTime: 60_000 });
  return data?.now ? dayOf(data.now) : '';
}

/** Cycles that still take plans and in which the unit has none. */
export function useOpenCycles(plans: Plan[] | undefined): Schema<'registration.v1.Cycle'>[] {
  const { data } = useGet('/v1/cycles', {});
  const today = useToday();
  if (!plans || !data || !today) return [];
  return data.cycles.filter((cycle) => cycle.submissionDeadline >= today && !plans.some((plan) => plan.programme === cycle.programme && plan.budgetYear === cycle.budgetYear));
}
