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
	const { vertexStart, partStart } = shapes;
	const edges: number[] = [];
	const rings: number[] = [];
	for (let p = 0; p < partStart[1]; p++)
		for (let v = vertexStart[p]; v < vertexStart[p + 1] - 1; v++) {
			edges.push(v);
			rings.push(p);
		}
	const tree = edges.length > PLAIN_EDGES ? indexEdges(shapes, edges) : null;
	let goOn = true;
	for (let k = 0; k < edges.length && goOn; k++) {
		const hold = (m: number): false => {
			if (m <= k || !goOn) return false;
			const met = meet(shapes, edges[k], rings[k], edges[m], rings[m]);
			if (met) goOn = visit(met);
			return false;
		};
		if (tree) tree.search(...boxOf(shapes, edges[k]), hold);
		else for (let m = k + 1; m < edges.length; m++) hold(m);
	}
}

/** Up to so many edges every pair is looked at: a house needs no index. */
const PLAIN_EDGES = 40;

function indexEdges(shapes: Shapes, edges: number[]): Flatbush {
	const tree = new Flatbush(edges.length);
	for (const edge of edges) tree.add(...boxOf(shapes, edge));
	tree.finish();
	return tree;
}

function boxOf({ xy }: Shapes, edge: number): [number, number, number, number] {
	const [x0, y0, x1, y1] = [xy[2 * edge], xy[2 * edge + 1], xy[2 * edge + 2], xy[2 * edge + 3]];
	return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

function meet(shapes: Shapes, edgeA: number, ringA: number, edgeB: number, ringB: number): Meeting | null {
	const { xy } = shapes;
	const ax = xy[2 * edgeA];
	const ay = xy[2 * edgeA + 1];
	const bx = xy[2 * edgeA + 2];
	const by = xy[2 * edgeA + 3];
	const cx = xy[2 * edgeB];
	const cy = xy[2 * edgeB + 1];
	const dx = xy[2 * edgeB + 2];
	const dy = xy[2 * edgeB + 3];
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
