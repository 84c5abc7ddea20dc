// What every area calls the kinds and states of a payment.
import type { Schema } from '../api/client';
import { dictionary, useTexts } from '../i18n/language';
import { Mark, type Tone } from './layout';

export type Payment = Schema<'disbursement.v1.Payment'>;

export const paymentKinds = dictionary({ KIND_UNSPECIFIED: ['', ''], KIND_PAYMENT: ['Thanh toán', 'Payment'], KIND_ADVANCE: ['Tạm ứng', 'Advance'] });
export const paymentStates = dictionary({
  STATE_UNSPECIFIED: ['', ''], STATE_PREPARED: ['Chờ ký', 'To be signed'], STATE_SENT: ['Đã gửi Kho bạc', 'Sent'], STATE_UNKNOWN: ['Chưa rõ kết quả', 'Outcome unknown'],
  STATE_PAID: ['Đã chi', 'Paid'], STATE_REFUSED: ['Bị từ chối', 'Refused'], STATE_CANCELLED: ['Đã rút', 'Withdrawn'], STATE_SIGNED: ['Kế toán trưởng đã ký', 'Signed once'], STATE_ACCEPTED: ['Kho bạc chấp nhận', 'Accepted'],
});
const tones: Record<Payment['state'], Tone> = { STATE_UNSPECIFIED: 'grey', STATE_PREPARED: 'gold', STATE_SENT: 'blue', STATE_UNKNOWN: 'orange', STATE_PAID: 'green', STATE_REFUSED: 'red', STATE_CANCELLED: 'grey', STATE_SIGNED: 'gold', STATE_ACCEPTED: 'blue' };

export function PaymentState({ payment }: { payment: Pick<Payment, 'state' | 'outcomeNote'> }) {
  const state = useTexts(paymentStates);
  return <><Mark tone={tones[payment.state]} title={payment.outcomeNote || undefined}>{state(payment.state)}</Mark> {payment.outcomeNote && <span className="soft small">{payment.outcomeNote}</span>}</>;
}
