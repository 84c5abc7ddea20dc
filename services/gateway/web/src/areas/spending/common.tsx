// What the pages of a unit's money share: its lines, the choice of a year, the dry run beside a form.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { type Schema, allPages, get } from '../../api/client';
import { useNames } from '../../api/reference';
import { useUser } from '../../app/session';
import { type Finding, Findings } from '../../design/findings';
import { Money } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

export type Allotment = Schema<'allocation.v1.Allotment'>;
export type Payment = Schema<'disbursement.v1.Payment'>;
export type Commitment = Schema<'disbursement.v1.Commitment'>;

/** Budget lines of the person's unit, with what was executed. */
export const allotmentsOf = (agency: string) => ({ queryKey: ['allotments', agency], queryFn: () => allPages((pageToken) => get('/v1/allotments', { query: { agency, withExecution: true, pageSize: 1000, pageToken } }), (answer) => answer.allotments) });
export const useAllotments = () => useQuery(allotmentsOf(useUser().agency));
export const paymentsOf = { queryKey: ['payments'], queryFn: () => allPages((pageToken) => get('/v1/payments', { query: { pageSize: 1000, pageToken } }), (answer) => answer.payments) };
export const usePayments = () => useQuery(paymentsOf);
export const commitmentsOf = { queryKey: ['commitments'], queryFn: () => allPages((pageToken) => get('/v1/commitments', { query: { pageSize: 1000, pageToken } }), (answer) => answer.commitments) };
export const useCommitments = () => useQuery(commitmentsOf);

/** What the address asks to find ("?q="), for the field above a table. */
export const useWanted = (): string => useSearchParams()[0].get('q') ?? '';

/** Years of some rows, newest first, and the chosen one: the newest at first (all when something is looked for), 0 for all. */
export function useYear(years: number[]): { year: number; choice: ReactNode } {
  const t = useTexts(texts);
  const known = [...new Set(years)].sort((a, b) => b - a);
  const wanted = useWanted();
  const [chosen, setChosen] = useState<number | null>(wanted ? 0 : null);
  const year = chosen ?? known[0] ?? 0;
  return {
    year,
    choice: (
      <label>{t('year')}{' '}
        <select value={year} onChange={(event) => { setChosen(Number(event.target.value)); }}>
          <option value={0}>{t('allYears')}</option>
          {known.map((one) => <option key={one} value={one}>{one}</option>)}
        </select>
      </label>
    ),
  };
}

/** A label over a field. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return <label className="field"><span>{label}</span>{children}</label>;
}

const pause = 600;
interface Outcome { findings: Finding[]; available?: string }

/** Asks the service what it would say, when typing pauses; `ask` is null while the form is not complete. */
export function DryRun({ content, ask }: { content: string; ask: (() => Promise<Outcome>) | null }) {
  const t = useTexts(texts);
  const [state, setState] = useState<{ content: string; outcome?: Outcome; error?: unknown }>({ content: '' });
  useEffect(() => {
    if (!ask) return;
    let stale = false;
    const timer = setTimeout(() => {
      ask().then((outcome) => { if (!stale) setState({ content, outcome }); }, (error: unknown) => { if (!stale) setState({ content, error }); });
    }, pause);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // `content` says what `ask` would ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [content, ask === null]);
  if (!ask) return null;
  if (state.content !== content) return <p className="soft" role="status">{t('checking')}</p>;
  return (
    <div role="status">
      <ProblemBox error={state.error} />
      {state.outcome && <><p>{t('afterwards')}: <Money amount={state.outcome.available} strong /></p>{state.outcome.findings.length > 0 && <Findings findings={state.outcome.findings} />}</>}
    </div>
  );
}

/** Line and source in one choice. */
export const lineKey = (line: { budgetLine: string; source: string; budgetYear: number }): string => `${line.budgetYear}|${line.budgetLine}|${line.source}`;
export function LineChoice({ allotments, value, onChange }: { allotments: Allotment[]; value: string; onChange: (key: string) => void }) {
  const t = useTexts(texts);
  const { source } = useNames();
  return (
    <Field label={t('line')}>
      <select value={value} onChange={(event) => { onChange(event.target.value); }}>
        <option value="">–</option>
        {[...allotments].sort((a, b) => b.budgetYear - a.budgetYear).map((line) => <option key={lineKey(line)} value={lineKey(line)}>{line.budgetLine} · {source(line.source)} · {line.title.slice(0, 60)}</option>)}
      </select>
    </Field>
  );
}
