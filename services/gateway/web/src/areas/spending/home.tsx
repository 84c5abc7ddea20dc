// What waits in the unit's money.
import { Link } from 'react-router-dom';
import { Empty, Loaded, Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { type Payment, usePayments } from './common';
import { texts } from './texts';

const waiting: ['toSign' | 'atTreasury' | 'openAdvances' | 'refusedBy', string, (payment: Payment) => boolean][] = [
  ['toSign', 'warn', ({ state }) => state === 'STATE_PREPARED' || state === 'STATE_SIGNED'],
  ['atTreasury', 'info', ({ state }) => state === 'STATE_SENT' || state === 'STATE_ACCEPTED' || state === 'STATE_UNKNOWN'],
  ['openAdvances', 'warn', (payment) => payment.state === 'STATE_PAID' && toDong(payment.openAdvanceVnd) > 0n],
  ['refusedBy', 'cap', ({ state }) => state === 'STATE_REFUSED'],
];

export default function SpendingHome() {
  const t = useTexts(texts);
  const query = usePayments();
  return (
    <Section title={t('money')}>
      <Loaded query={query}>
        {(payments) => {
          const found = waiting.map(([key, tone, is]) => ({ key, tone, count: payments.filter(is).length })).filter(({ count }) => count > 0);
          return found.length ? <ul className="findings">{found.map(({ key, tone, count }) => <li key={key} className={`finding ${tone}`}><Link to="/payments">{t(key, { count })}</Link></li>)}</ul> : <Empty>{t('nothing')}</Empty>;
        }}
      </Loaded>
    </Section>
  );
}
