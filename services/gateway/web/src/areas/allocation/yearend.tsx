// What would lapse at the end of the year, and on which grounds some of it could be carried over.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, get } from '../../api/client';
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { formatDate } from '../../i18n/dates';
import { usePick, useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { texts } from './texts';

type Lapsing = Answer<'/v1/lapsing', 'get'>;
type Line = Lapsing['lines'][number];

/** All pages together, with the frame of the last one. A page may be empty and still not be the last. */
async function everything(year: number): Promise<{ lines: Line[]; last: Lapsing }> {
  const lines: Line[] = [];
  let pageToken = '';
  for (;;) {
    const last = await get('/v1/lapsing', { query: { budgetYear: year, pageSize: 1000, pageToken } });
    lines.push(...last.lines);
    pageToken = last.nextPageToken;
    if (!pageToken) return { lines, last };
  }
}

export default function YearEndPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  const query = useQuery({ queryKey: ['lapsing', year], queryFn: () => everything(year), enabled: year > 0 });
  const dates = query.data && t('yearEndLead', { from: formatDate(query.data.last.carryOverFrom), to: formatDate(query.data.last.lapseDate) });
  return (
    <>
      <PageHeader title={t('yearEnd')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{dates}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : (
        <Loaded query={query}>{({ lines, last }) => <><Tables lines={lines} programme={programme} year={year} /><p className="soft small">{t('ledgerPosition', { position: last.ledgerPosition })}</p></>}</Loaded>
      )}
    </>
  );
}

function Tables({ lines, programme, year }: { lines: Line[]; programme: string; year: number }) {
  const t = useTexts(texts);
  const pick = usePick();
  const { agency, source } = useNames(programme);
  const amount = <R extends Partial<Record<K, string>>, K extends string>(key: string, title: string, part: K, rows: readonly R[]): Column<R> => ({
    key, title, numeric: true, value: (row) => toDong(row[part]), render: (row) => <Money amount={row[part]} />, total: <Money amount={sumDong(rows.map((row) => row[part]))} />,
  });
  const units = [...new Set(lines.map((line) => line.agency))].map((name) => {
    const own = lines.filter((line) => line.agency === name);
    return { agency: name, lines: own.length, lapsingVnd: sumDong(own.map(({ lapsingVnd }) => lapsingVnd)).toString(), advancedVnd: sumDong(own.map(({ advancedVnd }) => advancedVnd)).toString() };
  });
  type Unit = (typeof units)[number];
  const unitColumns: Column<Unit>[] = [
    { key: 'unit', title: t('unit'), width: '12rem', value: (row) => agency(row.agency) },
    { key: 'lines', title: t('lines'), numeric: true, value: (row) => row.lines },
    amount<Unit, 'lapsingVnd'>('lapsing', t('lapsing'), 'lapsingVnd', units), amount<Unit, 'advancedVnd'>('advanced', t('advanced'), 'advancedVnd', units),
  ];
  const lineColumns: Column<Line>[] = [
    { key: 'line', title: t('line'), value: (row) => row.budgetLine },
    { key: 'unit', title: t('unit'), width: '10rem', value: (row) => agency(row.agency) },
    { key: 'content', title: t('content'), width: '12rem', value: (row) => row.title },
    { key: 'source', title: t('source'), value: (row) => source(row.source) },
    ...([['revised', 'revisedVnd'], ['spent', 'spentVnd'], ['available', 'availableVnd'], ['committed', 'committedVnd'], ['advanced', 'advancedVnd'], ['lapsing', 'lapsingVnd']] as const).map(([key, part]) => amount<Line, typeof part>(key, t(key), part, lines)),
    { key: 'options', title: t('options'), width: '14rem', value: (row) => row.options.map(({ ground }) => ground).join(', '), render: (row) => (
      <ul className="plain-list">{row.options.map((option) => <li key={option.ground}>{pick(option.titleVi, option.titleEn)}: {t('atMost')} <Money amount={option.atMostVnd} /> <code>{option.ground}</code></li>)}</ul>
    ) },
  ];
  if (!lines.length) return <Empty>{t('nothingLapses')}</Empty>;
  return (
    <>
      <Section title={`${t('unit')} ${year}`}><DataTable caption={t('unit')} columns={unitColumns} rows={units} rowKey={(row) => row.agency} /></Section>
      <Section title={t('lines')}><DataTable caption={t('lines')} columns={lineColumns} rows={lines} rowKey={(row) => `${row.budgetLine} ${row.source}`} /></Section>
    </>
  );
}
