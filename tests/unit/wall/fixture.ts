import type { AlertItem, ByLevelFigure, Figure, ListBehind, Wall, WorstUnit } from '../../../src/lib/wall/api.ts';
import type { Level } from '../../../src/lib/risk/level.ts';

/** A wall with everything on it, with names as long as they are in a Chinese district. Moments are handed in. */
export function makeWall(now: number, given: Partial<Wall> = {}): Wall {
	const iso = (agoMinutes: number) => new Date(now - agoMinutes * 60_000).toISOString();
	return {
		district: {
			code: '990001',
			name: '云栖示范区',
			metricSrid: 4547,
			fictional: true,
			version: 12,
			rulesVersion: '2026.1',
			bbox: [114, 30.5, 114.4, 30.8],
			counts: { enterprise: 4021, hazard_source: 124 }
		},
		readAt: iso(0),
		dataAt: iso(47),
		run: {
			id: 18,
			status: 'done',
			finishedAt: iso(45),
			districtVersion: 12,
			rulesVersion: '2026.1',
			method: 'rings',
			cellM: 100,
			amendments: 2,
			levels: { red: 41, orange: 186, yellow: 732, blue: 3055, none: 131 },
			areaM2: { red: 14_200_000, orange: 51_600_000, yellow: 78_300_000, blue: 349_800_000, none: 6_100_000 },
			states: { met: 9120, broken: 214, uncertain: 37, undecided: 1286 }
		},
		stale: false,
		before: {
			run: { id: 17, finishedAt: iso(60 * 26) },
			quarter: { id: 9, finishedAt: iso(60 * 24 * 61), quarter: '2026 Q3' }
		},
		levels: levels('units', [41, 186, 732, 3055, 131], [3, -5, 0, 12, -10], [7, 22, -31, 140, -60]),
		areas: levels(
			'areas',
			[14_200_000, 51_600_000, 78_300_000, 349_800_000, 6_100_000],
			[410_000, -120_000, 0, -290_000, 0],
			[1_200_000, 900_000, -400_000, -1_700_000, 0]
		),
		subdistricts: SUBDISTRICTS.map((name, at) => ({
			id: `area/s${at}`,
			name,
			rank: at === 11 ? null : at + 1,
			score: at === 11 ? null : 12.5 + at * 3.25,
			level: (['blue', 'yellow', 'yellow', 'orange', 'orange', 'red'] as const)[Math.min(5, Math.floor(at / 2))],
			units: { red: at, orange: 6 + at * 2, yellow: 40 + at * 5, blue: 220 + at * 18, none: at === 11 ? 120 : 3 },
			broken: at * 4,
			overdue: Math.max(0, at - 5),
			named: at < 2 ? 'commended' : at === 9 || at === 10 ? 'named' : null,
			bbox: [
				114 + (at % 4) * 0.1,
				30.5 + Math.floor(at / 4) * 0.1,
				114.1 + (at % 4) * 0.1,
				30.6 + Math.floor(at / 4) * 0.1
			]
		})),
		hazardSources: [
			source('1', '一级', 'red', 9, 1),
			source('2', '二级', 'orange', 21, 0),
			source('3', '三级', 'yellow', 38, -2),
			source('4', '四级', 'blue', 51, 0),
			source('none', '未评估', null, 5, 0)
		],
		worst: WORST,
		violations: RULES.map(([rule, zh, en, clause, severity, value, change]) => ({
			rule,
			name: { zh, en },
			clause,
			severity,
			figure: figure(value, change, null, 'violations', { endpoint: 'findings', query: { state: 'broken', rule } })
		})),
		undecided: figure(1286, -14, 120, 'undecided', { endpoint: 'findings', query: { state: 'undecided' } }),
		dangers: {
			open: figure(23, 2, 5, 'dangers', { endpoint: 'dangers', query: { level: 'major', open: 'true' } }),
			listed: figure(4, 0, 1, 'dangers', { endpoint: 'dangers', query: { level: 'major', listed: 'true' } }),
			overdue: figure(3, 1, 3, 'dangers', { endpoint: 'dangers', query: { level: 'major', overdue: 'true' } }),
			closed: figure(58, 6, 41, 'dangers', { endpoint: 'dangers', query: { level: 'major', open: 'false' } }),
			unrecorded: figure(0, 0, 0, 'dangers', { endpoint: 'features', query: { danger: 'unrecorded' } }),
			progress: 58 / 81,
			marks: [],
			bySubdistrict: SUBDISTRICTS.map((name, at) => ({
				id: `area/s${at}`,
				name,
				open: at,
				closed: 6,
				progress: 6 / (6 + at)
			}))
		},
		hca: [
			{
				class: 'III',
				segments: figure(4, 0, 1, 'hca', { endpoint: 'segments', query: { class: 'III' } }),
				metres: 3120
			},
			{
				class: 'II',
				segments: figure(11, 1, 2, 'hca', { endpoint: 'segments', query: { class: 'II' } }),
				metres: 9480
			},
			{ class: 'I', segments: figure(17, 0, 0, 'hca', { endpoint: 'segments', query: { class: 'I' } }), metres: 15_210 }
		],
		fields: FIELDS.map(([zh, lead], at) => ({
			no: String(at + 1),
			name: { zh, en: `Subject field ${at + 1} of the safety campaign` },
			lead: { zh: lead, en: 'District bureau of emergency management and its partners' },
			level: (['red', 'orange', 'yellow', 'blue', null] as const)[at % 5],
			units: { red: at % 5, orange: at, yellow: 3 * at, blue: 200 - 6 * at, none: at % 3 },
			figure: figure(200 - 6 * at + 4 * at + (at % 5) + (at % 3), 0, 0, 'fields', {
				endpoint: 'features',
				query: { field: String(at + 1) }
			})
		})),
		formulas: FORMULAS,
		...given
	};
}

