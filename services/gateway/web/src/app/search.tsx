// The search over everything that a person may open: pages, and what the areas find. Opened by its button or Ctrl+K.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { areas } from '../areas';
import type { Found } from '../areas/area';
import { ProblemBox } from '../design/problem';
import { useLanguage, useTexts } from '../i18n/language';
import { matches } from '../i18n/search';
import { type User, hasRole } from './session';
import { texts } from './texts';

const pause = 250;
const most = 60;

/** Pages of the menu that the text names. */
function pagesFound(user: User, text: string): Found[] {
  return areas.filter((area) => hasRole(user, ...area.roles))
    .flatMap((area) => area.navigation.filter((entry) => !entry.roles || hasRole(user, ...entry.roles)))
    .filter(({ label }) => matches(label.join(' '), text))
    .map(({ to, label }) => ({ kind: texts.page, title: label[0], detail: label[1], to }));
}

export default function Search({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const go = useNavigate();
  const client = useQueryClient();
  const list = useId();
  const input = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [marked, setMarked] = useState(0);
  const text = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => { setAsked(text); }, pause);
    return () => { clearTimeout(timer); };
  }, [text]);
  const query = useQuery({
    queryKey: ['search', user.name, language, asked], enabled: asked.length > 1, staleTime: 30_000,
    queryFn: async () => {
      const asker = { user, client, language };
      const parts = await Promise.all(areas.filter((area) => area.find && hasRole(user, ...area.roles)).map(async (area) => (await area.find?.())?.find(asked, asker) ?? []));
      return parts.flat();
    },
  });
  const found = useMemo(() => (text ? [...pagesFound(user, text), ...(asked === text ? query.data ?? [] : [])].slice(0, most) : []), [user, text, asked, query.data]);
  const searching = text.length > 1 && (asked !== text || query.isFetching);
  const at = Math.min(marked, Math.max(0, found.length - 1));
  const open = (one: Found | undefined) => {
    if (!one) return;
    onClose();
    go(one.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length) setMarked((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    } else if (event.key === 'Enter') open(found[at]);
  };
  return (
    <Modal open title={t('search')} onCancel={onClose} footer={null} width={640} closable={{ 'aria-label': t('closeSearch') }} afterOpenChange={(now) => { if (now) input.current?.focus(); }}>
      <Input ref={input} value={typed} placeholder={t('searchHint')} aria-label={t('searchHint')} autoComplete="off" role="combobox" aria-expanded={found.length > 0} aria-controls={list}
        aria-activedescendant={found.length ? `${list}-${at}` : undefined} onChange={(event) => { setTyped(event.target.value); setMarked(0); }} onKeyDown={onKeyDown} />
      <ProblemBox error={query.error} />
      <ul id={list} role="listbox" aria-label={t('search')} className="search-results">
        {found.map((one, index) => (
          <li key={`${one.to} ${one.title}`} id={`${list}-${index}`} role="option" aria-selected={index === at} ref={index === at ? (element) => { element?.scrollIntoView({ block: 'nearest' }); } : undefined}
            className={index === at ? 'marked' : undefined} onMouseMove={() => { setMarked(index); }} onClick={() => { open(one); }}>
            <span className="soft small">{one.kind[language === 'vi' ? 0 : 1]}</span> <strong>{one.kind === texts.page && language === 'en' ? one.detail : one.title}</strong>
            {one.kind !== texts.page && one.detail && <span className="soft small"> · {one.detail}</span>}
          </li>
        ))}
      </ul>
      <p className="soft" role="status">{searching ? t('searching') : text.length > 1 && !found.length ? t('foundNothing') : text ? t('foundCount', { count: found.length }) : ''}</p>
    </Modal>
  );
}
