import { CELLS_A_SIDE, DEMO_COUNTS } from './demo-numbers.ts';
import type { Frame } from './frame.ts';
import { boxOf, obstaclesOf, type Obstacles } from './obstacles.ts';
import { distanceBetween, insideOf, type Point } from './plane-shapes.ts';
import { noiseAt, randomOf } from './random.ts';
import type { Tiling } from './subdistricts.ts';
import type { Water } from './waters.ts';

/** What a cell of the lattice is used for. */
export type Use = 'outside' | 'water' | 'core' | 'town' | 'industry' | 'plant' | 'ponds' | 'rural';

export interface ParkSite {
	chemical: boolean;
	/** Lattice cells, first and last of each axis. */
	cells: readonly [i0: number, j0: number, i1: number, j1: number];
	ring: Point[];
	/** Cells of the park that hold a plant with hazard sources. */
	plants: [number, number][];
}

/** The use of every cell, and which corners of the lattice lie in the district. */
export interface Land {
	columns: number;
	rows: number;
	uses: Use[];
	use(i: number, j: number): Use;
	cornerInside(i: number, j: number): boolean;
	parks: ParkSite[];
	/** Cells outside the parks that hold a plant: a gas depot, a waterworks, a cold store. */
	plants: [number, number][];
	/** Corners of a cell, anticlockwise from south-west. */
	cell(i: number, j: number): [Point, Point, Point, Point];
}

/** Parks and plants keep this far from water, expressways, the railway and trunk pipelines. */
const PARK_CLEARANCE_M = 60;

const CITY = { u: 0.725, v: 0.53, width: 0.175, height: 0.3 };

export function landOf(
	frame: Frame,
	tiling: Tiling,
	waters: readonly Water[],
	ways: readonly (readonly Point[])[],
	seed: number,
	scale: number
): Land {
	const columns = frame.us.length - 1;
	const rows = frame.vs.length - 1;
	const inDistrict = insideOf(tiling.outline);
	const kept = obstaclesOf();
	for (const way of ways) kept.addLine(way, PARK_CLEARANCE_M);
	for (const water of waters) kept.addArea(water.ring, PARK_CLEARANCE_M);
	const inside = new Uint8Array((columns + 1) * (rows + 1));
	for (let j = 0; j <= rows; j++) {
		for (let i = 0; i <= columns; i++) {
			inside[j * (columns + 1) + i] = Number(inDistrict(frame.corner(i, j)));
		}
	}
	const cornerInside = (i: number, j: number) => inside[j * (columns + 1) + i] === 1;
	const cell = (i: number, j: number): [Point, Point, Point, Point] => [
		frame.corner(i, j),
		frame.corner(i + 1, j),
		frame.corner(i + 1, j + 1),
		frame.corner(i, j + 1)
	];
	const wet = wetCells(frame, waters, columns, cell);
	const uses: Use[] = [];
	for (let j = 0; j < rows; j++) {
		for (let i = 0; i < columns; i++) {
			const whole =
				cornerInside(i, j) && cornerInside(i + 1, j) && cornerInside(i, j + 1) && cornerInside(i + 1, j + 1);
			if (!whole) uses.push('outside');
			else if (wet.has(j * columns + i)) uses.push('water');
			else uses.push(settlementAt(frame, tiling, seed, middle(frame.us, i), middle(frame.vs, j)));
		}
	}
	const land: Land = {
		columns,
		rows,
		uses,
		use: (i, j) => (i < 0 || j < 0 || i >= columns || j >= rows ? 'outside' : uses[j * columns + i]),
		cornerInside,
		parks: [],
		plants: [],
		cell
	};
	land.parks = parksOf(frame, land, kept, seed, Math.round(DEMO_COUNTS.parks * scale));
	land.plants = lonePlantsOf(land, kept, seed, Math.round(12 * scale));
	digPonds(land, seed);
	return land;
}

function middle(lines: Float64Array, i: number): number {
	return (lines[i] + lines[i + 1]) / 2;
}

