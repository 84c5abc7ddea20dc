import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from '../../app/session';
import { answer, show } from '../../testing/render';
import ReviewPages from './pages';

// A busy machine.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });
vi.mock('../../design/chart', () => ({ Chart: () => null }));

const plan = (id: string, state: string, more: object = {}) => ({
  name: `plans/${id}`, programme: 'programmes/SXSH2020', budgetYear: 2019, agency: `agencies/${id}`, provinceCode: '68', title: `Plan ${id}`, localDecision: '', localDecisionDate: '',
  state, items: [], revision: 1, etag: `etag-${id}`, history: [], remarks: [], illustrative: false, eligibleCostVnd: '0', requestedVnd: '100000000', approvedVnd: '0',
  decisionNumber: '', rulebookVersion: 'v1', chainVersion: 'law2015', ...more,
});
const item = {
  itemId: '03', componentProject: 'componentProjects/SXSH2020-3', activity: 'activities/ASSESS-DETAILED', title: 'Đánh giá', establishment: '', quantity: '1',
  eligibleCostVnd: '100000000', admissibleVnd: '50000000', remark: '', scheduledDate: '', approved: [], findings: [],
  requested: [{ source: 'local', sourceKind: 'SOURCE_KIND_LOCAL_BUDGET', amountVnd: '60000000' }],
};
const user = (role: string) => ({ user: { name: 'users/a', displayName: 'A', agency: 'agencies/BTC', provinceCode: '', roles: [role], disabled: false } });
const reference = {
  'GET /v1/clock': { now: '2018-08-01T00:00:00Z', movable: false },
  'GET /v1/cycles': { cycles: [{ name: 'cycles/x', programme: 'programmes/SXSH2020', budgetYear: 2019, deadlines: [], submissionDeadline: '2018-07-20', appraisalDeadline: '2018-11-15' }] },
  'GET /v1/agencies': { agencies: [] }, 'GET /v1/componentProjects': { componentProjects: [] }, 'GET /v1/activities': { activities: [] }, 'GET /v1/sources': { sources: [] },
  'GET /v1/provinces': { provinces: [] }, 'GET /v1/approvalChains': { chains: [] },
};
/** As the shell: nothing before it is known who is signed in. */
function Signed() {
  return useSession().user ? <Routes><Route path="/review/*" element={<ReviewPages />} /></Routes> : null;
}

beforeEach(() => { localStorage.clear(); localStorage.setItem('cpb-signed-in', '1'); });

