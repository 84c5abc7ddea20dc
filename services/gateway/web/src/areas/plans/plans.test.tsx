import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { beforeEach, describe, expect, it } from 'vitest';
import { dropDraft, readDraft } from '../../design/drafts';
import { type Call, answer, show } from '../../testing/render';
import { choose } from './columns';
import { pairsOf } from './differences';
import { PlanPage } from './plan';
import { isBlank, isComplete, newRow, nextItemId, placeOf, rowOf } from './rows';

const sources = [{ id: 'central', kind: 'SOURCE_KIND_CENTRAL_BUDGET', titleVi: 'Trung ương', titleEn: 'Central' }, { id: 'local', kind: 'SOURCE_KIND_LOCAL_BUDGET', titleVi: 'Địa phương', titleEn: 'Local' }] as never[];
const item = (itemId: string, more: object = {}) => ({
  itemId, componentProject: 'componentProjects/P-1', activity: 'activities/TRAIN', title: `Tập huấn ${itemId}`, establishment: '', quantity: '1', eligibleCostVnd: '1000000',
  requested: [{ source: 'local', amountVnd: '1000000' }], approved: [], findings: [], remark: '', scheduledDate: '', admissibleVnd: '1000000', ...more,
}) as never;
const planOf = (items: never[], etag = 'e1', more: object = {}) => ({
  name: 'plans/P-2019-SCT-68', programme: 'programmes/P', budgetYear: 2019, agency: 'agencies/SCT-68', provinceCode: '68', title: 'Kế hoạch', localDecision: '', localDecisionDate: '2018-12-10', state: 'STATE_DRAFT', items, revision: 1, etag,
  history: [], remarks: [], illustrative: false, eligibleCostVnd: '0', requestedVnd: '0', approvedVnd: '0', decisionNumber: '', rulebookVersion: 'v1', ...more,
});
const user = { name: 'users/an', displayName: 'An', agency: 'agencies/SCT-68', provinceCode: '68', roles: ['ROLE_PROVINCE_OFFICER'] };

describe('rows', () => {
  it('know what is complete and what is blank', () => {
    expect([isBlank(newRow([])), isComplete(rowOf(item('01')), sources), isComplete({ key: '01', cells: { ...rowOf(item('01')).cells, cost: 'abc' } }, sources)]).toEqual([true, true, false]);
  });
  it('number new rows after the highest', () => {
    expect([nextItemId([]), nextItemId([rowOf(item('07'))]), nextItemId([rowOf(item('99'))])]).toEqual(['01', '08', '100']);
  });
  it('find the cell that a refusal names', () => {
    expect([placeOf('plan.items[3].eligible_cost_vnd'), placeOf('plan.items[0].requested[1].amount_vnd'), placeOf('plan.title')]).toEqual([{ index: 3, column: 'cost' }, { index: 0, column: 'cost' }, null]);
  });
  it('are compared cell by cell', () => {
    const pairs = pairsOf([rowOf(item('01')), rowOf(item('02'))], [rowOf(item('01', { title: 'Khác' })), rowOf(item('03'))], [{ key: 'title', title: 'T', width: 1 }, { key: 'cost', title: 'C', width: 1 }]);
    expect(pairs.map(({ key, changed }) => [key, changed])).toEqual([['01', ['title']], ['02', ['title', 'cost']], ['03', ['title', 'cost']]]);
  });
  it('take codes, labels, and the beginning of one label', () => {
    const choices = [{ value: 'A', label: '1. Hội thảo' }, { value: 'B', label: '2. Hội nghị' }];
    expect(['a', '1. hoi thao', '2', '1. Hội', 'Hội', ''].map((text) => choose(choices, text))).toEqual(['A', 'A', 'B', 'A', 'Hội', '']);
  });
});

