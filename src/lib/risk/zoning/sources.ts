import type { Shapes } from '../../geo/shapes.ts';
import { codeOf } from '../level.ts';
import type { CellWindow, Frame } from './frame.ts';
import type { ZoningNumbers } from './numbers.ts';

/** Graded features as columns. */
export interface ZoningFeatures {
	shapes: Shapes;
	/** Level codes: 0 not assessed (colours nothing), 1 blue … 4 red. */
	level: Uint8Array;
	/** Radius of influence, metres; 0: colours nothing. */
	radiusM: Float64Array;
}

export type Method = 'rings' | 'field';

const RED = codeOf('red');
/** "Within 200 m" holds at 200.000, to the millimetre. */
const HALF_MM = 0.0005;

/** How far a ring reaches, so that "d < this" says: d, rounded to the millimetre, is at most `times` the radius. */
export function ringReachM(radiusM: number, times: number): number {
	return Math.round(radiusM * times * 1000) / 1000 + HALF_MM;
}

/**
 * How far feature i colours cells, metres, by level code and radius; 0 where it colours nothing: not assessed, without a
 * radius, or (by rings) with nothing left of its level.
 */
export function reachOf(features: ZoningFeatures, i: number, method: Method, numbers: ZoningNumbers): number {
	const code = features.level[i];
	const radiusM = features.radiusM[i];
	if (code === 0 || radiusM === 0) return 0;
	if (method === 'field') return numbers.field.weights[code] > 0 ? numbers.field.reach * radiusM : 0;
	const rings = ringsOf(code, numbers);
	return rings === 0 ? 0 : ringReachM(radiusM, numbers.rings[rings - 1].reach);
}

/** How many of the rings a feature of this level has: a ring that would give less than blue gives nothing. */
export function ringsOf(code: number, numbers: ZoningNumbers): number {
	let count = 0;
	while (count < numbers.rings.length && code - numbers.rings[count].lower >= 1) count++;
	return count;
}

/** Cells along the edge of a tile: what is laid from one tile to the next stays in the processor's cache. */
const TILE_CELLS = 32;

/**
 * The features that colour cells of the window: red first, then by tile of the frame, then in their own order. It is the
 * order in which sums are made, and follows from the features alone: a window and the whole grid add the same numbers in
 * the same order.
 * Throws a RangeError for columns of unequal length, a level code above 4 and a radius that is not a length.
 */
export function sourcesIn(
	frame: Frame,
	window: CellWindow,
	features: ZoningFeatures,
	method: Method,
	numbers: ZoningNumbers
): Uint32Array {
	const { level, radiusM, shapes } = features;
	const { box } = shapes;
	if (level.length !== shapes.count || radiusM.length !== shapes.count)
		throw new RangeError(`${shapes.count} features with ${level.length} levels and ${radiusM.length} radii.`);
	const minX = frame.centreX[window.firstColumn];
	const maxX = frame.centreX[window.lastColumn];
	const minY = frame.centreY[window.firstRow];
	const maxY = frame.centreY[window.lastRow];
	const tileM = TILE_CELLS * frame.cellM;
	const tileColumns = Math.ceil(frame.columns / TILE_CELLS);
	const tileRows = Math.ceil(frame.rows / TILE_CELLS);
	const bins = (RED + 1) * tileColumns * tileRows;
	const NOT_HERE = bins;
	const binOf = new Uint32Array(shapes.count).fill(NOT_HERE);
	const start = new Uint32Array(bins + 2);
	for (let i = 0; i < shapes.count; i++) {
		if (level[i] > RED)
			throw new RangeError(`Feature ${i} has the level code ${level[i]}; it must be one of 0 to ${RED}.`);
		if (!(radiusM[i] >= 0 && radiusM[i] < Infinity))
			throw new RangeError(`Feature ${i} has a radius of ${radiusM[i]} m; it must be 0 (colours nothing) or more.`);
		const reach = reachOf(features, i, method, numbers);
		// Half a cell more, so that rounding cannot leave out what windowOf lets in.
		const far = reach + frame.cellM / 2;
		const near =
			reach > 0 &&
			box[4 * i] - far <= maxX &&
			box[4 * i + 2] + far >= minX &&
			box[4 * i + 1] - far <= maxY &&
			box[4 * i + 3] + far >= minY;
		if (!near) continue;
		const column = Math.floor((box[4 * i] - frame.originX) / tileM);
		const row = Math.floor((box[4 * i + 1] - frame.originY) / tileM);
		const tile = clamp(row, tileRows) * tileColumns + clamp(column, tileColumns);
		binOf[i] = (RED - level[i]) * tileColumns * tileRows + tile;
		start[binOf[i] + 1]++;
	}
	for (let bin = 0; bin < bins; bin++) start[bin + 1] += start[bin];
	const sources = new Uint32Array(start[bins]);
	for (let i = 0; i < shapes.count; i++) if (binOf[i] !== NOT_HERE) sources[start[binOf[i]]++] = i;
	return sources;
}

function clamp(k: number, count: number): number {
	return Math.max(0, Math.min(count - 1, k));
}
