import { firstAtLeast, type CellWindow } from './frame.ts';
import type { Grid } from './grid.ts';
import { lay, type Laid } from './lay.ts';
import type { ZoningNumbers } from './numbers.ts';
import { reachOf, type Method, type ZoningFeatures } from './sources.ts';

/** The cells that feature i can colour; null when it colours none. */
export function windowOf(
	grid: Grid,
	features: ZoningFeatures,
	i: number,
	method: Method,
	numbers: ZoningNumbers
): CellWindow | null {
	const reach = reachOf(features, i, method, numbers);
	const { box } = features.shapes;
	const { centreX, centreY, cellM } = grid;
	// Half a cell more than the reach, so that rounding cannot leave out a cell that it touches.
	const far = reach + cellM / 2;
	const window = {
		firstColumn: firstAtLeast(centreX, cellM, box[4 * i] - far),
		lastColumn: firstAtLeast(centreX, cellM, box[4 * i + 2] + far) - 1,
		firstRow: firstAtLeast(centreY, cellM, box[4 * i + 1] - far),
		lastRow: firstAtLeast(centreY, cellM, box[4 * i + 3] + far) - 1
	};
	if (reach === 0 || window.firstColumn > window.lastColumn || window.firstRow > window.lastRow) return null;
	return window;
}

/**
 * Lays the features anew on one window, after a feature that could colour it was changed, added or removed. Call it with
 * the window of the feature as it was and as it is: what comes out is, bit for bit, what laying everything would give.
 */
export function layWindow(
	grid: Grid,
	window: CellWindow,
	features: ZoningFeatures,
	numbers: ZoningNumbers,
	laid: Laid
): void {
	for (let row = window.firstRow; row <= window.lastRow; row++) {
		const first = row * grid.columns + window.firstColumn;
		const end = row * grid.columns + window.lastColumn + 1;
		if (laid.method === 'rings') laid.touched.fill(0, first, end);
		else laid.sums.fill(0, first, end);
	}
	lay(grid, window, features, numbers, laid);
}
