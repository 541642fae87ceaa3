import type { Attributes } from '../../src/lib/risk/layer.ts';
import { DEMO_COUNTS } from './demo-numbers.ts';
import { houseBeside } from './encroachments.ts';
import type { Lot } from './lots.ts';
import { PLACE } from './names.ts';
import type { Plan } from './plan.ts';
import { besideOf, densify, distanceBetween, lengthOf, pieceOf, smoothLine, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';
import type { Street } from './streets.ts';

export interface Pipe {
	name: string;
	line: Point[];
	attributes: Attributes;
	accuracyM: number | null;
}

/** A house that stands where a law forbids it, or just where it does not. */
export interface Encroachment {
	lot: Lot;
	accuracyM: number | null;
}

/** Vertices at most this far apart: between two of them a line in degrees and one in metres are the same to 0.1 mm. */
const VERTEX_M = 50;

/**
 * How the houses along a line are placed: at `distanceM` from its centre line in the section with this number, and
 * what is stated of the positions. The law is 5 m for trunk lines, 15 m in Wuhan for high-pressure city gas.
 */
const BESIDE = {
	gas: [
		{ section: 4, distances: [-6, 1.2, 5, 5, 5.001, 5.001, 3.4], accuracyM: null },
		{ section: 8, distances: [5, 5.001, 4.2, 12, 30], accuracyM: null },
		{ section: 3, distances: [5.6, 5.9, 6.1], accuracyM: 1 },
		{ section: 12, distances: [5.5, 18], accuracyM: 1 },
		{ section: 6, distances: [3, 8.5], accuracyM: null }
	],
	oil: [
		{ section: 3, distances: [-5, 2.6, 5, 5.001], accuracyM: null },
		{ section: 6, distances: [4.5, 5.8], accuracyM: 1 },
		{ section: 9, distances: [9, 22], accuracyM: null },
		{ section: 1, distances: [2, 4], accuracyM: null }
	],
	high: [
		{ section: 1, distances: [9, 14.9], accuracyM: null },
		{ section: 3, distances: [15.4, 15.8], accuracyM: 0.5 }
	]
} as const;

/** Sections whose class the register does not hold: nothing can be decided about them. */
const CLASSLESS = { gas: [6, 14], oil: [1], high: [] } as const;

export interface Network {
	pipes: Pipe[];
	encroachments: Encroachment[];
}

/** Long lines across the country first; the houses against them; then city gas along the streets up to the length. */
export function networkOf(plan: Plan, plantLines: readonly Point[][]): Network {
	const { scale, trunks } = plan;
	const network: Network = { pipes: [], encroachments: [] };
	layLong(plan, network, 'gas', densify(trunks.gas, VERTEX_M), `${PLACE}输气干线`, 1_900, {
		pipeClass: 'gas_trunk',
		substance: '天然气',
		diameterMm: 711,
		pressureMPa: 6.3,
		operator: `${PLACE}管网有限公司`
	});
	layLong(plan, network, 'oil', densify(trunks.oil, VERTEX_M), `${PLACE}成品油管道`, 2_100, {
		pipeClass: 'oil_trunk',
		substance: '汽油、柴油',
		diameterMm: 406,
		pressureMPa: 8,
		operator: `${PLACE}油品管道有限公司`
	});
	layLong(plan, network, 'high', densify(trunks.high, VERTEX_M), '高压燃气管道', 2_000, {
		pipeClass: 'city_gas',
		pressureClass: 'high',
		substance: '天然气',
		diameterMm: 508,
		pressureMPa: 4,
		operator: `${PLACE}燃气有限公司`
	});
	const hazchem = densify(betweenParks(plan), VERTEX_M);
	plan.kept.addLine(hazchem, 24);
	sectionsOf(hazchem, 1_500).forEach((line, k) =>
		network.pipes.push({
			name: `园区间化学品管道${k + 1}段`,
			line,
			attributes: {
				pipeClass: 'hazchem_public',
				substance: k % 2 === 0 ? '液氨' : '甲醇',
				diameterMm: 159,
				pressureMPa: 2.5,
				operator: `${PLACE}园区公用工程有限公司`,
				status: 'live'
			},
			accuracyM: 0.5
		})
	);
	plantLines.forEach((line, k) =>
		network.pipes.push({
			name: `厂内管廊${k + 1}`,
			line,
			attributes: {
				pipeClass: 'plant_internal',
				substance: '工艺物料',
				diameterMm: 108,
				pressureMPa: 1.6,
				status: 'live'
			},
			accuracyM: 0.2
		})
	);
	layStreets(plan, network, DEMO_COUNTS.pipelineM * scale);
	return network;
}

/** From one chemical park to the nearest other, from corner to corner, with a bend on the way. */
function betweenParks(plan: Plan): Point[] {
	const rings = plan.land.parks.filter((park) => park.chemical).map((park) => park.ring);
	let best: readonly [Point, Point] = [rings[0][0], rings[0][Math.floor(rings[0].length / 2)]];
	let least = Infinity;
	for (let k = 1; k < rings.length; k++) {
		for (const a of rings[k]) {
			for (const b of rings.slice(0, k).flat()) {
				if (distanceBetween(a, b) < least) {
					least = distanceBetween(a, b);
					best = [a, b];
				}
			}
		}
	}
	const [a, b] = best;
	const bend = (t: number, side: number): Point => [
		a[0] + (b[0] - a[0]) * t - (b[1] - a[1]) * side,
		a[1] + (b[1] - a[1]) * t + (b[0] - a[0]) * side
	];
	return smoothLine([a, bend(0.3, 0.07), bend(0.7, 0.05), b], 20);
}

function sectionsOf(line: readonly Point[], lengthM: number): Point[][] {
	const total = lengthOf(line);
	const count = Math.max(1, Math.round(total / lengthM));
	return Array.from({ length: count }, (_, k) => pieceOf(line, (total * k) / count, (total * (k + 1)) / count));
}

function layLong(
	plan: Plan,
	network: Network,
	kind: keyof typeof BESIDE,
	line: readonly Point[],
	name: string,
	sectionM: number,
	attributes: Attributes
): void {
	const random = randomOf(plan.seed, 'pipe', kind);
	const sections = sectionsOf(line, sectionM);
	sections.forEach((section, k) => {
		const plans = BESIDE[kind].filter((row) => row.section === k);
		for (const { distances, accuracyM } of plans) {
			distances.forEach((distanceM, n) => {
				const size = { widthM: random.between(9, 13), depthM: random.between(8, 10.5) };
				// alternate the sides of the line
				const way = n % 2 === 0 ? section : section.toReversed();
				const lot = houseBeside(plan, way, distanceM, (n + 0.5) / (distances.length + 2), size);
				if (lot !== null) network.encroachments.push({ lot, accuracyM: accuracyM === null ? null : accuracyM / 2 });
			});
		}
		const accuracyM = plans.length > 0 ? plans[0].accuracyM : random.happens(0.5) ? 0.5 : null;
		const isClassless = (CLASSLESS[kind] as readonly number[]).includes(k);
		const { pipeClass, ...rest } = attributes;
		const full: Attributes = { ...rest, status: 'live', builtYear: random.integer(2004, 2019), material: 'L485 钢管' };
		if (!isClassless) full.pipeClass = pipeClass;
		network.pipes.push({ name: `${name}${k + 1}段`, line: section, attributes: full, accuracyM });
	});
	plan.kept.addLine(line, kind === 'high' ? 32 : 27);
}

const CITY_GAS = {
	county: { pressureClass: 'sub_high', offsetM: 7, diameterMm: 323, pressureMPa: 1.6, material: '钢管' },
	avenue: { pressureClass: 'mid', offsetM: 11, diameterMm: 250, pressureMPa: 0.4, material: 'PE100' },
	street: { pressureClass: 'low', offsetM: 5.5, diameterMm: 160, pressureMPa: 0.01, material: 'PE80' }
} as const;
type GasWay = keyof typeof CITY_GAS;

const END_M = 60;

/** Share of what is left to lay that goes along each kind of road. */
const GAS_SHARE: Readonly<Record<GasWay, number>> = { county: 0.22, avenue: 0.5, street: 1 };

/** City gas in the land of the roads, street after street, until the network has its length to the metre. */
function layStreets(plan: Plan, network: Network, totalM: number): void {
	const random = randomOf(plan.seed, 'city gas');
	let laid = network.pipes.reduce((sum, pipe) => sum + lengthOf(pipe.line), 0);
	for (const way of ['county', 'avenue', 'street'] as const) {
		const { offsetM, ...rest } = CITY_GAS[way];
		const until = laid + (totalM - laid) * GAS_SHARE[way];
		for (const street of spreadOut(plan, way)) {
			if (laid >= until - 1) break;
			const whole = besideOf(street.points, street.line % 2 === 0 ? offsetM : -offsetM);
			// streets end at the district's border: what runs beside them stops short of it
			const lengthM = Math.min(lengthOf(whole) - 2 * END_M, until - laid, 3_200);
			const line = densify(pieceOf(whole, END_M, END_M + lengthM), VERTEX_M);
			laid += lengthOf(line);
			const attributes: Attributes = {
				pipeClass: 'city_gas',
				substance: '天然气',
				...rest,
				builtYear: random.integer(1998, 2023),
				operator: `${PLACE}燃气有限公司`,
				status: random.happens(0.04) ? 'abandoned' : 'live'
			};
			if (random.happens(0.06)) delete attributes.pressureClass;
			const count = network.pipes.length + 1;
			network.pipes.push({ name: `燃气管道 R${count}`, line, attributes, accuracyM: random.happens(0.6) ? 0.3 : null });
		}
	}
	if (laid < totalM - 1) throw new Error(`Laid ${Math.round(laid)} m of pipeline; the plan asks for ${totalM}.`);
}

/** Streets of one kind, long enough to carry a main, in an order that spreads them over the map. */
function spreadOut(plan: Plan, way: GasWay): Street[] {
	const random = randomOf(plan.seed, 'gas streets', way);
	return plan.streets.streets
		.filter((street) => street.way === way && lengthOf(street.points) > 600)
		.map((street) => ({ street, rank: random.next() }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ street }) => street);
}
