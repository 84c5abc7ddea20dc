// Signed payment orders out: a batch is made once, and downloaded as it was signed, as often as needed.
import { Button } from 'antd';
import { useState } from 'react';
import { type Schema, get, idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { saveFile } from '../../design/csv';
import { SelectField, TextField } from '../../design/field';
import { bytesOf } from '../../design/files';
import { Facts, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { ProblemBox } from '../../design/problem';
import { formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { sumDong } from '../../money/dong';
import { useWaiting, waitingFor } from './data';
import { texts } from './texts';

type Batch = Schema<'disbursement.v1.Batch'>;
type Form = 'FILE_FORM_CSV' | 'FILE_FORM_FIXED';

export default function BatchesPage() {
  const t = useTexts(texts);
  const waiting = useWaiting();
  const [batch, setBatch] = useState<Batch | null>(null);
  const [making, setMaking] = useState(false);
  const [form, setForm] = useState<Form>('FILE_FORM_CSV');
  const create = useChange('post', '/v1/batches', (answer) => { setBatch(answer.batch ?? null); });
  return (
    <>
      <PageHeader title={t('batches')} extra={<Button type="primary" onClick={() => { setMaking(true); }}>{t('makeBatch')}…</Button>}>{t('batchesLead')}</PageHeader>
      <Loaded query={waiting}>
        {(payments) => {
          const ready = payments.filter((payment) => waitingFor(payment) === 'pay');
          return <Section title={t('pay')}><Facts facts={[[t('payments'), ready.length], [t('sum'), <Money key="sum" amount={sumDong(ready.map(({ amountVnd }) => amountVnd))} words strong />]]} /><p className="soft">{t('payIncludesOrdered')}</p></Section>;
        }}
      </Loaded>
      {batch && <OneBatch batch={batch} />}
      <Again onFound={setBatch} />
      <Decision open={making} title={t('makeBatch')} action={t('makeBatch')} onClose={() => { setMaking(false); }} onConfirm={() => create.mutateAsync({ body: { form } })}>
        <p>{t('makeBatchLead')}</p>
        <SelectField label={t('form')} value={form} onChange={setForm} choices={[['FILE_FORM_CSV', t('formCsv')], ['FILE_FORM_FIXED', t('formFixed')]]} />
      </Decision>
    </>
  );
}

function OneBatch({ batch }: { batch: Batch }) {
  const t = useTexts(texts);
  const file = `batch-${idOf(batch.name)}.${batch.form === 'FILE_FORM_FIXED' ? 'txt' : 'csv'}`;
  const save = (name: string, content: string) => { saveFile(name, bytesOf(content), 'application/octet-stream'); };
  return (
    <Section title={`${t('batch')} ${idOf(batch.name)}`} extra={
      <><Button type="primary" onClick={() => { save(file, batch.content); }}>{t('saveFile')}</Button><Button onClick={() => { save(`${file}.sig`, batch.signature); }}>{t('saveSignature')}</Button></>}>
      <Facts facts={[
        [t('payments'), batch.ordersCount], [t('sum'), <Money key="sum" amount={batch.sumVnd} words strong />],
        [t('madeBy'), `${idOf(batch.creator)} · ${formatTime(batch.createTime)}`], ['SHA-256', <code key="hash">{batch.contentSha256}</code>]]} />
      <p className="soft">{t('signatureLead')}</p>
    </Section>
  );
}

/** A batch that was made before, by its number: what was lost on the way is sent again as it was signed. */
function Again({ onFound }: { onFound: (batch: Batch) => void }) {
  const t = useTexts(texts);
  const [number, setNumber] = useState('');
  const [error, setError] = useState<unknown>(null);
  const find = async () => {
    setError(null);
    try {
      const { batch } = await get('/v1/batches/{batche}', { path: { batche: number.trim() } });
      if (batch) onFound(batch);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Section title={t('batchAgain')}>
      <form onSubmit={(event) => { event.preventDefault(); void find(); }}>
        <TextField label={t('batchNumber')} value={number} onChange={setNumber} maxLength={20} help={t('batchAgainLead')} />
        <Button htmlType="submit" disabled={!number.trim()}>{t('find')}</Button>
      </form>
      <ProblemBox error={error} />
    </Section>
  );
}
