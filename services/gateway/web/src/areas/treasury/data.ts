// What waits at the treasury.
import { useQuery } from '@tanstack/react-query';
import { allPages, get } from '../../api/client';
import { useToday } from '../../api/reference';
import type { Payment } from '../../design/payment';

export type Waiting = 'control' | 'pay' | 'unknown' | 'after';
export const waitings: Waiting[] = ['control', 'pay', 'unknown', 'after'];

const payments = (query: { state?: Payment['state']; budgetYear?: number }) =>
  allPages((pageToken) => get('/v1/payments', { query: { ...query, pageSize: 1000, pageToken } }), (answer) => answer.payments);

/** Paid first: what the control has still to look at. */
export const toControlAfter = (payment: Payment): boolean => payment.state === 'STATE_PAID' && payment.controlAfter && payment.controller === '';

/** What a payment waits for at the treasury; null when for nothing. */
export function waitingFor(payment: Payment): Waiting | null {
  if (payment.state === 'STATE_SENT') return 'control';
  if (payment.state === 'STATE_ACCEPTED') return 'pay';
  if (payment.state === 'STATE_UNKNOWN') return 'unknown';
  return toControlAfter(payment) ? 'after' : null;
}

/** Payments that wait, the oldest first. Those paid first are looked for in the years of today and before it. */
export function useWaiting() {
  const year = Number(useToday().slice(0, 4));
  return useQuery({
    queryKey: ['treasury', year], enabled: year > 0,
    queryFn: async () => {
      const lists = await Promise.all([
        payments({ state: 'STATE_SENT' }), payments({ state: 'STATE_ACCEPTED' }), payments({ state: 'STATE_UNKNOWN' }),
        ...[year, year - 1].map((budgetYear) => payments({ state: 'STATE_PAID', budgetYear }))]);
      return lists.flat().filter((payment) => waitingFor(payment)).sort((a, b) => (a.createTime ?? '').localeCompare(b.createTime ?? ''));
    },
  });
}

/** Every payment of a year, newest first. */
export const useYearsPayments = (budgetYear: number) => useQuery({ queryKey: ['treasury', 'year', budgetYear], queryFn: () => payments({ budgetYear }), enabled: budgetYear > 0 });
