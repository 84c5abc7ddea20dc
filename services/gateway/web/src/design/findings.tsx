// What the rules found: the sentence, the figures, the source and how sure we are of it.
import type { Schema } from '../api/client';
import { usePick, useTexts } from '../i18n/language';
import { Mark, type Tone } from './layout';
import { Money } from './money';
import { texts } from './texts';

export type Finding = Schema<'types.v1.Finding'>;
type Severity = 'INFO' | 'WARN' | 'CAP' | 'BLOCK';

export const severityOf = (finding: Finding): Severity => finding.severity.replace('SEVERITY_', '') as Severity;
const order: Severity[] = ['BLOCK', 'CAP', 'WARN', 'INFO'];
const toneOf: Record<Severity, Tone> = { BLOCK: 'red', CAP: 'orange', WARN: 'gold', INFO: 'blue' };

/** Worst first, then by rule. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => order.indexOf(severityOf(a)) - order.indexOf(severityOf(b)) || a.ruleId.localeCompare(b.ruleId));
/** The worst of some findings; undefined when there are none that matter. */
export const worstOf = (findings: readonly Finding[]): Severity | undefined => {
  const first = sortFindings(findings)[0];
  return first && severityOf(first) !== 'INFO' ? severityOf(first) : undefined;
};

export function SeverityTag({ severity }: { severity: Severity }) {
  const t = useTexts(texts);
  return <Mark tone={toneOf[severity]}>{t(severity)}</Mark>;
}

/** A list of findings, worst first. `showItem` names the item of each. */
export function Findings({ findings, showItem = false, onItem }: { findings: readonly Finding[]; showItem?: boolean; onItem?: (itemId: string) => void }) {
  const t = useTexts(texts);
  if (!findings.length) return <p className="soft">{t('noFindings')}</p>;
  return (
    <ul className="findings">
      {sortFindings(findings).map((finding, index) => (
        <li key={`${finding.ruleId}-${finding.itemId}-${index}`} className={`finding ${severityOf(finding).toLowerCase()}`}>
          <FindingText finding={finding} showItem={showItem} onItem={onItem} />
        </li>
      ))}
    </ul>
  );
}

function FindingText({ finding, showItem, onItem }: { finding: Finding; showItem: boolean; onItem?: (itemId: string) => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  return (
    <>
      <p>
        <SeverityTag severity={severityOf(finding)} />{' '}
        {showItem && finding.itemId && (onItem ? <button type="button" className="link" onClick={() => { onItem(finding.itemId); }}>{finding.itemId}</button> : <strong>{finding.itemId}</strong>)}{' '}
        {pick(finding.textVi, finding.textEn)}
      </p>
      <p className="soft small">
        {finding.limitVnd !== undefined && finding.actualVnd !== undefined && (
          <>{t('limit')}: <Money amount={finding.limitVnd} /> · {t('actual')}: <Money amount={finding.actualVnd} /> · </>
        )}
        {finding.citation && <Cited citation={finding.citation} />} <code>{finding.ruleId}</code>
      </p>
    </>
  );
}

/** Instrument and article, with its link and whether the text was seen to say so. */
export function Cited({ citation }: { citation: Schema<'types.v1.Citation'> }) {
  const t = useTexts(texts);
  const name = [citation.instrument, citation.article].filter(Boolean).join(', ');
  return (
    <>
      {/^https?:\/\//.test(citation.link)
        ? <a href={citation.link} target="_blank" rel="noreferrer noopener" title={t('opensElsewhere')}>{name}</a> : name}{' '}
      <span className={citation.verified ? 'verified' : 'unverified'} title={citation.verified ? undefined : t('unverifiedHint')}>
        {citation.verified ? `✓ ${t('verified')}` : `? ${t('unverified')}`}
      </span>{' · '}
    </>
  );
}
