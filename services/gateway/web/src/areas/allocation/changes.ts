// The chart of who gains and who loses: bars to the right and to the left. Drawn in million dong; the table has the figures.
import type { EChartsCoreOption } from 'echarts/core';
import type { Language } from '../../i18n/language';
import { toDong } from '../../money/dong';

const million = (amount: bigint): number => Number(amount / 1000n) / 1000;
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Those whose amount changes most, at most 30, gains first; the others stand in the table. */
export function mostChanged<R extends { changeVnd: string }>(rows: readonly R[], most = 30): R[] {
  const change = (row: R) => toDong(row.changeVnd);
  const descending = (of: (row: R) => bigint) => (a: R, b: R) => (of(a) < of(b) ? 1 : of(a) > of(b) ? -1 : 0);
  return rows.filter((row) => change(row) !== 0n).sort(descending((row) => size(change(row)))).slice(0, most).sort(descending(change));
}

export function changeOption(rows: [name: string, change: bigint][], language: Language): EChartsCoreOption {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const unit = language === 'vi' ? 'triệu ₫' : 'million ₫';
  return {
    animation: false,
    grid: { left: 8, right: 24, top: 8, bottom: 28, containLabel: true },
    tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value: unknown) => `${format.format(Number(value))} ${unit}` },
    xAxis: { type: 'value', name: unit, nameLocation: 'middle', nameGap: 24, axisLabel: { hideOverlap: true, formatter: (value: number) => format.format(value) } },
    yAxis: { type: 'category', inverse: true, data: rows.map(([name]) => name), axisLabel: { width: 120, overflow: 'truncate' } },
    series: [{ type: 'bar', data: rows.map(([, change]) => ({ value: million(change), itemStyle: { color: change < 0n ? '#a3201d' : '#0b5d3b' } })) }],
  };
}
