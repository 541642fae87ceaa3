import Flatbush from 'flatbush';
import { nearestOfRuns, writePoints } from './distance.ts';
import { isInside } from './inside.ts';
import { BORDER, INTERIOR, Pieces } from './pieces.ts';
import { INSIDE, Search } from './search.ts';
import type { Shapes } from './shapes.ts';

/** Geometries and an index of their pieces. */
export interface ShapeIndex {
	readonly shapes: Shapes;
	readonly pieces: Pieces;
	/** `null` where there are no geometries. */
	readonly tree: Flatbush | null;
}

/** Pairs of geometries as columns, ordered by a and then by b. */
export interface Pairs {
	count: number;
	/** Index of the geometry of the one side and of the other. */
	a: Uint32Array;
	b: Uint32Array;
	/** Metres, not rounded. */
	distanceM: Float64Array;
	/** The nearest points, four numbers a pair: x, y on a, x, y on b. */
	points: Float64Array;
}

/** The geometry of an index nearest to another one. */
export interface Neighbour {
	b: number;
	distanceM: number;
	/** The nearest points: x, y on a, x, y on b. */
	points: [number, number, number, number];
}

/** Boxes wider than this are found by too much that is not near: a run of segments ends there. Metres. */
const RUN_M = 64;

/** A distance rounded to the millimetre: what limits are held against, inclusively. */
export function roundMm(distanceM: number): number {
	return Math.round(distanceM * 1000) / 1000;
}

/** Builds the index: some 30 ms for 100,000 buildings. Keep it for as long as the geometries do not change. */
export function indexShapes(shapes: Shapes): ShapeIndex {
	const pieces = new Pieces(shapes.hole.length);
	for (let i = 0; i < shapes.count; i++) pieces.cut(shapes, i, RUN_M);
	if (pieces.count === 0) return { shapes, pieces, tree: null };
	const tree = new Flatbush(pieces.count);
	const { box } = pieces;
	for (let k = 0; k < pieces.count; k++) tree.add(box[4 * k], box[4 * k + 1], box[4 * k + 2], box[4 * k + 3]);
	tree.finish();
	return { shapes, pieces, tree };
}

/**
 * Every pair of a geometry of `a` and one of `b` whose distance, rounded to the millimetre, is at most `reachM` (one
 * number, or one for each geometry of `a`): each pair once, with its distance and its nearest points. Distances are
 * those of `distanceBetween`. Where `a` and `b` hold the same geometries, each is a pair with itself too.
 * Throws a RangeError for a reach that is no number of metres from 0 up.
 */
export function pairsWithin(a: Shapes, b: Shapes | ShapeIndex, reachM: number | Float64Array): Pairs {
	const index = 'tree' in b ? b : indexShapes(b);
	const search = new Search(a, index);
	let capacity = 1024;
	let as = new Uint32Array(capacity);
	let bs = new Uint32Array(capacity);
	let distances = new Float64Array(capacity);
	let points = new Float64Array(4 * capacity);
	let count = 0;
	for (let i = 0; i < a.count; i++) {
		const reach = typeof reachM === 'number' ? reachM : reachM[i];
		if (!(reach >= 0)) throw new RangeError(`Reach of geometry ${i} is ${reach}; it must be metres from 0 up.`);
		search.around(i, reach, Math.max(RUN_M, reach));
		const found = search.touched.subarray(0, search.found).sort();
		for (const j of found) {
			const distanceM = Math.sqrt(search.distance2[j]);
			if (!(roundMm(distanceM) <= reach)) continue;
			if (count === capacity) {
				capacity *= 2;
				as = grown(as, new Uint32Array(capacity));
				bs = grown(bs, new Uint32Array(capacity));
				distances = grown(distances, new Float64Array(capacity));
				points = grown(points, new Float64Array(4 * capacity));
			}
			as[count] = i;
			bs[count] = j;
			distances[count] = distanceM;
			writePair(search, i, j, points, 4 * count);
			count++;
		}
	}
	return {
		count,
		a: as.slice(0, count),
		b: bs.slice(0, count),
		distanceM: distances.slice(0, count),
		points: points.slice(0, 4 * count)
	};
}

/**
 * The geometry of `b` nearest to geometry i of `a`, if there is one within `maxM` metres (rounded to the millimetre),
 * else `null`. Of several at one distance, the one with the least index.
 */
