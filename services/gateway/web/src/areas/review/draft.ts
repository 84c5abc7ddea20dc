// Remarks and cuts that were typed and not sent yet: kept in this browser until the decision is made.
import { useState } from 'react';
import type { Plan } from './state';

export interface Cut { approvedVnd: string; reason: string }
export interface Draft { remarks: Record<string, string>; cuts: Record<string, Cut> }

const nothing: Draft = { remarks: {}, cuts: {} };
const key = (plan: Plan) => `cpb-review ${plan.name} ${plan.revision}`;

function stored(plan: Plan): Draft {
  try {
    const text = localStorage.getItem(key(plan));
    return text ? (JSON.parse(text) as Draft) : nothing;
  } catch {
    return nothing;
  }
}

export function useDraft(plan: Plan): [Draft, (draft: Draft) => void, () => void] {
  const [draft, setDraft] = useState(() => stored(plan));
  const keep = (next: Draft) => {
    setDraft(next);
    try {
      localStorage.setItem(key(plan), JSON.stringify(next));
    } catch {
      // Then it lasts until the page is left.
    }
  };
  const clear = () => {
    setDraft(nothing);
    try {
      localStorage.removeItem(key(plan));
    } catch {
      // Nothing was kept.
    }
  };
  return [draft, keep, clear];
}

/** Remarks as the request carries them; items that left the plan are dropped. */
export const remarksOf = (draft: Draft, plan: Plan) =>
  plan.items.flatMap(({ itemId }) => (draft.remarks[itemId]?.trim() ? [{ itemId, remark: draft.remarks[itemId].trim() }] : []));

/** Cuts as the request carries them. */
export const cutsOf = (draft: Draft, plan: Plan) =>
  plan.items.flatMap(({ itemId }) => {
    const cut = draft.cuts[itemId];
    return cut?.approvedVnd ? [{ itemId, approvedVnd: cut.approvedVnd, reason: cut.reason.trim() }] : [];
  });
