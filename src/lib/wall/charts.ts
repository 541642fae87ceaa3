/** What the wall draws with ECharts, and no more of it. Loaded only where a chart is shown. */
import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { AriaComponent, GridComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, PieChart, GridComponent, AriaComponent, CanvasRenderer]);

export { init };
export type { EChartsCoreOption, EChartsType };
