import { placeInRing } from './inside.ts';
import { eachMeeting } from './meetings.ts';
import type { Meeting } from './meetings.ts';
import type { Shapes } from './shapes.ts';
import { sideOf } from './side.ts';

/** What keeps an area from being valid, and at which ring and vertex (both counted over the whole geometry). */
export interface Flaw {
	code: 'self-crossing' | 'rings-cross' | 'hole-outside' | 'nested' | 'interior-split';
	ring: number;
	vertex: number;
}

/**
 * The flaws of geometry 0, an area whose rings are closed, of at least three points and without repeats: the rules of
 * OGC 06-103r4 6.1.11 as GEOS' IsValidOp holds them. Rings may touch in points; they may not cross, overlap, touch
 * themselves, lie in one another, or cut the inside of an area in two. Stops after `most` flaws.
 */
export function flawsOf(shapes: Shapes, most = 20): Flaw[] {
	const flaws: Flaw[] = [];
	const touches: Meeting[] = [];
	eachMeeting(shapes, (meeting) => {
		const { kind, ringA, ringB, edgeA } = meeting;
		if (ringA === ringB) flaws.push({ code: 'self-crossing', ring: ringA, vertex: edgeA });
		else if (kind !== 'touch' || crossesInCorner(shapes, meeting))
			flaws.push({ code: 'rings-cross', ring: ringB, vertex: meeting.edgeB });
		else touches.push(meeting);
		return flaws.length < most;
	});
	if (flaws.length > 0) return flaws;
	return [...misplacedRings(shapes), ...splitInteriors(shapes, touches)].slice(0, most);
}

/** Whether two rings that touch change sides there: both ways of the one go off to different sides of the other. */
function crossesInCorner(shapes: Shapes, meeting: Meeting): boolean {
	const { x, y } = meeting;
	const [before, after] = neighboursIn(shapes, meeting.ringA, meeting.edgeA, x, y);
	const [p, q] = neighboursIn(shapes, meeting.ringB, meeting.edgeB, x, y);
	return isLeftOf(before, [x, y], after, p) !== isLeftOf(before, [x, y], after, q);
}

type XY = [number, number];

/** The vertices of a ring before and after the point x, y of its edge. */
function neighboursIn(shapes: Shapes, ring: number, edge: number, x: number, y: number): [XY, XY] {
	const { xy, vertexStart } = shapes;
	const first = vertexStart[ring];
	const last = vertexStart[ring + 1] - 2;
	const at = (v: number): XY => [xy[2 * v], xy[2 * v + 1]];
	if (xy[2 * edge] === x && xy[2 * edge + 1] === y) return [at(edge === first ? last : edge - 1), at(edge + 1)];
	if (xy[2 * edge + 2] === x && xy[2 * edge + 3] === y) return [at(edge), at(edge === last ? first + 1 : edge + 2)];
	return [at(edge), at(edge + 1)];
}

/** Whether p lies to the left of the way before → corner → after. */
function isLeftOf(before: XY, corner: XY, after: XY, p: XY): boolean {
	const leftOfFirst = sideOf(...before, ...corner, ...p) > 0;
	const turn = sideOf(...before, ...corner, ...after);
	if (turn === 0) return leftOfFirst;
	const leftOfSecond = sideOf(...corner, ...after, ...p) > 0;
	return turn > 0 ? leftOfFirst && leftOfSecond : leftOfFirst || leftOfSecond;
}

