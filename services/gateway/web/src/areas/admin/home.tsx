// The system at a glance.
import { Link } from 'react-router-dom';
import { Loaded, Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { useReadiness, useUsers } from './data';
import { texts } from './texts';

export default function AdminHome() {
  const t = useTexts(texts);
  const users = useUsers();
  const readiness = useReadiness();
  return (
    <Section title={t('system')}>
      <ul className="findings">
        <Loaded query={readiness}>{({ ready }) => <li className={`finding ${ready ? 'info' : 'cap'}`}><Link to="/health">{t(ready ? 'ready' : 'notReady')}</Link></li>}</Loaded>
        <Loaded query={users}>{(all) => <li className="finding info"><Link to="/users">{t('homeUsers', { count: all.length, disabled: all.filter((user) => user.disabled).length, changing: all.filter((user) => user.mustChangePassword).length })}</Link></li>}</Loaded>
      </ul>
    </Section>
  );
}
