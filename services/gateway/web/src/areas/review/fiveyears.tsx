// Five years side by side, unit by unit.
import { Button } from 'antd';
import { useMemo } from 'react';
import { useNames } from '../../api/reference';
import { Chart } from '../../design/chart';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader, Section } from '../../design/layout';
import { Money } from '../../design/money';
import { YearChoice, useYear } from '../../design/year';
import { useLanguage, useTexts } from '../../i18n/language';
import { barOption } from './bars';
import { usePlans } from './data';
import { type UnitRow, matrixOf, yearSums } from './matrix';
import type { Plan } from './state';
import { texts } from './texts';

export default function FiveYearsPage() {
  const t = useTexts(texts);
  const { year, years, choose, programme, cyclesRead } = useYear();
  const plans = usePlans(0);
  return (
    <>
      <PageHeader title={t('fiveYears')} extra={year > 0 && <><YearChoice year={year} years={years} choose={choose} /><Button onClick={() => { print(); }}>{t('print')}</Button></>}>{t('fiveYearsLead')}</PageHeader>
      {cyclesRead && year === 0 ? <Empty>{t('noCycle')}</Empty> : <Loaded query={plans}>{(all) => <FiveYears plans={all} last={year} programme={programme} />}</Loaded>}
    </>
  );
}

function FiveYears({ plans, last, programme }: { plans: Plan[]; last: number; programme: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { agency } = useNames(programme);
  const years = useMemo(() => [4, 3, 2, 1, 0].map((back) => last - back), [last]);
  const rows = useMemo(() => matrixOf(plans, years), [plans, years]);
  const [requested, approved] = [t('requested'), t('approved')];
  const option = useMemo(() => {
    const sums = years.map((year) => yearSums(plans, year));
    return barOption(years.map(String), [[requested, sums.map((sum) => sum.requested)], [approved, sums.map((sum) => sum.approved)]], language);
  }, [plans, years, language, requested, approved]);
  const sum = (of: (row: UnitRow) => bigint) => <Money amount={rows.reduce((total, row) => total + of(row), 0n)} />;
  const columns: Column<UnitRow>[] = [
    { key: 'unit', title: t('unit'), width: '11rem', value: (row) => agency(row.agency) },
    ...years.map((year): Column<UnitRow> => {
      const amount = (row: UnitRow) => row.cells.get(year)?.amount ?? 0n;
      return {
        key: String(year), title: String(year), numeric: true, value: amount, total: sum(amount),
        render: (row) => { const cell = row.cells.get(year); return !cell ? <Money amount={undefined} /> : cell.approved ? <Money amount={cell.amount} /> : <em><Money amount={cell.amount} /></em>; },
      };
    }),
    { key: 'total', title: t('fiveYearTotal'), numeric: true, value: (row) => row.total, render: (row) => <Money amount={row.total} strong />, total: sum((row) => row.total) },
  ];
  return (
    <Section title={`${years[0]} – ${last}`}>
      {rows.length > 0 && <Chart option={option} height={260} label={t('yearChart')} />}
      <DataTable caption={t('fiveYears')} columns={columns} rows={rows} rowKey={(row) => row.agency} empty={<Empty>{t('noPlans')}</Empty>} />
    </Section>
  );
}
