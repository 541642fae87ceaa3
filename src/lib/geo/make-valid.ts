import type { Position } from 'geojson';
import * as polyclip from 'polyclip-ts';
import type { Geom } from 'polyclip-ts';
import { ShapesBuilder } from './geojson-shapes.ts';
import { placeInRing } from './inside.ts';
import { eachMeeting } from './meetings.ts';
import { cleanRing, signedArea2 } from './rings.ts';
import { sideOf } from './side.ts';

type MultiPoly = ReturnType<typeof polyclip.union>;

/** More crossings than this are no mistake of drawing, and cutting them takes seconds. */
const MOST_MEETINGS = 5000;

/** Narrower than this, in degrees (a micrometre) or metres, a ring is what rounding left of a line. */
const SLIVER_WIDTH = 1e-11;

/**
 * Polygons that may cross themselves and each other as valid ones: each ring by the even–odd rule, each polygon its
 * shell without its holes (a hole all outside of it becomes an area, as in GEOS), all joined. Empty where no area
 * is left, `null` where there are too many crossings. Rings must be clean (`cleanRing`).
 */
export function makeValid(polygons: Position[][][]): Position[][][] | null {
	const areas: Geom[] = [];
	for (const rings of polygons) {
		const enclosed = rings.map(evenOdd);
		const outside = holesOutside(rings);
		if (outside === null || enclosed.includes(null)) return null;
		const [shell, ...holes] = enclosed as MultiPoly[];
		const gaps = holes.filter((hole, h) => hole.length > 0 && !outside.has(h + 1));
		areas.push(shell.length > 0 && gaps.length > 0 ? polyclip.difference(shell, ...gaps) : shell);
		for (const h of outside) areas.push(holes[h - 1]);
	}
	const [first, ...others] = areas.filter((area) => area.length > 0);
	return first ? withoutSlivers(polyclip.union(first, ...others)) : [];
}

/** Which rings of a polygon are holes that have nothing in common with its shell, but perhaps touch it. */
function holesOutside(rings: Position[][]): Set<number> | null {
	const builder = new ShapesBuilder();
	builder.addGeometry({ type: 'Polygon', coordinates: rings });
	const shapes = builder.finish();
	const inside = new Set<number>([0]);
	let met = 0;
	eachMeeting(shapes, ({ kind, ringA, ringB }) => {
		if (ringA === 0 && kind !== 'touch') inside.add(ringB);
		return ++met <= MOST_MEETINGS;
	});
	if (met > MOST_MEETINGS) return null;
	rings.forEach((ring, r) => {
		if (ring.some(([x, y]) => placeInRing(shapes, 0, x, y) > 0)) inside.add(r);
	});
	return new Set([...rings.keys()].filter((r) => !inside.has(r)));
}

/** The area that a ring encloses an odd number of times; `null` where it crosses itself too often. */
function evenOdd(ring: Position[]): MultiPoly | null {
	const noded = nodedRing(ring);
	if (noded === null) return null;
	const [first, ...others] = loopsOf(noded);
	return first ? polyclip.xor([first], ...others.map((loop): Geom => [loop])) : [];
}

/** The ring with each point in which it meets itself set into both of the edges that meet. */
function nodedRing(ring: Position[]): [number, number][] | null {
	const builder = new ShapesBuilder();
	builder.addGeometry({ type: 'Polygon', coordinates: [ring] });
	const nodes = new Map<number, [number, number][]>();
	const set = (edge: number, x: number, y: number) => {
		const at = nodes.get(edge) ?? [];
		at.push([x, y]);
		nodes.set(edge, at);
	};
	const setIfOn = (edge: number, [x, y]: Position) => {
		if (isWithin(ring[edge], ring[edge + 1], x, y)) set(edge, x, y);
	};
	let met = 0;
	eachMeeting(builder.finish(), ({ kind, edgeA, edgeB, x, y }) => {
		if (kind === 'cross') {
			set(edgeA, x, y);
			set(edgeB, x, y);
		} else {
			setIfOn(edgeA, ring[edgeB]);
			setIfOn(edgeA, ring[edgeB + 1]);
			setIfOn(edgeB, ring[edgeA]);
			setIfOn(edgeB, ring[edgeA + 1]);
		}
		return ++met <= MOST_MEETINGS;
	});
	if (met > MOST_MEETINGS) return null;
	return ring.flatMap(([x, y], k): [number, number][] => {
		const onEdge = nodes.get(k) ?? [];
		onEdge.sort((p, q) => Math.hypot(p[0] - x, p[1] - y) - Math.hypot(q[0] - x, q[1] - y));
		return [[x, y], ...onEdge];
	});
}

function isWithin(a: Position, b: Position, x: number, y: number): boolean {
	if (sideOf(a[0], a[1], b[0], b[1], x, y) !== 0) return false;
	if ((x === a[0] && y === a[1]) || (x === b[0] && y === b[1])) return false;
	return (
		Math.min(a[0], b[0]) <= x && x <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= y && y <= Math.max(a[1], b[1])
	);
}

/**
 * A noded ring taken apart where it comes back to a point it was at before: loops that cross themselves nowhere. A
 * point is enclosed as often by the loops together as by the ring, so their symmetric difference is the even–odd area.
 */
function loopsOf(ring: [number, number][]): [number, number][][] {
	const loops: [number, number][][] = [];
	const path: [number, number][] = [];
	const placeOnPath = new Map<string, number>();
	for (const point of ring) {
		const key = `${point[0]} ${point[1]}`;
		const place = placeOnPath.get(key);
		if (place === undefined) {
			placeOnPath.set(key, path.length);
			path.push(point);
			continue;
		}
		const loop = path.splice(place + 1);
		for (const [x, y] of loop) placeOnPath.delete(`${x} ${y}`);
		const closed = [point, ...loop, point];
		if (cleanRing(closed).length > 3) loops.push(closed);
	}
	return loops;
}

function withoutSlivers(polygons: MultiPoly): Position[][][] {
	return polygons
		.map((rings) => rings.map(cleanRing).filter((ring, r) => r === 0 || isWide(ring)))
		.filter(([shell]) => isWide(shell));
}

function isWide(ring: Position[]): boolean {
	if (ring.length < 4) return false;
	let length = 0;
	for (let k = 1; k < ring.length; k++) length += Math.hypot(ring[k][0] - ring[k - 1][0], ring[k][1] - ring[k - 1][1]);
	return Math.abs(signedArea2(ring)) / length > SLIVER_WIDTH;
}