export function nearestOf(a: Shapes, i: number, b: ShapeIndex, maxM: number): Neighbour | null {
	if (!(maxM >= 0)) throw new RangeError(`Reach of geometry ${i} is ${maxM}; it must be metres from 0 up.`);
	if (!b.tree) return null;
	const search = new Search(a, b);
	const reachM = Math.min(maxM, boundOf(a, i, b));
	search.around(i, reachM, Math.max(RUN_M, reachM));
	let best = -1;
	for (const j of search.touched.subarray(0, search.found)) {
		const closer = best < 0 ? 1 : search.distance2[best] - search.distance2[j];
		if (closer > 0 || (closer === 0 && j < best)) best = j;
	}
	const distanceM = best < 0 ? Infinity : Math.sqrt(search.distance2[best]);
	if (!(roundMm(distanceM) <= maxM)) return null;
	const points = new Float64Array(4);
	writePair(search, i, best, points, 0);
	return { b: best, distanceM, points: [points[0], points[1], points[2], points[3]] };
}

/**
 * Every geometry of `b` whose distance to geometry i of `a`, rounded to the millimetre, is at most `reachM` metres, in order
 * of index. Cheaper than `pairsWithin` where one geometry is asked again and again. Throws a RangeError as that does.
 */
export function neighboursOf(a: Shapes, i: number, b: ShapeIndex, reachM: number): Neighbour[] {
	if (!(reachM >= 0)) throw new RangeError(`Reach of geometry ${i} is ${reachM}; it must be metres from 0 up.`);
	if (!b.tree) return [];
	const search = new Search(a, b);
	search.around(i, reachM, Math.max(RUN_M, reachM));
	const neighbours: Neighbour[] = [];
	const points = new Float64Array(4);
	for (const j of search.touched.subarray(0, search.found).sort()) {
		const distanceM = Math.sqrt(search.distance2[j]);
		if (!(roundMm(distanceM) <= reachM)) continue;
		writePair(search, i, j, points, 0);
		neighbours.push({ b: j, distanceM, points: [points[0], points[1], points[2], points[3]] });
	}
	return neighbours;
}

/** The areas in which the point x, y lies, their borders included, in order of index. */
export function containing(x: number, y: number, areas: ShapeIndex): number[] {
	if (!areas.tree) return [];
	const { shapes, pieces } = areas;
	const found: number[] = [];
	areas.tree.search(x, y, x, y, (k) => {
		if (pieces.flags[k] & INTERIOR && isInside(shapes, pieces.shape[k], x, y)) found.push(pieces.shape[k]);
		return false;
	});
	return found.sort((p, q) => p - q);
}

/** The nearest of an index is no further from geometry i than this, metres: than the run whose box is nearest to its middle. */
function boundOf(a: Shapes, i: number, { shapes, pieces, tree }: ShapeIndex): number {
	const x = (a.box[4 * i] + a.box[4 * i + 2]) / 2;
	const y = (a.box[4 * i + 1] + a.box[4 * i + 3]) / 2;
	const [run] = tree!.neighbors(x, y, 1, Infinity, (entry) => (pieces.flags[entry] & BORDER) !== 0);
	const nearest = { distance2: Infinity, a: 0, b: 0 };
	const part = a.partStart[i];
	const [first, last] = [a.vertexStart[part], a.vertexStart[part + 1] - 1];
	nearestOfRuns(a.xy, first, last, shapes.xy, pieces.first[run], pieces.last[run], nearest);
	return Math.sqrt(nearest.distance2);
}

function writePair(search: Search, i: number, j: number, out: Float64Array, at: number): void {
	const { a, b } = search;
	const k = search.vertexA[j];
	const m = search.vertexB[j];
	if (k === INSIDE || m === INSIDE) {
		const xy = k === INSIDE ? b.xy : a.xy;
		const vertex = k === INSIDE ? m : k;
		out[at] = out[at + 2] = xy[2 * vertex];
		out[at + 1] = out[at + 3] = xy[2 * vertex + 1];
		return;
	}
	writePoints(a, i, k, b, j, m, out, at);
}

function grown<T extends Uint32Array | Float64Array>(old: T, larger: T): T {
	larger.set(old);
	return larger;
}
