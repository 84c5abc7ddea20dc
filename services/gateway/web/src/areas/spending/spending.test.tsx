import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { useSession } from '../../app/session';
import { answer, show } from '../../testing/render';
import PaymentsPage from './payments';

const line = { budgetLine: 'P-2019-SCT-68.01', source: 'local', budgetYear: 2019, agency: 'agencies/SCT-68', title: 'Tập huấn', availableVnd: '9000000' };
const payment = { name: 'payments/1', kind: 'KIND_PAYMENT', state: 'STATE_PREPARED', budgetLine: line.budgetLine, source: 'local', budgetYear: 2019, amountVnd: '5000000', payee: 'Công ty A', description: 'Tập huấn', outcomeNote: '', openAdvanceVnd: '0', refundedVnd: '0', createTime: '2019-03-01T02:00:00Z' };
const as = (role: string) => ({ user: { name: 'users/an', displayName: 'An', agency: 'agencies/SCT-68', provinceCode: '68', roles: [role] } });
function Opened() {
  return useSession().user ? <PaymentsPage /> : null;
}
const lists = { 'GET /v1/allotments': { allotments: [line], nextPageToken: '' }, 'GET /v1/commitments': { commitments: [], nextPageToken: '' } };
beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

it('asks the service before a payment is prepared, and shows its refusal', async () => {
  const calls = answer({ ...lists, 'GET /v1/caller': as('ROLE_ACCOUNTANT'), 'GET /v1/payments': { payments: [], nextPageToken: '' },
    'POST /v1/payments': { status: 422, problem: { reason: 'LEDGER_LIMIT', detail: 'Vượt dự toán.', next: 'Giảm số tiền.' } } });
  show(<Opened />);
  await userEvent.click(await screen.findByRole('button', { name: 'Lập chứng từ' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Lập và giữ tiền' })).toBeDisabled();
  await waitFor(() => { expect(dialog.getAllByRole('option', { hidden: true }).length).toBeGreaterThan(3); });
  await userEvent.selectOptions(dialog.getByLabelText('Dòng dự toán'), '2019|P-2019-SCT-68.01|local');
  await userEvent.type(dialog.getByLabelText('Người thụ hưởng'), 'A');
  await userEvent.type(dialog.getByLabelText('Nội dung chi'), 'B');
  await userEvent.type(dialog.getByLabelText(/Số tiền/), '10.000.000');
  expect(await dialog.findByText('Vượt dự toán.', {}, { timeout: 4000 })).toBeInTheDocument();
  const asked = calls.filter(({ verb }) => verb === 'POST');
  expect(asked.every(({ body }) => body.validateOnly === true)).toBe(true);
  expect((asked.at(-1)?.body.payment as object)).toMatchObject({ budgetLine: 'P-2019-SCT-68.01', source: 'local', budgetYear: 2019, amountVnd: '10000000' });
});

it('lets the head sign after a clear question, and nobody else', async () => {
  const calls = answer({ ...lists, 'GET /v1/caller': as('ROLE_UNIT_HEAD'), 'GET /v1/payments': { payments: [{ ...payment, state: 'STATE_SIGNED' }], nextPageToken: '' }, 'POST /v1/payments/1:approve': { payment } });
  show(<Opened />);
  await userEvent.click(await screen.findByRole('button', { name: 'Ký và gửi Kho bạc' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Năm triệu đồng')).toBeInTheDocument();
  expect(calls.some(({ verb }) => verb === 'POST')).toBe(false);
  await userEvent.click(dialog.getByRole('button', { name: 'Ký và gửi Kho bạc' }));
  await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST').map(({ path }) => path)).toEqual(['/v1/payments/1:approve']); });
});
