// Reading plans: all of a list, and many plans with their items.
import { useQueries, useQuery } from '@tanstack/react-query';
import { allPages, get, idOf } from '../../api/client';
import type { Plan } from './state';

/** Plans without their items; `year` 0 means all years. */
export const usePlans = (year: number, enabled = true) => useQuery({
  queryKey: ['plans of all units', year],
  queryFn: () => allPages((pageToken) => get('/v1/plans', { query: { budgetYear: year, pageSize: 1000, pageToken } }), (answer) => answer.plans),
  enabled,
});

/** The same plans with their items, read one by one; says how many are there already. A changed etag reads a plan again. */
export function useWholePlans(plans: readonly Plan[]): { whole: Plan[]; done: number; total: number; error: unknown } {
  return useQueries({
    queries: plans.map(({ name, etag }) => ({
      queryKey: ['whole plan', name, etag],
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await get('/v1/plans/{plan}', { path: { plan: idOf(name) } }, signal)).plan,
      staleTime: Infinity,
    })),
    combine: (results) => ({
      whole: results.flatMap(({ data }) => (data ? [data] : [])),
      done: results.filter(({ data }) => data).length,
      total: results.length,
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  });
}
