// The home page: what waits for this person, put together from the areas of the person's roles.
import { type ComponentType, type LazyExoticComponent, Suspense, lazy } from 'react';
import { Link } from 'react-router-dom';
import { useNames } from '../api/reference';
import { areas } from '../areas';
import { Empty, Loading, PageHeader } from '../design/layout';
import { useTexts } from '../i18n/language';
import { hasRole, useUser } from './session';
import { roleTexts, texts } from './texts';

const parts = areas.flatMap((area): { area: (typeof areas)[number]; Part: LazyExoticComponent<ComponentType> }[] => (area.home ? [{ area, Part: lazy(area.home) }] : []));

export default function HomePage() {
  const t = useTexts(texts);
  const role = useTexts(roleTexts);
  const user = useUser();
  const { agency } = useNames();
  const mine = parts.filter(({ area }) => hasRole(user, ...area.roles));
  return (
    <>
      <PageHeader title={t('welcome', { name: user.displayName })}>
        {user.roles.map((name) => role(name)).join(', ')} · {agency(user.agency)}{!user.provinceCode && ` · ${t('nationwide')}`}
      </PageHeader>
      {mine.length === 0 && <Empty action={<Link to="/public">{t('publicUsage')}</Link>}>{t('nothingToDo')}</Empty>}
      {mine.map(({ area, Part }) => <Suspense key={area.id} fallback={<Loading />}><Part /></Suspense>)}
    </>
  );
}
