import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { beforeEach, expect, it } from 'vitest';
import { PasswordPage } from '../../app/password';
import { useSession } from '../../app/session';
import { answer, show } from '../../testing/render';
import HealthPage from './health';
import UserPage from './user';

const person = (id: string, roles: string[], more = {}) => ({ name: `users/${id}`, displayName: id, agency: 'agencies/BCT', provinceCode: '', roles, disabled: false, mustChangePassword: false, validFrom: '', validTo: '', createTime: '2019-01-01T00:00:00Z', ...more });
const caller = { 'GET /v1/caller': { user: person('admin', ['ROLE_ADMINISTRATOR']) } };
const SignedIn = ({ children }: { children: ReactNode }) => (useSession().user ? <>{children}</> : null);
const soon = { timeout: 20_000 };
beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

it('offers only roles that are not held, and asks before one is taken away', async () => {
  const calls = answer({ ...caller, 'GET /v1/users': { users: [person('an', ['ROLE_APPROVER'])], nextPageToken: '' }, 'POST /v1/users/an:grantRole': {}, 'POST /v1/users/an:revokeRole': {} });
  show(<SignedIn><Routes><Route path="/users/:id" element={<UserPage />} /></Routes></SignedIn>, { at: '/users/an' });
  await userEvent.click(await screen.findByRole('button', { name: 'Trao vai trò…' }, soon));
  const dialog = within(await screen.findByRole('dialog', {}, soon));
  const options = dialog.getAllByRole('option').map((option) => (option as HTMLOptionElement).value);
  expect(options).toContain('ROLE_AUDITOR');
  expect(options).not.toContain('ROLE_APPROVER');
  expect(options).not.toContain('ROLE_PROGRAM');
  await userEvent.selectOptions(dialog.getByLabelText('Vai trò'), 'ROLE_AUDITOR');
  await userEvent.click(dialog.getByRole('button', { name: 'Trao vai trò' }));
  await waitFor(() => { expect(calls.find(({ path }) => path.endsWith(':grantRole'))?.body).toMatchObject({ role: 'ROLE_AUDITOR' }); }, soon);
  await userEvent.click(await screen.findByRole('button', { name: 'Thu hồi: phê duyệt' }, soon));
  expect(calls.some(({ path }) => path.endsWith(':revokeRole'))).toBe(false);
  await userEvent.click(await screen.findByRole('button', { name: 'Thu hồi vai trò' }, soon));
  await waitFor(() => { expect(calls.find(({ path }) => path.endsWith(':revokeRole'))?.body).toMatchObject({ role: 'ROLE_APPROVER' }); }, soon);
});

it('disables after the question, with a request that needs no id', async () => {
  const calls = answer({ ...caller, 'GET /v1/users': { users: [person('an', ['ROLE_APPROVER'])], nextPageToken: '' }, 'POST /v1/users/an:disable': {} });
  show(<SignedIn><Routes><Route path="/users/:id" element={<UserPage />} /></Routes></SignedIn>, { at: '/users/an' });
  await userEvent.click(await screen.findByRole('button', { name: 'Khoá người dùng…' }, soon));
  await userEvent.click(await screen.findByRole('button', { name: 'Khoá người dùng' }, soon));
  await waitFor(() => { expect(calls.find(({ path }) => path.endsWith(':disable'))?.body).toEqual({}); }, soon);
});

it('says which program does not serve, though the gateway answers 503', async () => {
  answer({ ...caller, 'GET /readyz': { status: 503, problem: { ready: false, programs: { audit: 'serving', disbursement: 'not serving' } } } });
  show(<SignedIn><HealthPage /></SignedIn>);
  expect((await screen.findByRole('row', { name: /disbursement/ }, soon)).textContent).toContain('không phục vụ');
  expect(screen.getByRole('row', { name: /audit/ }).textContent).toContain('đang phục vụ');
});

it('changes a password that was reset, and goes on with the new one', async () => {
  let changed = false;
  const calls = answer({
    'GET /v1/caller': () => ({ user: person('an', ['ROLE_APPROVER'], { mustChangePassword: !changed }) }),
    'POST /v1/caller:changePassword': () => { changed = true; return {}; },
  });
  show(<SignedIn><PasswordPage /></SignedIn>);
  await userEvent.type(await screen.findByLabelText('Mật khẩu hiện tại', {}, soon), 'tam-thoi-12345');
  await userEvent.type(screen.getByLabelText('Mật khẩu mới'), 'cua-rieng-toi-1');
  await userEvent.type(screen.getByLabelText('Nhập lại mật khẩu mới'), 'khac');
  await userEvent.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  expect(await screen.findByText('Hai lần nhập khác nhau.', {}, soon)).toBeInTheDocument();
  expect(calls.some(({ verb }) => verb === 'POST')).toBe(false);
  await userEvent.clear(screen.getByLabelText('Nhập lại mật khẩu mới'));
  await userEvent.type(screen.getByLabelText('Nhập lại mật khẩu mới'), 'cua-rieng-toi-1');
  await userEvent.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST').map(({ path, body }) => [path, body.newPassword])).toEqual([['/v1/caller:changePassword', 'cua-rieng-toi-1']]); }, soon);
  await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'GET').length).toBeGreaterThan(1); }, soon);  // Who is signed in is read anew.
});