describe('the editor', () => {
  beforeEach(async () => {
    localStorage.setItem('cpb-signed-in', '1');
    await dropDraft('users/an/plans/P-2019-SCT-68');
  });
  const open = (replies: Record<string, never>): Call[] => {
    const calls = answer({
      'GET /v1/caller': { user }, 'GET /v1/componentProjects': { componentProjects: [{ name: 'componentProjects/P-1', number: 1, titleVi: 'Đề án', titleEn: 'Project' }] },
      'GET /v1/activities': { activities: [{ name: 'activities/TRAIN', titleVi: 'Tập huấn', titleEn: 'Training', componentProjects: ['componentProjects/P-1'], needsEstablishment: false }] },
      'GET /v1/sources': { sources }, 'GET /v1/establishments': { establishments: [], nextPageToken: '' }, ...replies,
    });
    show(<Routes><Route path="/plans/:plan" element={<Opened />} /></Routes>, { at: '/plans/P-2019-SCT-68' });
    return calls;
  };
  function Opened() {
    return <PlanPage />;
  }
  const reply = (value: unknown) => value as never;
  const patches = (calls: Call[]) => calls.filter(({ verb }) => verb === 'PATCH');
  const bodyItems = (call: Call | undefined) => (call?.body.plan as { items: { itemId: string; title: string }[] }).items;
  const typeTitle = async (text: string) => {
    const grid = await screen.findByRole('grid', {}, { timeout: 5000 });
    act(() => { grid.focus(); });
    await userEvent.keyboard(`{ArrowRight}{ArrowRight}${text}{Enter}`);
  };

  it('saves by itself when typing pauses, with the etag', async () => {
    const calls = open({ 'GET /v1/plans/P-2019-SCT-68': reply({ plan: planOf([item('01')]) }), 'PATCH /v1/plans/P-2019-SCT-68': reply({ plan: planOf([item('01', { title: 'Mới' })], 'e2') }) });
    await typeTitle('Mới');
    await screen.findByText('Đã lưu', {}, { timeout: 6000 });
    expect(patches(calls)).toHaveLength(1);
    expect(patches(calls)[0]?.body.plan).toMatchObject({ etag: 'e1', localDecisionDate: '2018-12-10' });
    expect(bodyItems(patches(calls)[0])[0]?.title).toBe('Mới');
    expect(await readDraft('users/an/plans/P-2019-SCT-68')).toBeUndefined();
  });

  it('keeps what cannot be sent, and sends it again with the same request id', async () => {
    let online = false;
    const calls = open({ 'GET /v1/plans/P-2019-SCT-68': reply({ plan: planOf([item('01')]) }), 'PATCH /v1/plans/P-2019-SCT-68': reply(() => (online ? { plan: planOf([item('01', { title: 'Mới' })], 'e2') } : new TypeError('network'))) });
    await typeTitle('Mới');
    await screen.findByText(/Mất kết nối: đã giữ/, {}, { timeout: 6000 });
    expect(JSON.stringify(await readDraft('users/an/plans/P-2019-SCT-68'))).toContain('Mới');
    online = true;
    act(() => { window.dispatchEvent(new Event('online')); });
    await screen.findByText('Đã lưu', {}, { timeout: 6000 });
    const [first, second] = patches(calls);
    expect(second?.body.requestId).toBe(first?.body.requestId);
  });

  it('holds back rows that the service refuses, marks their cells and sends the others', async () => {
    const calls = open({
      'GET /v1/plans/P-2019-SCT-68': reply({ plan: planOf([item('01'), item('02')]) }),
      'PATCH /v1/plans/P-2019-SCT-68': reply(() => (patches(calls).length === 1
        ? { status: 400, problem: { reason: 'INVALID_REQUEST', violations: [{ subject: 'plan.items[0].title', text: 'Tên dài quá.' }] } } : { plan: planOf([item('01'), item('02')], 'e2') })),
    });
    await typeTitle('Sai');
    await screen.findByText(/giữ trong trình duyệt/, {}, { timeout: 6000 });
    const second = bodyItems(patches(calls)[1]);
    expect(second.map(({ title }) => title)).toEqual(['Tập huấn 01', 'Tập huấn 02']);
    expect(within(await screen.findByRole('list', { name: 'Điều cần sửa' })).getByText(/Tên dài quá/)).toBeInTheDocument();
    expect(screen.getByText('Sai')).toBeInTheDocument();
  });

  it('shows what somebody else changed, and keeps mine over it only when told to', async () => {
    let changed = false;
    const calls = open({
      'GET /v1/plans/P-2019-SCT-68': reply(() => ({ plan: changed ? planOf([item('01', { title: 'Của họ' })], 'e9') : planOf([item('01')]) })),
      'PATCH /v1/plans/P-2019-SCT-68': reply(() => ((patches(calls).at(-1)?.body.plan as { etag: string }).etag === 'e9' ? { plan: planOf([item('01', { title: 'Của tôi' })], 'e10') } : { status: 409, problem: { reason: 'ETAG_MISMATCH', detail: '' } })),
    });
    await screen.findByRole('grid', {}, { timeout: 5000 });
    changed = true;
    await typeTitle('Của tôi');
    await screen.findByRole('heading', { name: 'Kế hoạch đã được người khác sửa' }, { timeout: 6000 });
    expect(await screen.findByText('Của họ')).toBeInTheDocument();
    expect(screen.getByText('Của tôi')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Giữ bản của tôi' }));
    await waitFor(() => { expect(patches(calls)).toHaveLength(2); }, { timeout: 6000 });
    expect(bodyItems(patches(calls)[1])[0]?.title).toBe('Của tôi');
  });

  it('answers one remark while something else is being typed, which goes out with the etag that the answer left', async () => {
    const remark = { number: 7, itemId: '01', revision: 1, remark: 'Giảm chi phí', authorName: 'B', time: '2018-07-01T00:00:00Z', answer: '', answererName: '' };
    const returned = (etag: string, remarks: object[]) => planOf([item('01')], etag, { state: 'STATE_RETURNED', remarks });
    const calls = open({
      'GET /v1/plans/P-2019-SCT-68': reply({ plan: returned('e1', [remark]) }),
      'POST /v1/plans/P-2019-SCT-68:answerRemark': reply({ plan: returned('e2', [{ ...remark, answer: 'Đã giảm', answererName: 'An', answerTime: '2018-07-02T00:00:00Z' }]) }),
      'PATCH /v1/plans/P-2019-SCT-68': reply({ plan: returned('e3', []) }),
    });
    await typeTitle('Mới');
    await userEvent.type(screen.getByLabelText('Trả lời ý kiến về dòng 01'), 'Đã giảm');
    await userEvent.click(screen.getByRole('button', { name: 'Gửi trả lời' }));
    await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toMatchObject({ number: 7, answer: 'Đã giảm' }); });
    await screen.findByText('Đã lưu', {}, { timeout: 8000 });
    const [first, second] = calls.filter(({ verb }) => verb === 'PATCH' || verb === 'POST');
    const etagOf = (call: Call | undefined) => (call?.verb === 'PATCH' ? (call.body.plan as { etag: string }).etag : call?.body.etag);
    expect(etagOf(first)).toBe('e1');
    expect(etagOf(second)).toBe(first?.verb === 'POST' ? 'e2' : 'e3');
  });
});
