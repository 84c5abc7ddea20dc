import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { beforeEach, describe, expect, it } from 'vitest';
import { useSession } from '../../app/session';
import { answer, show } from '../../testing/render';
import { type Imported, linesOf, resultsOf, totalsOf } from './lines';
import PaymentPage from './payment';
import StatementPage from './statement';

const officer = { user: { name: 'users/treasury.officer', displayName: 'Tuấn', agency: 'agencies/KBNN', provinceCode: '', roles: ['ROLE_TREASURY_OFFICER'] } };
const payment = {
  name: 'payments/7', kind: 'KIND_PAYMENT', state: 'STATE_SENT', budgetLine: 'L-01', source: 'local', budgetYear: 2019, amountVnd: '5000000', payee: 'Công ty A', description: 'Thuê hội trường',
  agency: 'agencies/SCT-68', preparer: 'users/a', chiefAccountant: 'users/b', signer: 'users/c', controller: '', controlNote: '', recorder: '', treasuryReference: '', outcomeNote: '', openAdvanceVnd: '0', refundedVnd: '0',
  deductedVnd: '0', irregularVnd: '0', commitment: '', valueDate: '', controlAfter: false, findings: [], createTime: '2019-02-20T02:00:00Z', etag: 'e1' };
const check = (id: string, heldBySystem: boolean) => ({ check: id, textVi: `vi ${id}`, textEn: `en ${id}`, citation: 'Luật', heldBySystem });
const around = { 'GET /v1/caller': officer, 'GET /v1/payments/7:papers': { documents: [] }, 'GET /v1/payments/7:checklist': { checks: [check('balance', true), check('documents', false)] } };
const SignedIn = ({ children }: { children: ReactNode }) => (useSession().user ? <>{children}</> : null);
const soon = { timeout: 20_000 };
const open = () => show(<SignedIn><Routes><Route path="/treasury/:id" element={<PaymentPage />} /></Routes></SignedIn>, { at: '/treasury/7' });
beforeEach(() => { localStorage.setItem('cpb-signed-in', '1'); });

describe('the control', () => {
  it('is accepted only when every check that the system does not hold is confirmed', async () => {
    const calls = answer({ ...around, 'GET /v1/payments/7': { payment }, 'POST /v1/payments/7:control': { payment } });
    open();
    const accept = await screen.findByRole('button', { name: 'Chấp nhận thanh toán…' }, soon);
    expect(accept).toBeDisabled();
    expect(screen.getByRole('checkbox', { name: 'vi balance' })).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'vi documents' }));
    await userEvent.click(accept);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Năm triệu đồng')).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Chấp nhận thanh toán' }));
    await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toMatchObject({ decision: 'DECISION_ACCEPT', confirmedChecks: ['documents'] }); });
  });
  it('refuses with a reason alone, and keeps the request id while the outcome is unknown', async () => {
    let lost = true;
    const calls = answer({ ...around, 'GET /v1/payments/7': { payment }, 'POST /v1/payments/7:control': () => { if (lost) { lost = false; return new TypeError('lost'); } return { payment }; } });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Từ chối thanh toán…' }, soon));
    const dialog = within(await screen.findByRole('dialog'));
    const refuse = dialog.getByRole('button', { name: 'Từ chối thanh toán' });
    expect(refuse).toBeDisabled();
    await userEvent.type(dialog.getByLabelText('Lý do từ chối'), 'Thiếu biên bản');
    await userEvent.click(refuse);
    expect(await dialog.findByText(/Không liên lạc được/)).toBeInTheDocument();
    await userEvent.click(refuse);
    await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST')).toHaveLength(2); });
    const [first, second] = calls.filter(({ verb }) => verb === 'POST').map(({ body }) => body);
    expect(first).toMatchObject({ decision: 'DECISION_REFUSE', note: 'Thiếu biên bản', confirmedChecks: [] });
    expect(second?.requestId).toBe(first?.requestId);
  });
});

