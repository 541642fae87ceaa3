import type { Attributes, Holding } from '../../src/lib/risk/layer.ts';
import { personName, phoneNumber } from './names.ts';
import type { Plant } from './plants.ts';
import type { Point } from './plane-shapes.ts';
import { randomOf, type Random } from './random.ts';

/** What a unit holds and how many live around it; tonnes and people as ranges. The comment is the level it comes to. */
interface Store {
	label: string;
	holdings: readonly { name: string; cas: string; tonnes: readonly [number, number] }[];
	people: readonly [number, number];
	unitKind: 'storage' | 'production';
}

const store = (
	label: string,
	people: readonly [number, number],
	holdings: readonly (readonly [name: string, cas: string, low: number, high: number])[],
	unitKind: Store['unitKind'] = 'storage'
): Store => ({
	label,
	people,
	unitKind,
	holdings: holdings.map(([name, cas, low, high]) => ({ name, cas, tonnes: [low, high] }))
});

const LPG = '液化石油气(含丙烷、丁烷及其混合物)';
const PETROL = '汽油(乙醇汽油、甲醇汽油)';

/** Inventories by the level that GB 18218-2018 gives them; `below` does not reach the threshold. */
const STORES = {
	一级: [
		store('液化烃球罐区', [120, 400], [[LPG, '68476-85-7', 1_800, 2_600]]),
		store('成品油储罐区', [110, 300], [[PETROL, '86290-81-5', 11_000, 16_000]]),
		store('液氯储罐区', [110, 260], [['氯', '7782-50-5', 64, 90]])
	],
	二级: [
		store('液氨储罐区', [52, 95], [['氨', '7664-41-7', 180, 300]]),
		store('甲醇储罐区', [50, 90], [['甲醇', '67-56-1', 18_000, 30_000]]),
		store('液氯库', [105, 160], [['氯', '7782-50-5', 34, 45]])
	],
	三级: [
		store('苯储罐区', [30, 49], [['苯', '71-43-2', 600, 1_500]]),
		store('汽油储罐区', [31, 48], [[PETROL, '86290-81-5', 2_000, 5_000]]),
		store('环氧乙烷罐区', [2, 25], [['环氧乙烷', '75-21-8', 60, 120]]),
		store('液氨储罐区', [30, 45], [['氨', '7664-41-7', 50, 100]]),
		store('合成车间', [3, 25], [['1,3-丁二烯', '106-99-0', 36, 80]], 'production')
	],
	四级: [
		store('成品油储罐区', [0, 25], [[PETROL, '86290-81-5', 220, 800]]),
		store('甲醇储罐区', [1, 28], [['甲醇', '67-56-1', 600, 1_800]]),
		store('氨制冷系统', [1, 28], [['氨', '7664-41-7', 11, 24]], 'production'),
		store('乙醇罐区', [0, 20], [['乙醇', '64-17-5', 600, 1_500]]),
		store('液氧储罐', [0, 29], [['氧(压缩的或液化的)', '7782-44-7', 220, 500]]),
		store('液化气储罐区', [1, 25], [[LPG, '68476-85-7', 60, 140]]),
		store(
			'溶剂库',
			[0, 29],
			[
				[PETROL, '86290-81-5', 120, 180],
				['甲苯', '108-88-3', 260, 500]
			]
		)
	],
	below: [
		store('柴汽油罐', [0, 60], [[PETROL, '86290-81-5', 40, 150]]),
		store('氨制冷机房', [5, 80], [['氨', '7664-41-7', 2, 8]], 'production'),
		store(
			'气瓶库',
			[0, 40],
			[
				['乙炔', '74-86-2', 0.1, 0.4],
				['氧(压缩的或液化的)', '7782-44-7', 5, 20]
			]
		),
		store('加氯间', [10, 90], [['氯', '7782-50-5', 1, 4]], 'production')
	]
} satisfies Record<string, readonly Store[]>;
type Target = keyof typeof STORES;

/**
 * Of 120: how many come to each level by the people on record. Those on the map raise some of them. The rest of a city
 * grows in proportion.
 */
const MIX: readonly (readonly [Target, number])[] = [
	['一级', 5],
	['二级', 17],
	['三级', 38],
	['四级', 42],
	['below', 18]
];

