// Powers given to and received from colleagues.
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { type Schema, idOf, post } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { useToday } from '../../api/reference';
import { type Role, useSession, useUser } from '../../app/session';
import { roleTexts } from '../../app/texts';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { DateInput } from '../../design/dateinput';
import { Field, SelectField, TextField } from '../../design/field';
import { Empty, Loaded, Mark, Section, type Tone } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

type Delegation = Schema<'gateway.v1.Delegation'>;
type State = 'inForce' | 'future' | 'ended' | 'revoked';

/** Of a delegation on a day. */
export function stateOf({ revokeTime, firstDate, lastDate }: Pick<Delegation, 'revokeTime' | 'firstDate' | 'lastDate'>, today: string): State {
  if (revokeTime) return 'revoked';
  if (today < firstDate) return 'future';
  return today <= lastDate ? 'inForce' : 'ended';
}
const tones: Record<State, Tone> = { inForce: 'green', future: 'blue', ended: 'grey', revoked: 'orange' };

export function Delegations() {
  const t = useTexts(texts);
  const [making, setMaking] = useState(false);
  const query = useGet('/v1/delegations', { query: { pageSize: 1000 } });
  return (
    <Section title={t('delegations')} extra={<Button type="primary" onClick={() => { setMaking(true); }}>{t('delegate')}…</Button>}>
      <p className="soft">{t('delegationsLead')}</p>
      <ActingFor />
      <Loaded query={query}>{({ delegations }) => <List rows={delegations} />}</Loaded>
      {making && <Make onClose={() => { setMaking(false); }} />}
    </Section>
  );
}

/** Changes for whom the session acts; nothing that was read for the other person stays. */
function useActFor() {
  const { refresh } = useSession();
  const navigate = useNavigate();
  return async (delegation: string) => {
    await post('/v1/sessions:actFor', { body: { delegation } });
    await refresh();
    await navigate('/');
  };
}

function ActingFor() {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const { actingFor } = useSession();
  const actFor = useActFor();
  const [error, setError] = useState<unknown>(null);
  if (!actingFor) return null;
  return (
    <>
      <p role="status"><strong>{t('actingFor', { name: actingFor.delegatorName, role: role(actingFor.role) })}</strong> <Button size="small" onClick={() => { actFor('').catch(setError); }}>{t('stop')}</Button></p>
      <ProblemBox error={error} />
    </>
  );
}

function List({ rows }: { rows: Delegation[] }) {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const today = useToday();
  const user = useUser();
  const { actingFor } = useSession();
  const actFor = useActFor();
  const [revoking, setRevoking] = useState<Delegation | null>(null);
  const [error, setError] = useState<unknown>(null);
  const columns: Column<Delegation>[] = [
    { key: 'from', title: t('from'), value: (row) => row.delegatorName },
    { key: 'to', title: t('to'), value: (row) => row.delegateName },
    { key: 'power', title: t('power'), value: (row) => role(row.role) },
    { key: 'amounts', title: t('amounts'), value: (row) => row.maxVnd ?? '', render: (row) => (row.minVnd || row.maxVnd ? <>{row.minVnd && <Money amount={row.minVnd} />} {t('upTo')} {row.maxVnd ? <Money amount={row.maxVnd} /> : t('noLimit')}</> : t('noLimit')) },
    { key: 'days', title: t('days'), value: (row) => row.firstDate, render: (row) => `${formatDate(row.firstDate)} – ${formatDate(row.lastDate)}` },
    { key: 'note', title: t('note'), width: '14rem', value: (row) => row.note },
    { key: 'state', title: t('state'), value: (row) => t(stateOf(row, today)), render: (row) => <Mark tone={tones[stateOf(row, today)]}>{t(stateOf(row, today))}</Mark> },
    {
      key: 'actions', title: t('actions'), value: () => '', render: (row) => {
        const state = stateOf(row, today);
        return (
          <>
            {row.delegate === user.name && state === 'inForce' && actingFor?.name !== row.name && <Button size="small" onClick={() => { actFor(row.name).catch(setError); }}>{t('act')}</Button>}
            {(state === 'inForce' || state === 'future') && <Button size="small" danger onClick={() => { setRevoking(row); }}>{t('revoke')}…</Button>}
          </>
        );
      },
    },
  ];
  return (
    <>
      <ProblemBox error={error} />
      <DataTable caption={t('delegations')} columns={columns} rows={rows} rowKey={(row) => row.name} empty={<Empty>{t('none')}</Empty>} />
      {revoking && <Revoke delegation={revoking} onClose={() => { setRevoking(null); }} />}
    </>
  );
}

function Revoke({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const t = useTexts(texts);
  const revoke = useChange('post', '/v1/delegations/{delegation}:revoke');
  return (
    <Decision open danger title={t('revoke')} action={t('revoke')} onClose={onClose} onConfirm={() => revoke.mutateAsync({ path: { delegation: idOf(delegation.name) }, body: {} })}>
      <p>{t('revokeLead', { delegate: delegation.delegateName, delegator: delegation.delegatorName })}</p>
    </Decision>
  );
}

function Make({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const user = useUser();
  const create = useChange('post', '/v1/delegations');
  const [wish, setWish] = useState({ delegate: '', role: '' as Role | '', minVnd: '', maxVnd: '', firstDate: '', lastDate: '', note: '' });
  const put = (part: Partial<typeof wish>) => { setWish((old) => ({ ...old, ...part })); };
  const make = () => create.mutateAsync({
    body: {
      delegation: {
        delegate: `users/${wish.delegate.trim()}`, role: wish.role || 'ROLE_UNSPECIFIED', firstDate: wish.firstDate, lastDate: wish.lastDate, note: wish.note,
        ...(wish.minVnd && { minVnd: wish.minVnd }), ...(wish.maxVnd && { maxVnd: wish.maxVnd }),
      },
    },
  });
  return (
    <Decision open title={t('delegate')} action={t('delegate')} onClose={onClose} onConfirm={make} disabled={!wish.delegate.trim() || !wish.role || !wish.firstDate || !wish.lastDate}>
      <p>{t('delegateLead')}</p>
      <TextField label={t('delegateUser')} help={t('delegateHelp')} value={wish.delegate} maxLength={40} onChange={(delegate) => { put({ delegate }); }} />
      <SelectField label={t('power')} empty={t('choose')} value={wish.role} choices={user.roles.map((name) => [name, role(name)] as const)} onChange={(name) => { put({ role: name }); }} />
      <Field label={t('first')}><DateInput value={wish.firstDate} onChange={(firstDate) => { put({ firstDate }); }} /></Field>
      <Field label={t('last')}><DateInput value={wish.lastDate} onChange={(lastDate) => { put({ lastDate }); }} /></Field>
      <Field label={t('least')}><MoneyInput value={wish.minVnd} onChange={(minVnd) => { put({ minVnd }); }} /></Field>
      <Field label={t('largest')}><MoneyInput value={wish.maxVnd} onChange={(maxVnd) => { put({ maxVnd }); }} /></Field>
      <TextField label={t('note')} long value={wish.note} onChange={(note) => { put({ note }); }} />
    </Decision>
  );
}
