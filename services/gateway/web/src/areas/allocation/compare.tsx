// Two rounds or scenarios side by side: who gains, who loses, and why.
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { idOf, post } from '../../api/client';
import { useGet } from '../../api/hooks';
import { hasRole, useUser } from '../../app/session';
import { Empty, Loaded, Loading, PageHeader, Section } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { YearChoice, useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { ComparisonResult } from './comparison';
import { SelectField } from './fields';
import { type Terms, keepTerms, scenarioOf, useTerms } from './terms';
import { TermsForm } from './termsform';
import { texts } from './texts';
import { type Round } from './types';

export function ComparePage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  const rounds = useGet('/v1/rounds', { query: { budgetYear: year, pageSize: 1000 } }, { enabled: year > 0 });
  return (
    <>
      <PageHeader title={t('compare')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('compareLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : <Loaded query={rounds}>{(data) => <Compare key={year} rounds={data.rounds} year={year} programme={programme} />}</Loaded>}
    </>
  );
}

function Compare({ rounds, year, programme }: { rounds: Round[]; year: number; programme: string }) {
  const t = useTexts(texts);
  const user = useUser();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const known = rounds.filter(({ state }) => state !== 'STATE_WITHDRAWN');
  const [baseRound, setBaseRound] = useState(() => (search.get('base') ? `rounds/${search.get('base') ?? ''}` : known[0]?.name ?? ''));
  const [otherRound, setOtherRound] = useState('');
  const [baseTerms, setBaseTerms] = useTerms(`first ${year}`);
  const [otherTerms, setOtherTerms] = useTerms(`second ${year}`);
  const scenario = (terms: Terms) => ({ programme, budgetYear: year, ...scenarioOf(terms) });
  const compare = useMutation({
    mutationFn: () => post('/v1/rounds:compare', {
      body: { changedOnly: true, pageSize: 1000, ...(baseRound ? { baseRound } : { base: scenario(baseTerms) }), ...(otherRound ? { otherRound } : { other: scenario(otherTerms) }) },
    }),
  });
  const changed = <T,>(set: (value: T) => void) => (value: T) => { set(value); compare.reset(); };
  return (
    <>
      <div className="columns">
        <Side id="first" title={t('firstSide')} rounds={known} round={baseRound} onRound={changed(setBaseRound)} terms={baseTerms} onTerms={changed(setBaseTerms)} programme={programme} />
        <Side id="second" title={t('secondSide')} rounds={known} round={otherRound} onRound={changed(setOtherRound)} terms={otherTerms} onTerms={changed(setOtherTerms)} programme={programme} />
      </div>
      <p className="actions">
        <Button type="primary" loading={compare.isPending} onClick={() => { compare.mutate(); }}>{t('run')}</Button>
        {compare.data && !otherRound && hasRole(user, 'ROLE_BUDGET_OFFICER') && (
          <Button onClick={() => { keepTerms(`new ${year}`, otherTerms); void navigate(`/rounds/new?year=${year}`); }}>{t('useTerms')}</Button>
        )}
      </p>
      <ProblemBox error={compare.error} />
      {compare.isPending && <Loading />}
      {compare.data && <ComparisonResult comparison={compare.data} programme={programme} />}
    </>
  );
}

interface SideProps { id: string; title: string; rounds: Round[]; round: string; onRound: (round: string) => void; terms: Terms; onTerms: (terms: Terms) => void; programme: string }

function Side({ id, title, rounds, round, onRound, terms, onTerms, programme }: SideProps) {
  const t = useTexts(texts);
  return (
    <Section title={title}>
      <SelectField id={`${id}-round`} label={t('storedRound')} value={round} empty={t('newTerms')} choices={rounds.map(({ name }) => ({ value: name, label: idOf(name) }))} onChange={onRound} />
      {!round && <TermsForm id={id} programme={programme} terms={terms} onChange={onTerms} />}
    </Section>
  );
}
