// Home of appraisers and approvers: which plans wait, and until when.
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { useUser } from '../../app/session';
import { Empty, Loaded, Section } from '../../design/layout';
import { useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { DeadlineTiles } from './deadlines';
import { usePlans } from './data';
import { waitingState } from './state';
import { texts } from './texts';

export default function ReviewHome() {
  const t = useTexts(texts);
  const user = useUser();
  const { agency } = useNames();
  const { cycle } = useYear();
  const plans = usePlans(0);
  const state = waitingState(user);
  return (
    <Section title={t(state === 'STATE_ENDORSED' ? 'homeDecide' : 'homeAppraise')} extra={<Link to="/review">{t('toQueue')}</Link>}>
      {cycle && <DeadlineTiles cycle={cycle} />}
      <Loaded query={plans}>
        {(all) => {
          const waiting = all.filter((plan) => plan.state === state);
          return waiting.length === 0 ? <Empty>{t('homeNothing')}</Empty> : (
            <ul>{waiting.slice(0, 10).map((plan) => <li key={plan.name}><Link to={`/review/${idOf(plan.name)}`}>{agency(plan.agency)} · {plan.budgetYear}</Link></li>)}</ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
