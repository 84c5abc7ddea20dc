// People, and whether the programs serve.
import { useQuery } from '@tanstack/react-query';
import { allPages, get } from '../../api/client';
import { offline } from '../../api/problem';
import type { Role, User } from '../../app/session';
import { roleTexts } from '../../app/texts';

export const useUsers = () => useQuery({ queryKey: ['users'], queryFn: () => allPages((pageToken) => get('/v1/users', { query: { pageSize: 1000, pageToken } }), (answer) => answer.users) });

/** Roles of people; programs have one of their own. */
export const roles = (Object.keys(roleTexts) as Role[]).filter((role) => role !== 'ROLE_UNSPECIFIED' && role !== 'ROLE_PROGRAM');
export const rolesToGrant = (user: Pick<User, 'roles'>): Role[] => roles.filter((role) => !user.roles.includes(role));

export interface Readiness { ready: boolean; programs: Record<string, string> }
/** What the gateway says of the six programs; it answers 503 with the same body when one is missing. */
export const useReadiness = () => useQuery({
  queryKey: ['readyz'], refetchInterval: 15_000, staleTime: 0,
  queryFn: async () => {
    const response = await fetch('/readyz').catch(() => { throw offline(); });
    return (await response.json()) as Readiness;
  },
});
