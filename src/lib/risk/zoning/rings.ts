import { codeOf } from '../level.ts';
import { Coverage, eachBand, isSinglePoint } from './coverage.ts';
import type { CellWindow } from './frame.ts';
import { OUTSIDE, type Grid } from './grid.ts';
import type { ZoningNumbers } from './numbers.ts';
import { ringReachM, ringsOf, sourcesIn, type ZoningFeatures } from './sources.ts';

const RED = codeOf('red');
/** A cell while features are laid on it: the highest level code it was given, and how often (5 bits, saturating). */
export const COUNT_BITS = 5;
const COUNT_MASK = (1 << COUNT_BITS) - 1;

/**
 * What the features give each cell of the window by rings (DESIGN.md "Zoning, exactly" 2): the highest level code and,
 * in the low 5 bits, how many features give exactly that, counted up to `accumulation.count`. 0: touched by nothing.
 * Writes into `touched`, one byte for each cell of the grid.
 */
export function layRings(
	grid: Grid,
	window: CellWindow,
	features: ZoningFeatures,
	numbers: ZoningNumbers,
	touched: Uint8Array
): void {
	const { shapes, level, radiusM } = features;
	const enough = numbers.accumulation.count;
	let coverage: Coverage | null = null;
	const reaches = new Float64Array(numbers.rings.length);
	const gives = new Uint8Array(numbers.rings.length);
	const lay = (first: number, last: number, ring: number) => {
		const none = gives[ring] << COUNT_BITS;
		const full = none + enough;
		for (let cell = first; cell <= last; cell++) {
			const now = touched[cell];
			if (now < full) touched[cell] = now > none ? now + 1 : none + 1;
		}
	};
	for (const i of sourcesIn(grid, window, features, 'rings', numbers)) {
		const rings = ringsOf(level[i], numbers);
		for (let k = 0; k < rings; k++) {
			reaches[k] = ringReachM(radiusM[i], numbers.rings[k].reach);
			gives[k] = level[i] - numbers.rings[k].lower;
		}
		if (isSinglePoint(shapes, i)) {
			const v = 2 * shapes.vertexStart[shapes.partStart[i]];
			eachBand(grid, window, shapes.xy[v], shapes.xy[v + 1], reaches, rings, lay);
			continue;
		}
		coverage ??= new Coverage(grid);
		coverage.find(window, shapes, i, reaches[rings - 1]);
		for (let k = 0; k < coverage.count; k++) {
			const cell = coverage.cells[k];
			lay(cell, cell, ringAt(coverage.squared[cell], reaches));
		}
	}
}

/** The ring (0 the innermost) of a squared distance that lies within the last of them. */
export function ringAt(squaredM: number, reaches: ArrayLike<number>): number {
	let ring = 0;
	while (squaredM >= reaches[ring] * reaches[ring]) ring++;
	return ring;
}

/** The level code that features give a cell: `accumulation.count` of them at one level raise it, once; red stays red. */
export function levelOfTouched(touched: number, numbers: ZoningNumbers): number {
	const code = touched >> COUNT_BITS;
	const raise = (touched & COUNT_MASK) >= numbers.accumulation.count;
	return raise ? Math.min(RED, code + numbers.accumulation.raise) : code;
}

/** Writes the levels of the window's cells: what touched them; else blue where assessed and 0 where not. */
export function levelsByRings(
	grid: Grid,
	window: CellWindow,
	touched: Uint8Array,
	numbers: ZoningNumbers,
	levels: Uint8Array
): void {
	const codes = Uint8Array.from({ length: 256 }, (_, value) => levelOfTouched(value, numbers));
	for (let row = window.firstRow; row <= window.lastRow; row++) {
		const start = row * grid.columns;
		for (let cell = start + window.firstColumn; cell <= start + window.lastColumn; cell++) {
			if (grid.inside[cell] === 0) levels[cell] = OUTSIDE;
			else levels[cell] = touched[cell] === 0 ? grid.assessed[cell] : codes[touched[cell]];
		}
	}
}
