import type { Words } from '../words.ts';

/** Words for the keys of data/rules whose objects have no name of their own; any other key stands for itself. */
const KEY_NAMES: Readonly<Record<string, Words>> = {
	radii: { zh: '默认影响半径', en: 'default radius of influence' },
	hazard_source_1: { zh: '一级重大危险源', en: 'major hazard source of level 1' },
	hazard_source_2: { zh: '二级重大危险源', en: 'major hazard source of level 2' },
	hazard_source_3: { zh: '三级重大危险源', en: 'major hazard source of level 3' },
	hazard_source_4: { zh: '四级重大危险源', en: 'major hazard source of level 4' },
	enterprise_hazchem: { zh: '危险化学品企业', en: 'hazardous-chemical enterprise' },
	enterprise_other: { zh: '其他企业', en: 'other enterprise' },
	pipeline_trunk: { zh: '长输与公共危化品管道', en: 'trunk or public hazardous-chemical pipeline' },
	city_gas_low: { zh: '低压燃气管道', en: 'low-pressure city gas' },
	city_gas_mid: { zh: '中压燃气管道', en: 'medium-pressure city gas' },
	city_gas_sub_high: { zh: '次高压燃气管道', en: 'sub-high-pressure city gas' },
	city_gas_high: { zh: '高压燃气管道', en: 'high-pressure city gas' },
	city_gas_unknown: { zh: '压力不明的燃气管道', en: 'city gas of unknown pressure' },
	park: { zh: '园区', en: 'park' },
	dangerous_building: { zh: '危房', en: 'dangerous building' },
	geohazard_zone: { zh: '地质灾害区', en: 'geohazard zone' },
	cell: { zh: '网格边长', en: 'cell size' },
	rings: { zh: '同心圈', en: 'rings' },
	count: { zh: '圈数', en: 'number of rings' },
	levelsLowerPerRing: { zh: '每圈降几级', en: 'levels lower per ring' },
	accumulate: { zh: '叠加', en: 'accumulation' },
	features: { zh: '要素个数', en: 'features' },
	raiseBy: { zh: '上调几级', en: 'levels raised' },
	field: { zh: '场叠加', en: 'field' },
	reach: { zh: '影响到几倍半径', en: 'reach in radii' },
	weights: { zh: '权重', en: 'weight' },
	breaks: { zh: '分界', en: 'break' },
	atLeast: { zh: '不小于', en: 'at least' },
	density: { zh: '密度', en: 'density' },
	limits: { zh: '限值', en: 'limit' },
	m: { zh: '距离', en: 'distance' },
	beyond: { zh: '之外', en: 'beyond' },
	lo: { zh: '起点', en: 'from' },
	within: { zh: '范围', en: 'within' },
	edge: { zh: '边线', en: 'edge' },
	metMargin: { zh: '保留合规结果的余量', en: 'margin of kept findings' },
	share: { zh: '比例', en: 'share' },
	least: { zh: '至少', en: 'least' },
	most: { zh: '至多', en: 'most' },
	highRise: { zh: '高层', en: 'high-rise' },
	storeys: { zh: '层数', en: 'storeys' },
	levels: { zh: '分级', en: 'levels' },
	level: { zh: '等级', en: 'level' },
	severity: { zh: '等级', en: 'level' },
	on: { zh: '启用', en: 'switched on' },
	score: { zh: '分数', en: 'score' },
	points: { zh: '分值', en: 'points' },
	cap: { zh: '上限', en: 'cap' },
	red: { zh: '红', en: 'red' },
	orange: { zh: '橙', en: 'orange' },
	yellow: { zh: '黄', en: 'yellow' },
	blue: { zh: '蓝', en: 'blue' },
	months: { zh: '月数', en: 'months' },
	days: { zh: '天数', en: 'days' },
	steps: { zh: '上调几级', en: 'levels raised' },
	open: { zh: '未销号', en: 'open' },
	listed: { zh: '挂牌督办', en: 'listed' },
	overdue: { zh: '逾期', en: 'overdue' },
	oranges: { zh: '橙色单元个数', en: 'orange units' },
	reds: { zh: '红色单元个数', en: 'red units' },
	redsWithinM: { zh: '红色单元相距', en: 'red units within' },
	cellM: { zh: '网格边长', en: 'cell size' },
	reasonLength: { zh: '理由字数', en: 'length of the reason' },
	unknownUpTo: { zh: '宽度未知时至多', en: 'at most where unknown' },
	knownUpTo: { zh: '宽度已知时至多', en: 'at most where known' },
	factor: { zh: '换算系数', en: 'factor' },
	from: { zh: '自', en: 'from' },
	notUpTo: { zh: '不及', en: 'not up to' },
	risk: { zh: '风险区', en: 'risk zones' },
	susceptibility: { zh: '易发区', en: 'susceptibility zones' },
	derived: { zh: '推定', en: 'derived' },
	q: { zh: '临界量', en: 'threshold' },
	beta: { zh: '校正系数', en: 'correction β' },
	alpha: { zh: '暴露人员系数', en: 'exposure α' },
	tolerance: { zh: '容差', en: 'tolerance' }
};

/** One name of several, from the outermost inwards: `四色分布图 · 默认影响半径 · 园区`. */
export function joinNames(names: readonly (Words | string)[]): Words {
	const words = names
		.filter((name) => name !== 'rows')
		.map((name) => (typeof name === 'string' ? (known(name) ?? { zh: name, en: name }) : name));
	return { zh: words.map((one) => one.zh).join(' · '), en: words.map((one) => one.en).join(' · ') };
}

function known(key: string): Words | undefined {
	return Object.hasOwn(KEY_NAMES, key) ? KEY_NAMES[key] : undefined;
}
