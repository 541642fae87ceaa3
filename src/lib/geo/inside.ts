import { AREA } from './shapes.ts';
import type { Shapes } from './shapes.ts';
import { sideOf } from './side.ts';

/** Areas of more vertices than this get their edges sorted into rows, so that a point looks at a few of them only. */
const PLAIN_VERTICES = 40;
const MOST_ROWS = 256;

/** The edges of one area by rows of equal height from the foot of its box to the top. */
interface Rows {
	perMetre: number;
	/** Edges of row r: edge[start[r]] … edge[start[r + 1]]. */
	start: Uint32Array;
	/** Indices of the first vertices of the edges. */
	edge: Uint32Array;
}

const rowsOfShapes = new WeakMap<Shapes, (Rows | undefined)[]>();

/** Whether the point x, y lies in area i; its border counts as inside, holes do not. Always false for points and lines. */
export function isInside(shapes: Shapes, i: number, x: number, y: number): boolean {
	const { box, xy, partStart, vertexStart } = shapes;
	if (shapes.kind[i] !== AREA) return false;
	if (!(x >= box[4 * i] && y >= box[4 * i + 1] && x <= box[4 * i + 2] && y <= box[4 * i + 3])) return false;
	const first = vertexStart[partStart[i]];
	const end = vertexStart[partStart[i + 1]];
	let odd = false;
	if (end - first > PLAIN_VERTICES) {
		const { perMetre, start, edge } = rowsOf(shapes, i);
		const row = rowAt(y, box[4 * i + 1], perMetre, start.length - 1);
		for (let k = start[row]; k < start[row + 1]; k++) {
			const met = meetRay(xy, edge[k], x, y);
			if (met === ON_EDGE) return true;
			if (met === CROSSED) odd = !odd;
		}
		return odd;
	}
	for (let p = partStart[i]; p < partStart[i + 1]; p++)
		for (let v = vertexStart[p]; v < vertexStart[p + 1] - 1; v++) {
			const met = meetRay(xy, v, x, y);
			if (met === ON_EDGE) return true;
			if (met === CROSSED) odd = !odd;
		}
	return odd;
}

/** Where x, y lies to ring p alone: 1 inside, 0 on it, −1 outside. */
export function placeInRing(shapes: Shapes, p: number, x: number, y: number): -1 | 0 | 1 {
	let odd = false;
	for (let v = shapes.vertexStart[p]; v < shapes.vertexStart[p + 1] - 1; v++) {
		const met = meetRay(shapes.xy, v, x, y);
		if (met === ON_EDGE) return 0;
		if (met === CROSSED) odd = !odd;
	}
	return odd ? 1 : -1;
}

const MISSED = 0;
const CROSSED = 1;
const ON_EDGE = 2;

/** How the ray from x, y to the east meets the edge that begins at vertex v. */
function meetRay(xy: Float64Array, v: number, x: number, y: number): number {
	const x0 = xy[2 * v];
	const y0 = xy[2 * v + 1];
	const x1 = xy[2 * v + 2];
	const y1 = xy[2 * v + 3];
	if (y0 <= y === y1 <= y) {
		// No crossing, but the edge may lie along the ray, or end in its highest point upon it.
		if (y0 === y && y1 === y) return (x0 <= x && x <= x1) || (x1 <= x && x <= x0) ? ON_EDGE : MISSED;
		return (x0 === x && y0 === y) || (x1 === x && y1 === y) ? ON_EDGE : MISSED;
	}
	if (x0 < x && x1 < x) return MISSED;
	const side = sideOf(x0, y0, x1, y1, x, y);
	if (side === 0) return ON_EDGE;
	return side > 0 === y0 <= y ? CROSSED : MISSED;
}

function rowAt(y: number, minY: number, perMetre: number, rows: number): number {
	return Math.min(rows - 1, Math.floor((y - minY) * perMetre));
}

function rowsOf(shapes: Shapes, i: number): Rows {
	let all = rowsOfShapes.get(shapes);
	if (!all) rowsOfShapes.set(shapes, (all = []));
	return (all[i] ??= sortIntoRows(shapes, i));
}

function sortIntoRows(shapes: Shapes, i: number): Rows {
	const { box, xy, partStart, vertexStart } = shapes;
	const minY = box[4 * i + 1];
	const height = box[4 * i + 3] - minY;
	const vertices = vertexStart[partStart[i + 1]] - vertexStart[partStart[i]];
	const rows = height > 0 ? Math.min(MOST_ROWS, Math.ceil(vertices / 8)) : 1;
	const perMetre = height > 0 ? rows / height : 0;
	const start = new Uint32Array(rows + 1);
	const eachRowOfEdge = (visit: (row: number, vertex: number) => void) => {
		for (let p = partStart[i]; p < partStart[i + 1]; p++)
			for (let v = vertexStart[p]; v < vertexStart[p + 1] - 1; v++) {
				const low = rowAt(Math.min(xy[2 * v + 1], xy[2 * v + 3]), minY, perMetre, rows);
				const high = rowAt(Math.max(xy[2 * v + 1], xy[2 * v + 3]), minY, perMetre, rows);
				for (let row = low; row <= high; row++) visit(row, v);
			}
	};
	eachRowOfEdge((row) => start[row + 1]++);
	for (let row = 0; row < rows; row++) start[row + 1] += start[row];
	const edge = new Uint32Array(start[rows]);
	const next = start.slice();
	eachRowOfEdge((row, v) => (edge[next[row]++] = v));
	return { perMetre, start, edge };
}
