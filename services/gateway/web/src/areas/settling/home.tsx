// Settlements that wait for this person.
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { Empty, Loaded, Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { stepFor, useSettlements } from './data';
import { texts } from './texts';

export default function SettlingHome() {
  const t = useTexts(texts);
  const user = useUser();
  const { agency } = useNames();
  const query = useSettlements();
  if (!hasRole(user, 'ROLE_APPRAISER', 'ROLE_BUDGET_OFFICER', 'ROLE_APPROVER')) return null;
  return (
    <Section title={t('waits')} extra={<Link to="/settlement-review">{t('title')}</Link>}>
      <Loaded query={query}>
        {(all) => {
          const mine = all.filter((one) => stepFor(one, user));
          return mine.length === 0 ? <Empty>{t('nothing')}</Empty> : <ul>{mine.map((one) => <li key={one.name}><Link to={`/settlement-review?year=${one.budgetYear}&settlement=${idOf(one.name)}`}>{agency(one.agency)} · {one.budgetYear}</Link></li>)}</ul>;
        }}
      </Loaded>
    </Section>
  );
}
