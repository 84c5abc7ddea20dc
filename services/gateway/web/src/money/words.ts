// An amount in words, as forms demand it beside the figures.
import type { Language } from '../i18n/language';

const digitsVi = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'];

/** Three digits in Vietnamese; `full` says the hundreds even when they are zero ("không trăm linh năm"). */
function triple(value: number, full: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor((value % 100) / 10), value % 10];
  const words: string[] = [];
  if (hundreds || full) words.push(digitsVi[hundreds] ?? '', 'trăm');
  if (tens > 1) words.push(digitsVi[tens] ?? '', 'mươi');
  else if (tens === 1) words.push('mười');
  else if (ones && words.length) words.push('linh');
  if (ones) {
    if (ones === 1 && tens > 1) words.push('mốt');
    else if (ones === 5 && tens > 0) words.push('lăm');
    else words.push(digitsVi[ones] ?? '');
  }
  return words.join(' ');
}

const scalesVi = ['', 'nghìn', 'triệu', 'tỷ', 'nghìn tỷ', 'triệu tỷ'];

function vietnamese(amount: bigint): string {
  const groups = groupsOf(amount);
  const words: string[] = [];
  for (let index = groups.length - 1; index >= 0; index--) {
    const value = groups[index] ?? 0;
    if (!value) continue;
    // "nghìn tỷ" says "tỷ" once, after its last non-empty group.
    const scale = index > 3 && (groups[3] ?? 0) > 0 ? ['', 'nghìn', 'triệu'][index - 3] : scalesVi[index];
    words.push(triple(value, words.length > 0), scale ?? '');
  }
  return words.filter(Boolean).join(' ');
}

const onesEn = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const tensEn = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const scalesEn = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'];

function tripleEn(value: number): string {
  const rest = value % 100;
  const low = rest < 20 ? onesEn[rest] : [tensEn[Math.floor(rest / 10)], onesEn[rest % 10]].filter(Boolean).join('-');
  return [value >= 100 ? `${onesEn[Math.floor(value / 100)]} hundred` : '', low].filter(Boolean).join(' ');
}

const english = (amount: bigint): string =>
  groupsOf(amount).map((value, index) => (value ? `${tripleEn(value)} ${scalesEn[index] ?? ''}`.trim() : '')).reverse().filter(Boolean).join(' ');

/** Groups of three digits, lowest first. */
function groupsOf(amount: bigint): number[] {
  const groups: number[] = [];
  for (let rest = amount; rest > 0n; rest /= 1000n) groups.push(Number(rest % 1000n));
  return groups;
}

/** 15300000000n as "Mười lăm tỷ ba trăm triệu đồng"; negative amounts say so. */
export function inWords(amount: bigint, language: Language): string {
  const size = amount < 0n ? -amount : amount;
  const words = size === 0n ? (language === 'vi' ? 'không' : 'zero') : language === 'vi' ? vietnamese(size) : english(size);
  const sentence = `${amount < 0n ? (language === 'vi' ? 'âm ' : 'minus ') : ''}${words} ${language === 'vi' ? 'đồng' : 'dong'}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
