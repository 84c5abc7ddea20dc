// The settlements of a year, unit by unit, and the three steps after the unit's own.
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { idOf } from '../../api/client';
import { useChange } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { useUser } from '../../app/session';
import { Decision } from '../../design/confirm';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Facts, Loaded, Mark, PageHeader, Section, type Tone } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { type Settlement, type Step, stepFor, useSettlements } from './data';
import { settlementStates, texts } from './texts';

type Part = 'allottedVnd' | 'spentVnd' | 'lapsedVnd' | 'carriedForwardVnd' | 'refundedVnd';
const parts: [Part, 'allotted' | 'spent' | 'lapsed' | 'carried' | 'refunded'][] = [['allottedVnd', 'allotted'], ['spentVnd', 'spent'], ['lapsedVnd', 'lapsed'], ['carriedForwardVnd', 'carried'], ['refundedVnd', 'refunded']];
const tones: Record<Settlement['state'], Tone> = { STATE_UNSPECIFIED: 'grey', STATE_COMPILED: 'gold', STATE_REVIEWED: 'blue', STATE_APPRAISED: 'purple', STATE_APPROVED: 'green' };

export default function SettlementsPage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const { year, years, choose } = useYear();
  const query = useSettlements();
  const open = search.get('settlement');
  const show = (name: string | null) => { setSearch((old) => { if (name) old.set('settlement', name); else old.delete('settlement'); return old; }); };
  return (
    <>
      <PageHeader title={t('title')} extra={<><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('lead')}</PageHeader>
      <Loaded query={query}>
        {(all) => {
          const one = all.find(({ name }) => idOf(name) === open);
          return one ? <OneSettlement settlement={one} onBack={() => { show(null); }} /> : <List rows={all.filter(({ budgetYear }) => budgetYear === year)} onOpen={show} />;
        }}
      </Loaded>
    </>
  );
}

function State({ state }: { state: Settlement['state'] }) {
  const text = useTexts(settlementStates);
  return <Mark tone={tones[state]}>{text(state)}</Mark>;
}

function List({ rows, onOpen }: { rows: Settlement[]; onOpen: (name: string) => void }) {
  const t = useTexts(texts);
  const { agency } = useNames();
  const sum = (settlement: Settlement, part: Part) => sumDong(settlement.lines.map((line) => line[part]));
  const columns: Column<Settlement>[] = [
    { key: 'unit', title: t('unit'), width: '14rem', value: (row) => agency(row.agency), render: (row) => <button type="button" className="link" onClick={() => { onOpen(idOf(row.name)); }}>{agency(row.agency)}</button> },
    { key: 'state', title: t('state'), value: (row) => row.state, render: (row) => <State state={row.state} /> },
    ...parts.map(([part, key]): Column<Settlement> => ({ key, title: t(key), numeric: true, value: (row) => sum(row, part), render: (row) => <Money amount={sum(row, part)} />, total: <Money amount={rows.reduce((all, row) => all + sum(row, part), 0n)} /> })),
  ];
  return <div className="block"><DataTable caption={t('settlements')} columns={columns} rows={rows} rowKey={(row) => row.name} empty={<Empty>{t('none')}</Empty>} /></div>;
}

function OneSettlement({ settlement, onBack }: { settlement: Settlement; onBack: () => void }) {
  const t = useTexts(texts);
  const { agency, source, project } = useNames(settlement.programme);
  const step = stepFor(settlement, useUser());
  const [doing, setDoing] = useState<Step | null>(null);
  type Line = Settlement['lines'][number];
  const columns: Column<Line>[] = [
    { key: 'line', title: t('line'), value: (line) => line.budgetLine },
    { key: 'project', title: t('project'), width: '12rem', value: (line) => project(line.componentProject) },
    { key: 'source', title: t('source'), value: (line) => source(line.source) },
    ...parts.map(([part, key]): Column<Line> => ({ key, title: t(key), numeric: true, value: (line) => toDong(line[part]), render: (line) => <Money amount={line[part]} />, total: <Money amount={sumDong(settlement.lines.map((one) => one[part]))} /> })),
  ];
  const who = (name: string) => (name ? idOf(name) : '–');
  return (
    <Section title={`${agency(settlement.agency)} · ${t('year')} ${settlement.budgetYear}`} extra={<><State state={settlement.state} />{step && <Button type="primary" onClick={() => { setDoing(step); }}>{t(step)}…</Button>}<Button onClick={onBack}>{t('back')}</Button></>}>
      <Facts facts={[[t('creator'), who(settlement.creator)], [t('reviewer'), who(settlement.reviewer)], [t('appraiser'), who(settlement.appraiser)], [t('approver'), who(settlement.approver)]]} />
      <DataTable caption={`${t('settlements')} ${settlement.budgetYear}`} columns={columns} rows={settlement.lines} rowKey={(line) => `${line.budgetLine} ${line.source}`} />
      <p className="soft small">{t('position', { position: settlement.journalPosition })}</p>
      {doing && <Take step={doing} settlement={settlement} onClose={() => { setDoing(null); }} />}
    </Section>
  );
}

function Take({ step, settlement, onClose }: { step: Step; settlement: Settlement; onClose: () => void }) {
  const t = useTexts(texts);
  const { agency } = useNames();
  const review = useChange('post', '/v1/settlements/{settlement}:review');
  const appraise = useChange('post', '/v1/settlements/{settlement}:appraise');
  const approve = useChange('post', '/v1/settlements/{settlement}:approve');
  const lead = { review: 'reviewLead', appraise: 'appraiseLead', approve: 'approveLead' } as const;
  const run = { review, appraise, approve }[step];
  return (
    <Decision open title={t(step)} action={t(step)} onClose={onClose} onConfirm={() => run.mutateAsync({ path: { settlement: idOf(settlement.name) }, body: { etag: settlement.etag } })}>
      <p>{t(lead[step])}</p>
      <Facts facts={[[t('unit'), agency(settlement.agency)], [t('year'), settlement.budgetYear], [t('spent'), <Money key="spent" amount={sumDong(settlement.lines.map(({ spentVnd }) => spentVnd))} words strong />]]} />
    </Decision>
  );
}
