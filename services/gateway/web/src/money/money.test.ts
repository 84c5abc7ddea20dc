import { describe, expect, it } from 'vitest';
import { formatDong, formatShare, parseDong, sumDong } from './dong';
import { inWords } from './words';

describe('dong', () => {
  it('writes every digit and never rounds', () => {
    expect(formatDong('1234567890')).toBe('1.234.567.890\u00a0₫');
    expect(formatDong('9007199254740993', 'en')).toBe('9,007,199,254,740,993\u00a0₫');
    expect(formatDong('-1500')).toBe('-1.500\u00a0₫');
    expect(formatDong(undefined)).toBe('0\u00a0₫');
  });
  it.each([['1234567', 1234567n], ['1.234.567', 1234567n], ['1,234,567', 1234567n], [' 1 234 567 đ ', 1234567n], ['25.000.000 VNĐ', 25_000_000n], ['0', 0n], ['9000000000000000', 9_000_000_000_000_000n]])('reads %s', (text, want) => {
    expect(parseDong(text)).toBe(want);
  });
  it.each(['', '1.5', '1,50', '1.234,567', '12.34.567', '-5', '5e7', '1.234.5678', '9000000000000001', 'mười'])('refuses %s', (text) => {
    expect(parseDong(text)).toBeNull();
  });
  it('sums beyond what a double can hold', () => {
    expect(sumDong(['9000000000000000', 1n, '7', undefined])).toBe(9_000_000_000_000_008n);
  });
  it('rounds shares half up, and has none of nothing', () => {
    expect([formatShare('1', '3'), formatShare('1', '2', 'en'), formatShare('5', '0')]).toEqual(['33,3\u00a0%', '50.0\u00a0%', '–']);
  });
});

describe('words', () => {
  it.each([
    [0n, 'Không đồng', 'Zero dong'],
    [5n, 'Năm đồng', 'Five dong'],
    [10n, 'Mười đồng', 'Ten dong'],
    [15n, 'Mười lăm đồng', 'Fifteen dong'],
    [21n, 'Hai mươi mốt đồng', 'Twenty-one dong'],
    [105n, 'Một trăm linh năm đồng', 'One hundred five dong'],
    [1_005n, 'Một nghìn không trăm linh năm đồng', 'One thousand five dong'],
    [1_000_000n, 'Một triệu đồng', 'One million dong'],
    [141_790_000_000n, 'Một trăm bốn mươi mốt tỷ bảy trăm chín mươi triệu đồng', 'One hundred forty-one billion seven hundred ninety million dong'],
    [1_000_000_000_000n, 'Một nghìn tỷ đồng', 'One trillion dong'],
    [1_200_000_000_000n, 'Một nghìn hai trăm tỷ đồng', 'One trillion two hundred billion dong'],
    [-1_500n, 'Âm một nghìn năm trăm đồng', 'Minus one thousand five hundred dong'],
  ])('%s', (amount, vi, en) => {
    expect([inWords(amount, 'vi'), inWords(amount, 'en')]).toEqual([vi, en]);
  });
});
