import type { Layer } from '../layer.ts';
import { APPROVALS, flag, number, PHASE, text } from './attribute.ts';

/** Greatest distance from a centre line to the outer conductor that is believed, metres (系统设定). */
export const HALF_WIDTH_MAX_M = 30;

/** Overhead lines and underground cables. 电力设施保护条例 Art 10 measures from the outer conductor. */
export const powerLine: Layer = {
	id: 'power_line',
	name: { zh: '电力线路', en: 'Power line' },
	geometry: ['line'],
	attributes: [
		number('voltageKV', '电压等级', 'Voltage', { unit: 'kV', min: 0.1, max: 1200 }, ['电压', '额定电压', 'voltage_kv']),
		flag('cable', '地下电缆', 'Underground cable', ['是否电缆', '电缆', '埋地']),
		number(
			'halfWidthM',
			'中心线至边导线',
			'Centre line to outer conductor',
			{ unit: 'm', min: 0, max: HALF_WIDTH_MAX_M },
			['half_width_m', '边导线距离', '半宽']
		),
		text('operator', '运维单位', 'Operator', ['权属单位', '产权单位']),
		PHASE,
		APPROVALS
	],
	grade: null,
	influence: null
};
