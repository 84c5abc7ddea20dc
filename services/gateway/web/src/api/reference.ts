// Names of what documents refer to, in the language of the person, and the day by the system's clock.
import { useMemo } from 'react';
import { dayOf } from '../i18n/dates';
import { usePick } from '../i18n/language';
import { idOf } from './client';
import { useGet, useReference } from './hooks';

const byName = <T extends { name: string }>(rows: readonly T[] | undefined) => new Map((rows ?? []).map((row) => [row.name, row]));

/** Titles by resource name; the id itself until the reference data is there, or when it does not know the name. */
export function useNames(programme = 'programmes/SXSH2020') {
  const pick = usePick();
  const agencies = useReference('/v1/agencies', {}).data?.agencies;
  const projects = useReference('/v1/componentProjects', { query: { programme } }).data?.componentProjects;
  const activities = useReference('/v1/activities', {}).data?.activities;
  const sources = useReference('/v1/sources', {}).data?.sources;
  return useMemo(() => {
    const [agency, project, activity] = [byName(agencies), byName(projects), byName(activities)];
    const source = new Map((sources ?? []).map((row) => [row.id, row]));
    const title = (row: { titleVi: string; titleEn: string } | undefined, name: string) => pick(row?.titleVi, row?.titleEn) || idOf(name);
    return {
      agency: (name: string) => title(agency.get(name), name),
      activity: (name: string) => title(activity.get(name), name),
      source: (id: string) => title(source.get(id), id),
      /** With its number, as documents cite it. */
      project: (name: string) => { const row = project.get(name); return row ? `${row.number}. ${title(row, name)}` : idOf(name); },
      agencies: agencies ?? [], projects: projects ?? [], sources: sources ?? [], activities: activities ?? [],
    };
  }, [agencies, projects, activities, sources, pick]);
}

/** Today by the system's clock, ISO 8601; empty until it was read. */
export function useToday(): string {
  const { data } = useGet('/v1/clock', {}, { staleTime: 60_000 });
  return data?.now ? dayOf(data.now) : '';
}

/** Provinces as they were divided on the first day of a year. */
export const useProvinces = (year: number) => useReference('/v1/provinces', { query: { asOfDate: `${year}-01-01` } }, year > 0);
