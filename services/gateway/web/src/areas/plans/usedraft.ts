// A plan while it is being typed. Every change is kept in the browser at once and sent to the server when the typing pauses;
// rows that are not complete, or that the server refuses, stay in the browser until they are right. Nothing is lost by a lost
// connection, and a change of somebody else is never written over: the person chooses.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { type Schema, idOf, newRequestId, patch } from '../../api/client';
import { Problem, asProblem } from '../../api/problem';
import { dropDraft, keepDraft, readDraft } from '../../design/drafts';
import { type GridRow, type Timeline, beginning, redo, step, undo } from '../../design/grid/model';
import { isBlank, isComplete, itemOf, newRow, placeOf, rowOf } from './rows';
import type { Plan } from './state';

export interface Content { title: string; localDecision: string; localDecisionDate: string; rows: GridRow[] }
interface Kept { etag: string; content: Content }
export type Saving = 'saved' | 'typing' | 'sending' | 'offline' | 'refused';

export const contentOf = (plan: Plan): Content => ({ title: plan.title, localDecision: plan.localDecision, localDecisionDate: plan.localDecisionDate, rows: plan.items.map(rowOf) });
/** What can be sent as the day of the decision. */
const isDay = (text: string): boolean => text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text);
/** Milliseconds of quiet after which what was typed is sent: longer for large plans, which are sent whole. */
const quietOf = (rows: number): number => 2500 + Math.max(0, rows - 500);
const retryAfter = 5_000;

type Act = { kind: 'change'; content: Content } | { kind: 'undo' } | { kind: 'redo' } | { kind: 'reset'; content: Content };
const reduce = (line: Timeline<Content>, act: Act): Timeline<Content> =>
  act.kind === 'change' ? step(line, act.content) : act.kind === 'undo' ? undo(line) : act.kind === 'redo' ? redo(line) : beginning(act.content);

