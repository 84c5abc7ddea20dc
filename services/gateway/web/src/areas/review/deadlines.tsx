// Deadlines of a planning cycle, counted from today by the system's clock.
import { useToday } from '../../api/reference';
import { type Column, DataTable } from '../../design/datatable';
import { daysBetween, formatDate } from '../../i18n/dates';
import { useTexts } from '../../i18n/language';
import type { Cycle } from './state';
import { texts } from './texts';

function Left({ date }: { date: string }) {
  const t = useTexts(texts);
  const today = useToday();
  if (!today || !date) return null;
  const days = daysBetween(today, date);
  return <span className="soft small"> {days === 0 ? t('today') : days > 0 ? t('daysLeft', { days }) : t('daysOver', { days: -days })}</span>;
}

/** The two that matter here. */
export function DeadlineTiles({ cycle }: { cycle: Cycle }) {
  const t = useTexts(texts);
  return (
    <dl className="tiles">
      <div><dt>{t('submissionDeadline')} {cycle.budgetYear}</dt><dd>{formatDate(cycle.submissionDeadline)}<Left date={cycle.submissionDeadline} /></dd></div>
      <div><dt>{t('appraisalDeadline')} {cycle.budgetYear}</dt><dd>{formatDate(cycle.appraisalDeadline)}<Left date={cycle.appraisalDeadline} /></dd></div>
    </dl>
  );
}

/** All of them, with where they come from. */
export function DeadlineTable({ cycle }: { cycle: Cycle }) {
  const t = useTexts(texts);
  type Row = Cycle['deadlines'][number];
  const columns: Column<Row>[] = [
    { key: 'date', title: t('date'), value: ({ date }) => date, render: ({ date }) => <>{formatDate(date)}<Left date={date} /></> },
    { key: 'actor', title: t('actor'), value: ({ actor }) => actor },
    { key: 'action', title: t('action'), value: ({ action }) => action, width: '14rem' },
    { key: 'instrument', title: t('instrument'), value: ({ instrument }) => instrument },
  ];
  return <DataTable caption={t('deadlines', { year: cycle.budgetYear })} columns={columns} rows={cycle.deadlines} rowKey={(row) => `${row.date} ${row.actor} ${row.action}`} />;
}
