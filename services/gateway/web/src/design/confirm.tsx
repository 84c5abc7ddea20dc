// A clear question before what cannot be undone: what will happen, to what, for how much. One dialog for every decision.
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../i18n/language';
import { ProblemBox } from './problem';
import { texts } from './texts';

export interface DecisionProps {
  open: boolean;
  title: string;
  /** The verb on the button, for example "Gửi kế hoạch". */
  action: string;
  danger?: boolean;
  /** What will happen; fields of a note or a decision number may stand here. */
  children: ReactNode;
  /** Resolves when it is done; what it throws is shown and the dialog stays. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  disabled?: boolean;
  width?: number;
}

/** A dialog that decides something. Nothing typed is lost when it is refused: it stays open and shows why. */
export function Decision({ open, title, action, danger = false, children, onConfirm, onClose, disabled = false, width = 560 }: DecisionProps) {
  const t = useTexts(texts);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const close = () => {
    setError(null);
    onClose();
  };
  return (
    <Modal open={open} title={title} onCancel={close} width={width} destroyOnHidden mask={{ closable: false }} closable={{ 'aria-label': t('close') }}
      footer={<><Button onClick={close} disabled={busy}>{t('cancel')}</Button><Button type="primary" danger={danger} loading={busy} disabled={disabled} onClick={() => void run()}>{action}</Button></>}>
      {children}
      <ProblemBox error={error} />
    </Modal>
  );
}
