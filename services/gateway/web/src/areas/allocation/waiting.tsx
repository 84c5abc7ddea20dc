// Rounds and adjustments that wait for whoever approves them, for the bell.
import { useEffect } from 'react';
import { useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import type { Waiting } from '../area';

export default function AllocationWaiting({ tell }: { tell: (waiting: Waiting[]) => void }) {
  const approves = hasRole(useUser(), 'ROLE_APPROVER');
  const rounds = useGet('/v1/rounds', { query: { pageSize: 1000 } }, { staleTime: 60_000 }).data?.rounds;
  const adjustments = useGet('/v1/adjustments', { query: { pageSize: 1000 } }, { staleTime: 60_000, enabled: approves }).data?.adjustments;
  const state = approves ? 'STATE_COMPUTED' : 'STATE_APPROVED';
  const [some, others] = [rounds?.filter((round) => round.state === state).length ?? 0, adjustments?.filter((one) => one.state === 'STATE_PROPOSED').length ?? 0];
  useEffect(() => {
    tell([
      { text: approves ? ['Đợt phân bổ chờ duyệt: {count}', 'Rounds to approve: {count}'] : ['Đợt phân bổ chờ giao: {count}', 'Rounds to issue: {count}'], count: some, to: '/rounds' },
      { text: ['Điều chỉnh chờ duyệt: {count}', 'Adjustments to approve: {count}'], count: others, to: '/adjustments' },
    ]);
  }, [tell, approves, some, others]);
  return null;
}
