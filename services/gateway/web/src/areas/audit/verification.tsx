// The books, checked on the spot: the ledger against its journal, and the read model against the ledger.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { post } from '../../api/client';
import { TextField } from '../../design/field';
import { Facts, Loading, Mark, PageHeader, Section } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

interface Verified { correct: boolean; position: string; entryCount: string; accountCount: string; differences: string[] }

export default function VerificationPage() {
  const t = useTexts(texts);
  const [position, setPosition] = useState('');
  return (
    <>
      <PageHeader title={t('verification')} extra={<Button onClick={() => { print(); }}>{t('print')}</Button>}>{t('verificationLead')}</PageHeader>
      <Check title={t('verifyBooks')} lead={t('verifyBooksLead')} run={() => post('/v1/books:verify', { body: {} })} />
      <Check title={t('verifyLedger')} lead={t('verifyLedgerLead')} run={() => post('/v1/ledger:verify', { body: { atPosition: position || '0' } })}>
        <TextField label={t('atPosition')} value={position} onChange={(next) => { setPosition(next.replace(/\D/g, '')); }} maxLength={18} />
      </Check>
    </>
  );
}

function Check({ title, lead, run, children }: { title: string; lead: string; run: () => Promise<Verified>; children?: React.ReactNode }) {
  const t = useTexts(texts);
  const check = useMutation({ mutationFn: run });
  return (
    <Section title={title} extra={<Button type="primary" loading={check.isPending} onClick={() => { check.mutate(); }}>{t('verify')}</Button>}>
      <p>{lead}</p>
      {children}
      {check.isPending && <Loading />}
      <ProblemBox error={check.error} />
      {check.data && <div role="status"><Found verified={check.data} /></div>}
    </Section>
  );
}

function Found({ verified }: { verified: Verified }) {
  const t = useTexts(texts);
  return (
    <>
      <p><Mark tone={verified.correct ? 'green' : 'red'}>{t(verified.correct ? 'correct' : 'incorrect')}</Mark></p>
      <Facts facts={[[t('atPosition'), verified.position], [t('entries'), verified.entryCount], [t('accounts'), verified.accountCount]]} />
      {verified.differences.length > 0 && <ul>{verified.differences.map((difference) => <li key={difference}>{difference}</li>)}</ul>}
    </>
  );
}
