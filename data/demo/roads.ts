import type { Geometry } from 'geojson';
import type { Attributes } from '../../src/lib/risk/layer.ts';
import { CELLS_A_SIDE, ROAD_M, type WayClass } from './demo-numbers.ts';
import { lineOf, pointOf } from './feature.ts';
import { cellAt } from './frame.ts';
import { roadName } from './names.ts';
import type { Plan } from './plan.ts';
import { densify, type Point } from './plane-shapes.ts';
import { randomOf } from './random.ts';

export interface Road {
	name: string | null;
	attributes: Attributes;
	geometry: Geometry;
}

/** How the register calls each class, and the ending of its names. */
const KIND: Readonly<Record<WayClass, readonly [kind: string, suffix: string]>> = {
	expressway: ['expressway', ''],
	national: ['national', '国道'],
	provincial: ['provincial', '省道'],
	county: ['county', '公路'],
	township: ['township', '乡道'],
	avenue: ['urban', '大道'],
	street: ['street', '路'],
	railway: ['railway', ''],
	metro: ['metro_underground', '']
};

/** Corners of the lattice are up to 1.3 cells apart: straight in degrees and in metres to a millimetre. */
const VERTEX_M = 150;

/** Every road, the railway and the metro. Land widths are on record but for a few of the smaller roads. */
export function roadsOf(plan: Plan): Road[] {
	const random = randomOf(plan.seed, 'roads');
	const roads: Road[] = plan.corridors.map(({ kind, name, line }) => ({
		name,
		attributes: {
			kind,
			ref: kind === 'expressway' ? 'S9900' : '虚构线',
			edgeHalfWidthM: ROAD_M[kind].halfWidth,
			...(kind === 'railway' && { setting: 'suburb' })
		},
		geometry: lineOf(densify(line, VERTEX_M))
	}));
	for (const { way, along, line, points } of plan.streets.streets) {
		const [kind, suffix] = KIND[way];
		const attributes: Attributes = { kind, edgeHalfWidthM: ROAD_M[way].halfWidth };
		if (way === 'national' || way === 'provincial') attributes.ref = `${way === 'national' ? 'G' : 'S'}99${line % 100}`;
		if ((way === 'township' || way === 'street') && random.happens(0.05)) delete attributes.edgeHalfWidthM;
		roads.push({ name: roadName(along, line, suffix), attributes, geometry: lineOf(densify(points, VERTEX_M)) });
	}
	return [...roads, ...metroOf(plan)];
}

/** Two metro lines under avenues of the city, above the ground in its outskirts, with entrances along them. */
function metroOf(plan: Plan): Road[] {
	const { frame, land } = plan;
	const main = (lines: Float64Array, at: number) => Math.round(cellAt(lines, at) / CELLS_A_SIDE) * CELLS_A_SIDE;
	const row = main(frame.vs, frame.height * 0.6);
	const column = main(frame.us, frame.width * 0.735);
	const alongRow = Array.from({ length: land.columns }, (_, i) => ({
		use: land.use(i, row),
		at: frame.corner(i, row)
	}));
	const alongColumn = Array.from({ length: land.rows }, (_, j) => ({
		use: land.use(column, j),
		at: frame.corner(column, j)
	}));
	return [alongRow, alongColumn].flatMap((stops, k) => metroLine(stops, `云泽地铁${k + 1}号线`));
}

function metroLine(stops: readonly { use: string; at: Point }[], name: string): Road[] {
	const roads: Road[] = [];
	const cores = stops.flatMap(({ use }, k) => (use === 'core' ? [k] : []));
	const towns = stops.flatMap(({ use }, k) => (use === 'core' || use === 'town' ? [k] : []));
	const longest = runAround(towns, cores[cores.length >> 1]);
	const [first, last] = [longest[0], longest[longest.length - 1]];
	const [down, up] = [Math.max(first, cores[0]), Math.min(last, cores[cores.length - 1])];
	const push = (kind: string, from: number, to: number) => {
		if (to - from < 2) return;
		const line = stops.slice(from, to + 1).map((stop) => stop.at);
		const attributes: Attributes = { kind, edgeHalfWidthM: ROAD_M.metro.halfWidth };
		roads.push({ name, attributes, geometry: lineOf(densify(line, VERTEX_M)) });
	};
	push('metro_surface', first, down);
	push('metro_underground', down, up);
	push('metro_surface', up, last);
	for (let k = down + 2, n = 1; k < up; k += 5, n++) {
		const [x, y] = stops[k].at;
		roads.push({
			name: `${name}${n}站A口`,
			attributes: { kind: 'metro_entrance' },
			geometry: pointOf([x + 11, y + 11])
		});
	}
	return roads;
}

/** The run of consecutive numbers that holds `middle`. */
function runAround(numbers: readonly number[], middle: number): number[] {
	const held = new Set(numbers);
	let [first, last] = [middle, middle];
	while (held.has(first - 1)) first--;
	while (held.has(last + 1)) last++;
	return Array.from({ length: last - first + 1 }, (_, k) => first + k);
}
