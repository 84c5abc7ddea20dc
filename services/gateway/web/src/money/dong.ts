// Whole dong as bigint: amounts arrive as strings and are never turned into floating point.
import type { Language } from '../i18n/language';

export type Amount = string | bigint | number | undefined | null;

/** The largest amount that the system takes. */
export const largestAmount = 9_000_000_000_000_000n;

/** An amount of the contract; absent means 0. */
export const toDong = (amount: Amount): bigint => (amount === undefined || amount === null || amount === '' ? 0n : BigInt(amount));

/** 1234567890 as "1.234.567.890". */
export function groupDigits(amount: Amount, language: Language = 'vi'): string {
  return toDong(amount).toString().replace(/\B(?=(\d{3})+(?!\d))/g, language === 'vi' ? '.' : ',');
}

/** 1234567890 as "1.234.567.890 ₫". */
export const formatDong = (amount: Amount, language: Language = 'vi'): string => `${groupDigits(amount, language)}\u00a0₫`;

/**
 * What a person typed or pasted, as whole dong; null when it is no amount. Dots, commas, blanks and apostrophes are taken as
 * separators of thousands only where they separate thousands: "1.5" and "1,50" are refused, never read as 15 or 150.
 */
export function parseDong(text: string): bigint | null {
  const bare = text.replace(/[\s\u00a0₫đĐ]|VN[DĐ]|vnd/g, '');
  if (/^\d+$/.test(bare)) return within(BigInt(bare));
  if (/^\d{1,3}([.,'’])\d{3}(\1\d{3})*$/.test(bare)) return within(BigInt(bare.replace(/\D/g, '')));
  return null;
}
const within = (amount: bigint): bigint | null => (amount <= largestAmount ? amount : null);

export const sumDong = (amounts: Iterable<Amount>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += toDong(amount);
  return total;
};

/** Share in tenths of a percent, "12,5 %"; "–" of nothing. */
export function formatShare(part: Amount, whole: Amount, language: Language = 'vi'): string {
  const all = toDong(whole);
  if (all === 0n) return '–';
  const permille = (toDong(part) * 1000n * 2n + all) / (2n * all);
  return `${permille / 10n}${language === 'vi' ? ',' : '.'}${permille % 10n}\u00a0%`;
}
