// Addresses of the rounds, and their list.
import { Button } from 'antd';
import { Link, Route, Routes, useNavigate } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { NotFound } from '../../app/shell';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { ComparePage } from './compare';
import { NewRoundPage } from './newround';
import { RoundPage } from './round';
import { methodTexts, roundStateTexts, texts } from './texts';
import { type Round, RoundState } from './types';

export default function RoundPages() {
  return (
    <Routes>
      <Route index element={<RoundList />} />
      <Route path="new" element={<NewRoundPage />} />
      <Route path="compare" element={<ComparePage />} />
      <Route path=":id" element={<RoundPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

function RoundList() {
  const t = useTexts(texts);
  const state = useTexts(roundStateTexts);
  const method = useTexts(methodTexts);
  const user = useUser();
  const navigate = useNavigate();
  const { year, years, choose, cyclesRead } = useYear();
  const query = useGet('/v1/rounds', { query: { budgetYear: year, pageSize: 1000 } }, { enabled: year > 0 });
  const columns: Column<Round>[] = [
    { key: 'round', title: t('round'), value: (row) => idOf(row.name), render: (row) => <Link to={`/rounds/${idOf(row.name)}`}>{idOf(row.name)}</Link> },
    { key: 'state', title: t('state'), value: (row) => state(row.state), render: (row) => <RoundState state={row.state} /> },
    { key: 'method', title: t('method'), value: (row) => method(row.method) },
    { key: 'allotted', title: t('allotted'), numeric: true, value: (row) => toDong(row.allottedVnd), render: (row) => <Money amount={row.allottedVnd} /> },
    { key: 'decision', title: t('decisionNumber'), value: (row) => row.decisionNumber },
    { key: 'time', title: t('computedAt'), value: (row) => row.createTime ?? '', render: (row) => formatTime(row.createTime) },
    { key: 'by', title: t('computedBy'), value: (row) => idOf(row.creator) },
  ];
  return (
    <>
      <PageHeader title={t('rounds')} extra={year > 0 && <YearChoice year={year} years={years} choose={choose} />}>{t('roundsLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : (
        <Section title={`${t('rounds')} ${year || ''}`} extra={
          <>
            <Button onClick={() => { void navigate(`/rounds/compare?year=${year}`); }}>{t('compare')}</Button>
            {hasRole(user, 'ROLE_BUDGET_OFFICER') && <Button type="primary" onClick={() => { void navigate(`/rounds/new?year=${year}`); }}>{t('newRound')}</Button>}
          </>}>
          <Loaded query={query}>
            {({ rounds }) => <DataTable caption={t('rounds')} columns={columns} rows={rounds} rowKey={(row) => row.name} empty={<Empty>{t('noRounds')}</Empty>} />}
          </Loaded>
        </Section>
      )}
    </>
  );
}
