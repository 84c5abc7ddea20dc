// The papers of a payment, wherever it is looked at: a file is only handed over when its content matches its hash.
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, type Schema, get, idOf } from '../api/client';
import { formatTime } from '../i18n/dates';
import { useLanguage, useTexts } from '../i18n/language';
import { saveFile } from './csv';
import { bytesOf, formatSize, sha256Of } from './files';
import { Empty, Facts } from './layout';
import { Money } from './money';
import { paperKinds, paperTexts } from './papertexts';
import { ProblemBox } from './problem';

type Document = Schema<'disbursement.v1.PaymentDocument'>;
type Papers = Answer<'/v1/payments/{payment}:papers', 'get'>;

/** Documents and what the enterprise itself has spent. */
export function Attached({ papers }: { papers: Papers }) {
  const t = useTexts(paperTexts);
  return (
    <>
      {papers.documents.length === 0 ? <Empty>{t('noDocuments')}</Empty>
        : <ul className="plain-list papers" aria-label={t('documents')}>{papers.documents.map((document) => <li key={document.name}><OneDocument document={document} /></li>)}</ul>}
      {papers.contribution && (
        <Facts facts={[[t('enterpriseSpent'), <Money key="m" amount={papers.contribution.enterpriseSpentVnd} />], [t('proof'), papers.contribution.proof], [t('recorded'), formatTime(papers.contribution.recordTime)]]} />
      )}
    </>
  );
}

/** Name of a kind of document; the id where it is none of the usual. */
export function useKindName() {
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
