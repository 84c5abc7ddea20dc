// The small parts of every page: heading, section, facts, waiting, emptiness, marks.
import { Spin } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTexts } from '../i18n/language';
import { ProblemBox } from './problem';
import { texts } from './texts';

/** Heading of a page, also the title of the window. */
export function PageHeader({ title, extra, children }: { title: string; extra?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · cpbudget`;
  }, [title]);
  return (
    <div className="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {children && <div className="soft">{children}</div>}
      </div>
      {extra && <div className="actions">{extra}</div>}
    </div>
  );
}

/** A block of a page with its heading. */
export function Section({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="block">
      <div className="block-head"><h2>{title}</h2>{extra && <div className="actions">{extra}</div>}</div>
      {children}
    </section>
  );
}

/** Label and value pairs. */
export function Facts({ facts }: { facts: (readonly [label: string, value: ReactNode] | null | false)[] }) {
  return (
    <dl className="facts">
      {facts.filter((fact) => fact !== null && fact !== false).map(([label, value]) => (
        <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}

/** What one sees where nothing is, and what to do about it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return <div className="empty"><p>{children}</p>{action}</div>;
}

export function Loading() {
  const t = useTexts(texts);
  return <div className="loading" role="status"><Spin /> <span>{t('loading')}</span></div>;
}

interface QueryLike<T> { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
/** Waiting, failure or the content of one query. What was read before stays visible while it is read again. */
export function Loaded<T>({ query, children }: { query: QueryLike<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ProblemBox error={query.error} retry={() => { query.refetch(); }} />;
  return <Loading />;
}

export type Tone = 'grey' | 'green' | 'blue' | 'purple' | 'orange' | 'gold' | 'red';
/** A short mark: a state, a kind, a severity. (Ant Design's own colours are too pale to read.) */
export function Mark({ tone = 'grey', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return <span className={`tag ${tone}`} title={title}>{children}</span>;
}

/** Marks invented data. */
export function Illustrative({ when = true }: { when?: boolean }) {
  const t = useTexts(texts);
  return when ? <Mark tone="gold" title={t('illustrativeHint')}>{t('illustrative')}</Mark> : null;
}

/** Steps of a document's life, oldest first. */
export interface HistoryStep { key: string; title: ReactNode; time: string; who: string; note?: ReactNode }
export function History({ steps }: { steps: HistoryStep[] }) {
  return (
    <ol className="history">
      {steps.map((step) => (
        <li key={step.key}>
          <p><strong>{step.title}</strong> <span className="soft">· {step.time} · {step.who}</span></p>
          {step.note && <p className="note">{step.note}</p>}
        </li>
      ))}
    </ol>
  );
}
