// Payments that wait for this person, for the bell.
import { useEffect } from 'react';
import { useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import type { Waiting } from '../area';
import type { Payment } from './common';

/** At most a hundred are counted. */
const useCount = (state: Payment['state'], enabled: boolean): number =>
  useGet('/v1/payments', { query: { state, pageSize: 100 } }, { enabled, staleTime: 60_000, refetchInterval: 60_000 }).data?.payments.length ?? 0;

export default function SpendingWaiting({ tell }: { tell: (waiting: Waiting[]) => void }) {
  const user = useUser();
  const prepared = useCount('STATE_PREPARED', hasRole(user, 'ROLE_CHIEF_ACCOUNTANT'));
  const signed = useCount('STATE_SIGNED', hasRole(user, 'ROLE_UNIT_HEAD'));
  const refused = useCount('STATE_REFUSED', hasRole(user, 'ROLE_ACCOUNTANT'));
  useEffect(() => {
    tell([
      { text: ['Chứng từ chờ kế toán trưởng ký: {count}', 'Payments for the chief accountant to sign: {count}'], count: prepared, to: '/payments' },
      { text: ['Chứng từ chờ thủ trưởng ký: {count}', 'Payments for the head to sign: {count}'], count: signed, to: '/payments' },
      { text: ['Chứng từ bị Kho bạc từ chối: {count}', 'Payments refused by the treasury: {count}'], count: refused, to: '/payments' },
    ]);
  }, [tell, prepared, signed, refused]);
  return null;
}
