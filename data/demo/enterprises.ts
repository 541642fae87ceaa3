import type { Attributes } from '../../src/lib/risk/layer.ts';
import type { Level } from '../../src/lib/risk/level.ts';
import type { Use } from './land.ts';
import type { Lot } from './lots.ts';
import { brandName, personName, phoneNumber, PLACE } from './names.ts';
import type { Random } from './random.ts';

/** How readily a building of each use houses an enterprise. */
export const ENTERPRISE_WEIGHT: Readonly<Partial<Record<Use, number>>> = {
	core: 0.06,
	town: 0.045,
	industry: 0.62,
	rural: 0.02
};

interface Trade {
	field: number;
	industry: string;
	kind: string;
	label: string;
	/** Where it is found. */
	uses: readonly Use[];
	weight: number;
	/** Chance of red, orange and yellow; the rest is blue. */
	risk: readonly [number, number, number];
}

const CALM = [0, 0.045, 0.23] as const;
const PLAIN = [0.002, 0.095, 0.34] as const;
const HEAVY = [0.006, 0.15, 0.38] as const;
const TOWNS: readonly Use[] = ['core', 'town'];
const EVERYWHERE: readonly Use[] = ['core', 'town', 'rural', 'industry'];

/** Trades of the 26 subject fields. A trade's field is the campaign that inspects it first. */
const TRADES: readonly Trade[] = [
	{
		field: 1,
		industry: '5169',
		kind: 'hazchem_trade',
		label: '化工贸易行',
		uses: ['core', 'industry'],
		weight: 3,
		risk: PLAIN
	},
	{ field: 1, industry: '2669', kind: 'general', label: '日化有限公司', uses: ['industry'], weight: 4, risk: HEAVY },
	{ field: 2, industry: '4420', kind: 'general', label: '变电运维站', uses: EVERYWHERE, weight: 2, risk: PLAIN },
	{ field: 3, industry: '1019', kind: 'general', label: '砂石料场', uses: ['rural'], weight: 7, risk: HEAVY },
	{ field: 4, industry: '5211', kind: 'general', label: '百货商场', uses: TOWNS, weight: 9, risk: PLAIN },
	{ field: 4, industry: '9051', kind: 'general', label: '影音娱乐城', uses: TOWNS, weight: 5, risk: PLAIN },
	{
		field: 5,
		industry: '5435',
		kind: 'general',
		label: '危货运输有限公司',
		uses: ['industry', 'town'],
		weight: 3,
		risk: HEAVY
	},
	{ field: 5, industry: '5442', kind: 'general', label: '客运服务部', uses: EVERYWHERE, weight: 4, risk: PLAIN },
	{ field: 6, industry: '0512', kind: 'general', label: '农机合作社', uses: ['rural'], weight: 16, risk: CALM },
	{ field: 7, industry: '4710', kind: 'general', label: '建筑工程项目部', uses: EVERYWHERE, weight: 8, risk: HEAVY },
	{ field: 8, industry: '3484', kind: 'general', label: '机械加工厂', uses: ['industry'], weight: 22, risk: PLAIN },
	{ field: 8, industry: '1399', kind: 'general', label: '食品有限公司', uses: ['industry'], weight: 18, risk: PLAIN },
	{ field: 9, industry: '7724', kind: 'general', label: '环保科技公司', uses: ['industry'], weight: 3, risk: HEAVY },
	{
		field: 10,
		industry: '5249',
		kind: 'firework_retail',
		label: '烟花爆竹零售店',
		uses: ['town', 'rural'],
		weight: 2,
		risk: HEAVY
	},
	{
		field: 11,
		industry: '5949',
		kind: 'explosive_storage',
		label: '民爆物品储存点',
		uses: ['rural'],
		weight: 0.5,
		risk: HEAVY
	},
	{ field: 12, industry: '4353', kind: 'general', label: '电梯维保公司', uses: TOWNS, weight: 6, risk: CALM },
	{ field: 12, industry: '4430', kind: 'general', label: '热力站', uses: ['industry', 'town'], weight: 4, risk: PLAIN },
	{ field: 13, industry: '4512', kind: 'lpg_shop', label: '瓶装气供应站', uses: ['town'], weight: 1.5, risk: HEAVY },
	{
		field: 13,
		industry: '5266',
		kind: 'gas_station',
		label: '加气站',
		uses: ['town', 'industry'],
		weight: 0.8,
		risk: PLAIN
	},
	{ field: 14, industry: '3130', kind: 'general', label: '金属压延厂', uses: ['industry'], weight: 5, risk: HEAVY },
	{ field: 15, industry: '8399', kind: 'general', label: '研学教育中心', uses: TOWNS, weight: 6, risk: CALM },
	{ field: 16, industry: '8421', kind: 'general', label: '诊所', uses: TOWNS, weight: 6, risk: CALM },
	{ field: 17, industry: '5720', kind: 'general', label: '管道巡护站', uses: ['rural'], weight: 1.5, risk: PLAIN },
	{ field: 18, industry: '6110', kind: 'general', label: '酒店', uses: TOWNS, weight: 8, risk: CALM },
	{ field: 18, industry: '7862', kind: 'general', label: '农庄', uses: ['rural'], weight: 9, risk: CALM },
	{ field: 19, industry: '5265', kind: 'petrol_station', label: '加油站', uses: EVERYWHERE, weight: 1.3, risk: PLAIN },
	{ field: 19, industry: '5212', kind: 'general', label: '超市', uses: TOWNS, weight: 14, risk: CALM },
	{ field: 20, industry: '5990', kind: 'general', label: '保税仓储部', uses: ['industry'], weight: 5, risk: PLAIN },
	{ field: 21, industry: '0220', kind: 'general', label: '坡地林场', uses: ['rural'], weight: 3, risk: PLAIN },
	{ field: 22, industry: '3990', kind: 'general', label: '配套电子厂', uses: ['industry'], weight: 2, risk: CALM },
	{ field: 23, industry: '7020', kind: 'general', label: '物业服务部', uses: TOWNS, weight: 10, risk: CALM },
	{
		field: 24,
		industry: '7820',
		kind: 'general',
		label: '垃圾转运站',
		uses: ['town', 'rural'],
		weight: 3,
		risk: PLAIN
	},
	{ field: 25, industry: '7040', kind: 'general', label: '地下车库管理处', uses: ['core'], weight: 3, risk: CALM },
	{
		field: 26,
		industry: '8514',
		kind: 'general',
		label: '颐养院',
		uses: ['town', 'rural', 'core'],
		weight: 3,
		risk: CALM
	}
];

