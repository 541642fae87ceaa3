import { wholeOf } from './frame.ts';
import { gridOver, type Areas, type Grid } from './grid.ts';
import { emptyLaid, lay, type Laid } from './lay.ts';
import { checkNumbers, type ZoningNumbers } from './numbers.ts';
import type { Method, ZoningFeatures } from './sources.ts';
import { areasByLevel, zonesOf, type AreaByLevel, type Zone } from './zones.ts';

export interface ZoningInput extends Areas {
	features: ZoningFeatures;
	/** Edge of a cell, metres. */
	cellM: number;
	method: Method;
	numbers: ZoningNumbers;
}

export interface Zoning {
	grid: Grid;
	/** Level codes by cell, rows from south to north: 0 not assessed, 1 blue … 4 red, 255 outside the district. */
	levels: Uint8Array;
	/** What lies behind the levels; a window is laid anew on it. */
	laid: Laid;
	zones: Zone[];
	/** Square metres of the district by level. */
	areaM2ByLevel: AreaByLevel;
	/** Square metres by level of the cells of each subdistrict. */
	subdistrictAreaM2ByLevel: AreaByLevel[];
}

/**
 * The four-colour zoning of a district (DESIGN.md "Zoning, exactly"; the numbers are 系统设定).
 * Throws a RangeError for numbers, features or a grid that cannot be (checkNumbers, sourcesIn, gridOver).
 */
export function zoneDistrict(input: ZoningInput): Zoning {
	const { features, method, numbers } = input;
	checkNumbers(numbers);
	const grid = gridOver(input, input.cellM);
	const laid = emptyLaid(grid, method);
	lay(grid, wholeOf(grid), features, numbers, laid);
	return {
		grid,
		levels: laid.levels,
		laid,
		zones: zonesOf(grid, laid, features, numbers),
		...areasByLevel(grid, laid.levels, input.subdistricts.count)
	};
}
