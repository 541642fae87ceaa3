import type { Layer } from '../layer.ts';
import { choice, day, integer, text } from './attribute.ts';

/** Administrative areas: the district and its subdistricts. They carry no level of their own: a run gives them one. */
export const area: Layer = {
	id: 'area',
	name: { zh: '行政区', en: 'Area' },
	geometry: ['area'],
	attributes: [
		choice('kind', '级别', 'Kind', [
			['district', '区县', 'District', '区', '县', '市辖区', 'county'],
			['subdistrict', '街道', 'Subdistrict', '乡镇', '镇', '乡', '办事处', 'town', 'municipality']
		]),
		text('code', '行政区划代码', 'Code', ['区划代码', '代码', '编码', 'adcode']),
		integer('population', '常住人口', 'Population', { unit: '人', min: 0 }, ['人口', '人口数']),
		day('lastAssessed', '最近评估日期', 'Last assessed', ['评估日期', '上次评估日期']),
		day('nextDue', '下次评估日期', 'Next due', ['下次评估', '评估到期日']),
		text('trigger', '重新评估原因', 'Trigger', ['触发原因'])
	],
	grade: null,
	influence: null
};
