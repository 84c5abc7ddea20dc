import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../app/session';
import type { UsageRow } from '../../design/usage';
import { answer, show } from '../../testing/render';
import { nextDimension, readWay, rowsOn, sumOf, writeWay } from './drill';
import UsagePage from './usage';
import VerificationPage from './verification';

vi.mock('../../design/chart', () => ({ Chart: () => null }));  // jsdom has no canvas.

const auditor = { user: { name: 'users/audit.auditor', displayName: 'Ngọc', agency: 'agencies/KTNN', provinceCode: '', roles: ['ROLE_AUDITOR'] } };
const row = (keys: string[], spentVnd: string): UsageRow => ({ keys, labelsVi: keys, labelsEn: keys, appropriatedVnd: '0', allottedVnd: '9', availableVnd: '0', committedVnd: '0', inPaymentVnd: '0', advancedVnd: '0', spentVnd, refundedVnd: '0', lapsedVnd: '0', carriedForwardVnd: '0', enterpriseVnd: '0', illustrative: false });
const SignedIn = ({ children }: { children: ReactNode }) => (useSession().user ? <>{children}</> : null);
const soon = { timeout: 20_000 };
beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

describe('the way down', () => {
  it('is read back from the address as it was written, nonsense left out', () => {
    const way = [{ dimension: 'PROVINCE', key: '' }, { dimension: 'AGENCY', key: 'agencies/A:B' }] as const;
    expect(readWay(writeWay(way))).toEqual(way);
    expect(readWay('PROVINCE:68|NOTHING:1|PROVINCE:70|AGENCY')).toEqual([{ dimension: 'PROVINCE', key: '68' }]);
    expect(readWay(null)).toEqual([]);
  });
  it('goes on to what says more, or to what was asked for', () => {
    expect([nextDimension([], null), nextDimension([{ dimension: 'PROVINCE', key: '68' }], null), nextDimension([], 'SOURCE')]).toEqual(['PROVINCE', 'AGENCY', 'SOURCE']);
    expect(nextDimension([{ dimension: 'SOURCE', key: 'local' }], 'SOURCE')).toBe('PROVINCE');
  });
  it('keeps the rows that lie on it, and adds them up to the dong', () => {
    const rows = [row(['68', 'A'], '9007199254740993'), row(['68', 'B'], '2'), row(['70', 'C'], '4')];
    const on = rowsOn(rows, [{ dimension: 'PROVINCE', key: '68' }]);
    expect(on.map(({ keys }) => keys)).toEqual([['A'], ['B']]);
    expect(sumOf(on).spentVnd).toBe('9007199254740995');
  });
});

it('asks for each level whole, and shows the vouchers of a budget line', async () => {
  const calls = answer({ 'GET /v1/caller': auditor, 'GET /v1/payments': { payments: [], nextPageToken: '' },
    'GET /v1/usage': () => ({ rows: [row(calls.at(-1)?.path.includes('DIMENSION_BUDGET_LINE') ? ['68', 'agencies/X', 'L-01'] : calls.at(-1)?.path.includes('AGENCY') ? ['68', 'agencies/X'] : ['68'], '5')], total: row([], '5'), position: '12' }) });
  show(<SignedIn><UsagePage /></SignedIn>);
  for (const name of ['68', 'agencies/X', 'L-01']) await userEvent.click(await screen.findByRole('button', { name }, soon));
  expect(await screen.findByText('Dòng này chưa có chứng từ nào.', {}, soon)).toBeInTheDocument();
  const asked = calls.filter(({ path }) => path.startsWith('/v1/usage')).map(({ path }) => new URLSearchParams(path.split('?')[1]).getAll('groupBy').length);
  expect(asked.slice(0, 3)).toEqual([1, 2, 3]);
  expect(calls.find(({ path }) => path.startsWith('/v1/payments'))?.path).toContain('budgetLine=L-01');
});

it('says what a verification found', async () => {
  const calls = answer({ 'GET /v1/caller': auditor, 'POST /v1/ledger:verify': { correct: false, position: '7', entryCount: '5', accountCount: '3', differences: ['account 9: 1 dong'] } });
  show(<SignedIn><VerificationPage /></SignedIn>);
  const section = (await screen.findByRole('heading', { name: 'Số dư so với nhật ký' }, soon)).closest('section');
  if (!section) throw new Error('no section');
  await userEvent.type(within(section).getByLabelText('Vị trí sổ cái'), '7');
  await userEvent.click(within(section).getByRole('button', { name: 'Kiểm tra' }));
  expect(await within(section).findByText('account 9: 1 dong', {}, soon)).toBeInTheDocument();
  expect(within(section).getByText('có sai lệch')).toBeInTheDocument();
  await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toEqual({ atPosition: '7' }); });
});
