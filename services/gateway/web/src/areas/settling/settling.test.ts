import { expect, it } from 'vitest';
import { stepFor } from './data';

const at = (state: Parameters<typeof stepFor>[0]['state'], people = {}) => ({ state, creator: 'users/unit', reviewer: '', appraiser: '', ...people });
const office = { name: 'users/office', roles: ['ROLE_APPRAISER'] as const };
const finance = { name: 'users/finance', roles: ['ROLE_APPROVER'] as const };
const director = { name: 'users/director', roles: ['ROLE_APPROVER'] as const };

it('offers each step to those who can take it, and nobody two steps', () => {
  expect([stepFor(at('STATE_COMPILED'), office), stepFor(at('STATE_COMPILED'), finance)]).toEqual(['review', null]);
  const reviewed = at('STATE_REVIEWED', { reviewer: 'users/office' });
  expect([stepFor(reviewed, office), stepFor(reviewed, finance)]).toEqual([null, 'appraise']);
  const appraised = at('STATE_APPRAISED', { reviewer: 'users/office', appraiser: 'users/finance' });
  expect([stepFor(appraised, finance), stepFor(appraised, director)]).toEqual([null, 'approve']);
  expect(stepFor(at('STATE_APPROVED'), director)).toBeNull();
});
