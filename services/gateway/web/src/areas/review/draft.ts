// Remarks and cuts that were typed and not sent yet: kept in this browser until the decision is made.
import { useKept } from '../../design/kept';
import type { Plan } from './state';

export interface Cut { approvedVnd: string; reason: string }
export interface Draft { remarks: Record<string, string>; cuts: Record<string, Cut> }

const nothing: Draft = { remarks: {}, cuts: {} };

export const useDraft = (plan: Plan) => useKept<Draft>(`cpb-review ${plan.name} ${plan.revision}`, nothing);

/** Remarks as the request carries them; items that left the plan are dropped. */
export const remarksOf = (draft: Draft, plan: Plan) =>
  plan.items.flatMap(({ itemId }) => (draft.remarks[itemId]?.trim() ? [{ itemId, remark: draft.remarks[itemId].trim() }] : []));

/** Cuts as the request carries them. */
export const cutsOf = (draft: Draft, plan: Plan) =>
  plan.items.flatMap(({ itemId }) => {
    const cut = draft.cuts[itemId];
    return cut?.approvedVnd ? [{ itemId, approvedVnd: cut.approvedVnd, reason: cut.reason.trim() }] : [];
  });
