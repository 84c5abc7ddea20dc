import { beforeEach, describe, expect, it } from 'vitest';
import { matrixOf, yearSums } from './matrix';
import { latestOf } from './progress';
import { changeOf, keepSeen, readSeen } from './seen';
import type { Plan } from './state';
import { byKey, bySource, median, sumOf } from './sums';

const funding = (source: string, amountVnd: string) => ({ source, sourceKind: source === 'enterprise' ? 'SOURCE_KIND_ENTERPRISE' : 'SOURCE_KIND_LOCAL_BUDGET', amountVnd });
const item = (componentProject: string, requested: ReturnType<typeof funding>[], approved: ReturnType<typeof funding>[] = [], admissibleVnd = '0') =>
  ({ componentProject, requested, approved, admissibleVnd });
const plan = (part: object) => ({ state: 'STATE_SUBMITTED', budgetYear: 2019, agency: 'agencies/SCT-68', requestedVnd: '0', approvedVnd: '0', items: [], ...part }) as unknown as Plan;

describe('sums', () => {
  const items = [
    item('componentProjects/P-3', [funding('local', '9007199254740993'), funding('enterprise', '50')], [funding('local', '7')], '8'),
    item('componentProjects/P-1', [funding('local', '1'), funding('central', '2')], [], '3'),
  ] as Plan['items'];
  it('keep money of enterprises apart, to the dong', () => {
    expect(sumOf(items)).toEqual({ requested: 9007199254740996n, admissible: 11n, approved: 7n, enterprise: 50n, items: 2 });
  });
  it('group by component project in order, and by source', () => {
    expect([...byKey([plan({ items })], (one) => one.componentProject).keys()]).toEqual(['componentProjects/P-1', 'componentProjects/P-3']);
    expect(bySource(items)).toEqual([
      { source: 'local', requested: 9007199254740994n, approved: 7n }, { source: 'enterprise', requested: 50n, approved: 0n }, { source: 'central', requested: 2n, approved: 0n }]);
  });
  it('have a middle', () => {
    expect([median([]), median([3n]), median([9n, 1n, 5n]), median([4n, 1n, 3n, 2n])]).toEqual([null, 3n, 5n, 2n]);
  });
});

describe('years', () => {
  const plans = [
    plan({ budgetYear: 2018, state: 'STATE_APPROVED', requestedVnd: '10', approvedVnd: '8' }),
    plan({ requestedVnd: '20' }), plan({ agency: 'agencies/SCT-01', state: 'STATE_DRAFT', requestedVnd: '99' }), plan({ budgetYear: 2010, requestedVnd: '5' })];
  it('show what was approved, before that what is requested; no drafts, no other years', () => {
    const rows = matrixOf(plans, [2018, 2019]);
    expect(rows.map(({ agency, total }) => [agency, total])).toEqual([['agencies/SCT-68', 28n]]);
    expect(rows[0]?.cells.get(2018)).toEqual({ amount: 8n, approved: true });
    expect(rows[0]?.cells.get(2019)).toEqual({ amount: 20n, approved: false });
    expect(yearSums(plans, 2019)).toEqual({ requested: 20n, approved: 0n });
  });
});

describe('what changed since last time', () => {
  beforeEach(() => { localStorage.clear(); });
  it('is nothing for somebody who never looked, then what is new and what changed', () => {
    const [a, b] = [plan({ name: 'plans/a', etag: '1' }), plan({ name: 'plans/b', etag: '1' })];
    expect(changeOf(a, readSeen('users/x', 2019))).toBe('same');
    keepSeen('users/x', 2019, [a]);
    const seen = readSeen('users/x', 2019);
    expect([changeOf(a, seen), changeOf({ ...a, etag: '2' }, seen), changeOf(b, seen)]).toEqual(['same', 'changed', 'new']);
    expect(readSeen('users/y', 2019)).toBeNull();
  });
});

describe('progress', () => {
  it('takes the newest report on the whole country', () => {
    const result = (reportDate: string, provinceCode: string) => ({ reportDate, provinceCode }) as Parameters<typeof latestOf>[0][number];
    expect(latestOf([result('2018-01-01', ''), result('2020-01-01', '68'), result('2019-01-01', '')])?.reportDate).toBe('2019-01-01');
    expect(latestOf([result('2018-01-01', '01'), result('2020-01-01', '68')])?.reportDate).toBe('2020-01-01');
    expect(latestOf([])).toBeUndefined();
  });
});
