// What the pages of this area speak of, and its marks.
import type { Input, Schema } from '../../api/client';
import { Mark, type Tone } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { adjustmentStateTexts, roundStateTexts } from './texts';

export type Appropriation = Schema<'allocation.v1.Appropriation'>;
export type Framework = Schema<'allocation.v1.Framework'>;
export type Round = Schema<'allocation.v1.Round'>;
export type RoundLine = Schema<'allocation.v1.RoundLine'>;
export type Envelope = Schema<'allocation.v1.Envelope'>;
export type Adjustment = Schema<'allocation.v1.Adjustment'>;
export type Comparison = Schema<'allocation.v1.CompareRoundsResponse'>;
export type LineChange = Schema<'allocation.v1.LineChange'>;
export type Scenario = Input<'allocation.v1.Scenario'>;
export type Method = Round['method'];

const roundTones: Record<Round['state'], Tone> = {
  STATE_UNSPECIFIED: 'grey', STATE_COMPUTED: 'blue', STATE_APPROVED: 'purple', STATE_ISSUING: 'gold', STATE_ISSUED: 'green', STATE_WITHDRAWN: 'grey', STATE_REVOKING: 'gold', STATE_REVOKED: 'grey',
};
export function RoundState({ state }: { state: Round['state'] }) {
  const t = useTexts(roundStateTexts);
  return <Mark tone={roundTones[state]}>{t(state)}</Mark>;
}

const adjustmentTones: Record<Adjustment['state'], Tone> = { STATE_UNSPECIFIED: 'grey', STATE_PROPOSED: 'blue', STATE_POSTING: 'gold', STATE_POSTED: 'green' };
export function AdjustmentState({ state }: { state: Adjustment['state'] }) {
  const t = useTexts(adjustmentStateTexts);
  return <Mark tone={adjustmentTones[state]}>{t(state)}</Mark>;
}
