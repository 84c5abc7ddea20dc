// The frame of every page: who is signed in, where one can go, language, clock.
import { Button, Drawer } from 'antd';
import { type ReactNode, Suspense, lazy, useEffect, useRef, useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router-dom';
import { useGet } from '../api/hooks';
import { areas } from '../areas';
import { formatTime } from '../i18n/dates';
import { useLanguage, useTexts } from '../i18n/language';
import { type User, hasRole, useSession } from './session';
import { roleTexts, texts } from './texts';

const Bell = lazy(() => import('./bell'));
const Search = lazy(() => import('./search'));

function Navigation({ onGo }: { onGo?: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { user } = useSession();
  const entries = areas.filter((area) => hasRole(user, ...area.roles))
    .flatMap((area) => area.navigation.filter((entry) => !entry.roles || hasRole(user, ...entry.roles)));
  return (
    <nav aria-label={t('menu')} className="menu" onClick={onGo}>
      <NavLink to="/" end>{user ? t('home') : t('publicUsage')}</NavLink>
      {entries.map(({ to, label }) => <NavLink key={to} to={to}>{label[language === 'vi' ? 0 : 1]}</NavLink>)}
      {user && <NavLink to="/public">{t('publicUsage')}</NavLink>}
    </nav>
  );
}

/** Shown only when the system runs by a clock that was moved. */
function DemonstrationClock() {
  const t = useTexts(texts);
  const { user } = useSession();
  const { data } = useGet('/v1/clock', {}, { enabled: Boolean(user), staleTime: 60_000, refetchInterval: 60_000 });
  if (!data?.movable || !data.now) return null;
  return <span className="clock" title={t('clockHint')}>{t('clock', { now: formatTime(data.now) })}</span>;
}

function Person() {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const { user, actingFor, signOut } = useSession();
  if (!user) return <Link to="/sign-in" className="bar-button">{t('signIn')}</Link>;
  return (
    <>
      <span className="who" data-testid="who"><strong>{user.displayName}</strong> <span>{user.roles.map((name) => role(name)).join(', ')}</span>{actingFor && <> · <Link to="/account">{t('actingFor', { name: actingFor.delegatorName })}</Link></>}</span>
      <button type="button" className="bar-button" onClick={() => void signOut()}>{t('signOut')}</button>
    </>
  );
}

/** Opens the search; Ctrl+K does so from anywhere. */
function SearchButton({ user }: { user: User }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => { window.removeEventListener('keydown', onKey); };
  }, []);
  return (
    <>
      <button type="button" className="bar-button" aria-label={t('searchButton')} title={t('searchButton')} onClick={() => { setOpen(true); }}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" d="M10.5 10.5L14 14M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0z" /></svg>
      </button>
      {open && <Suspense fallback={null}><Search user={user} onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const t = useTexts(texts);
  const { user } = useSession();
  const { language, choose } = useLanguage();
  const [menuOpen, setMenuOpen] = useState(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const firstPath = useRef(pathname);
  useEffect(() => {
    if (firstPath.current !== pathname) main.current?.focus();  // A new page: the keyboard starts at its beginning.
    firstPath.current = pathname;
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#content">{t('skip')}</a>
      <header className="top">
        <button type="button" className="bar-button menu-button" aria-label={t('openMenu')} aria-expanded={menuOpen} onClick={() => { setMenuOpen(true); }}>☰</button>
        <Link to="/" className="brand">
          <img src="/assets/icon.svg" alt="" width="36" height="36" />
          <span className="names"><span className="owner">{t('owner')}</span><span className="system">{t('system')}</span></span>
        </Link>
        <div className="tools">
          <DemonstrationClock />
          {user && <><SearchButton user={user} /><Suspense fallback={null}><Bell user={user} /></Suspense></>}
          <Person />
          <button type="button" className="bar-button" lang={language === 'vi' ? 'en' : 'vi'} id="language" onClick={() => { choose(language === 'vi' ? 'en' : 'vi'); }}>
            {language === 'vi' ? 'English' : 'Tiếng Việt'}
          </button>
        </div>
      </header>
      <div className="frame">
        <aside className="side"><Navigation /></aside>
        <Drawer open={menuOpen} onClose={() => { setMenuOpen(false); }} placement="left" size={280} title={t('menu')}><Navigation onGo={() => { setMenuOpen(false); }} /></Drawer>
        <main id="content" ref={main} tabIndex={-1}>{children}</main>
      </div>
      <footer className="foot"><p>{t('footer')}</p><p><a href="/openapi.json">{t('api')}</a></p></footer>
    </>
  );
}

export function NotFound() {
  const t = useTexts(texts);
  return <div className="block"><h1>{t('notFound')}</h1><p>{t('notFoundLead')}</p><Link to="/"><Button type="primary">{t('toHome')}</Button></Link></div>;
}
