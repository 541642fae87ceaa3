import { codeOf } from '../level.ts';
import { Coverage, eachBand, isSinglePoint } from './coverage.ts';
import type { CellWindow } from './frame.ts';
import { OUTSIDE, type Grid } from './grid.ts';
import type { ZoningNumbers } from './numbers.ts';
import { sourcesIn, type ZoningFeatures } from './sources.ts';

/** A sum this near below a break has reached it: what adding in floating point leaves of an exact sum. */
const SUM_ROUNDING = 1e-9;

/**
 * Adds to each cell of the window what the features give it by the field (DESIGN.md "Zoning, exactly" 3): the sum of
 * weight(level) · (1 − d / reach) where d < reach, without unit. `sums` has one number for each cell of the grid.
 */
export function addField(
	grid: Grid,
	window: CellWindow,
	features: ZoningFeatures,
	numbers: ZoningNumbers,
	sums: Float64Array
): void {
	const { shapes, level, radiusM } = features;
	const { centreX, centreY, columns } = grid;
	let coverage: Coverage | null = null;
	const reaches = new Float64Array(1);
	let [x, y, reach, weight] = [0, 0, 0, 0];
	const add = (first: number, last: number) => {
		const row = Math.floor(first / columns);
		const start = row * columns;
		const [fromX, heavy, slope, dy] = [x, weight, weight / reach, centreY[row] - y];
		for (let cell = first; cell <= last; cell++) {
			const dx = centreX[cell - start] - fromX;
			sums[cell] += shareOf(heavy, slope, dx * dx + dy * dy);
		}
	};
	for (const i of sourcesIn(grid, window, features, 'field', numbers)) {
		reach = numbers.field.reach * radiusM[i];
		weight = numbers.field.weights[level[i]];
		if (isSinglePoint(shapes, i)) {
			const v = 2 * shapes.vertexStart[shapes.partStart[i]];
			x = shapes.xy[v];
			y = shapes.xy[v + 1];
			reaches[0] = reach;
			eachBand(grid, window, x, y, reaches, 1, add);
			continue;
		}
		coverage ??= new Coverage(grid);
		coverage.find(window, shapes, i, reach);
		for (let k = 0; k < coverage.count; k++) {
			const cell = coverage.cells[k];
			sums[cell] += shareOf(weight, weight / reach, coverage.squared[cell]);
		}
	}
}

/** What a feature adds at the square of a distance within its reach: weight · (1 − d / reach); slope is weight / reach. */
export function shareOf(weight: number, slope: number, squaredM: number): number {
	return weight - slope * Math.sqrt(squaredM);
}

/** The level code of a sum above 0, by the fixed breaks; what reaches none of them is blue. */
export function levelOfSum(sum: number, numbers: ZoningNumbers): number {
	const { red, orange, yellow } = numbers.field.breaks;
	const reached = sum + SUM_ROUNDING;
	if (reached >= red) return codeOf('red');
	if (reached >= orange) return codeOf('orange');
	return codeOf(reached >= yellow ? 'yellow' : 'blue');
}

/** Writes the levels of the window's cells: by their sum; without one, blue where assessed and 0 where not. */
export function levelsByField(
	grid: Grid,
	window: CellWindow,
	sums: Float64Array,
	numbers: ZoningNumbers,
	levels: Uint8Array
): void {
	for (let row = window.firstRow; row <= window.lastRow; row++) {
		const start = row * grid.columns;
		for (let cell = start + window.firstColumn; cell <= start + window.lastColumn; cell++) {
			if (grid.inside[cell] === 0) levels[cell] = OUTSIDE;
			else levels[cell] = sums[cell] > 0 ? levelOfSum(sums[cell], numbers) : grid.assessed[cell];
		}
	}
}