export interface Enterprise {
	name: string;
	attributes: Attributes;
}

/** An enterprise for a building. About one in twelve has not been assessed; the grey ones on the map. */
export function enterpriseAt(lot: Lot, use: Use, subdistrict: string, random: Random): Enterprise {
	const fits = TRADES.filter(
		(trade) => trade.uses.includes(use) && (trade.kind !== 'petrol_station' || lot.way !== null)
	);
	let at = random.next() * fits.reduce((sum, trade) => sum + trade.weight, 0);
	const trade = fits.find((candidate) => (at -= candidate.weight) < 0) ?? fits[0];
	const brand = brandName(random);
	const level = levelBy(trade.risk, random);
	const attributes: Attributes = {
		kind: trade.kind,
		industry: trade.industry,
		subjectField: String(trade.field),
		employees: random.integer(3, use === 'industry' ? 420 : 60),
		address: `${PLACE}${subdistrict}`,
		responsiblePerson: personName(random),
		phone: phoneNumber(random)
	};
	if (!random.happens(0.08))
		Object.assign(attributes, random.happens(0.6) ? lecOf(level, random) : lsOf(level, random));
	return { name: `${brand}${trade.label}`, attributes };
}

/** The enterprise that runs a plant with hazard sources. */
export function plantEnterprise(kind: string, label: string, field: number, random: Random): Enterprise {
	const isScored = ['hazchem_production', 'hazchem_storage', 'oil_depot', 'lpg_station'].includes(kind);
	const level = levelBy([0.05, 0.2, 0.35], random);
	const attributes: Attributes = {
		kind,
		industry:
			kind === 'hazchem_production' ? '2614' : kind === 'lpg_station' ? '4512' : kind === 'general' ? '1353' : '5942',
		subjectField: String(field),
		employees: random.integer(20, 600),
		responsiblePerson: personName(random),
		phone: phoneNumber(random)
	};
	if (kind === 'oil_depot') attributes.depotGrade = String(random.integer(2, 4));
	if (kind === 'lpg_station') attributes.lpgVolumeM3 = random.integer(2, 9) * 50;
	if (!random.happens(0.08)) Object.assign(attributes, isScored ? scoreOf(level, random) : lecOf(level, random));
	return { name: `${brandName(random)}${label}`, attributes };
}

function levelBy([red, orange, yellow]: readonly [number, number, number], random: Random): Level {
	const at = random.next();
	return at < red ? 'red' : at < red + orange ? 'orange' : at < red + orange + yellow ? 'yellow' : 'blue';
}

/** L, E and C that come to the level by the LEC method. */
const LEC: Readonly<Record<Level, readonly (readonly [number, number, number])[]>> = {
	red: [
		[6, 6, 15],
		[3, 6, 40]
	],
	orange: [
		[3, 6, 15],
		[6, 6, 7],
		[1, 6, 40]
	],
	yellow: [
		[3, 6, 7],
		[1, 6, 15],
		[6, 6, 3]
	],
	blue: [
		[1, 6, 7],
		[3, 3, 3],
		[1, 3, 15],
		[0.5, 6, 15]
	]
};

/** L and S that come to the level by the 5 × 5 matrix. */
const LS: Readonly<Record<Level, readonly (readonly [number, number])[]>> = {
	red: [
		[4, 5],
		[5, 5]
	],
	orange: [
		[3, 5],
		[4, 4]
	],
	yellow: [
		[3, 3],
		[2, 5],
		[3, 4]
	],
	blue: [
		[2, 3],
		[2, 4],
		[1, 5],
		[2, 2]
	]
};

/** Scores of 应急〔2018〕19号 that come to the level. */
const SCORES: Readonly<Record<Level, readonly [number, number]>> = {
	red: [44, 59],
	orange: [61, 74],
	yellow: [76, 89],
	blue: [90, 104]
};

function lecOf(level: Level, random: Random): Attributes {
	const [L, E, C] = random.pick(LEC[level]);
	return { L, E, C };
}

function lsOf(level: Level, random: Random): Attributes {
	const [lsL, lsS] = random.pick(LS[level]);
	return { lsL, lsS };
}

/** Most registers hold the sum only; some hold the items. */
function scoreOf(level: Level, random: Random): Attributes {
	if (level === 'yellow' && random.happens(0.7)) {
		return {
			scoreItems: { hazardSourceLevel: 3, hazardousProcesses: 2, classAUnits: random.integer(3, 5), outsidePark: false }
		};
	}
	const [low, high] = SCORES[level];
	return { score19: random.integer(low, high) };
}
