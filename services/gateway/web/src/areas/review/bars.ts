// Bars of amounts in million dong. A chart is drawn in floating point; the figures to rely on stand in the table beside it.
import type { EChartsCoreOption } from 'echarts/core';
import type { Language } from '../../i18n/language';

const colours = ['#0b5d3b', '#d9a514', '#1f6feb', '#a3201d'];
const million = (amount: bigint): number => Number(amount / 1000n) / 1000;

export function barOption(categories: string[], series: [name: string, amounts: bigint[]][], language: Language): EChartsCoreOption {
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  const unit = language === 'vi' ? 'triệu ₫' : 'million ₫';
  return {
    animation: false,
    color: colours,
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, right: 0 },
    tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value: unknown) => `${format.format(Number(value))} ${unit}` },
    xAxis: { type: 'category', data: categories },
    yAxis: { type: 'value', name: unit, axisLabel: { formatter: (value: number) => format.format(value) } },
    series: series.map(([name, amounts]) => ({ type: 'bar', name, data: amounts.map(million) })),
  };
}
