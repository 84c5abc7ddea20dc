import type { Schema } from '../../api/client';
import { Mark, type Tone } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { stateTexts } from './texts';

export type Plan = Schema<'registration.v1.Plan'>;
export type PlanItem = Schema<'registration.v1.PlanItem'>;

const tones: Record<Plan['state'], Tone> = {
  STATE_UNSPECIFIED: 'grey', STATE_DRAFT: 'grey', STATE_SUBMITTED: 'blue', STATE_RETURNED: 'orange', STATE_ENDORSED: 'purple', STATE_APPROVED: 'green',
};

export function PlanState({ state }: { state: Plan['state'] }) {
  const t = useTexts(stateTexts);
  return <Mark tone={tones[state]}>{t(state)}</Mark>;
}
