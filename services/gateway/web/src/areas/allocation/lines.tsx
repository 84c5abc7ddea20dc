// Lines of a round with the whole way from requested to allotted; any of them is explained at a click.
import { Drawer } from 'antd';
import { useState } from 'react';
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Findings } from '../../design/findings';
import { Facts } from '../../design/layout';
import { Money } from '../../design/money';
import { usePick, useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { texts } from './texts';
import type { RoundLine } from './types';

const keyOf = (line: RoundLine) => `${line.budgetLine} ${line.source}`;

export function RoundLines({ lines, programme }: { lines: RoundLine[]; programme: string }) {
  const t = useTexts(texts);
  const { agency, source } = useNames(programme);
  const [open, setOpen] = useState<RoundLine | null>(null);
  const amount = (key: 'requested' | 'approved' | 'capped' | 'allotted', part: 'requestedVnd' | 'approvedVnd' | 'cappedVnd' | 'allottedVnd'): Column<RoundLine> => ({
    key, title: t(key), numeric: true, value: (row) => toDong(row[part]), total: <Money amount={sumDong(lines.map((row) => row[part]))} />,
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
