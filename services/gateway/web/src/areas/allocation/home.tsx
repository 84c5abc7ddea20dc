// Home of those who allot: rounds and adjustments that wait for this person.
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import { Empty, Loaded, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { useTexts } from '../../i18n/language';
import { adjustmentKindTexts, texts } from './texts';
import { RoundState } from './types';

export default function AllocationHome() {
  const t = useTexts(texts);
  const kind = useTexts(adjustmentKindTexts);
  const user = useUser();
  const approves = hasRole(user, 'ROLE_APPROVER');
  const rounds = useGet('/v1/rounds', { query: { pageSize: 1000 } });
  const adjustments = useGet('/v1/adjustments', { query: { pageSize: 1000 } });
  return (
    <>
      <Section title={t('homeRounds')} extra={<Link to="/rounds">{t('rounds')}</Link>}>
        <Loaded query={rounds}>
          {(data) => {
            const waiting = data.rounds.filter(({ state }) => state === (approves ? 'STATE_COMPUTED' : 'STATE_APPROVED') || (!approves && state === 'STATE_ISSUING'));
            return waiting.length === 0 ? <Empty>{t('homeNothing')}</Empty> : (
              <ul>{waiting.map((round) => <li key={round.name}><Link to={`/rounds/${idOf(round.name)}`}>{idOf(round.name)} · {round.budgetYear}</Link> <RoundState state={round.state} /> <Money amount={round.allottedVnd} /></li>)}</ul>
            );
          }}
        </Loaded>
      </Section>
      {approves && (
        <Section title={t('homeAdjustments')} extra={<Link to="/adjustments">{t('adjustments')}</Link>}>
          <Loaded query={adjustments}>
            {(data) => {
              const waiting = data.adjustments.filter(({ state }) => state === 'STATE_PROPOSED');
              return waiting.length === 0 ? <Empty>{t('homeNothing')}</Empty> : (
                <ul>{waiting.map((one) => <li key={one.name}><Link to={`/adjustments?year=${one.budgetYear}`}>{kind(one.kind)} · {one.budgetYear}</Link> <Money amount={one.amountVnd} /></li>)}</ul>
              );
            }}
          </Loaded>
        </Section>
      )}
    </>
  );
}
