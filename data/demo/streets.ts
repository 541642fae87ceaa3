import { piecesInside } from './clipping.ts';
import { CELLS_A_SIDE, type WayClass } from './demo-numbers.ts';
import type { Frame } from './frame.ts';
import type { Land, Use } from './land.ts';
import { boxOf, obstaclesOf } from './obstacles.ts';
import type { Point } from './plane-shapes.ts';
import { hashOf } from './random.ts';
import type { Water } from './waters.ts';

/** A road along one lattice line, from one end to the other without a break. */
export interface Street {
	way: WayClass;
	/** Along u (east–west) or along v. */
	along: 'u' | 'v';
	/** The lattice line it follows. */
	line: number;
	points: Point[];
}

export interface Streets {
	/** The road along the south edge of cell i, j; `null` where there is none. */
	south(i: number, j: number): WayClass | null;
	/** The road along the west edge of cell i, j. */
	west(i: number, j: number): WayClass | null;
	streets: Street[];
}

/** Main lines of the lattice that carry a road of the country's network; the pattern repeats in a larger district. */
const ALONG_U: Readonly<Record<number, WayClass>> = { 4: 'county', 8: 'national', 12: 'county' };
const ALONG_V: Readonly<Record<number, WayClass>> = { 4: 'county', 10: 'provincial', 19: 'provincial', 27: 'county' };
const REPEAT = { u: 16, v: 32 };

const WAYS: readonly (WayClass | null)[] = [null, 'national', 'provincial', 'county', 'township', 'avenue', 'street'];
const isUrban = (use: Use) => use === 'core' || use === 'town';
const isBuilt = (use: Use) => isUrban(use) || use === 'industry' || use === 'plant';

/** Which edge of the lattice carries which road, and the roads that these edges make. */
export function streetsOf(
	frame: Frame,
	land: Land,
	waters: readonly Water[],
	outline: readonly Point[],
	seed: number
): Streets {
	const columns = land.columns + 1;
	const south = new Uint8Array(columns * (land.rows + 1));
	const west = new Uint8Array(columns * (land.rows + 1));
	const crossesWater = waterCrossing(frame, waters);
	for (let j = 0; j <= land.rows; j++) {
		for (let i = 0; i <= land.columns; i++) {
			const uses = [land.use(i, j), land.use(i, j - 1), land.use(i - 1, j)] as const;
			if (i < land.columns) {
				const way = wayOf(j, i, ALONG_U[(j / CELLS_A_SIDE) % REPEAT.u], uses[0], uses[1], seed);
				if (way !== null && mayRun(land, i, j, i + 1, j, way) && !isStopped(way, crossesWater(i, j, i + 1, j), j)) {
					south[j * columns + i] = WAYS.indexOf(way);
				}
			}
			if (j < land.rows) {
				const way = wayOf(i, j, ALONG_V[(i / CELLS_A_SIDE) % REPEAT.v], uses[0], uses[2], seed + 1);
				if (way !== null && mayRun(land, i, j, i, j + 1, way) && !isStopped(way, crossesWater(i, j, i, j + 1), i)) {
					west[j * columns + i] = WAYS.indexOf(way);
				}
			}
		}
	}
	const streets = [
		...runsOf(frame, land, 'u', (line, k) => south[line * columns + k], outline),
		...runsOf(frame, land, 'v', (line, k) => west[k * columns + line], outline)
	];
	return {
		south: (i, j) => WAYS[south[j * columns + i]],
		west: (i, j) => WAYS[west[j * columns + i]],
		streets
	};
}

/** The road that an edge of a lattice line carries, before water and the district's border are asked. */
function wayOf(
	line: number,
	k: number,
	network: WayClass | undefined,
	one: Use,
	other: Use,
	seed: number
): WayClass | null {
	if (network !== undefined) return network;
	const main = line % CELLS_A_SIDE === 0;
	if (isUrban(one) || isUrban(other)) return main ? 'avenue' : 'street';
	if (isBuilt(one) || isBuilt(other)) return main ? 'avenue' : 'street';
	if (!main) return null;
	// not every main line is a road in the country
	return hashOf(seed, line, Math.floor(k / CELLS_A_SIDE)) % 100 < 74 ? 'township' : null;
}

function mayRun(land: Land, i: number, j: number, i2: number, j2: number, way: WayClass): boolean {
	const ends = Number(land.cornerInside(i, j)) + Number(land.cornerInside(i2, j2));
	return way === 'street' ? ends === 2 : ends >= 1;
}

/** Great roads bridge all water, avenues and township roads only on every second main line, streets none. */
function isStopped(way: WayClass, crossing: 'none' | 'river' | 'lake', line: number): boolean {
	if (crossing === 'none' || way === 'national' || way === 'provincial' || way === 'county') return false;
	if (crossing === 'lake' || way === 'street') return true;
	return (line / CELLS_A_SIDE) % 2 === 1;
}

/** Tells whether an edge of the lattice meets water or comes within 25 m of it. */
function waterCrossing(frame: Frame, waters: readonly Water[]) {
	const rivers = obstaclesOf();
	const lakes = obstaclesOf();
	for (const water of waters) (water.kind === 'river' ? rivers : lakes).addArea(water.ring, 25);
	return (i: number, j: number, i2: number, j2: number): 'none' | 'river' | 'lake' => {
		const edge = [frame.corner(i, j), frame.corner(i2, j2)];
		const box = boxOf(edge);
		if (!lakes.isClear(edge, lakes.around(box))) return 'lake';
		return rivers.isClear(edge, rivers.around(box)) ? 'none' : 'river';
	};
}

/** Joins edges of one line that carry the same road and touch. */
function runsOf(
	frame: Frame,
	land: Land,
	along: 'u' | 'v',
	wayAt: (line: number, k: number) => number,
	outline: readonly Point[]
): Street[] {
	const streets: Street[] = [];
	const lines = along === 'u' ? land.rows : land.columns;
	const length = along === 'u' ? land.columns : land.rows;
	for (let line = 0; line <= lines; line++) {
		const cornerAt = (k: number) => (along === 'u' ? frame.corner(k, line) : frame.corner(line, k));
		const isInside = (k: number) => (along === 'u' ? land.cornerInside(k, line) : land.cornerInside(line, k));
		for (let k = 0; k < length;) {
			const code = wayAt(line, k);
			if (code === 0) {
				k++;
				continue;
			}
			const points: Point[] = [cornerAt(k)];
			let whole = isInside(k);
			for (; k < length && wayAt(line, k) === code; k++) {
				points.push(cornerAt(k + 1));
				whole &&= isInside(k + 1);
			}
			const way = WAYS[code] as WayClass;
			const pieces = whole ? [points] : piecesInside(points, outline);
			for (const piece of pieces) streets.push({ way, along, line, points: piece });
		}
	}
	return streets;
}
