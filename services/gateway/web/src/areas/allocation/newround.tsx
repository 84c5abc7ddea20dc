// A new round: terms, a dry run, and then the round itself.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { idOf, newRequestId, post } from '../../api/client';
import { useChange } from '../../api/hooks';
import { Decision } from '../../design/confirm';
import { Empty, Loading, PageHeader, Section } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { YearChoice, useYear } from '../../design/year';
import { useLanguage, useTexts } from '../../i18n/language';
import { formatDong } from '../../money/dong';
import { RoundLines } from './lines';
import { Envelopes } from './round';
import { scenarioOf, useTerms } from './terms';
import { TermsForm } from './termsform';
import { texts } from './texts';
import type { Round } from './types';

export function NewRoundPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  return (
    <>
      <PageHeader title={t('newRound')} extra={year > 0 && <YearChoice year={year} years={years} choose={choose} />}>{t('roundsLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : year > 0 && <NewRound key={year} year={year} programme={programme} />}
    </>
  );
}

function NewRound({ year, programme }: { year: number; programme: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [terms, setTerms] = useTerms(`new ${year}`);
  const [creating, setCreating] = useState(false);
  const body = { programme, budgetYear: year, ...scenarioOf(terms) };
  const dryRun = useMutation({ mutationFn: () => post('/v1/rounds', { body: { ...body, requestId: newRequestId(), validateOnly: true } }) });
  const create = useChange('post', '/v1/rounds');
  const tried: Round | undefined = dryRun.data?.round;
  return (
    <>
      <Section title={t('terms')} extra={<Button type="primary" loading={dryRun.isPending} onClick={() => { dryRun.mutate(); }}>{t('tryOut')}</Button>}>
        <TermsForm id="new" programme={programme} terms={terms} onChange={(next) => { setTerms(next); dryRun.reset(); }} />
        <ProblemBox error={dryRun.error} />
      </Section>
      {dryRun.isPending && <Loading />}
      {tried && (
        <>
          <Section title={`${t('lines')}: ${formatDong(tried.allottedVnd, language)}`} extra={<Button type="primary" onClick={() => { setCreating(true); }}>{t('create')}</Button>}>
            <p className="notice">{t('tryLead')}</p>
            {tried.lines.length < tried.linesCount ? <p>{t('tooManyLines', { count: tried.linesCount })}</p> : <RoundLines lines={tried.lines} programme={programme} />}
          </Section>
          {tried.envelopes.length > 0 && <Section title={t('envelopes')}><Envelopes round={tried} /></Section>}
          <Decision open={creating} title={t('createTitle')} action={t('createAction')} onClose={() => { setCreating(false); }}
            onConfirm={async () => { const { round } = await create.mutateAsync({ body }); if (round) void navigate(`/rounds/${idOf(round.name)}`); }}>
            <p>{t('createWhat', { count: tried.linesCount, amount: formatDong(tried.allottedVnd, language) })}</p>
          </Decision>
        </>
      )}
    </>
  );
}
