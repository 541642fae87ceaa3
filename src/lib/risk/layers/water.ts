import type { Layer } from '../layer.ts';
import { APPROVALS, choice, PHASE } from './attribute.ts';

/** Rivers, lakes and what water runs through: protected by 危险化学品安全法 Art 22 (六), and the base map. */
export const water: Layer = {
	id: 'water',
	name: { zh: '水系', en: 'Water' },
	geometry: ['line', 'area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['river', '河流', 'River', '江河', '河', '河道', '溪', 'stream', 'riverbank'],
				['lake', '湖泊', 'Lake', '湖', 'water'],
				['reservoir', '水库', 'Reservoir'],
				['canal', '河渠', 'Canal', '渠', '沟渠', '运河', 'ditch', 'drain'],
				['pond', '坑塘', 'Pond', '池塘', '鱼塘'],
				['flood_detention', '蓄滞洪区', 'Flood detention area', '分洪区'],
				['water_transfer', '调水输水线路', 'Water transfer route', '引调水'],
				['sea', '海洋', 'Sea'],
				['other', '其他', 'Other', '湿地', 'wetland']
			],
			['水系类型', '水体类型']
		),
		PHASE,
		APPROVALS
	],
	grade: null,
	influence: null
};
