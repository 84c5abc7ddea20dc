// The budget year that a page is about, kept in its address so that it can be sent to somebody.
import { useSearchParams } from 'react-router-dom';
import { useGet } from '../api/hooks';
import { useTexts } from '../i18n/language';
import { texts } from './texts';

/** Year of the page: from its address, otherwise the newest planning cycle; 0 until that was read. */
export function useYear() {
  const [search, setSearch] = useSearchParams();
  const cycles = useGet('/v1/cycles', {}).data?.cycles;
  const years = [...new Set((cycles ?? []).map(({ budgetYear }) => budgetYear))].sort((a, b) => b - a);
  const year = Number(search.get('year')) || (years[0] ?? 0);
  const cycle = cycles?.find(({ budgetYear }) => budgetYear === year);
  const choose = (next: number) => { setSearch((old) => { old.set('year', String(next)); return old; }, { replace: true }); };
  return { year, years, choose, cycle, programme: cycle?.programme ?? 'programmes/SXSH2020', cyclesRead: cycles !== undefined };
}

export function YearChoice({ year, years, choose }: { year: number; years: number[]; choose: (year: number) => void }) {
  const t = useTexts(texts);
  return (
    <label>
      {t('budgetYear')}{' '}
      <select value={year} onChange={(event) => { choose(Number(event.target.value)); }}>
        {(years.includes(year) ? years : [year, ...years]).map((one) => <option key={one} value={one}>{one}</option>)}
      </select>
    </label>
  );
}
