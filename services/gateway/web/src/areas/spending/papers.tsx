// Documents of a payment: what is attached, by whom, with its hash; more of them while nobody has signed. And what the
// enterprise itself has spent, where the rules ask for its share.
import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { type Answer, type Schema, get, idOf } from '../../api/client';
import { useChange, useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import { saveFile } from '../../design/csv';
import { base64Of, bytesOf, formatSize, sha256Of } from '../../design/files';
import { Empty, Facts, Loaded } from '../../design/layout';
import { Money, MoneyInput } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { formatTime } from '../../i18n/dates';
import { useLanguage, useTexts } from '../../i18n/language';
import { Field, type Payment } from './common';
import { paperKinds, paperTexts, texts } from './texts';

type Document = Schema<'disbursement.v1.PaymentDocument'>;
type Papers = Answer<'/v1/payments/{payment}:papers', 'get'>;
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
      <Loaded query={query}>{(papers) => <Attached papers={papers} />}</Loaded>
      {mayAttach ? <><Attach payment={payment} /><RecordContribution payment={payment} /></> : <p className="soft">{t('closed')}</p>}
    </Drawer>
  );
}

function Attached({ papers }: { papers: Papers }) {
  const t = useTexts(paperTexts);
  return (
    <>
      <h2>{t('documents')}</h2>
      {papers.documents.length === 0 ? <Empty>{t('noDocuments')}</Empty>
        : <ul className="plain-list papers" aria-label={t('documents')}>{papers.documents.map((document) => <li key={document.name}><OneDocument document={document} /></li>)}</ul>}
      {papers.contribution && (
        <Facts facts={[[t('enterpriseSpent'), <Money key="m" amount={papers.contribution.enterpriseSpentVnd} />], [t('proof'), papers.contribution.proof], [t('recorded'), formatTime(papers.contribution.recordTime)]]} />
      )}
    </>
  );
}

function useKindName() {
  const kind = useTexts(paperKinds);
  return (id: string) => (id in paperKinds ? kind(id as keyof typeof paperKinds) : id);
}

function OneDocument({ document }: { document: Document }) {
  const t = useTexts(paperTexts);
  const { language } = useLanguage();
  const kindName = useKindName();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [intact, setIntact] = useState<boolean | null>(null);
  const download = async () => {
    setBusy(true);
    setError(null);
    try {
      const { content } = await get('/v1/paymentDocuments/{paymentDocument}', { path: { paymentDocument: idOf(document.name) } });
      const bytes = bytesOf(content);
      const hash = await sha256Of(bytes.buffer);
      const same = hash === '' ? null : hash === document.contentSha256;
      setIntact(same);
      if (same !== false) saveFile(document.fileName, bytes, 'application/octet-stream');
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p><strong>{document.fileName}</strong> · {kindName(document.kind)} · {formatSize(Number(document.sizeBytes), language)}{' '}
        <Button size="small" loading={busy} aria-label={t('downloadOf', { file: document.fileName })} onClick={() => void download()}>{t('download')}</Button></p>
      <p className="soft small">{idOf(document.attacher)} · {formatTime(document.attachTime)}</p>
      <p className="soft small">SHA-256 <code className="hash">{document.contentSha256}</code>{' '}
        <span role="status">{intact === true && <span className="verified">✓ {t('intact')}</span>}{intact === false && <strong className="in-words wrong">{t('altered')}</strong>}</span></p>
      <ProblemBox error={error} />
    </>
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
