// What was decided with the rules, and the same decision computed again under the version that it was made with.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, type Schema, allPages, get, idOf, post } from '../../api/client';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { Empty, Facts, Loaded, Mark, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { formatTime } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { toDong } from '../../money/dong';
import { stepTexts, texts } from './texts';

type Decision = Schema<'allocation.v1.Decision'>;
type Replay = Answer<'/v1/decisions/{decision}:replay', 'post'>;

export default function DecisionsPage() {
  const t = useTexts(texts);
  const step = useTexts(stepTexts);
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useQuery({ queryKey: ['decisions'], queryFn: () => allPages((pageToken) => get('/v1/decisions', { query: { pageSize: 1000, pageToken } }), (answer) => answer.decisions) });
  const columns: Column<Decision>[] = [
    { key: 'time', title: t('time'), value: (row) => row.createTime ?? '', render: (row) => formatTime(row.createTime) },
    { key: 'document', title: t('document'), value: (row) => row.document },
    { key: 'replay', title: t('replay'), value: () => '', render: (row) => <Button size="small" aria-label={`${t('replay')} ${row.document}`} onClick={() => { setChosen(row.name); }}>{t('replay')}</Button> },
    { key: 'step', title: t('step'), value: (row) => step(row.step) },
    { key: 'actor', title: t('who'), value: (row) => idOf(row.actor) },
    { key: 'subjects', title: t('subjects'), numeric: true, value: (row) => row.subjectsCount },
    { key: 'asked', title: t('asked'), numeric: true, value: (row) => toDong(row.askedVnd), render: (row) => <Money amount={row.askedVnd} /> },
    { key: 'left', title: t('left'), numeric: true, value: (row) => toDong(row.admissibleVnd), render: (row) => <Money amount={row.admissibleVnd} /> },
    { key: 'version', title: t('version'), value: (row) => row.rulebookVersion },
  ];
  return (
    <>
      <PageHeader title={t('decisions')} extra={<Button onClick={() => { print(); }}>{t('print')}</Button>}>{t('decisionsLead')}</PageHeader>
      {chosen && <Replayed key={chosen} name={chosen} />}
      <div className="block"><Loaded query={query}>{(rows) => <DataTable caption={t('decisions')} columns={columns} rows={[...rows].reverse()} rowKey={(row) => row.name} rowClass={(row) => (row.name === chosen ? 'selected' : undefined)} empty={<Empty>{t('noDecisions')}</Empty>} />}</Loaded></div>
    </>
  );
}

function Replayed({ name }: { name: string }) {
  const query = useQuery({ queryKey: ['replay', name], staleTime: 0, queryFn: () => post('/v1/decisions/{decision}:replay', { path: { decision: idOf(name) }, body: {} }) });
  return <Loaded query={query}>{(data) => <Result replay={data} />}</Loaded>;
}

const shownSubjects = 50;
function Result({ replay }: { replay: Replay }) {
  const t = useTexts(texts);
  const { decision, differences, recomputed } = replay;
  type Difference = Replay['differences'][number];
  const columns: Column<Difference>[] = [
    { key: 'subject', title: t('subject'), value: (row) => row.subjectId }, { key: 'field', title: t('field'), value: (row) => row.field },
    { key: 'recorded', title: t('recorded'), width: '12rem', value: (row) => row.recorded }, { key: 'now', title: t('recomputed'), width: '12rem', value: (row) => row.recomputed },
  ];
  const speaking = recomputed.filter(({ findings }) => findings.length > 0);
  return (
    <Section title={`${t('replayOf')} ${decision?.document ?? ''}`} extra={<Mark tone={replay.agrees ? 'green' : 'red'}>{t(replay.agrees ? 'agrees' : 'differs')}</Mark>}>
      <p role="status">{t(replay.agrees ? 'agreesLead' : 'differsLead', { count: recomputed.length })}</p>
      <Facts facts={[[t('version'), decision?.rulebookVersion], [t('asked'), <Money key="asked" amount={decision?.askedVnd} />], [t('left'), <Money key="left" amount={decision?.admissibleVnd} />]]} />
      {differences.length > 0 && <DataTable caption={t('differs')} columns={columns} rows={differences} rowKey={(row) => `${row.subjectId} ${row.field}`} />}
      <details>
        <summary>{t('findings', { count: speaking.length })}</summary>
        {speaking.slice(0, shownSubjects).map((outcome) => <div key={outcome.subjectId}><h3>{outcome.subjectId}: <Money amount={outcome.admissibleVnd} /></h3><Findings findings={outcome.findings} /></div>)}
        {speaking.length > shownSubjects && <p className="soft">{t('moreSubjects', { count: speaking.length - shownSubjects })}</p>}
      </details>
    </Section>
  );
}
