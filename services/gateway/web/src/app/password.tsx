// Changing one's own password: in the account, and before anything else after an administrator gave a new one.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { post } from '../api/client';
import { PageHeader } from '../design/layout';
import { ProblemBox } from '../design/problem';
import { useTexts } from '../i18n/language';
import { useSession } from './session';
import { texts } from './texts';

interface Fields { old: string; fresh: string; again: string }

export function PasswordForm() {
  const t = useTexts(texts);
  const { refresh } = useSession();
  const [form] = Form.useForm<Fields>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const submit = async ({ old, fresh }: Fields) => {
    setBusy(true);
    setError(null);
    setDone(false);
    try {
      await post('/v1/caller:changePassword', { body: { oldPassword: old, newPassword: fresh } });
      form.resetFields();
      setDone(true);
      await refresh();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('passwordRule') };
  const same = { validator: (_: unknown, value: string) => (value === form.getFieldValue('fresh') ? Promise.resolve() : Promise.reject(new Error(t('passwordDiffers')))) };
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ old: '', fresh: '', again: '' }} onFinish={(fields) => void submit(fields)} className="sign-in">
      <Form.Item name="old" label={t('oldPassword')} rules={[required]}><Input type="password" autoComplete="current-password" /></Form.Item>
      <Form.Item name="fresh" label={t('newPassword')} rules={[{ ...required, min: 12 }]}><Input type="password" autoComplete="new-password" /></Form.Item>
      <Form.Item name="again" label={t('passwordAgain')} rules={[required, same]}><Input type="password" autoComplete="new-password" /></Form.Item>
      <ProblemBox error={error} />
      {done && <p role="status">{t('passwordChanged')}</p>}
      <Button type="primary" htmlType="submit" loading={busy}>{t('changePassword')}</Button>
    </Form>
  );
}

/** In place of every page while the password is one that somebody else chose. */
export function PasswordPage() {
  const t = useTexts(texts);
  return (
    <div className="narrow block">
      <PageHeader title={t('changePassword')}>{t('changePasswordLead')}</PageHeader>
      <PasswordForm />
    </div>
  );
}
