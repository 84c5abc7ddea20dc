import { describe, expect, it } from 'vitest';
import { formatDate, formatTime, parseDate } from './dates';
import { matches } from './search';

describe('dates', () => {
  it('are dd/mm/yyyy in Vietnamese time', () => {
    expect([formatDate('2019-07-20'), formatDate(''), formatTime('2019-12-31T17:30:00Z')]).toEqual(['20/07/2019', '', '01/01/2020 00:30']);
  });
  it('are read as people write them, and only when they exist', () => {
    expect(['20/7/2019', '20-07-2019', '2019-07-20', '29/02/2020'].map(parseDate)).toEqual(['2019-07-20', '2019-07-20', '2019-07-20', '2020-02-29']);
    expect(['29/02/2019', '7/20/2019', '20/7/19', 'mai'].map(parseDate)).toEqual([null, null, null, null]);
  });
});

describe('search', () => {
  it('ignores diacritics and case, and wants every word', () => {
    expect(matches('Sở Công Thương Lâm Đồng', 'lam dong')).toBe(true);
    expect(matches('Đắk Lắk', 'dak lak')).toBe(true);
    expect(matches('Lâm Đồng', 'lam ha')).toBe(false);
  });
});
