// Everybody who may sign in, and a new person.
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useNames } from '../../api/reference';
import type { Role, User } from '../../app/session';
import { roleTexts } from '../../app/texts';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Field, SelectField, TextField } from '../../design/field';
import { Empty, Loaded, Mark, PageHeader } from '../../design/layout';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { roles, useUsers } from './data';
import { texts } from './texts';

export function UserState({ user }: { user: User }) {
  const t = useTexts(texts);
  return <><Mark tone={user.disabled ? 'red' : 'green'}>{t(user.disabled ? 'disabled' : 'active')}</Mark> {user.mustChangePassword && <Mark tone="gold">{t('mustChange')}</Mark>}</>;
}

export default function UsersPage() {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const { agency } = useNames();
  const query = useUsers();
  const rolesOf = (user: User) => user.roles.map((one) => role(one)).join(', ');
  const days = (user: User) => (user.validFrom || user.validTo ? `${formatDate(user.validFrom) || '…'} – ${formatDate(user.validTo) || '…'}` : t('unlimited'));
  const columns: Column<User>[] = [
    { key: 'id', title: t('userId'), value: (user) => idOf(user.name), render: (user) => <Link to={`/users/${idOf(user.name)}`}>{idOf(user.name)}</Link> },
    { key: 'name', title: t('name'), value: (user) => user.displayName },
    { key: 'agency', title: t('agency'), width: '12rem', value: (user) => agency(user.agency) },
    { key: 'province', title: t('province'), value: (user) => user.provinceCode || t('nationwide') },
    { key: 'roles', title: t('roles'), value: rolesOf },
    { key: 'state', title: t('state'), value: (user) => t(user.disabled ? 'disabled' : 'active'), render: (user) => <UserState user={user} /> },
    { key: 'days', title: t('days'), value: days },
  ];
  return (
    <>
      <PageHeader title={t('users')} extra={<NewUser />}>{t('usersLead')}</PageHeader>
      <div className="block">
        <Loaded query={query}>{(all) => <DataTable caption={t('users')} columns={columns} rows={all} filter="" rowKey={(user) => user.name} empty={<Empty>{t('noUsers')}</Empty>} />}</Loaded>
      </div>
    </>
  );
}

const blank = { id: '', displayName: '', agency: '', provinceCode: '', roles: [] as Role[], password: '' };

function NewUser() {
  const t = useTexts(texts);
  const roleText = useTexts(roleTexts);
  const { agencies, agency } = useNames();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(blank);
  const set = (part: Partial<typeof blank>) => { setForm((now) => ({ ...now, ...part })); };
  const create = useChange('post', '/v1/users');
  const complete = /^[a-z0-9.-]+$/.test(form.id) && form.displayName.trim() && form.agency && form.roles.length > 0 && form.password.length >= 12;
  const chooseAgency = (name: string) => { set({ agency: name, provinceCode: agencies.find((one) => one.name === name)?.provinceCode ?? '' }); };
  return (
    <>
      <Button type="primary" onClick={() => { setOpen(true); }}>{t('newUser')}…</Button>
      <Decision open={open} title={t('newUser')} action={t('create')} disabled={!complete} onClose={() => { setOpen(false); }}
        onConfirm={async () => {
          await create.mutateAsync({ body: { user: { name: `users/${form.id}`, displayName: form.displayName.trim(), agency: form.agency, provinceCode: form.provinceCode, roles: form.roles }, password: form.password } });
          setForm(blank);
        }}>
        <p>{t('newUserLead')}</p>
        <TextField label={t('userId')} value={form.id} onChange={(id) => { set({ id }); }} help={t('userIdHelp')} maxLength={60} />
        <TextField label={t('name')} value={form.displayName} onChange={(displayName) => { set({ displayName }); }} maxLength={100} />
        <SelectField label={t('agency')} value={form.agency} empty="–" onChange={chooseAgency} choices={agencies.map(({ name }) => [name, agency(name)] as const)} />
        <TextField label={t('province')} value={form.provinceCode} onChange={(provinceCode) => { set({ provinceCode }); }} help={t('provinceHelp')} maxLength={2} />
        <fieldset className="terms-row">
          <legend>{t('roles')}</legend>
          {roles.map((one) => <label key={one}><input type="checkbox" checked={form.roles.includes(one)} onChange={(event) => { set({ roles: event.target.checked ? [...form.roles, one] : form.roles.filter((held) => held !== one) }); }} /> {roleText(one)}</label>)}
        </fieldset>
        <Field label={t('password')} help={t('passwordHelp')}><Input type="password" autoComplete="new-password" value={form.password} onChange={(event) => { set({ password: event.target.value }); }} /></Field>
      </Decision>
    </>
  );
}
