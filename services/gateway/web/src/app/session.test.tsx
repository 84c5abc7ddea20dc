import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { useGet } from '../api/hooks';
import { answer, show } from '../testing/render';
import { useSession } from './session';

const user = { name: 'users/an', displayName: 'An', agency: 'agencies/SCT-68', provinceCode: '68', roles: ['ROLE_PROVINCE_OFFICER'] };
function Page() {
  const { user: person } = useSession();
  const plans = useGet('/v1/plans', {}, { enabled: Boolean(person) });
  return <><input aria-label="note" /><p>{person?.displayName} {plans.data ? 'loaded' : ''}</p><button onClick={() => void plans.refetch()}>again</button></>;
}

beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

it('keeps what was typed when the session ends, and goes on after signing in again', async () => {
  let signedIn = true;
  answer({
    'GET /v1/caller': { user },
    'GET /v1/plans': () => (signedIn ? { plans: [] } : { status: 401, problem: { reason: 'NOT_SIGNED_IN' } }),
    'POST /v1/sessions': () => { signedIn = true; return { user }; },
  });
  show(<Page />);
  await screen.findByText('An loaded');
  await userEvent.type(screen.getByLabelText('note'), 'half a sentence');
  signedIn = false;
  await userEvent.click(screen.getByText('again'));
  await screen.findByText('Phiên làm việc đã hết');
  expect(screen.getByLabelText('Tên người dùng')).toHaveValue('an');
  await userEvent.type(screen.getByLabelText('Mật khẩu'), 'secret');
  await userEvent.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  await screen.findByText('An loaded');
  expect(screen.getByLabelText('note')).toHaveValue('half a sentence');
});

it('asks nobody who is not signed in to do so before a page needs it', async () => {
  localStorage.clear();
  const calls = answer({});
  show(<Page />);
  await Promise.resolve();
  expect(calls).toEqual([]);
});
