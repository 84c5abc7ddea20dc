// One person: roles granted and revoked, days set, password reset, disabled.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { idOf, post } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useNames } from '../../api/reference';
import type { Role, User } from '../../app/session';
import { roleTexts } from '../../app/texts';
import { Decision } from '../../design/confirm';
import { DateInput } from '../../design/dateinput';
import { Field, SelectField } from '../../design/field';
import { Empty, Facts, Loaded, PageHeader, Section } from '../../design/layout';
import { formatDate, formatTime, parseDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { rolesToGrant, useUsers } from './data';
import { texts } from './texts';
import { UserState } from './users';

export default function UserPage() {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useUsers();
  return (
    <>
      <PageHeader title={id} extra={<Link to="/users">{t('back')}</Link>} />
      <Loaded query={query}>
        {(all) => {
          const user = all.find(({ name }) => name === `users/${id}`);
          return user ? <OneUser user={user} /> : <div className="block"><Empty>{t('noUsers')}</Empty></div>;
        }}
      </Loaded>
    </>
  );
}

type Step = 'grant' | 'reset' | 'validity' | 'disable';

function OneUser({ user }: { user: User }) {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const { agency } = useNames();
  const [step, setStep] = useState<Step | null>(null);
  const [revoking, setRevoking] = useState<Role | null>(null);
  const close = () => { setStep(null); setRevoking(null); };
  return (
    <>
      <Section title={user.displayName} extra={<>
        <Button onClick={() => { setStep('validity'); }}>{t('validity')}…</Button>
        <Button onClick={() => { setStep('reset'); }}>{t('reset')}…</Button>
        {!user.disabled && <Button danger onClick={() => { setStep('disable'); }}>{t('disable')}…</Button>}
      </>}>
        <Facts facts={[
          [t('state'), <UserState key="state" user={user} />], [t('agency'), agency(user.agency)], [t('province'), user.provinceCode || t('nationwide')], [t('created'), formatTime(user.createTime)],
          [t('days'), user.validFrom || user.validTo ? `${formatDate(user.validFrom) || '…'} – ${formatDate(user.validTo) || '…'}` : t('unlimited')]]} />
      </Section>
      <Section title={t('roles')} extra={<Button onClick={() => { setStep('grant'); }}>{t('grant')}…</Button>}>
        <ul>{user.roles.map((one) => <li key={one}>{role(one)} <Button size="small" aria-label={`${t('revoke')}: ${role(one)}`} onClick={() => { setRevoking(one); }}>{t('revoke')}…</Button></li>)}</ul>
      </Section>
      {step === 'grant' && <Grant user={user} onClose={close} />}
      {revoking && <Revoke user={user} role={revoking} onClose={close} />}
      {step === 'reset' && <Reset user={user} onClose={close} />}
      {step === 'validity' && <Validity user={user} onClose={close} />}
      {step === 'disable' && <Disable user={user} onClose={close} />}
    </>
  );
}

interface StepProps { user: User; onClose: () => void }
const pathOf = (user: User) => ({ user: idOf(user.name) });

function Grant({ user, onClose }: StepProps) {
  const t = useTexts(texts);
  const text = useTexts(roleTexts);
  const [role, setRole] = useState<Role | ''>('');
  const grant = useChange('post', '/v1/users/{user}:grantRole');
  return (
    <Decision open title={t('grant')} action={t('grant')} disabled={!role} onClose={onClose} onConfirm={() => grant.mutateAsync({ path: pathOf(user), body: { role: role || 'ROLE_UNSPECIFIED' } })}>
      <p>{t('grantLead')}</p>
      <Facts facts={[[t('user'), `${user.displayName} (${idOf(user.name)})`]]} />
      <SelectField label={t('role')} value={role} empty="–" onChange={setRole} choices={rolesToGrant(user).map((one) => [one, text(one)] as const)} />
    </Decision>
  );
}

function Revoke({ user, role, onClose }: StepProps & { role: Role }) {
  const t = useTexts(texts);
  const text = useTexts(roleTexts);
  const revoke = useChange('post', '/v1/users/{user}:revokeRole');
  return (
    <Decision open title={t('revokeRole')} action={t('revokeRole')} danger onClose={onClose} onConfirm={() => revoke.mutateAsync({ path: pathOf(user), body: { role } })}>
      <p>{t('revokeLead')}</p>
      <Facts facts={[[t('user'), `${user.displayName} (${idOf(user.name)})`], [t('role'), text(role)]]} />
    </Decision>
  );
}

function Reset({ user, onClose }: StepProps) {
  const t = useTexts(texts);
  const [password, setPassword] = useState('');
  const reset = useChange('post', '/v1/users/{user}:resetPassword');
  return (
    <Decision open title={t('reset')} action={t('reset')} danger disabled={password.length < 12} onClose={onClose} onConfirm={() => reset.mutateAsync({ path: pathOf(user), body: { password } })}>
      <p>{t('resetLead')}</p>
      <Facts facts={[[t('user'), `${user.displayName} (${idOf(user.name)})`]]} />
      <Field label={t('newPassword')} help={t('passwordHelp')}><Input type="password" autoComplete="new-password" value={password} onChange={(event) => { setPassword(event.target.value); }} /></Field>
    </Decision>
  );
}

function Validity({ user, onClose }: StepProps) {
  const t = useTexts(texts);
  const [validFrom, setFrom] = useState(user.validFrom);
  const [validTo, setTo] = useState(user.validTo);
  const set = useChange('post', '/v1/users/{user}:setValidity');
  const day = (text: string) => text === '' || parseDate(text) !== null;
  return (
    <Decision open title={t('validity')} action={t('validity')} disabled={!day(validFrom) || !day(validTo)} onClose={onClose} onConfirm={() => set.mutateAsync({ path: pathOf(user), body: { validFrom, validTo } })}>
      <p>{t('validityLead')}</p>
      <Field label={t('validFrom')}><DateInput value={validFrom} onChange={setFrom} /></Field>
      <Field label={t('validTo')}><DateInput value={validTo} onChange={setTo} /></Field>
    </Decision>
  );
}

/** Disabling twice is disabling once, so this request has no id. */
function Disable({ user, onClose }: StepProps) {
  const t = useTexts(texts);
  const client = useQueryClient();
  return (
    <Decision open title={t('disable')} action={t('disable')} danger onClose={onClose} onConfirm={async () => { await post('/v1/users/{user}:disable', { path: pathOf(user), body: {} }); await client.invalidateQueries(); }}>
      <p>{t('disableLead')}</p>
      <Facts facts={[[t('user'), `${user.displayName} (${idOf(user.name)})`]]} />
    </Decision>
  );
}
