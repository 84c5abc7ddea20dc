// Changing one's own password: what a person whose password was reset has to do before anything else.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { idOf, post } from '../api/client';
import { PageHeader } from '../design/layout';
import { ProblemBox } from '../design/problem';
import { useTexts } from '../i18n/language';
import { useSession, useUser } from './session';
import { texts } from './texts';

interface Fields { oldPassword: string; newPassword: string; again: string }

export function PasswordPage() {
  const t = useTexts(texts);
  const user = useUser();
  const { signIn } = useSession();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async ({ oldPassword, newPassword }: Fields) => {
    setBusy(true);
    setError(null);
    try {
      await post('/v1/caller:changePassword', { body: { oldPassword, newPassword } });
      await signIn(idOf(user.name), newPassword);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const needed = { required: true, message: t('passwordRule') };
  return (
    <div className="narrow block">
      <PageHeader title={t('changePassword')}>{t('changePasswordLead')}</PageHeader>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => void submit(fields)}>
        <Form.Item name="oldPassword" label={t('oldPassword')} rules={[needed]}><Input type="password" autoComplete="current-password" /></Form.Item>
        <Form.Item name="newPassword" label={t('newPassword')} rules={[{ ...needed, min: 12 }]}><Input type="password" autoComplete="new-password" /></Form.Item>
        <Form.Item name="again" label={t('passwordAgain')} dependencies={['newPassword']} rules={[({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t('passwordDiffers')))) })]}><Input type="password" autoComplete="new-password" /></Form.Item>
        <ProblemBox error={error} />
        <Button type="primary" htmlType="submit" loading={busy}>{t('changePassword')}</Button>
      </Form>
    </div>
  );
}
