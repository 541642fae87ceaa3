import Flatbush from 'flatbush';
import type { Shapes } from './shapes.ts';
import { sideOf } from './side.ts';

/** Where two edges of an area meet that do not follow each other in a ring. */
export interface Meeting {
	/** `cross`: inside both; `overlap`: along a stretch; `touch`: at the end of one of them. */
	kind: 'cross' | 'overlap' | 'touch';
	/** First vertices of the two edges, and their rings. */
	edgeA: number;
	ringA: number;
	edgeB: number;
	ringB: number;
	/** The point of a `touch` or a `cross` (that one rounded), an end of the stretch of an `overlap`. */
	x: number;
	y: number;
}

/**
 * Visits each meeting of two edges of geometry 0, exactly told. Rings must be closed and hold no vertex twice in a row.
 * Ends early when `visit` returns false.
 */
export function eachMeeting(shapes: Shapes, visit: (meeting: Meeting) => boolean): void {
	const { xy, vertexStart, partStart } = shapes;
	const edges: number[] = [];
	const rings: number[] = [];
	for (let p = 0; p < partStart[1]; p++)
		for (let v = vertexStart[p]; v < vertexStart[p + 1] - 1; v++) {
			edges.push(v);
			rings.push(p);
		}
	if (edges.length === 0) return;
	const tree = new Flatbush(edges.length);
	for (const v of edges) {
		const [x0, y0, x1, y1] = [xy[2 * v], xy[2 * v + 1], xy[2 * v + 2], xy[2 * v + 3]];
		tree.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
	}
	tree.finish();
	let goOn = true;
	for (let k = 0; k < edges.length && goOn; k++) {
		const v = edges[k];
		const [x0, y0, x1, y1] = [xy[2 * v], xy[2 * v + 1], xy[2 * v + 2], xy[2 * v + 3]];
		tree.search(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1), (m) => {
			if (m <= k || !goOn) return false;
			const met = meet(shapes, v, rings[k], edges[m], rings[m]);
			if (met) goOn = visit(met);
			return false;
		});
	}
}

function meet(shapes: Shapes, edgeA: number, ringA: number, edgeB: number, ringB: number): Meeting | null {
	const { xy } = shapes;
	const [ax, ay, bx, by] = [xy[2 * edgeA], xy[2 * edgeA + 1], xy[2 * edgeA + 2], xy[2 * edgeA + 3]];
	const [cx, cy, dx, dy] = [xy[2 * edgeB], xy[2 * edgeB + 1], xy[2 * edgeB + 2], xy[2 * edgeB + 3]];
	const c = sideOf(ax, ay, bx, by, cx, cy);
	const d = sideOf(ax, ay, bx, by, dx, dy);
	if (c === d && c !== 0) return null;
	const a = sideOf(cx, cy, dx, dy, ax, ay);
	const b = sideOf(cx, cy, dx, dy, bx, by);
	if (a === b && a !== 0) return null;
	const met = (kind: Meeting['kind'], x: number, y: number) => ({ kind, edgeA, ringA, edgeB, ringB, x, y });
	if (c === 0 && d === 0) {
		// On one line: the stretch they share goes from the greater of the beginnings to the lesser of the ends.
		const [a0, a1] = inOrder([ax, ay], [bx, by]);
		const [b0, b1] = inOrder([cx, cy], [dx, dy]);
		const from = isBefore(a0, b0) ? b0 : a0;
		const to = isBefore(a1, b1) ? a1 : b1;
		if (isBefore(from, to)) return met('overlap', from[0], from[1]);
		if (isBefore(to, from) || follow(shapes, edgeA, ringA, edgeB, ringB)) return null;
		return met('touch', from[0], from[1]);
	}
	if (a !== 0 && b !== 0 && c !== 0 && d !== 0) {
		const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx));
		return met('cross', ax + t * (bx - ax), ay + t * (by - ay));
	}
	if (follow(shapes, edgeA, ringA, edgeB, ringB)) return null;
	if (c === 0) return met('touch', cx, cy);
	if (d === 0) return met('touch', dx, dy);
	return a === 0 ? met('touch', ax, ay) : met('touch', bx, by);
}

/** Whether one edge begins where the other ends in the same ring. edgeA is before edgeB. */
function follow(shapes: Shapes, edgeA: number, ringA: number, edgeB: number, ringB: number): boolean {
	if (ringA !== ringB) return false;
	const isFirst = edgeA === shapes.vertexStart[ringA];
	const isLast = edgeB === shapes.vertexStart[ringA + 1] - 2;
	return edgeB === edgeA + 1 || (isFirst && isLast);
}

type XY = [number, number];

function isBefore(p: XY, q: XY): boolean {
	return p[0] < q[0] || (p[0] === q[0] && p[1] < q[1]);
}

function inOrder(p: XY, q: XY): [XY, XY] {
	return isBefore(p, q) ? [p, q] : [q, p];
}
