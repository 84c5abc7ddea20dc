// What the charts use of ECharts, in a file of its own that is loaded late. Drawn on a canvas: the Content-Security-Policy
// allows no style attributes, which the SVG renderer writes. Tooltips are 'richText' for the same reason.
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export { init };