describe('approving several plans', () => {
  it('goes on after a refusal and says which plan was refused and why', async () => {
    const calls = answer({
      ...reference, 'GET /v1/caller': user('ROLE_APPROVER'), 'GET /v1/plans': { plans: [plan('A', 'STATE_ENDORSED'), plan('B', 'STATE_ENDORSED'), plan('C', 'STATE_SUBMITTED')], nextPageToken: '' },
      'POST /v1/plans/A:approve': { status: 409, problem: { reason: 'LOCAL_DECISION_MISSING', detail: 'Chưa có quyết định của tỉnh.' } }, 'POST /v1/plans/B:approve': { plan: plan('B', 'STATE_APPROVED') },
    });
    show(<Signed />, { at: '/review' });
    fireEvent.click(await screen.findByRole('button', { name: 'Chọn mọi kế hoạch đang chờ' }));
    fireEvent.click(screen.getByRole('button', { name: 'Phê duyệt 2 kế hoạch…' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText(/Số quyết định/), { target: { value: '1788/QĐ-BTC' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Phê duyệt' }));
    expect(await within(dialog).findByText(/Chưa có quyết định của tỉnh/)).toBeVisible();
    const sent = calls.filter(({ verb }) => verb === 'POST');
    expect(sent.map(({ path, body }) => [path, body.decisionNumber, body.etag])).toEqual([
      ['/v1/plans/A:approve', '1788/QĐ-BTC', 'etag-A'], ['/v1/plans/B:approve', '1788/QĐ-BTC', 'etag-B']]);
    expect(sent[0]?.body.requestId).not.toBe(sent[1]?.body.requestId);
  });
});

describe('one plan', () => {
  const replies = (role: string, state: string) => ({
    ...reference, 'GET /v1/caller': user(role), 'GET /v1/plans': { plans: [], nextPageToken: '' }, 'GET /v1/plans/A': { plan: plan('A', state, { items: [item] }) },
  });
  it('is returned by the appraiser with the remarks per item, which survive a reload until then', async () => {
    const calls = answer({ ...replies('ROLE_APPRAISER', 'STATE_SUBMITTED'), 'POST /v1/plans/A:return': { plan: plan('A', 'STATE_RETURNED') } });
    const page = show(<Signed />, { at: '/review/A' });
    fireEvent.click(await screen.findByRole('button', { name: 'Xem hạng mục 03' }));
    fireEvent.change(await screen.findByLabelText(/Ý kiến về hạng mục/), { target: { value: 'Thiếu báo giá' } });
    page.unmount();
    show(<Signed />, { at: '/review/A' });
    fireEvent.click(await screen.findByRole('button', { name: 'Trả lại…' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('03: Thiếu báo giá');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Trả lại' }));
    await waitFor(() => { expect(calls.find(({ path }) => path.endsWith(':return'))?.body).toMatchObject({ etag: 'etag-A', remarks: [{ itemId: '03', remark: 'Thiếu báo giá' }] }); });
    await waitFor(() => { expect(localStorage.getItem('cpb-review plans/A 1')).toBeNull(); });
  });
  it('shows what the unit answered to each remark', async () => {
    const remark = { number: 1, itemId: '03', revision: 1, remark: 'Thiếu báo giá', authorName: 'B', time: '2018-07-01T00:00:00Z', answer: '', answererName: '' };
    answer({ ...replies('ROLE_APPRAISER', 'STATE_SUBMITTED'), 'GET /v1/plans/A': { plan: plan('A', 'STATE_SUBMITTED', { items: [item], remarks: [{ ...remark, answer: 'Đã gửi kèm', answererName: 'An', answerTime: '2018-07-02T00:00:00Z' }, { ...remark, number: 2 }] }) } });
    show(<Signed />, { at: '/review/A' });
    const list = within(await screen.findByRole('list', { name: 'Ý kiến và trả lời' }));
    expect(list.getByText('Đã gửi kèm')).toBeVisible();
    expect(list.getAllByText('Chưa trả lời.')).toHaveLength(1);
  });
  it('is approved by the ministry with a cut', async () => {
    const calls = answer({ ...replies('ROLE_APPROVER', 'STATE_ENDORSED'), 'POST /v1/plans/A:approve': { plan: plan('A', 'STATE_APPROVED') } });
    show(<Signed />, { at: '/review/A', language: 'en' });
    fireEvent.click(await screen.findByRole('button', { name: 'Open item 03' }));
    fireEvent.change(await screen.findByLabelText(/Approve only/), { target: { value: '40,000,000' } });
    fireEvent.change(screen.getByLabelText('Reason for the cut'), { target: { value: 'Cheaper last year' } });
    fireEvent.click(screen.getByRole('button', { name: 'Done' }));
    fireEvent.click(screen.getByRole('button', { name: 'Approve…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Approve' });
    const confirm = within(dialog).getByRole('button', { name: 'Approve' });
    expect(confirm).toBeDisabled();
    fireEvent.change(within(dialog).getByLabelText(/Number of the decision/), { target: { value: '9/QĐ-BTC' } });
    fireEvent.click(confirm);
    await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toMatchObject({ decisionNumber: '9/QĐ-BTC', cuts: [{ itemId: '03', approvedVnd: '40000000', reason: 'Cheaper last year' }] }); });
  });
  it('offers no step to whom it does not wait for', async () => {
    answer(replies('ROLE_APPRAISER', 'STATE_ENDORSED'));
    show(<Signed />, { at: '/review/A' });
    await screen.findByRole('button', { name: 'In' });
    expect(screen.queryByRole('button', { name: /Xác nhận|Trả lại|Phê duyệt/ })).toBeNull();
  });
});
