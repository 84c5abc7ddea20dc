// The planning cycles that were opened.
import type { Schema } from '../../api/client';
import { idOf } from '../../api/client';
import { useGet } from '../../api/hooks';
import { type Column, DataTable } from '../../design/datatable';
import { Empty, Loaded, PageHeader } from '../../design/layout';
import { formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import { texts } from './texts';

type Cycle = Schema<'registration.v1.Cycle'>;

export default function CyclesPage() {
  const t = useTexts(texts);
  const query = useGet('/v1/cycles', {});
  const columns: Column<Cycle>[] = [
    { key: 'year', title: t('year'), value: (row) => row.budgetYear },
    { key: 'programme', title: t('programme'), value: (row) => idOf(row.programme) },
    { key: 'submission', title: t('submission'), value: (row) => row.submissionDeadline, render: (row) => formatDate(row.submissionDeadline) },
    { key: 'appraisal', title: t('appraisal'), value: (row) => row.appraisalDeadline, render: (row) => formatDate(row.appraisalDeadline) },
    { key: 'deadlines', title: t('deadlines'), numeric: true, value: (row) => row.deadlines.length },
  ];
  return (
    <>
      <PageHeader title={t('cycles')}>{t('cyclesLead')}</PageHeader>
      <div className="block"><Loaded query={query}>{({ cycles }) => <DataTable caption={t('cycles')} columns={columns} rows={cycles} rowKey={(row) => row.name} empty={<Empty>{t('noCycles')}</Empty>} />}</Loaded></div>
    </>
  );
}
