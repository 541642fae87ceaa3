import { boxOf, type Box } from './obstacles.ts';
import { crossingOf, distanceBetween, isInside, mix, type Point, type Ring } from './plane-shapes.ts';

/** Ends of cut lines stay this far inside the district, so that no rounding puts them outside. */
const INSIDE_M = 0.5;

/** The pieces of a line inside a ring, longest first. */
export function piecesInside(line: readonly Point[], ring: Ring): Point[][] {
	const pieces: Point[][] = [];
	let piece: Point[] = [];
	let inside = isInside(line[0], ring);
	if (inside) piece.push(line[0]);
	for (let i = 1; i < line.length; i++) {
		const [a, b] = [line[i - 1], line[i]];
		const box = boxOf([a, b]);
		const cuts: number[] = [];
		for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) {
			if (!mayTouch(box, ring[j], ring[k])) continue;
			const at = crossingOf(a, b, ring[j], ring[k]);
			if (at !== null) cuts.push(at);
		}
		cuts.sort((s, t) => s - t);
		const back = INSIDE_M / distanceBetween(a, b);
		for (const cut of cuts) {
			if (inside) {
				piece.push(mix(a, b, Math.max(0, cut - back)));
				pieces.push(piece);
				piece = [];
			} else {
				piece = [mix(a, b, Math.min(1, cut + back))];
			}
			inside = !inside;
		}
		if (inside) piece.push(b);
	}
	if (piece.length > 1) pieces.push(piece);
	return pieces.filter((p) => p.length > 1).sort((p, q) => q.length - p.length);
}

function mayTouch(box: Box, a: Point, b: Point): boolean {
	return (
		Math.min(a[0], b[0]) <= box[2] &&
		Math.max(a[0], b[0]) >= box[0] &&
		Math.min(a[1], b[1]) <= box[3] &&
		Math.max(a[1], b[1]) >= box[1]
	);
}
