// Settlements, and which step a person may take next.
import { useQuery } from '@tanstack/react-query';
import { type Schema, allPages, get } from '../../api/client';
import { type Role } from '../../app/session';

export type Settlement = Schema<'disbursement.v1.Settlement'>;
export type Step = 'review' | 'appraise' | 'approve';

export const useSettlements = () => useQuery({ queryKey: ['settlements'], queryFn: () => allPages((pageToken) => get('/v1/settlements', { query: { pageSize: 1000, pageToken } }), (answer) => answer.settlements) });

const next: Partial<Record<Settlement['state'], [Step, Role[]]>> = {
  STATE_COMPILED: ['review', ['ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER']],
  STATE_REVIEWED: ['appraise', ['ROLE_BUDGET_OFFICER', 'ROLE_APPROVER']],
  STATE_APPRAISED: ['approve', ['ROLE_APPROVER']],
};

/** The next step of a settlement when this person could take it. Four people take the four steps: nobody two of them. */
export function stepFor(settlement: Pick<Settlement, 'state' | 'creator' | 'reviewer' | 'appraiser'>, person: { name: string; roles: readonly Role[] }): Step | null {
  const [step, roles] = next[settlement.state] ?? [];
  if (!step || !roles?.some((role) => person.roles.includes(role))) return null;
  return [settlement.creator, settlement.reviewer, settlement.appraiser].includes(person.name) ? null : step;
}