/** How deep a place lies in the city: 1 in the middle, 0 at its edge, negative outside. */
function cityDepth(frame: Frame, u: number, v: number): number {
	const du = (u / frame.width - CITY.u) / CITY.width;
	const dv = (v / frame.height - CITY.v) / CITY.height;
	return 1 - Math.hypot(du, dv);
}

function settlementAt(frame: Frame, tiling: Tiling, seed: number, u: number, v: number): Use {
	const ragged = noiseAt(seed, u, v, 1_500) + 0.5 * noiseAt(seed + 7, u, v, 600);
	const city = cityDepth(frame, u, v);
	if (city + 0.16 * ragged > 0.42) return 'core';
	if (city + 0.24 * ragged > 0.02) return 'town';
	const k = tiling.nearest(u, v);
	const radiusM = randomOf(seed, 'town size', k).between(750, 1_500);
	const town = 1 - distanceBetween(tiling.towns[k], [u, v]) / radiusM;
	if (town + 0.3 * ragged > 0.62) return 'core';
	return town + 0.3 * ragged > 0.12 ? 'town' : 'rural';
}

/** Cells of which more than a corner is water. */
function wetCells(
	frame: Frame,
	waters: readonly Water[],
	columns: number,
	cell: (i: number, j: number) => [Point, Point, Point, Point]
): Set<number> {
	const wet = new Set<number>();
	for (const water of waters) {
		const isWet = insideOf(water.ring);
		const plan = water.ring.map((p) => frame.planOf(p));
		const near = (lines: Float64Array, axis: 0 | 1) => {
			const values = plan.map((p) => p[axis]);
			const [low, high] = [Math.min(...values), Math.max(...values)];
			const found: number[] = [];
			for (let k = 0; k + 1 < lines.length; k++) if (lines[k + 1] >= low && lines[k] <= high) found.push(k);
			return found;
		};
		for (const j of near(frame.vs, 1)) {
			for (const i of near(frame.us, 0)) {
				const [a, b, c, d] = cell(i, j);
				const centre: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
				const soaked = [a, b, c, d, centre].filter(isWet).length;
				if (soaked >= 2 || isWet(centre)) wet.add(j * columns + i);
			}
		}
	}
	return wet;
}

function parksOf(frame: Frame, land: Land, kept: Obstacles, seed: number, count: number): ParkSite[] {
	const random = randomOf(seed, 'parks');
	const sites: { depth: number; cells: ParkSite['cells']; at: Point; rank: number }[] = [];
	for (let J = 0; J + CELLS_A_SIDE <= land.rows; J += CELLS_A_SIDE) {
		for (let I = 0; I + CELLS_A_SIDE <= land.columns; I += CELLS_A_SIDE) {
			const wide = random.happens(0.45) ? 2 : 1;
			const cells = [I, J, I + wide * CELLS_A_SIDE - 1, J + CELLS_A_SIDE - 1] as const;
			const at: Point = [middle(frame.us, I + 1), middle(frame.vs, J + 1)];
			const depth = cityDepth(frame, at[0], at[1]);
			sites.push({ depth, cells, at, rank: random.next() + 0.28 * Math.abs(depth + 0.5) });
		}
	}
	sites.sort((a, b) => a.rank - b.rank);
	const parks: ParkSite[] = [];
	const taken: Point[] = [];
	for (const { cells, at, depth } of sites) {
		if (parks.length === count) break;
		const chemical = parks.length % 4 === 0;
		if (depth > (chemical ? -0.45 : -0.12) || !isRural(land, cells, chemical ? 3 : 0)) continue;
		if (taken.some((other) => distanceBetween(other, at) < 3_000)) continue;
		const ring = parkOutline(frame, cells, -INSET_M);
		if (!kept.isClear(ring, kept.around(boxOf(ring)))) continue;
		taken.push(at);
		const plants: [number, number][] = [];
		for (let j = cells[1]; j <= cells[3]; j++) {
			for (let i = cells[0]; i <= cells[2]; i++) {
				land.uses[j * land.columns + i] = 'industry';
				plants.push([i, j]);
			}
		}
		const chosen = spread(plants, chemical ? 6 : 1, seed + parks.length);
		for (const [i, j] of chosen) land.uses[j * land.columns + i] = 'plant';
		parks.push({ chemical, cells, ring, plants: chosen });
	}
	if (parks.length < count) throw new Error(`Found room for ${parks.length} parks of ${count}.`);
	return parks;
}