export interface HazardSource {
	name: string;
	ring: Point[];
	attributes: Attributes;
	accuracyM: number | null;
}

/** Hazard sources on the pads of the plants: the worst in the chemical parks, small ones everywhere. */
export function hazardSourcesOf(
	plants: readonly Plant[],
	plantNames: readonly string[],
	count: number,
	seed: number
): HazardSource[] {
	const random = randomOf(seed, 'hazard sources');
	const pads: { plant: number; ring: Point[]; round: number }[] = [];
	plants.forEach((plant, k) => {
		const share = plant.chemical ? plant.pads.length : Math.min(3, plant.pads.length);
		plant.pads.slice(0, share).forEach((ring, round) => pads.push({ plant: k, ring, round }));
	});
	pads.sort((a, b) => a.round - b.round || a.plant - b.plant);
	if (pads.length < count) throw new Error(`The plants have ${pads.length} pads for ${count} hazard sources.`);
	const used = pads.slice(0, count);
	// the greatest stand together in two chemical parks; the next go one to a plant, two outside such parks to one in
	const isChemical = (pad: (typeof pads)[number]) => plants[pad.plant].chemical;
	const inPark = (park: number) => used.filter((pad) => isChemical(pad) && plants[pad.plant].park === park);
	const [first, second] = [...new Set(used.filter(isChemical).map((pad) => plants[pad.plant].park ?? 0))];
	const great = Math.round((MIX[0][1] * count) / 120);
	const most = Math.ceil((great * 2) / 3);
	const cluster = [...inPark(first).slice(0, most), ...inPark(second).slice(0, great - most)];
	const chemical = used.filter((pad) => isChemical(pad) && !cluster.includes(pad)).reverse();
	const others = used.filter((pad) => !isChemical(pad)).reverse();
	const ordered = [...cluster];
	while (chemical.length + others.length > 0) {
		for (const queue of [others, others, chemical]) {
			const pad = queue.pop();
			if (pad !== undefined) ordered.push(pad);
		}
	}
	const targets = MIX.flatMap(([target, share]) =>
		Array.from({ length: Math.round((share * count) / 120) }, (): Target => target)
	);
	while (targets.length < count) targets.push('below');
	return ordered.map((pad, k) => {
		const target = targets[k];
		const kinds: readonly Store[] = STORES[target];
		const chosen = kinds[(k * 5 + 2) % kinds.length];
		const attributes = attributesOf(
			chosen,
			plantNames[pad.plant],
			random,
			k,
			plants[pad.plant].chemical && k % 5 === 2
		);
		return {
			name: `${plantNames[pad.plant]}${chosen.label}`,
			ring: pad.ring,
			attributes,
			accuracyM: random.happens(0.4) ? 0.5 : null
		};
	});
}

function attributesOf(chosen: Store, enterprise: string, random: Random, k: number, hasReport: boolean): Attributes {
	const inventory: Holding[] = chosen.holdings.map(({ name, cas, tonnes }) => {
		const exact = random.between(tonnes[0], tonnes[1]);
		return { name, cas, tonnes: exact < 10 ? Math.round(exact * 100) / 100 : Math.round(exact) };
	});
	const attributes: Attributes = {
		inventory,
		exposedPeople: random.integer(chosen.people[0], chosen.people[1]),
		unitKind: chosen.unitKind,
		enterprise,
		mainPerson: personName(random),
		technicalPerson: personName(random),
		operationPerson: personName(random),
		phone: phoneNumber(random),
		assessedOn: `${random.integer(2023, 2026)}-0${random.integer(1, 9)}-1${random.integer(0, 9)}`
	};
	if (hasReport) attributes.externalSafetyDistanceM = random.integer(4, 10) * 50;
	// as in real registers: some lack the people around them, a few their inventory, some their three persons
	if (k % 17 === 11) delete attributes.exposedPeople;
	if (k === 60 || k === 101) delete attributes.inventory;
	if (k % 9 === 4) {
		delete attributes.mainPerson;
		delete attributes.technicalPerson;
		delete attributes.operationPerson;
	}
	return attributes;
}
