import type { Layer } from '../layer.ts';
import { APPROVALS, choice, number, PHASE, text } from './attribute.ts';

/** Greatest distance from a centre line to the edge of its land that is believed, metres (系统设定). */
export const EDGE_HALF_WIDTH_MAX_M = 60;

/** Roads, railways and metro lines: what clearances are measured from, and the streets of the base map. */
export const road: Layer = {
	id: 'road',
	name: { zh: '道路与轨道', en: 'Road and rail' },
	geometry: ['point', 'line', 'area'],
	attributes: [
		choice(
			'kind',
			'类型',
			'Kind',
			[
				['expressway', '高速公路', 'Expressway', '高速', 'motorway'],
				['national', '国道', 'National road', 'trunk'],
				['provincial', '省道', 'Provincial road', 'primary'],
				['county', '县道', 'County road', 'secondary'],
				['township', '乡道', 'Township road', '村道', 'tertiary'],
				['urban', '城市道路', 'Urban road', '主干路', '快速路', '次干路', '支路'],
				['street', '街巷', 'Street', '小区道路', '内部道路', 'residential', 'service', 'unclassified'],
				['railway', '普通铁路', 'Railway', '铁路', '普速铁路', 'rail'],
				['high_speed_rail', '高速铁路', 'High-speed railway', '高铁', '客运专线'],
				['metro_underground', '地下轨道', 'Metro, underground', '地铁', '地铁隧道', 'subway'],
				['metro_surface', '地面高架轨道', 'Metro, surface or elevated', '轻轨', '高架轨道', 'light_rail'],
				['metro_entrance', '轨道出入口', 'Metro entrance', '地铁出入口', '地铁站出入口', '风亭', 'subway_entrance'],
				['bridge', '桥梁', 'Bridge', '公路桥'],
				['tunnel', '隧道', 'Tunnel', '公路隧道'],
				['ferry', '渡口', 'Ferry', '公路渡口'],
				['path', '步道', 'Path', '自行车道', 'footway', 'cycleway', 'track'],
				['other', '其他', 'Other']
			],
			['道路类型', '道路等级', '等级']
		),
		text('ref', '路线编号', 'Reference', ['编号', '路线代码']),
		number(
			'edgeHalfWidthM',
			'中心线至用地外缘',
			'Centre line to land edge',
			{ unit: 'm', min: 0, max: EDGE_HALF_WIDTH_MAX_M },
			['rowHalfWidthM', 'row_half_width_m', '用地半宽', '半宽']
		),
		choice(
			'setting',
			'铁路沿线环境',
			'Railway setting',
			[
				['urban', '城市市区', 'Urban', '市区'],
				['suburb', '城市郊区居民居住区', 'Suburb', '郊区'],
				['village', '村镇居民居住区', 'Village', '村镇'],
				['other', '其他地区', 'Other', '其他']
			],
			['沿线环境']
		),
		choice(
			'bridgeSize',
			'桥梁规模',
			'Bridge size',
			[
				['small', '小桥', 'Small'],
				['medium', '中桥', 'Medium'],
				['large', '大桥', 'Large'],
				['extra_large', '特大桥', 'Extra large']
			],
			['桥梁类型', '桥型规模']
		),
		PHASE,
		APPROVALS
	],
	grade: null,
	influence: null
};
