import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { useSession } from '../../app/session';
import { answer, show } from '../../testing/render';
import AccountPage from './account';
import { stateOf } from './delegations';

const user = { name: 'users/ha', displayName: 'Hà', agency: 'agencies/SCT-68', provinceCode: '68', roles: ['ROLE_UNIT_HEAD'] };
const given = { name: 'delegations/1', delegator: 'users/lan', delegatorName: 'Lan', delegate: 'users/ha', delegateName: 'Hà', role: 'ROLE_CHIEF_ACCOUNTANT', agency: 'agencies/SCT-68', maxVnd: '5000000', firstDate: '2019-03-01', lastDate: '2019-03-31', note: 'đi công tác' };
const clock = { now: '2019-03-10T02:00:00Z', movable: true };
const empty = { 'GET /v1/agencies': { agencies: [] }, 'GET /v1/componentProjects': { componentProjects: [] }, 'GET /v1/activities': { activities: [] }, 'GET /v1/sources': { sources: [] }, 'GET /v1/clock': clock };

beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

function Page() {
  const { user: person, actingFor } = useSession();
  return person ? <><p>roles {person.roles.join()} {actingFor?.delegatorName}</p><AccountPage /></> : null;
}

it('acts for a colleague with the delegated role alone, and says so', async () => {
  let acting = false;
  const calls = answer({
    ...empty,
    'GET /v1/caller': () => (acting ? { user, actingFor: given } : { user }),
    'GET /v1/delegations': { delegations: [given] },
    'POST /v1/sessions:actFor': () => { acting = true; return { delegation: given }; },
  });
  show(<Page />);
  await screen.findByText('roles ROLE_UNIT_HEAD');
  await userEvent.click(await screen.findByRole('button', { name: 'Làm thay' }));
  await screen.findByText('roles ROLE_CHIEF_ACCOUNTANT Lan');
  expect(calls.find(({ path }) => path === '/v1/sessions:actFor')?.body).toEqual({ delegation: 'delegations/1' });
});

it('delegates a power with its days and amounts, and keeps the form when it is refused', async () => {
  const calls = answer({
    ...empty,
    'GET /v1/caller': { user },
    'GET /v1/delegations': { delegations: [] },
    'POST /v1/delegations': { status: 409, problem: { reason: 'DELEGATE_UNFIT', detail: 'Người này không nhận được ủy quyền.' } },
  });
  show(<Page />);
  await userEvent.click(await screen.findByRole('button', { name: /Ủy quyền mới/ }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.type(within(dialog).getByLabelText(/Tên đăng nhập của người nhận/), 'lamdong.deputy');
  await userEvent.selectOptions(within(dialog).getByLabelText('Quyền'), 'ROLE_UNIT_HEAD');
  await userEvent.type(within(dialog).getByLabelText('Từ ngày'), '01/04/2019');
  await userEvent.type(within(dialog).getByLabelText('Đến hết ngày'), '30/04/2019');
  await userEvent.type(within(dialog).getByLabelText(/^Đến số tiền/), '5.000.000');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Ủy quyền mới' }));
  await within(dialog).findByText('Người này không nhận được ủy quyền.');
  expect(calls.find(({ verb, path }) => verb === 'POST' && path === '/v1/delegations')?.body['delegation']).toEqual(
    { delegate: 'users/lamdong.deputy', role: 'ROLE_UNIT_HEAD', firstDate: '2019-04-01', lastDate: '2019-04-30', maxVnd: '5000000', note: '' });
  expect(within(dialog).getByLabelText(/Tên đăng nhập của người nhận/)).toHaveValue('lamdong.deputy');
});

it('tells the states of a delegation apart', () => {
  const days = { firstDate: '2019-03-01', lastDate: '2019-03-31', revokeTime: '' };
  expect(stateOf(days, '2019-02-28')).toBe('future');
  expect(stateOf(days, '2019-03-31')).toBe('inForce');
  expect(stateOf(days, '2019-04-01')).toBe('ended');
  expect(stateOf({ ...days, revokeTime: '2019-03-02T00:00:00Z' }, '2019-03-10')).toBe('revoked');
});