/** Holes outside of their shell, holes in holes, and areas in areas. No ring crosses another any more. */
function misplacedRings(shapes: Shapes): Flaw[] {
	const { hole, vertexStart, partStart } = shapes;
	const rings = partStart[1];
	const boxes = boxesOf(shapes);
	const flaws: Flaw[] = [];
	let shell = 0;
	for (let p = 0; p < rings; p++) {
		if (!hole[p]) {
			shell = p;
			continue;
		}
		const vertex = vertexStart[p];
		if (placeOfRing(shapes, boxes, p, shell) < 1) flaws.push({ code: 'hole-outside', ring: p, vertex });
		for (let q = shell + 1; q < rings && hole[q]; q++)
			if (q !== p && placeOfRing(shapes, boxes, p, q) > 0) flaws.push({ code: 'nested', ring: p, vertex });
	}
	for (let p = 0; p < rings; p++) {
		if (hole[p]) continue;
		for (let q = 0; q < rings; q++) {
			if (hole[q] || p === q || placeOfRing(shapes, boxes, p, q) < 0) continue;
			let inHole = false;
			for (let r = q + 1; r < rings && hole[r]; r++) inHole ||= placeOfRing(shapes, boxes, p, r) > 0;
			if (!inHole) flaws.push({ code: 'nested', ring: p, vertex: vertexStart[p] });
		}
	}
	return flaws;
}

/** Where ring p lies to ring q: 1 inside, −1 outside, 0 when all of its vertices lie on it. */
function placeOfRing(shapes: Shapes, boxes: Float64Array, p: number, q: number): number {
	if (
		boxes[4 * p] > boxes[4 * q + 2] ||
		boxes[4 * p + 2] < boxes[4 * q] ||
		boxes[4 * p + 1] > boxes[4 * q + 3] ||
		boxes[4 * p + 3] < boxes[4 * q + 1]
	)
		return -1;
	for (let v = shapes.vertexStart[p]; v < shapes.vertexStart[p + 1] - 1; v++) {
		const place = placeInRing(shapes, q, shapes.xy[2 * v], shapes.xy[2 * v + 1]);
		if (place !== 0) return place;
	}
	return 0;
}

function boxesOf(shapes: Shapes): Float64Array {
	const { xy, vertexStart, partStart } = shapes;
	const boxes = new Float64Array(4 * partStart[1]);
	for (let p = 0; p < partStart[1]; p++) {
		boxes.set([Infinity, Infinity, -Infinity, -Infinity], 4 * p);
		for (let v = vertexStart[p]; v < vertexStart[p + 1]; v++) {
			boxes[4 * p] = Math.min(boxes[4 * p], xy[2 * v]);
			boxes[4 * p + 1] = Math.min(boxes[4 * p + 1], xy[2 * v + 1]);
			boxes[4 * p + 2] = Math.max(boxes[4 * p + 2], xy[2 * v]);
			boxes[4 * p + 3] = Math.max(boxes[4 * p + 3], xy[2 * v + 1]);
		}
	}
	return boxes;
}

/**
 * Rings and the points in which they touch are a graph; a circle in it walls off a part of the inside. Each touching
 * point joins its rings, and where it joins rings that are joined already there is a circle.
 */
function splitInteriors(shapes: Shapes, touches: Meeting[]): Flaw[] {
	const { hole } = shapes;
	const shellOf: number[] = [];
	for (let p = 0; p < shapes.partStart[1]; p++) shellOf.push(hole[p] ? shellOf[p - 1] : p);
	const up = new Map<string, string>();
	const rootOf = (node: string): string => {
		let root = node;
		for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next;
		if (root !== node) up.set(node, root);
		return root;
	};
	const joined = new Set<string>();
	const flaws: Flaw[] = [];
	for (const { ringA, ringB, edgeB, x, y } of touches) {
		if (shellOf[ringA] !== shellOf[ringB]) continue;
		const place = `${shellOf[ringA]}: ${x} ${y}`;
		for (const ring of [ringA, ringB]) {
			if (joined.has(`${place} ${ring}`)) continue;
			joined.add(`${place} ${ring}`);
			const [a, b] = [rootOf(place), rootOf(`ring ${ring}`)];
			if (a === b) flaws.push({ code: 'interior-split', ring: ringB, vertex: edgeB });
			else up.set(a, b);
		}
	}
	return flaws;
}
