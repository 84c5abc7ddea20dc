// What the unit may spend, line by line, and what became of it.
import { useNames } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader } from '../../design/layout';
import { Money } from '../../design/money';
import { useTexts } from '../../i18n/language';
import { sumDong, toDong } from '../../money/dong';
import { type Allotment, lineKey, useAllotments, useWanted, useYear } from './common';
import { texts } from './texts';

export default function AllotmentsPage() {
  const t = useTexts(texts);
  const { source } = useNames();
  const wanted = useWanted();
  const query = useAllotments();
  const { year, choice } = useYear((query.data ?? []).map(({ budgetYear }) => budgetYear));
  const rows = (query.data ?? []).filter((line) => !year || line.budgetYear === year);
  const amount = (key: 'revisedVnd' | 'committedVnd' | 'advancedVnd' | 'spentVnd' | 'availableVnd', title: string): Column<Allotment> => ({
    key, title, numeric: true, value: (line) => toDong(line[key]), render: (line) => <Money amount={line[key]} />, total: <Money amount={sumDong(rows.map((line) => line[key]))} />,
  });
  const columns: Column<Allotment>[] = [
    { key: 'line', title: t('line'), value: (line) => line.budgetLine },
    { key: 'source', title: t('source'), value: (line) => source(line.source) },
    { key: 'title', title: t('content'), width: '14rem', value: (line) => line.title },
    amount('revisedVnd', t('revised')), amount('committedVnd', t('committed')), amount('advancedVnd', t('advanced')), amount('spentVnd', t('spent')), amount('availableVnd', t('available')),
  ];
  return (
    <>
      <PageHeader title={t('allotments')} extra={choice}>{t('allotmentsLead')}</PageHeader>
      <div className="block"><Loaded query={query}>{() => <DataTable key={wanted} filter={wanted} caption={t('allotments')} columns={columns} rows={rows} rowKey={lineKey} empty={<Empty>{t('noAllotments')}</Empty>} />}</Loaded></div>
    </>
  );
}
