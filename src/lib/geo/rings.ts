import type { Position } from 'geojson';
import { sideOf } from './side.ts';

/** The line without points that repeat the one before, in 2D; one point where it has no length. */
export function cleanLine(positions: Position[]): Position[] {
	const clean: Position[] = [];
	for (const [x, y] of positions) {
		const last = clean[clean.length - 1];
		if (!last || last[0] !== x || last[1] !== y) clean.push([x, y]);
	}
	return clean;
}

/** The ring closed and without repeats; empty where all of its points lie on one line. */
export function cleanRing(positions: Position[]): Position[] {
	const clean = cleanLine(positions);
	if (clean.length === 0) return [];
	const [first, last] = [clean[0], clean[clean.length - 1]];
	if (first[0] !== last[0] || first[1] !== last[1]) clean.push([first[0], first[1]]);
	const [[ax, ay], [bx, by]] = [clean[0], clean[1] ?? clean[0]];
	return clean.some(([x, y]) => sideOf(ax, ay, bx, by, x, y) !== 0) ? clean : [];
}

/** Twice the area of a closed ring, positive where it runs counter-clockwise; measured from its first point. */
export function signedArea2(ring: Position[]): number {
	const [x0, y0] = ring[0];
	let sum = 0;
	for (let k = 1; k < ring.length; k++)
		sum += (ring[k - 1][0] - x0) * (ring[k][1] - y0) - (ring[k][0] - x0) * (ring[k - 1][1] - y0);
	return sum;
}

/** The polygon with its shell counter-clockwise and its holes clockwise: RFC 7946 3.1.6. */
export function oriented(rings: Position[][]): Position[][] {
	return rings.map((ring, r) => (signedArea2(ring) > 0 === (r === 0) ? ring : ring.toReversed()));
}
