import { isInside } from './inside.ts';
import { pointSegmentDistance2, segmentDistance2, writeNearestPoints } from './segments.ts';
import { AREA, POINT } from './shapes.ts';
import type { Shapes } from './shapes.ts';

/** The segments that are nearest so far: `a` and `b` are the indices of their first vertices. */
export interface Nearest {
	distance2: number;
	a: number;
	b: number;
}

/**
 * The distance in metres between geometry i of `a` and geometry j of `b`: 0 where they touch, cross, or one lies in the
 * other; what lies in the hole of an area is outside of it. The nearest points, x and y on i and then on j, are written
 * to `out`. It is what PostGIS calls ST_Distance, to 1e-6 m.
 */
export function distanceBetween(a: Shapes, i: number, b: Shapes, j: number, out?: Float64Array): number {
	const within = vertexInside(a, i, b, j) ?? vertexInside(b, j, a, i);
	if (within) {
		out?.set([within[0], within[1], within[0], within[1]]);
		return 0;
	}
	const nearest: Nearest = { distance2: Infinity, a: 0, b: 0 };
	for (let p = a.partStart[i]; p < a.partStart[i + 1]; p++)
		for (let q = b.partStart[j]; q < b.partStart[j + 1]; q++)
			nearestOfRuns(
				a.xy,
				a.vertexStart[p],
				a.vertexStart[p + 1] - 1,
				b.xy,
				b.vertexStart[q],
				b.vertexStart[q + 1] - 1,
				nearest
			);
	if (out) writePoints(a, i, nearest.a, b, j, nearest.b, out, 0);
	return Math.sqrt(nearest.distance2);
}

/**
 * Lowers `nearest` to the nearest segments of two runs of vertices (`a0` to `a1` and `b0` to `b1`, both inclusive; a run
 * of one vertex is a point), if any are nearer than it says already. Returns whether any are.
 */
export function nearestOfRuns(
	a: Float64Array,
	a0: number,
	a1: number,
	b: Float64Array,
	b0: number,
	b1: number,
	nearest: Nearest
): boolean {
	let limit2 = nearest.distance2;
	let found = false;
	for (let k = a0; k < a1 || k === a0; k++) {
		const ax = a[2 * k];
		const ay = a[2 * k + 1];
		const isPoint = k === a1;
		const bx = isPoint ? ax : a[2 * k + 2];
		const by = isPoint ? ay : a[2 * k + 3];
		const west = ax < bx ? ax : bx;
		const east = ax < bx ? bx : ax;
		const south = ay < by ? ay : by;
		const north = ay < by ? by : ay;
		for (let m = b0; m < b1 || m === b0; m++) {
			const cx = b[2 * m];
			const cy = b[2 * m + 1];
			const end = m === b1 ? 2 * m : 2 * m + 2;
			const dx = b[end];
			const dy = b[end + 1];
			// The gap of the two boxes is never more than the distance, and it is cheap.
			let gapX = (cx < dx ? cx : dx) - east;
			if (gapX < 0) gapX = west - (cx < dx ? dx : cx);
			let gapY = (cy < dy ? cy : dy) - north;
			if (gapY < 0) gapY = south - (cy < dy ? dy : cy);
			if ((gapX > 0 ? gapX * gapX : 0) + (gapY > 0 ? gapY * gapY : 0) >= limit2) continue;
			const distance2 = isPoint
				? pointSegmentDistance2(ax, ay, cx, cy, dx, dy)
				: segmentDistance2(ax, ay, bx, by, cx, cy, dx, dy);
			if (distance2 >= limit2) continue;
			limit2 = nearest.distance2 = distance2;
			nearest.a = k;
			nearest.b = m;
			found = true;
			if (distance2 === 0) return true;
		}
	}
	return found;
}

/** Writes the nearest points of the segments that begin at vertex k of geometry i and at vertex m of geometry j. */
export function writePoints(
	a: Shapes,
	i: number,
	k: number,
	b: Shapes,
	j: number,
	m: number,
	out: Float64Array,
	at: number
): void {
	const l = a.kind[i] === POINT ? k : k + 1;
	const n = b.kind[j] === POINT ? m : m + 1;
	writeNearestPoints(
		a.xy[2 * k],
		a.xy[2 * k + 1],
		a.xy[2 * l],
		a.xy[2 * l + 1],
		b.xy[2 * m],
		b.xy[2 * m + 1],
		b.xy[2 * n],
		b.xy[2 * n + 1],
		out,
		at
	);
}

/**
 * The first vertex of a part of geometry j that lies in the area i. A part without such a vertex either crosses the
 * border of the area, which the distance of the borders shows, or lies outside.
 */
function vertexInside(areas: Shapes, i: number, others: Shapes, j: number): [number, number] | null {
	if (areas.kind[i] !== AREA) return null;
	for (let p = others.partStart[j]; p < others.partStart[j + 1]; p++) {
		if (others.hole[p]) continue;
		const x = others.xy[2 * others.vertexStart[p]];
		const y = others.xy[2 * others.vertexStart[p] + 1];
		if (isInside(areas, i, x, y)) return [x, y];
	}
	return null;
}
