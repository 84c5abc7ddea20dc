// Appropriations and frameworks of a year.
import { Button } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { hasRole, useUser } from '../../app/session';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Illustrative, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { FrameworkDialog, RecordDialog, ReleaseDialog } from './appropriate';
import { appropriationKindTexts, texts } from './texts';
import type { Appropriation, Framework } from './types';

export default function AppropriationsPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  return (
    <>
      <PageHeader title={t('appropriations')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('appropriationsLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : year > 0 && <><Appropriations year={year} programme={programme} /><Frameworks year={year} programme={programme} /></>}
    </>
  );
}

/** What an appropriation adds: a cut takes away. */
const signed = (row: Appropriation): bigint => (row.kind === 'KIND_CUT' ? -toDong(row.amountVnd) : toDong(row.amountVnd));

function Appropriations({ year, programme }: { year: number; programme: string }) {
  const t = useTexts(texts);
  const kind = useTexts(appropriationKindTexts);
  const user = useUser();
  const { agency, source } = useNames(programme);
  const query = useGet('/v1/appropriations', { query: { budgetYear: year, pageSize: 1000 } });
  const [recording, setRecording] = useState(false);
  const [releasing, setReleasing] = useState<Appropriation | null>(null);
  const columns = (rows: Appropriation[]): Column<Appropriation>[] => [
    { key: 'source', title: t('source'), value: (row) => source(row.source), render: (row) => <>{source(row.source)} <Illustrative when={row.illustrative} /></> },
    { key: 'holder', title: t('holder'), width: '11rem', value: (row) => agency(row.holder) },
    { key: 'kind', title: t('kind'), value: (row) => kind(row.kind) },
    { key: 'amount', title: t('amount'), numeric: true, value: signed, render: (row) => <><Money amount={signed(row)} />{row.currency && <span className="soft small"> {row.currency} × {row.exchangeRate} ({formatDate(row.exchangeRateDate)})</span>}</>, total: <Money amount={sumDong(rows.map(signed))} /> },
    { key: 'held', title: t('reserveHeld'), numeric: true, value: (row) => toDong(row.reserveHeldVnd), total: <Money amount={sumDong(rows.map((row) => row.reserveHeldVnd))} />,
      render: (row) => <><Money amount={row.reserveHeldVnd} /> {toDong(row.reserveHeldVnd) > 0n && hasRole(user, 'ROLE_APPROVER') && <Button size="small" onClick={() => { setReleasing(row); }}>{t('release')}</Button>}</> },
    { key: 'decision', title: t('decisionNumber'), value: (row) => row.decisionNumber, render: (row) => <>{row.decisionNumber}<br /><span className="soft small">{formatDate(row.decisionDate)}</span></> },
    { key: 'reason', title: t('reason'), value: (row) => row.reason },
    { key: 'by', title: t('recordedBy'), value: (row) => idOf(row.creator) },
  ];
  return (
    <Section title={`${t('appropriations')} ${year}`} extra={hasRole(user, 'ROLE_BUDGET_OFFICER') && <Button type="primary" onClick={() => { setRecording(true); }}>{t('record')}</Button>}>
      <Loaded query={query}>
        {({ appropriations }) => <DataTable caption={`${t('appropriations')} ${year}`} columns={columns(appropriations)} rows={appropriations} rowKey={(row) => row.name} empty={<Empty>{t('noAppropriations')}</Empty>} />}
      </Loaded>
      {recording && <RecordDialog year={year} programme={programme} onClose={() => { setRecording(false); }} />}
      {releasing && <ReleaseDialog appropriation={releasing} onClose={() => { setReleasing(null); }} />}
    </Section>
  );
}

function Frameworks({ year, programme }: { year: number; programme: string }) {
  const t = useTexts(texts);
  const user = useUser();
  const { agency, source } = useNames(programme);
  const query = useGet('/v1/frameworks', { query: { budgetYear: year, pageSize: 1000 } });
  const [recording, setRecording] = useState(false);
  const columns: Column<Framework>[] = [
    { key: 'years', title: t('years'), value: (row) => `${row.firstYear}–${row.lastYear}`, render: (row) => <>{row.firstYear}–{row.lastYear} {row.replaced && <Mark>{t('replaced')}</Mark>} <Illustrative when={row.illustrative} /></> },
    { key: 'source', title: t('source'), value: (row) => (row.source ? source(row.source) : t('all')) },
    { key: 'holder', title: t('holder'), value: (row) => (row.holder ? agency(row.holder) : t('all')) },
    { key: 'ceiling', title: t('ceiling'), numeric: true, value: (row) => toDong(row.amountVnd), render: (row) => <Money amount={row.amountVnd} /> },
    { key: 'used', title: t('used'), numeric: true, value: (row) => toDong(row.usedVnd), render: (row) => <Money amount={row.usedVnd} /> },
    { key: 'room', title: t('room'), numeric: true, value: (row) => toDong(row.roomVnd), render: (row) => <Money amount={row.roomVnd} strong /> },
    { key: 'decision', title: t('decisionNumber'), value: (row) => row.decisionNumber, render: (row) => <>{row.decisionNumber}<br /><span className="soft small">{formatDate(row.decisionDate)}</span></> },
  ];
  return (
    <Section title={t('frameworks')} extra={hasRole(user, 'ROLE_BUDGET_OFFICER') && <Button onClick={() => { setRecording(true); }}>{t('addFramework')}</Button>}>
      <p className="soft">{t('frameworksLead')}</p>
      <Loaded query={query}>
        {({ frameworks }) => (
          <>
            <DataTable caption={t('frameworks')} columns={columns} rows={frameworks} rowKey={(row) => row.name} rowClass={(row) => (row.replaced ? 'soft' : undefined)} empty={<Empty>{t('noFrameworks')}</Empty>} />
            {recording && <FrameworkDialog year={year} programme={programme} known={frameworks.filter(({ replaced }) => !replaced)} onClose={() => { setRecording(false); }} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}
