// What the pages of this area mean by a plan.
import type { Schema } from '../../api/client';
import { type User, hasRole } from '../../app/session';
import { Mark, type Tone } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { stateTexts } from './texts';

export type Plan = Schema<'registration.v1.Plan'>;
export type PlanItem = Schema<'registration.v1.PlanItem'>;
export type Cycle = Schema<'registration.v1.Cycle'>;
export type State = Plan['state'];

const tones: Record<State, Tone> = {
  STATE_UNSPECIFIED: 'grey', STATE_DRAFT: 'grey', STATE_SUBMITTED: 'blue', STATE_RETURNED: 'orange', STATE_ENDORSED: 'purple', STATE_APPROVED: 'green',
};

export function PlanState({ state }: { state: State }) {
  const t = useTexts(stateTexts);
  return <Mark tone={tones[state]}>{t(state)}</Mark>;
}

/** The state in which a plan waits for this person; the office appraises what was submitted, the ministry decides what was endorsed. */
export const waitingState = (user: User): State => (hasRole(user, 'ROLE_APPROVER') ? 'STATE_ENDORSED' : 'STATE_SUBMITTED');
