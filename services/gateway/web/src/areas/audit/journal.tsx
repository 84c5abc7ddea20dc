// The journal as files that outside tools accept; their last lines assert the balances of the ledger.
import { Button } from 'antd';
import { useState } from 'react';
import { send } from '../../api/client';
import { saveFile } from '../../design/csv';
import { SelectField, TextField } from '../../design/field';
import { PageHeader, Section } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

const formats = { JOURNAL_FORMAT_HLEDGER: 'journal', JOURNAL_FORMAT_BEANCOUNT: 'beancount', JOURNAL_FORMAT_CSV: 'csv' } as const;
type Format = keyof typeof formats;

export default function JournalPage() {
  const t = useTexts(texts);
  const { years } = useYear();
  const [format, setFormat] = useState<Format>('JOURNAL_FORMAT_HLEDGER');
  const [year, setYear] = useState('');
  const [position, setPosition] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const search = new URLSearchParams({ format, ...(year ? { budgetYear: year } : {}), ...(position ? { asOfPosition: position } : {}) });
      saveFile(`journal${year && `-${year}`}.${formats[format]}`, await (await send('get', `/v1/journal:export?${search.toString()}`)).blob(), 'text/plain');
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const check = { JOURNAL_FORMAT_HLEDGER: 'hledger check --strict ordereddates -f journal.journal', JOURNAL_FORMAT_BEANCOUNT: 'bean-check journal.beancount', JOURNAL_FORMAT_CSV: '' }[format];
  return (
    <>
      <PageHeader title={t('journal')}>{t('journalLead')}</PageHeader>
      <Section title={t('exportOne')}>
        <div className="columns">
          <SelectField label={t('format')} value={format} onChange={setFormat} choices={[['JOURNAL_FORMAT_HLEDGER', 'hledger'], ['JOURNAL_FORMAT_BEANCOUNT', 'beancount'], ['JOURNAL_FORMAT_CSV', 'CSV']]} />
          <SelectField label={t('budgetYear')} value={year} empty={t('allYears')} onChange={setYear} choices={years.map((one) => [String(one), String(one)] as const)} />
          <TextField label={t('asOfPosition')} value={position} onChange={(next) => { setPosition(next.replace(/\D/g, '')); }} maxLength={18} />
        </div>
        <Button type="primary" loading={busy} onClick={() => void save()}>{t('saveJournal')}</Button>
        <ProblemBox error={error} />
        {check && <p className="soft">{t('proveWith')} <code className="hash">{check}</code></p>}
      </Section>
    </>
  );
}
