// Columns of the grid: how a plan's cells are read, shown and chosen.
import { useMemo } from 'react';
import { allPages, get, idOf } from '../../api/client';
import { useReference } from '../../api/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Choice, GridColumn, GridRow } from '../../design/grid/model';
import { useLanguage, usePick, useTexts } from '../../i18n/language';
import { plain } from '../../i18n/search';
import { groupDigits } from '../../money/dong';
import { readAmount, readDay, showDay, sourceKey } from './rows';
import { texts } from './texts';

/**
 * The value that a typed or pasted text means: its code, its label, or the beginning of exactly one label, without regard to
 * diacritics ("hoi thao" or "3"). What means nothing, or several things, stays as it was typed and is marked.
 */
export function choose(choices: readonly Choice[], text: string): string {
  const wanted = plain(text.trim());
  if (!wanted) return '';
  const exact = choices.find(({ value, label }) => plain(value) === wanted || plain(label) === wanted);
  const beginning = choices.filter(({ label }) => plain(label).startsWith(wanted));
  return exact?.value ?? (beginning.length === 1 ? beginning[0]?.value : undefined) ?? text.trim();
}
const labelOf = (choices: readonly Choice[], value: string): string => choices.find((choice) => choice.value === value)?.label ?? value;

/** What plans refer to. `ready` when all of it was read. */
export function useCatalogue(programme: string, provinceCode: string) {
  const projects = useReference('/v1/componentProjects', { query: { programme } });
  const activities = useReference('/v1/activities', {});
  const sources = useReference('/v1/sources', {});
  const establishments = useQuery({
    queryKey: ['establishments', provinceCode], staleTime: 300_000,
    queryFn: () => allPages((pageToken) => get('/v1/establishments', { query: { provinceCode, pageSize: 1000, pageToken } }), (answer) => answer.establishments),
  });
  const error = projects.error ?? activities.error ?? sources.error ?? establishments.error;
  return useMemo(() => ({
    projects: projects.data?.componentProjects ?? [], activities: activities.data?.activities ?? [], sources: sources.data?.sources ?? [], establishments: establishments.data ?? [],
    ready: Boolean(projects.data && activities.data && sources.data && establishments.data), error,
  }), [projects.data, activities.data, sources.data, establishments.data, error]);
}
export type Catalogue = ReturnType<typeof useCatalogue>;

export function useColumns(catalogue: Catalogue, withRemarks: boolean): GridColumn[] {
  const t = useTexts(texts);
  const pick = usePick();
  const { language } = useLanguage();
  return useMemo(() => {
    const projects: Choice[] = catalogue.projects.map((project) => ({ value: idOf(project.name), label: `${project.number}. ${pick(project.titleVi, project.titleEn)}` }));
    const activities: Choice[] = catalogue.activities.map((activity) => ({ value: idOf(activity.name), label: pick(activity.titleVi, activity.titleEn) }));
    const establishments: Choice[] = catalogue.establishments.map((one) => ({ value: idOf(one.name), label: `${one.title} (${one.taxCode})` }));
    const ofProject = new Map(catalogue.projects.map(({ name }) => [idOf(name), new Set(catalogue.activities.filter(({ componentProjects }) => componentProjects.includes(name)).map((activity) => idOf(activity.name)))]));
    const needing = new Set(catalogue.activities.filter(({ needsEstablishment }) => needsEstablishment).map(({ name }) => idOf(name)));
    const choice = (key: string, title: string, width: number, all: Choice[], offered: (row: GridRow) => readonly Choice[] = () => all): GridColumn => ({
      key, title, width, choices: offered, read: (text) => choose(all, text), show: (value) => labelOf(all, value),
      wrong: (value) => (value && !all.some((one) => one.value === value) ? t('unknown') : ''),
    });
    const money = (key: string, title: string): GridColumn => ({
      key, title, width: 130, numeric: true, read: readAmount, show: (value) => (/^\d+$/.test(value) ? groupDigits(value, language) : value), edit: (value) => value,
      wrong: (value) => (value && !/^\d+$/.test(value) ? t('notAmount') : ''),
    });
    return [
      choice('project', t('project'), 170, projects),
      choice('activity', t('activity'), 190, activities, (row) => {
        const known = ofProject.get(row.cells.project ?? '');
        return known ? activities.filter(({ value }) => known.has(value)) : activities;
      }),
      { key: 'title', title: t('itemTitle'), width: 280 },
      choice('establishment', t('establishment'), 190, establishments, (row) => (!row.cells.activity || needing.has(row.cells.activity) ? establishments : [])),
      { key: 'quantity', title: t('quantity'), width: 96, numeric: true, read: (text) => readAmount(text), wrong: (value) => (value && !/^[1-9]\d*$/.test(value) ? t('notQuantity') : '') },
      money('cost', t('cost')),
      ...catalogue.sources.map((source) => money(sourceKey(source.id), pick(source.titleVi, source.titleEn))),
      { key: 'date', title: t('date'), width: 110, read: readDay, show: showDay, wrong: (value: string) => (value && !/^\d{4}-\d{2}-\d{2}$/.test(value) ? t('notDate') : '') },
      { ...money('admissible', t('admissible')), readOnly: true },
      ...(withRemarks ? [{ key: 'remark', title: t('remark'), width: 260, readOnly: true }] : []),
    ];
  }, [catalogue, language, pick, t, withRemarks]);
}
