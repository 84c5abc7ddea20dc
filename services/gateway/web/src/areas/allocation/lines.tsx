// Lines of a round with the whole way from requested to allotted; any of them is explained at a click.
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { Facts, Loaded } from '../../design/layout';
import { Money } from '../../design/money';
import { usePick, useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { texts } from './texts';
import type { Round, RoundLine } from './types';

const keyOf = (line: RoundLine) => `${line.budgetLine} ${line.source}`;

/** Lines of a stored round: those that came with it, or, when they are too many for that, a page at a time. */
export function LinesOfRound({ round }: { round: Round }) {
  return round.lines.length < round.linesCount ? <LinePages round={round} /> : <RoundLines lines={round.lines} programme={round.programme} />;
}

const pageSize = 1000;

function LinePages({ round }: { round: Round }) {
  const t = useTexts(texts);
  const [tokens, setTokens] = useState(['']);  // Of the pages up to the one that is shown.
  const query = useGet('/v1/rounds/{round}/lines', { path: { round: idOf(round.name) }, query: { pageSize, pageToken: tokens[tokens.length - 1] ?? '' } });
  return (
    <Loaded query={query}>{({ lines, nextPageToken }) => (
      <>
        <p className="actions">
          <Button disabled={tokens.length === 1} onClick={() => { setTokens(tokens.slice(0, -1)); }}>{t('pageBefore')}</Button>
          <Button disabled={!nextPageToken} onClick={() => { setTokens([...tokens, nextPageToken]); }}>{t('pageAfter')}</Button>
          <span className="soft">{t('pageOfLines', { page: tokens.length, count: round.linesCount })}</span>
        </p>
        <RoundLines lines={lines} programme={round.programme} withTotal={false} />
      </>
    )}</Loaded>
  );
}

export function RoundLines({ lines, programme, withTotal = true }: { lines: RoundLine[]; programme: string; withTotal?: boolean }) {
  const t = useTexts(texts);
  const { agency, source } = useNames(programme);
  const [open, setOpen] = useState<RoundLine | null>(null);
  const amount = (key: 'requested' | 'approved' | 'capped' | 'allotted', part: 'requestedVnd' | 'approvedVnd' | 'cappedVnd' | 'allottedVnd'): Column<RoundLine> => ({
    key, title: t(key), numeric: true, value: (row) => toDong(row[part]), total: withTotal ? <Money amount={sumDong(lines.map((row) => row[part]))} /> : undefined,
    render: (row) => <Money amount={row[part]} strong={part === 'allottedVnd' && toDong(row.allottedVnd) < toDong(row.approvedVnd)} />,
  });
  const columns: Column<RoundLine>[] = [
    { key: 'line', title: t('line'), value: (row) => row.budgetLine, render: (row) => <button type="button" className="link" aria-label={t('explainLine', { line: keyOf(row) })} onClick={() => { setOpen(row); }}>{row.budgetLine}</button> },
    { key: 'unit', title: t('unit'), width: '10rem', value: (row) => agency(row.agency) },
    { key: 'content', title: t('content'), width: '12rem', value: (row) => row.title },
    { key: 'source', title: t('source'), value: (row) => source(row.source) },
    amount('requested', 'requestedVnd'), amount('approved', 'approvedVnd'), amount('capped', 'cappedVnd'), amount('allotted', 'allottedVnd'),
  ];
  return (
    <>
      <DataTable caption={t('lines')} columns={columns} rows={lines} rowKey={keyOf} />
      {open && <LinePanel line={open} programme={programme} onClose={() => { setOpen(null); }} />}
    </>
  );
}

function LinePanel({ line, programme, onClose }: { line: RoundLine; programme: string; onClose: () => void }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { agency, source, project, activity } = useNames(programme);
  return (
    <Drawer open size={520} onClose={onClose} title={line.budgetLine}>
      <p><strong>{line.title}</strong></p>
      <p className="note">{pick(line.explanationVi, line.explanationEn)}</p>
      <Facts facts={[
        [t('unit'), agency(line.agency)], [t('source'), source(line.source)], [t('holder'), agency(line.holder)], [t('project'), project(line.componentProject)],
        [t('activity'), activity(line.activity)],
        [t('requested'), <Money key="r" amount={line.requestedVnd} />], [t('approved'), <Money key="a" amount={line.approvedVnd} />],
        [t('capped'), <Money key="c" amount={line.cappedVnd} />], [t('allotted'), <Money key="l" amount={line.allottedVnd} strong />],
        line.reducedBy > 0 && [t('envelope', { n: line.reducedBy }), pick(line.envelopeTextVi, line.envelopeTextEn)],
        line.rank > 0 && [t('rank'), line.rank],
        toDong(line.guaranteedVnd) > 0n && [t('minimum'), <Money key="g" amount={line.guaranteedVnd} />],
      ]} />
      <h3>{t('findings')}</h3>
      <Findings findings={line.findings} />
    </Drawer>
  );
}
