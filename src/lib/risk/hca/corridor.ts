import type { Shapes } from '../../geo/shapes.ts';

/** Side of a cell, metres: a district is some ten thousand cells. */
const CELL_M = 256;
const MOST_CELLS = 4_000_000;

/**
 * The positions of the features whose box comes near enough to a segment that its distance is worth asking: a sieve of
 * coarse cells, so that the million buildings of a city that stand nowhere near a trunk line cost a look each. It never
 * leaves out what is within `reachM` metres.
 */
export function inCorridor(features: Shapes, segments: Shapes, reachM: number): Uint32Array {
	const found = new Uint32Array(features.count);
	let count = 0;
	let minX = Infinity;
	let minY = Infinity;
	let maxX = -Infinity;
	let maxY = -Infinity;
	const padM = reachM + 1;
	for (let k = 0; k < segments.count; k++) {
		minX = Math.min(minX, segments.box[4 * k] - padM);
		minY = Math.min(minY, segments.box[4 * k + 1] - padM);
		maxX = Math.max(maxX, segments.box[4 * k + 2] + padM);
		maxY = Math.max(maxY, segments.box[4 * k + 3] + padM);
	}
	if (segments.count === 0) return found.subarray(0, 0);
	const cellM = Math.max(CELL_M, Math.sqrt(((maxX - minX) * (maxY - minY)) / MOST_CELLS));
	const columns = Math.floor((maxX - minX) / cellM) + 1;
	const rows = Math.floor((maxY - minY) / cellM) + 1;
	const marked = new Uint8Array(columns * rows);
	const columnOf = (x: number) => Math.min(columns - 1, Math.max(0, Math.floor((x - minX) / cellM)));
	const rowOf = (y: number) => Math.min(rows - 1, Math.max(0, Math.floor((y - minY) / cellM)));
	for (let k = 0; k < segments.count; k++) {
		const first = columnOf(segments.box[4 * k] - padM);
		const last = columnOf(segments.box[4 * k + 2] + padM);
		const top = rowOf(segments.box[4 * k + 3] + padM);
		for (let row = rowOf(segments.box[4 * k + 1] - padM); row <= top; row++) {
			marked.fill(1, row * columns + first, row * columns + last + 1);
		}
	}
	for (let i = 0; i < features.count; i++) {
		const west = features.box[4 * i];
		const south = features.box[4 * i + 1];
		const east = features.box[4 * i + 2];
		const north = features.box[4 * i + 3];
		if (west > maxX || east < minX || south > maxY || north < minY) continue;
		const last = columnOf(east);
		const top = rowOf(north);
		let isNear = false;
		for (let row = rowOf(south); row <= top && !isNear; row++) {
			for (let column = columnOf(west); column <= last; column++) {
				if (marked[row * columns + column] === 0) continue;
				isNear = true;
				break;
			}
		}
		if (isNear) found[count++] = i;
	}
	return found.subarray(0, count);
}
