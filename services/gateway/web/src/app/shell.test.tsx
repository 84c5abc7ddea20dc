import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { beforeEach, expect, it } from 'vitest';
import { answer, show } from '../testing/render';
import { Shell } from './shell';

const user = (role: string) => ({ user: { name: 'users/an', displayName: 'An', agency: 'agencies/SCT-68', provinceCode: '68', roles: [role], disabled: false } });
const decision = (resource: string, time: string) => ({ kind: 'KIND_DECISION', resource, textVi: `${resource} đã được phê duyệt.`, textEn: `${resource} was approved.`, dueDate: '', count: 0, event: 'plan.approved', actor: 'users/ha', time });
const deadline = { kind: 'KIND_DEADLINE', resource: 'cycles/SXSH2020-2021', textVi: 'Đến 2020-07-20: 1 kế hoạch phải trình (2021).', textEn: 'By 2020-07-20: 1 plan(s) to submit (2021).', dueDate: '2020-07-20', count: 1, event: '', actor: '' };
const reference = {
  'GET /v1/clock': { now: '2020-07-01T00:00:00Z', movable: false }, 'GET /v1/agencies': { agencies: [{ name: 'agencies/SCT-68', titleVi: 'Sở Công Thương Lâm Đồng', titleEn: 'DOIT Lam Dong', kind: '', provinceCode: '68' }] },
  'GET /v1/componentProjects': { componentProjects: [] }, 'GET /v1/activities': { activities: [] }, 'GET /v1/sources': { sources: [] },
};
const plan = { name: 'plans/SXSH2020-2020-SCT-68', agency: 'agencies/SCT-68', title: 'Kế hoạch năm 2020', budgetYear: 2020, etag: 'e', decisionNumber: '' };
const Where = () => <output>{useLocation().pathname + useLocation().search}</output>;

beforeEach(() => { localStorage.clear(); localStorage.setItem('cpb-signed-in', '1'); });

it('rings for deadlines and for what was not seen yet; what was seen is not counted again', async () => {
  const calls = answer({ ...reference, 'GET /v1/caller': user('ROLE_PROVINCE_OFFICER'), 'GET /v1/notices': { notices: [deadline, decision(plan.name, '2019-12-08T02:00:00Z')], position: '41' } });
  show(<Shell><Where /></Shell>);
  await userEvent.click(await screen.findByRole('button', { name: 'Thông báo: 2' }));
  const drawer = within(await screen.findByRole('dialog'));
  expect(await drawer.findByText('Đến 20/07/2020: 1 kế hoạch phải trình (2021).')).toHaveAttribute('href', '/plans');
  expect(drawer.getByText('còn 19 ngày')).toBeInTheDocument();
  await waitFor(() => { expect(drawer.getByText(/Kế hoạch 2020, Sở Công Thương Lâm Đồng, đã được phê duyệt/)).toHaveAttribute('href', '/plans/SXSH2020-2020-SCT-68'); });
  await userEvent.click(drawer.getByText(/Kế hoạch 2020/));
  expect(screen.getByText('/plans/SXSH2020-2020-SCT-68')).toBeInTheDocument();
  await waitFor(() => { expect(calls.at(-1)?.path).toContain('/v1/notices?afterPosition=41'); });
});

it('finds pages, plans and items without diacritics, by keyboard alone', async () => {
  answer({ ...reference, 'GET /v1/caller': user('ROLE_PROVINCE_OFFICER'), 'GET /v1/notices': { notices: [], position: '0' },
    'GET /v1/plans': { plans: [plan], nextPageToken: '' }, 'GET /v1/plans/SXSH2020-2020-SCT-68': { plan: { ...plan, items: [{ itemId: '03', title: 'Hội thảo ngành chè' }, { itemId: '04', title: 'Tờ rơi' }] } },
    'GET /v1/allotments': { allotments: [], nextPageToken: '' }, 'GET /v1/commitments': { commitments: [], nextPageToken: '' }, 'GET /v1/payments': { payments: [], nextPageToken: '' } });
  show(<Shell><Where /></Shell>);
  await screen.findByTestId('who');
  await userEvent.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox');
  await userEvent.type(field, 'ke hoach');
  expect(await screen.findByRole('option', { name: /Kế hoạch năm 2020/ }, { timeout: 5000 })).toBeInTheDocument();
  expect(screen.getAllByRole('option')[0]).toHaveTextContent(/^Trang/);
  await userEvent.clear(field);
  await userEvent.type(field, 'nganh che');
  await screen.findByRole('option', { name: /Hội thảo ngành chè/ }, { timeout: 5000 });
  expect(screen.queryByRole('option', { name: /Tờ rơi/ })).toBeNull();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('/plans/SXSH2020-2020-SCT-68?item=03')).toBeInTheDocument();
});
