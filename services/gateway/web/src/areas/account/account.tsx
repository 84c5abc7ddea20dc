// One's own account.
import { useUser } from '../../app/session';
import { PasswordForm } from '../../app/password';
import { roleTexts } from '../../app/texts';
import { idOf } from '../../api/client';
import { useNames } from '../../api/reference';
import { Facts, PageHeader, Section } from '../../design/layout';
import { useTexts } from '../../i18n/language';
import { Delegations } from './delegations';
import { texts } from './texts';

export default function AccountPage() {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const { agency } = useNames();
  const user = useUser();
  return (
    <>
      <PageHeader title={t('title')}>{t('lead')}</PageHeader>
      <Section title={t('person')}>
        <Facts facts={[[t('userId'), idOf(user.name)], [t('agency'), agency(user.agency)], [t('roles'), user.roles.map((name) => role(name)).join(', ')]]} />
      </Section>
      <Delegations />
      <Section title={t('password')}><PasswordForm /></Section>
    </>
  );
}
