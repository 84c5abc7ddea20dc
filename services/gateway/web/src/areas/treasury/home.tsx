// What waits at the treasury.
import { Link } from 'react-router-dom';
import { Empty, Loaded, Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { useWaiting, waitingFor, waitings } from './data';
import { texts } from './texts';

export default function TreasuryHome() {
  const t = useTexts(texts);
  const query = useWaiting();
  return (
    <Section title={t('waits')}>
      <Loaded query={query}>
        {(payments) => {
          const found = waitings.map((kind) => ({ kind, count: payments.filter((payment) => waitingFor(payment) === kind).length })).filter(({ count }) => count > 0);
          return found.length === 0 ? <Empty action={<Link to="/treasury?show=all">{t('ofYear')}</Link>}>{t('nothingWaits')}</Empty> : (
            <ul className="findings">{found.map(({ kind, count }) => <li key={kind} className={`finding ${kind === 'unknown' ? 'cap' : 'warn'}`}><Link to={`/treasury?show=${kind}`}>{t(kind)}: {count}</Link></li>)}</ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