export function makeAlert(now: number, id: number, given: Partial<AlertItem> = {}): AlertItem {
	return {
		id,
		kind: 'level',
		level: id % 3 === 0 ? 'orange' : 'red',
		title: {
			zh: `由较大风险升为重大风险：华中临港精细化工有限公司第${id}储罐区`,
			en: `Rose from larger to major risk: tank farm ${id} of the river-port fine chemicals company`
		},
		because: {
			zh: '校正后的相对值 R = 118.4，达到一级重大危险源 (R ≥ 100)',
			en: 'Corrected relative value R = 118.4: a hazard source of grade 1 (R ≥ 100)'
		},
		clause: 'GB 18218-2018 4.3',
		feature: { id: `hazard_source/h${id}`, layer: 'hazard_source', name: `华中临港精细化工有限公司第${id}储罐区` },
		at: [114.2 + id / 500, 30.62],
		subdistrict: SUBDISTRICTS[id % SUBDISTRICTS.length],
		persons: [
			{ role: { zh: '主要负责人', en: 'Principal' }, name: '周建国' },
			{ role: { zh: '技术负责人', en: 'Technical lead' }, name: '林晓峰' },
			{ role: { zh: '操作负责人', en: 'Operations lead' }, name: null }
		],
		raisedAt: new Date(now - id * 95_000).toISOString(),
		seen: { at: new Date(now - id * 94_000).toISOString(), on: '指挥中心大屏' },
		acknowledged: null,
		escalation: {
			step: id === 4 ? 1 : 0,
			of: 2,
			to: id === 4 ? { zh: '区安委办', en: 'the district safety office' } : null,
			next: { zh: '区安委办', en: 'the district safety office' },
			nextAt: new Date(now + (20 - id) * 60_000).toISOString()
		},
		endedAt: null,
		...given
	};
}

export function makeAlerts(now: number): AlertItem[] {
	return [
		makeAlert(now, 2),
		makeAlert(now, 3, {
			kind: 'danger',
			title: { zh: '重大隐患逾期 4 天未整改：消防通道被占用', en: 'Major danger 4 days overdue: fire lane blocked' },
			because: { zh: '整改期限 2026-11-26', en: 'Was due on 2026-11-26' },
			clause: '安全生产法 第四十一条'
		}),
		makeAlert(now, 4, {
			kind: 'alarm',
			title: { zh: '可燃气体浓度高高报：48 %LEL', en: 'Gas alarm high-high: 48 %LEL' },
			because: { zh: '监测值 48 %LEL，高于高高报限值 40 %LEL', en: '48 %LEL is above the high-high limit of 40 %LEL' }
		}),
		makeAlert(now, 6, { acknowledged: { at: new Date(now - 60_000).toISOString(), by: '陈志远', note: null } })
	];
}

function figure(
	value: number,
	sinceRun: number | null,
	sinceQuarter: number | null,
	formula: string,
	list: ListBehind | null = null
): Figure {
	return { value, sinceRun, sinceQuarter, list, formula };
}

function levels(formula: string, values: number[], run: number[], quarter: number[]): ByLevelFigure {
	const keys = ['red', 'orange', 'yellow', 'blue', 'none'] as const;
	return Object.fromEntries(
		keys.map((key, at) => {
			const list: ListBehind = { endpoint: formula === 'areas' ? 'zones' : 'features', query: { level: key } };
			return [key, figure(values[at], run[at], quarter[at], formula, list)];
		})
	) as ByLevelFigure;
}

function source(grade: string, zh: string, level: Level | null, value: number, change: number) {
	const list: ListBehind = { endpoint: 'features', query: { layer: 'hazard_source', grade } };
	return {
		grade,
		name: { zh, en: grade === 'none' ? 'Not graded' : `Grade ${grade}` },
		level,
		figure: figure(value, change, 0, 'sources', list)
	};
}

