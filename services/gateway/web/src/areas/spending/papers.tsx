// Documents of a payment: what is attached, by whom, with its hash; more of them while nobody has signed. And what the
// enterprise itself has spent, where the rules ask for its share.
import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import { base64Of, bytesOf, sha256Of } from '../../design/files';
import { Facts, Loaded } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { Attached, useKindName } from '../../design/papers';
import { paperKinds, paperTexts } from '../../design/papertexts';
import { ProblemBox } from '../../design/problem';
import { useTexts } from '../../i18n/language';
import { Field, type Payment } from './common';
import { texts } from './texts';

/** As the service takes them. */
const largest = 1024 * 1024;

export function PapersDrawer({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useTexts(paperTexts);
  const common = useTexts(texts);
  const query = useGet('/v1/payments/{payment}:papers', { path: { payment: idOf(payment.name) } });
  const mayAttach = hasRole(useUser(), 'ROLE_ACCOUNTANT') && payment.state === 'STATE_PREPARED';
  return (
    <Drawer open size={620} onClose={onClose} title={t('papers')}>
      <Facts facts={[[common('payee'), payment.payee], [common('description'), payment.description], [common('amount'), <Money key="m" amount={payment.amountVnd} strong />]]} />
      <h2>{t('documents')}</h2>
      <Loaded query={query}>{(papers) => <Attached papers={papers} />}</Loaded>
      {mayAttach ? <><Attach payment={payment} /><RecordContribution payment={payment} /></> : <p className="soft">{t('closed')}</p>}
    </Drawer>
  );
}

function Attach({ payment }: { payment: Payment }) {
  const t = useTexts(paperTexts);
  const kindName = useKindName();
  const [kind, setKind] = useState('contract');
  const [file, setFile] = useState<File | null>(null);
  const [reading, setReading] = useState<unknown>(null);
  const attach = useChange('post', '/v1/payments/{payment}:attachDocument');
  const tooLarge = file !== null && (file.size > largest || file.size === 0);
  const send = async () => {
    if (!file) return;
    setReading(null);
    try {
      const content = await base64Of(file);
      const contentSha256 = await sha256Of(bytesOf(content).buffer);
      await attach.mutateAsync({ path: { payment: idOf(payment.name) }, body: { kind, fileName: file.name, content, contentSha256 } });
      setFile(null);
    } catch (thrown) {
      setReading(thrown);
    }
  };
  return (
    <>
      <h2>{t('attach')}</h2>
      <Field label={t('kind')}>
        <select value={kind} onChange={(event) => { setKind(event.target.value); }}>{Object.keys(paperKinds).map((id) => <option key={id} value={id}>{kindName(id)}</option>)}</select>
      </Field>
      <Field label={t('file')}><input key={file ? 'chosen' : 'none'} type="file" className="plain-input" onChange={(event) => { setFile(event.target.files?.[0] ?? null); setReading(null); }} /></Field>
      {file && <p className={tooLarge ? 'in-words wrong' : 'soft small'} role="status">{tooLarge ? t('tooLarge') : file.name}</p>}
      <ProblemBox error={reading} />
      <Button type="primary" disabled={!file || tooLarge} loading={attach.isPending} onClick={() => void send()}>{t('attach')}</Button>
    </>
  );
}

function RecordContribution({ payment }: { payment: Payment }) {
  const t = useTexts(paperTexts);
  const [enterpriseSpentVnd, setAmount] = useState('');
  const [proof, setProof] = useState('');
  const record = useChange('post', '/v1/payments/{payment}:recordContribution', () => { setAmount(''); setProof(''); });
  return (
    <details className="more">
      <summary>{t('contribution')}</summary>
      <p className="soft">{t('contributionLead')}</p>
      <Field label={t('enterpriseSpent')}><MoneyInput value={enterpriseSpentVnd} onChange={setAmount} /></Field>
      <Field label={t('proof')}><Input value={proof} maxLength={500} onChange={(event) => { setProof(event.target.value); }} /></Field>
      <ProblemBox error={record.error} />
      <Button disabled={!/^\d+$/.test(enterpriseSpentVnd) || !proof.trim()} loading={record.isPending}
        onClick={() => { record.mutate({ path: { payment: idOf(payment.name) }, body: { enterpriseSpentVnd, proof: proof.trim() } }); }}>{t('record')}</Button>
    </details>
  );
}
