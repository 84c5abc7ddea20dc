// Notices of the service: what is due, and what others did. Which of them are new is kept in this browser.
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Schema } from '../api/client';
import { useGet } from '../api/hooks';
import { useNames, useToday } from '../api/reference';
import { daysBetween, formatDate, formatTime } from '../i18n/dates';
import { usePick, useTexts } from '../i18n/language';
import { useKept } from './kept';
import { Empty, Loading, Mark } from './layout';
import { texts } from './texts';

export type Notice = Schema<'registration.v1.Notice'>;
const often = 60_000;

/** Sentences carry names and ISO dates; people read titles and dd/mm/yyyy. */
export function readable(text: string, titleOf: (year: string, agency: string) => string): string {
  return text.replace(/plans\/\w+-(\d{4})-([\w-]+)/g, (_, year: string, agency: string) => titleOf(year, `agencies/${agency}`))
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => formatDate(day));
}

/** `fresh` are deadlines and what was not seen yet; `see` says that all was seen. */
export function useNotices(user: string) {
  const [seen, keep] = useKept(`cpb-notices ${user}`, '0');
  const fresh = useGet('/v1/notices', { query: { afterPosition: seen } }, { staleTime: often, refetchInterval: often });
  return { fresh: fresh.data?.notices ?? [], see: () => { if (fresh.data) keep(fresh.data.position); } };
}

/** All notices, newest decisions first; `isNew` marks some. */
export function NoticeList({ linkOf, isNew, most = 200 }: { linkOf: (notice: Notice) => string; isNew?: (notice: Notice) => boolean; most?: number }) {
  const t = useTexts(texts);
  const { data } = useGet('/v1/notices', {}, { staleTime: often });
  const [shown, show] = useState(most);
  if (!data) return <Loading />;
  if (!data.notices.length) return <Empty>{t('noNotices')}</Empty>;
  return (
    <>
      <ul className="findings" aria-label={t('notices')}>
        {data.notices.slice(0, shown).map((notice, index) => <OneNotice key={index} notice={notice} to={linkOf(notice)} isNew={isNew?.(notice) ?? false} />)}
      </ul>
      {data.notices.length > shown && <button type="button" className="link" onClick={() => { show(200); }}>{t('moreNotices', { count: data.notices.length - shown })}</button>}
    </>
  );
}

function OneNotice({ notice, to, isNew }: { notice: Notice; to: string; isNew: boolean }) {
  const t = useTexts(texts);
  const pick = usePick();
  const today = useToday();
  const { agency } = useNames();
  const text = readable(pick(notice.textVi, notice.textEn), (year, name) => t('planOf', { year, agency: agency(name) }));
  const left = notice.dueDate && today ? daysBetween(today, notice.dueDate) : null;
  return (
    <li className={`finding ${notice.kind === 'KIND_DEADLINE' ? 'warn' : 'info'}`}>
      <Link to={to}>{text.charAt(0).toUpperCase() + text.slice(1)}</Link>{' '}
      {left !== null && <Mark tone={left <= 7 ? 'red' : left <= 30 ? 'orange' : 'green'}>{t('daysLeft', { count: left })}</Mark>}
      {isNew && <Mark tone="blue">{t('isNew')}</Mark>}
      {notice.time && <p className="soft small">{formatTime(notice.time)} · {notice.actor.replace('users/', '')}</p>}
    </li>
  );
}

export const sameNotice = (a: Notice, b: Notice): boolean => a.resource === b.resource && a.event === b.event && a.time === b.time;