function isRural(land: Land, cells: ParkSite['cells'], marginCells: number): boolean {
	for (let j = cells[1] - marginCells; j <= cells[3] + marginCells; j++) {
		for (let i = cells[0] - marginCells; i <= cells[2] + marginCells; i++) {
			const within = i >= cells[0] && i <= cells[2] && j >= cells[1] && j <= cells[3];
			const use = land.use(i, j);
			if (within ? use !== 'rural' && use !== 'town' : use === 'core' || use === 'outside') return false;
		}
	}
	return true;
}

/** The park's boundary lies so far inside the centre lines of its roads, on the plan. */
const INSET_M = 30;

/** The outline of a park's cells, moved outwards by `outM` on the plan; a negative one moves it inwards. */
export function parkOutline(frame: Frame, [i0, j0, i1, j1]: ParkSite['cells'], outM: number): Point[] {
	const [west, east] = [frame.us[i0] - outM, frame.us[i1 + 1] + outM];
	const [south, north] = [frame.vs[j0] - outM, frame.vs[j1 + 1] + outM];
	const us = [west, ...frame.us.slice(i0 + 1, i1 + 1), east];
	const vs = [south, ...frame.vs.slice(j0 + 1, j1 + 1), north];
	return [
		...us.map((u) => frame.place(u, south)),
		...vs.slice(1).map((v) => frame.place(east, v)),
		...us
			.toReversed()
			.slice(1)
			.map((u) => frame.place(u, north)),
		...vs
			.toReversed()
			.slice(1, -1)
			.map((v) => frame.place(west, v))
	];
}

function spread<T>(items: readonly T[], count: number, seed: number): T[] {
	const random = randomOf(seed, 'spread');
	const rest = [...items];
	const chosen: T[] = [];
	while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(random.integer(0, rest.length - 1), 1));
	return chosen;
}

/** Plants that stand alone: in the country, at a main road, within sight of a town. */
function lonePlantsOf(land: Land, kept: Obstacles, seed: number, count: number): [number, number][] {
	const sites: [number, number][] = [];
	for (let j = 0; j < land.rows; j += CELLS_A_SIDE) {
		for (let i = 0; i < land.columns; i++) {
			if (land.use(i, j) !== 'rural' || i % CELLS_A_SIDE === 0) continue;
			const nearTown = [-3, 3].some((d) => land.use(i + d, j) === 'town' || land.use(i, j + d) === 'town');
			if (!nearTown) continue;
			if (kept.isClear(land.cell(i, j), kept.around(boxOf(land.cell(i, j))))) sites.push([i, j]);
		}
	}
	const chosen = spread(sites, count, seed + 91);
	if (chosen.length < count) throw new Error(`Found room for ${chosen.length} plants outside the parks of ${count}.`);
	for (const [i, j] of chosen) land.uses[j * land.columns + i] = 'plant';
	return chosen;
}

/** Fish ponds lie in flocks, in cells away from the main roads. */
function digPonds(land: Land, seed: number): void {
	for (let j = 0; j < land.rows; j++) {
		for (let i = 0; i < land.columns; i++) {
			const edge = (k: number) => k % CELLS_A_SIDE === 0 || k % CELLS_A_SIDE === CELLS_A_SIDE - 1;
			if (land.use(i, j) !== 'rural' || (edge(i) && edge(j))) continue;
			if (noiseAt(seed + 31, i, j, 7) > 0.55 && noiseAt(seed + 32, i, j, 1) > -0.4) {
				land.uses[j * land.columns + i] = 'ponds';
			}
		}
	}
}
