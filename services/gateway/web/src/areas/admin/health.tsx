// Whether each program serves.
import { type Column, DataTable } from '../../design/datatable';
import { Loaded, Mark, PageHeader } from '../../design/layout';
import { ProblemBox } from '../../design/problem';
import { useTexts } from '../../i18n/language';
import { useReadiness } from './data';
import { texts } from './texts';

export default function HealthPage() {
  const t = useTexts(texts);
  const query = useReadiness();
  type Row = [program: string, state: string];
  const columns: Column<Row>[] = [
    { key: 'program', title: t('program'), value: ([program]) => program },
    { key: 'state', title: t('state'), value: ([, state]) => state, render: ([, state]) => <Mark tone={state === 'serving' ? 'green' : 'red'}>{t(state === 'serving' ? 'serving' : 'notServing')}</Mark> },
  ];
  return (
    <>
      <PageHeader title={t('health')}>{t('healthLead')}</PageHeader>
      {query.isError && query.data && <ProblemBox error={query.error} />}
      <Loaded query={query}>
        {({ ready, programs }) => (
          <div className="block">
            <p role="status" className={ready ? undefined : 'notice'}>{t(ready ? 'ready' : 'notReady')}</p>
            <DataTable caption={t('health')} columns={columns} rows={Object.entries(programs)} rowKey={([program]) => program} />
          </div>
        )}
      </Loaded>
    </>
  );
}
