import { addField, levelsByField } from './field.ts';
import type { CellWindow } from './frame.ts';
import type { Grid } from './grid.ts';
import type { ZoningNumbers } from './numbers.ts';
import { layRings, levelsByRings } from './rings.ts';
import type { Method, ZoningFeatures } from './sources.ts';

/** The features laid on the grid. One value for each cell. */
export interface Laid {
	method: Method;
	/** Level codes: 0 not assessed, 1 blue … 4 red, 255 outside the district. */
	levels: Uint8Array;
	/** By rings: what layRings writes; empty by field. */
	touched: Uint8Array;
	/** By field: the sums; empty by rings. */
	sums: Float64Array;
}

/** Columns for a grid on which nothing has been laid yet. */
export function emptyLaid(grid: Grid, method: Method): Laid {
	const cells = grid.inside.length;
	return {
		method,
		levels: new Uint8Array(cells),
		touched: new Uint8Array(method === 'rings' ? cells : 0),
		sums: new Float64Array(method === 'field' ? cells : 0)
	};
}

/** Lays the features on the cells of the window, on which nothing may lie, and writes their levels. */
export function lay(
	grid: Grid,
	window: CellWindow,
	features: ZoningFeatures,
	numbers: ZoningNumbers,
	laid: Laid
): void {
	if (laid.method === 'rings') {
		layRings(grid, window, features, numbers, laid.touched);
		levelsByRings(grid, window, laid.touched, numbers, laid.levels);
	} else {
		addField(grid, window, features, numbers, laid.sums);
		levelsByField(grid, window, laid.sums, numbers, laid.levels);
	}
}