describe('an unknown outcome', () => {
  const unknown = { ...payment, state: 'STATE_UNKNOWN', outcomeNote: 'Kho bạc chưa trả lời' };
  it('is proposed with a proof; of a payment with its day and reference', async () => {
    const calls = answer({ ...around, 'GET /v1/payments/7': { payment: unknown }, 'POST /v1/payments/7:proposeOutcome': { payment: unknown } });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Đề xuất kết quả…' }, soon));
    const dialog = within(await screen.findByRole('dialog'));
    const propose = dialog.getByRole('button', { name: 'Đề xuất kết quả' });
    await userEvent.type(dialog.getByLabelText(/Chứng từ chứng minh/), 'Giấy báo nợ 12');
    expect(propose).toBeDisabled();
    await userEvent.type(dialog.getByLabelText('Số tham chiếu của Kho bạc'), 'KB-9');
    await userEvent.type(dialog.getByLabelText(/Ngày Kho bạc/), '21/02/2019');
    await userEvent.click(propose);
    await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toMatchObject({ outcome: 'OUTCOME_PAID', proof: 'Giấy báo nợ 12', treasuryReference: 'KB-9', valueDate: '2019-02-21' }); });
  });
  it('is confirmed with the etag that was seen', async () => {
    const proposal = { outcome: 'OUTCOME_PAID', treasuryReference: 'KB-9', valueDate: '2019-02-21', proof: 'Giấy báo nợ 12', proposer: 'users/treasury.chief' };
    const calls = answer({ ...around, 'GET /v1/payments/7': { payment: { ...unknown, proposal } }, 'POST /v1/payments/7:confirmOutcome': { payment } });
    open();
    await userEvent.click(await screen.findByRole('button', { name: 'Xác nhận kết quả…' }, soon));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Xác nhận kết quả' }));
    await waitFor(() => { expect(calls.find(({ verb }) => verb === 'POST')?.body).toMatchObject({ etag: 'e1', reject: false }); });
  });
});

describe('a statement', () => {
  const csv = 'payment,outcome,amount_vnd,value_date,treasury_reference,payee\npayments/1,paid,5000000,2019-02-21,KB-1,"Công ty ""A"", chi nhánh"\n,paid,3000000,2019-02-21,KB-2,B\npayments/9,refused,1,2019-02-21,KB-3,\npayments/4,paid,7,2019-02-21,KB-4,\n';
  const imported = { statement: '', alreadyImported: false, unmatched: ['dòng 4: payments/9: không có chứng từ này'], payments: [{ name: 'payments/1', treasuryReference: 'KB-1' }, { name: 'payments/2', treasuryReference: 'KB-2' }] };
  it('is read for showing, and each line gets what the service said of it', () => {
    const lines = linesOf(`\ufeff${csv}`) ?? [];
    expect(lines.map(({ row, payment: named, amountVnd }) => [row, named, amountVnd])).toEqual([[2, 'payments/1', '5000000'], [3, '', '3000000'], [4, 'payments/9', '1'], [5, 'payments/4', '7']]);
    expect(resultsOf(lines, imported as unknown as Imported).map(({ result, about }) => [result, about])).toEqual([
      ['decided', 'payments/1'], ['decided', 'payments/2'], ['unmatched', 'không có chứng từ này'], ['agrees', 'payments/4']]);
    expect(totalsOf(lines)).toEqual({ lines: 4, paidVnd: 8000007n });
    expect(linesOf('CPBTRE1 STATEMNT00000000000000000001')).toBeNull();
  });
  it('is tried when it is chosen, and booked only after the question', async () => {
    const calls = answer({ 'GET /v1/caller': officer, 'POST /v1/statements': imported });
    show(<SignedIn><StatementPage /></SignedIn>);
    const file = new File([csv], 'so-phu.csv', { type: 'text/csv' });
    await userEvent.upload(await screen.findByTestId('statement-file', {}, soon), file);
    expect(await screen.findByText(/2 chứng từ sẽ được quyết định, 1 dòng chưa khớp/, {}, soon)).toBeInTheDocument();
    expect(calls.filter(({ verb }) => verb === 'POST').map(({ body }) => body.validateOnly)).toEqual([true]);
    await userEvent.click(screen.getByRole('button', { name: 'Ghi sổ phụ…' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Ghi sổ phụ' }));
    await waitFor(() => { expect(calls.filter(({ verb }) => verb === 'POST')).toHaveLength(2); });
    const [, booked] = calls.filter(({ verb }) => verb === 'POST').map(({ body }) => body);
    expect(booked?.validateOnly).toBeUndefined();
    expect(new TextDecoder().decode(Uint8Array.from(atob(String(booked?.csv)), (letter) => letter.charCodeAt(0)))).toBe(csv);
  });
});
