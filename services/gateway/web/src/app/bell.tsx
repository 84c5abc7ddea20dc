// The bell: how much is due, decided or waiting, and the list of it.
import { Drawer } from 'antd';
import { type ComponentType, type LazyExoticComponent, Suspense, lazy, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { areas } from '../areas';
import type { Waiting } from '../areas/area';
import { type Notice, NoticeList, sameNotice, useNotices } from '../design/notices';
import { useLanguage, useTexts } from '../i18n/language';
import { idOf } from '../api/client';
import { type User, hasRole } from './session';
import { texts } from './texts';

type Teller = LazyExoticComponent<ComponentType<{ tell: (waiting: Waiting[]) => void }>>;
const tellers = areas.flatMap((area): { area: (typeof areas)[number]; Tell: Teller }[] => (area.waiting ? [{ area, Tell: lazy(area.waiting) }] : []));

/** Where a notice leads: to one's own plan, or to the review of all. */
export function noticeLink(user: User): (notice: Notice) => string {
  const officer = hasRole(user, 'ROLE_PROVINCE_OFFICER');
  return ({ kind, resource }) => {
    if (kind === 'KIND_DECISION') return officer ? `/plans/${idOf(resource)}` : `/review/${idOf(resource)}`;
    return officer ? '/plans' : `/review?year=${resource.slice(-4)}`;
  };
}

export default function Bell({ user }: { user: User }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { fresh, see } = useNotices(user.name);
  const [waiting, setWaiting] = useState<Record<string, Waiting[]>>({});
  const [open, setOpen] = useState(false);
  const mine = useMemo(() => tellers.filter(({ area }) => hasRole(user, ...area.roles)), [user]);
  const link = useMemo(() => noticeLink(user), [user]);
  const tell = useCallback((area: string, entries: Waiting[]) => { setWaiting((now) => ({ ...now, [area]: entries })); }, []);
  const entries = Object.values(waiting).flat().filter(({ count }) => count > 0);
  const count = fresh.length + entries.length;
  const shown = count > 99 ? '99+' : String(count);
  const close = () => { see(); setOpen(false); };
  return (
    <>
      {mine.map(({ area, Tell }) => <Suspense key={area.id} fallback={null}><TellOf Tell={Tell} area={area.id} tell={tell} /></Suspense>)}
      <button type="button" className="bar-button bell" aria-label={t('bell', { count: shown })} aria-expanded={open} onClick={() => { setOpen(true); }}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="currentColor" d="M8 1a1 1 0 0 1 1 1v.6A4.5 4.5 0 0 1 12.5 7v3l1.3 1.9a.7.7 0 0 1-.6 1.1H2.8a.7.7 0 0 1-.6-1.1L3.5 10V7A4.5 4.5 0 0 1 7 2.6V2a1 1 0 0 1 1-1zM6.3 14h3.4a1.7 1.7 0 0 1-3.4 0z" /></svg>
        {count > 0 && <span className="badge">{shown}</span>}
      </button>
      <Drawer open={open} onClose={close} size={460} title={t('notices')} destroyOnHidden>
        <div onClick={(event) => { if (event.target instanceof HTMLAnchorElement) close(); }}>
          {entries.length > 0 && (
            <ul className="findings" aria-label={t('waiting')}>
              {entries.map(({ text, count: some, to }) => <li key={to + text[1]} className="finding warn"><Link to={to}>{text[language === 'vi' ? 0 : 1].replace('{count}', String(some))}</Link></li>)}
            </ul>
          )}
          <NoticeList linkOf={link} isNew={(notice) => notice.kind === 'KIND_DECISION' && fresh.some((one) => sameNotice(one, notice))} />
        </div>
      </Drawer>
    </>
  );
}

function TellOf({ Tell, area, tell }: { Tell: Teller; area: string; tell: (area: string, entries: Waiting[]) => void }) {
  const own = useCallback((entries: Waiting[]) => { tell(area, entries); }, [area, tell]);
  return <Tell tell={own} />;
}
