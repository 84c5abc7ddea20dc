// Dates as officials write them: dd/mm/yyyy, Vietnamese time (UTC+7, no summer time).
const vietnam = 7 * 3600 * 1000;

/** "2019-07-20" as "20/07/2019"; empty stays empty. */
export function formatDate(iso: string | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '');
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : '';
}

/** A timestamp as "20/07/2019 09:05". */
export function formatTime(timestamp: string | undefined): string {
  const time = Date.parse(timestamp ?? '');
  if (Number.isNaN(time)) return '';
  const iso = new Date(time + vietnam).toISOString();
  return `${formatDate(iso)} ${iso.slice(11, 16)}`;
}

/** The Vietnamese calendar day of a timestamp, ISO 8601. */
export const dayOf = (timestamp: string): string => new Date(Date.parse(timestamp) + vietnam).toISOString().slice(0, 10);

/** Whole days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** "20/7/2019", "20-07-2019" or "2019-07-20" as an ISO date; null when it is no day of the calendar. */
export function parseDate(text: string): string | null {
  const local = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const iso = local ? `${local[3]}-${(local[2] ?? '').padStart(2, '0')}-${(local[1] ?? '').padStart(2, '0')}` : text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}
