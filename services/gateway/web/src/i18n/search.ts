// Search that ignores diacritics and case: "lam dong" finds "Lâm Đồng".

/** Lower case without marks. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

/** True when every word of `query` occurs in `text`. */
export function matches(text: string, query: string): boolean {
  const target = plain(text);
  return plain(query).split(/\s+/).every((word) => target.includes(word));
}