const SUBDISTRICTS = [
	'云栖街道',
	'青禾街道',
	'澄湖街道',
	'望川街道',
	'锦帆街道',
	'白鹭街道',
	'桐影街道',
	'星渚街道',
	'丹枫街道',
	'听涛街道',
	'临空港经济技术开发区化工产业园管理委员会',
	'远山街道'
];

const REASON = {
	text: {
		zh: '校正后的相对值 R = 118.4，一级重大危险源 (R ≥ 100)',
		en: 'R = 118.4: a hazard source of grade 1 (R ≥ 100)'
	},
	clause: 'GB 18218-2018 4.3'
};
const CLEARANCE = {
	text: {
		zh: '与最近的高敏感防护目标（云栖街道中心小学）相距 186 m，要求 300 m',
		en: '186 m from the nearest protection target of high sensitivity, 300 m required'
	},
	clause: 'GB/T 37243-2019 5.3.1'
};
const WORST: WorstUnit[] = Array.from({ length: 10 }, (_, at) => ({
	id: `hazard_source/h${at}`,
	layer: 'hazard_source',
	name: at === 1 ? '长江航运物流（云栖）危险化学品仓储与中转联合有限责任公司第三罐区' : `云栖石化第${at + 1}罐区`,
	level: at < 6 ? 'red' : 'orange',
	grade: String(1 + (at % 2)),
	subdistrict: SUBDISTRICTS[at],
	at: [114.05 + at / 40, 30.6],
	reasons: at % 3 === 0 ? [REASON, CLEARANCE] : [CLEARANCE],
	broken: (at * 3) % 5,
	persons: [
		{ role: { zh: '主要负责人', en: 'Principal' }, name: at === 4 ? null : '周建国' },
		{ role: { zh: '技术负责人', en: 'Technical lead' }, name: '林晓峰' },
		{ role: { zh: '操作负责人', en: 'Operations lead' }, name: null }
	]
}));

const RULES: [string, string, string, string, Level, number, number][] = [
	[
		'PIPE-5M',
		'管道中心线两侧 5 米内不得建房',
		'No building within 5 m of a pipeline',
		'石油天然气管道保护法 第三十条',
		'red',
		64,
		2
	],
	[
		'FUEL-SCHOOL',
		'加油站与重要公共建筑物的安全间距',
		'Filling station to important public building',
		'GB 50156-2021 4.0.4',
		'red',
		47,
		0
	],
	[
		'HAZCHEM-EXT',
		'危险化学品生产储存设施与居住区、学校、医院等高敏感场所的外部安全防护距离',
		'External distance of chemical plants',
		'GB/T 37243-2019 5.3',
		'red',
		39,
		-3
	],
	[
		'GAS-CONTROL',
		'城镇燃气管道最小控制范围',
		'Control zone of city gas',
		'城镇燃气管理条例 第三十三条',
		'orange',
		28,
		1
	],
	[
		'LPG-DWELLING',
		'液化石油气供应站与民用建筑的防火间距',
		'LPG station to dwelling',
		'GB 51142-2015 5.2.8',
		'orange',
		17,
		0
	],
	['POWER-LINE', '架空电力线路保护区', 'Zone of overhead power lines', '电力设施保护条例 第十条', 'orange', 12, 0],
	[
		'FIREWORK',
		'烟花爆竹零售店与人员密集场所的距离',
		'Firework shop to crowded places',
		'烟花爆竹经营许可实施办法 第十六条',
		'yellow',
		7,
		0
	]
];

const FIELDS: [string, string][] = [
	['危险化学品安全专项整治', '区应急管理局'],
	['矿山安全专项整治', '区应急管理局、区自然资源和规划局'],
	['消防安全专项整治', '区消防救援大队'],
	['道路运输安全专项整治', '区交通运输局、公安分局交通大队'],
	['交通运输（民航、铁路、邮政、水上和城市轨道交通）和渔业船舶安全专项整治', '区交通运输局、区农业农村局'],
	['城市建设安全专项整治', '区住房和城乡建设局'],
	['工业园区等功能区安全专项整治', '临空港经开区管委会'],
	['化工园区安全专项整治', '区应急管理局'],
	['危险废物等安全专项整治', '区生态环境分局'],
	['烟花爆竹安全专项整治', '区应急管理局、区公安分局'],
	...Array.from({ length: 16 }, (_, at): [string, string] => [`第${at + 11}项安全专项整治`, '区相关部门'])
];

const FORMULAS: Wall['formulas'] = Object.fromEntries(
	['units', 'areas', 'sources', 'violations', 'undecided', 'dangers', 'hca', 'fields', 'alerts'].map((key) => [
		key,
		{
			text: {
				zh: '最近一批评估中等级相同的风险单元个数；单元的等级由其全部依据中最严重的一条决定。',
				en: 'Units of this level in the newest run; the level of a unit is that of its worst reason.'
			},
			clause: 'DB42/T 1709-2021 5.3',
			confidence: 'VERIFIED' as const
		}
	])
);
