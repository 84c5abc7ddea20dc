// Signing in: as a page, and as the dialog over a page whose session has ended.
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { PageHeader } from '../design/layout';
import { ProblemBox } from '../design/problem';
import { useTexts } from '../i18n/language';
import { useSession } from './session';
import { texts } from './texts';

interface Fields { userId: string; password: string }

function SignInForm({ onSignIn, userId = '', extra }: { onSignIn: (userId: string, password: string) => Promise<void>; userId?: string; extra?: React.ReactNode }) {
  const t = useTexts(texts);
  const [form] = Form.useForm<Fields>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (fields: Fields) => {
    setBusy(true);
    setError(null);
    try {
      await onSignIn(fields.userId.trim(), fields.password);
    } catch (thrown) {
      setError(thrown);
      form.resetFields(['password']);
      form.focusField('password');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} initialValues={{ userId, password: '' }} onFinish={(fields) => void submit(fields)} className="sign-in">
      <Form.Item name="userId" label={t('userId')} rules={[{ required: true, message: t('userId') }]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('password') }]}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      <ProblemBox error={error} />
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={busy}>{t('signIn')}</Button>
        {extra}
      </div>
    </Form>
  );
}

export function SignInPage() {
  const t = useTexts(texts);
  const { signIn } = useSession();
  return (
    <div className="narrow block">
      <PageHeader title={t('signIn')}>{t('signInLead')}</PageHeader>
      <SignInForm onSignIn={signIn} />
    </div>
  );
}

/** Over the page; the person stays the same or the page is left. */
export function ExpiredDialog({ open, userId, onSignIn, onLeave }: { open: boolean; userId: string; onSignIn: (userId: string, password: string) => Promise<void>; onLeave: () => void }) {
  const t = useTexts(texts);
  return (
    <Modal open={open} title={t('expired')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} destroyOnHidden>
      <p>{t('expiredLead')}</p>
      <SignInForm userId={userId} onSignIn={onSignIn} extra={<Button onClick={onLeave}>{t('leave')}</Button>} />
    </Modal>
  );
}
