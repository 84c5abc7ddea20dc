// What went wrong and what to do next, the same everywhere.
import { Alert, Button } from 'antd';
import { type Violation, asProblem } from '../api/problem';
import { useTexts } from '../i18n/language';
import { Money } from './money';
import { texts } from './texts';

/** Chunks of an older build are gone after an update; the browser says so in its own words. */
const isOldBuild = (error: unknown): boolean => error instanceof Error && /dynamically imported module|module script failed|Importing a module/i.test(error.message);

/** A refusal or failure. `retry` offers the same request again. */
export function ProblemBox({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(texts);
  if (!error) return null;
  const problem = asProblem(error);
  const outdated = isOldBuild(error);
  const [what, next] = outdated ? [t('newVersion'), t('newVersionNext')]
    : problem.reason === 'OFFLINE' ? [t('offline'), t('offlineNext')]
    : problem.reason === 'PAGE_FAILED' ? [t('pageFailed'), t('pageFailedNext')]
    : [problem.message || t('failed'), problem.next];
  const reload = () => { location.reload(); };
  return (
    <Alert type={problem.undecided ? 'warning' : 'error'} showIcon role="alert" className="problem" title={what}
      description={
        <>
          {problem.violations.length > 0 && <Violations of={problem.violations} count={problem.violationCount} />}
          {next && <p>{next}</p>}
          {problem.instance && <p className="soft small">{t('request')}: {problem.instance.replace('/requests/', '')}</p>}
          {outdated ? <Button size="small" onClick={reload}>{t('reload')}</Button> : retry && <Button size="small" onClick={retry}>{t('again')}</Button>}
        </>
      } />
  );
}

function Violations({ of, count }: { of: Violation[]; count: number }) {
  const t = useTexts(texts);
  return (
    <ul className="violations">
      {of.map((violation, index) => (
        <li key={index}>
          {violation.subject && <code>{violation.subject}</code>} {violation.text}
          {violation.limitVnd !== undefined && <> · {t('limit')}: <Money amount={violation.limitVnd} /></>}
          {violation.actualVnd !== undefined && <> · {t('actual')}: <Money amount={violation.actualVnd} /></>}
          {violation.citation && <span className="soft"> ({violation.citation})</span>}
        </li>
      ))}
      {count > of.length && <li>{t('more', { count: count - of.length })}</li>}
    </ul>
  );
}