export function usePlanDraft(plan: Plan, sources: Schema<'registration.v1.Source'>[], user: string, onSaved: (plan: Plan) => void) {
  const key = `${user}/${plan.name}`;
  const [line, act] = useReducer(reduce, plan, (start) => beginning(contentOf(start)));
  const [stored, setStored] = useState(plan);
  const [saving, setSaving] = useState<Saving>('saved');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refused, setRefused] = useState<ReadonlyMap<string, Record<string, string>>>(new Map());
  const [conflict, setConflict] = useState(false);
  const [ready, setReady] = useState(false);
  const content = line.present;
  const live = useRef({ content, stored, refused });
  useEffect(() => { live.current = { content, stored, refused }; });
  const open = useRef<{ body: string; requestId: string } | null>(null);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  /** Rows as they would be sent: what is incomplete or refused stands as the server has it, or is left out. */
  const sendable = useCallback((rows: GridRow[], held: ReadonlySet<string>, last: Plan) => {
    const known = new Map(last.items.map((item) => [item.itemId, rowOf(item)]));
    return rows.map((row) => (isComplete(row, sources) && !held.has(row.key) ? row : known.get(row.key))).filter((row) => row !== undefined);
  }, [sources]);

  const saveRef = useRef<() => Promise<boolean>>(() => Promise.resolve(true));
  const schedule = useCallback((after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void saveRef.current(), after);
  }, []);

  const save = useCallback(async (): Promise<boolean> => {
    const quiet = quietOf(live.current.content.rows.length);
    if (busy.current) { schedule(quiet); return false; }
    busy.current = true;
    clearTimeout(timer.current);
    const sent = live.current.content;
    const wrong = new Map<string, Record<string, string>>();
    try {
      // Refused rows are held back and the others sent: as often as the server names new ones (it names 16 at a time).
      for (let attempt = 0; attempt < 40; attempt++) {
        const rows = sendable(sent.rows, new Set(wrong.keys()), live.current.stored);
        const localDecisionDate = isDay(sent.localDecisionDate) ? sent.localDecisionDate : live.current.stored.localDecisionDate;
        const body = { plan: { title: sent.title, localDecision: sent.localDecision, localDecisionDate, etag: live.current.stored.etag, items: rows.map((row) => itemOf(row, sources)) } };
        const text = JSON.stringify(body);
        if (open.current?.body !== text) open.current = { body: text, requestId: newRequestId() };
        setSaving('sending');
        try {
          const answer = await patch('/v1/plans/{plan}', { path: { plan: idOf(plan.name) }, body: { ...body, requestId: open.current.requestId } });
          open.current = null;
          if (!answer.plan) throw new Error('the answer carries no plan');
          setStored(answer.plan);
          live.current.stored = answer.plan;
          setRefused(wrong);
          setProblem(null);
          onSaved(answer.plan);
          const more = live.current.content !== sent;
          const all = isDay(sent.localDecisionDate) && sent.rows.every((row) => isBlank(row) || (isComplete(row, sources) && !wrong.has(row.key)));
          setSaving(more ? 'typing' : all ? 'saved' : 'refused');
          if (more) schedule(quiet);
          if (all && !more) await dropDraft(key);
          else await keepDraft(key, { etag: answer.plan.etag, content: live.current.content } satisfies Kept);
          return all && !more;
        } catch (error) {
          const found = asProblem(error);
          if (!found.undecided) open.current = null;
          const places = found.violations.map((violation) => ({ at: placeOf(violation.subject ?? ''), text: violation.text ?? '' }));
          const news = places.filter(({ at }) => at && rows[at.index] && !wrong.has(rows[at.index]?.key ?? ''));
          if (found.status !== 400 || !news.length) throw found;
          for (const { at, text: said } of news) {
            const row = at && rows[at.index];
            if (row) wrong.set(row.key, { ...wrong.get(row.key), [at.column]: said });
          }
        }
      }
      throw new Problem(400, 'TOO_MANY', '', '', '');
    } catch (error) {
      const found = asProblem(error);
      setRefused(wrong);
      if (found.reason === 'ETAG_MISMATCH') setConflict(true);
      else setProblem(found);
      setSaving(found.undecided ? 'offline' : 'refused');
      if (found.undecided) schedule(retryAfter);
      return false;
    } finally {
      busy.current = false;
    }
  }, [key, onSaved, plan.name, schedule, sendable, sources]);
  useEffect(() => { saveRef.current = save; }, [save]);

  // What an earlier visit left in the browser comes back; if the server's plan has changed since, the person chooses.
  useEffect(() => {
    let gone = false;
    void readDraft<Kept>(key).then((kept) => {
      if (gone) return;
      if (kept) {
        act({ kind: 'reset', content: { ...contentOf(plan), ...kept.content } });
        if (kept.etag !== plan.etag) setConflict(true);
        else schedule(quietOf(kept.content.rows.length));
        setSaving('typing');
      }
      setReady(true);
    });
    const online = () => { schedule(0); };
    window.addEventListener('online', online);
    return () => {
      gone = true;
      clearTimeout(timer.current);
      window.removeEventListener('online', online);
    };
    // Once a plan: what happens later is followed by the states above.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  const changed = useCallback((next: Content) => {
    void keepDraft(key, { etag: live.current.stored.etag, content: next } satisfies Kept);
    setSaving('typing');
    schedule(quietOf(next.rows.length));
  }, [key, schedule]);
  const change = useCallback((part: Partial<Content>) => {
    const next = { ...live.current.content, ...part };
    live.current.content = next;
    act({ kind: 'change', content: next });
    changed(next);
  }, [changed]);
  const travel = useCallback((kind: 'undo' | 'redo') => {
    const next = (kind === 'undo' ? undo(line) : redo(line)).present;
    live.current.content = next;
    act({ kind });
    changed(next);
  }, [changed, line]);

  /** Another change of the plan, between two savings: what is typed is sent afterwards, with the etag that it left. */
  const meanwhile = useCallback(async (run: (etag: string) => Promise<{ plan?: Plan }>): Promise<void> => {
    while (busy.current) await new Promise((resolve) => setTimeout(resolve, 50));
    busy.current = true;
    try {
      const { plan: next } = await run(live.current.stored.etag);
      if (!next) throw new Error('the answer carries no plan');
      setStored(next);
      live.current.stored = next;
      onSaved(next);
      if (await readDraft<Kept>(key)) await keepDraft(key, { etag: next.etag, content: live.current.content } satisfies Kept);
    } catch (error) {
      if (asProblem(error).reason === 'ETAG_MISMATCH') setConflict(true);
      throw error;
    } finally {
      busy.current = false;
    }
  }, [key, onSaved]);

  /** Ends a conflict: mine goes over the other's version knowingly, or theirs takes the place of what was typed. */
  const resolve = useCallback((theirs: Plan, keepMine: boolean) => {
    setConflict(false);
    setStored(theirs);
    live.current.stored = theirs;
    if (keepMine) {
      changed(live.current.content);
      schedule(0);
      return;
    }
    const next = contentOf(theirs);
    live.current.content = next;
    act({ kind: 'reset', content: next });
    setSaving('saved');
    setRefused(new Map());
    void dropDraft(key);
    onSaved(theirs);
  }, [changed, key, onSaved, schedule]);

  const held = useMemo(() => content.rows.filter((row) => !isBlank(row) && !isComplete(row, sources)).length, [content.rows, sources]);
  return {
    content, stored, saving, problem, refused, conflict, ready, held,
    change, save, resolve, meanwhile, newRow,
    undo: { can: line.past.length > 0, run: () => { if (line.past.length) travel('undo'); } },
    redo: { can: line.future.length > 0, run: () => { if (line.future.length) travel('redo'); } },
  };
}
