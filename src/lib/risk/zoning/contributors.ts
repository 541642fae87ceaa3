import { Coverage, eachBand, isSinglePoint } from './coverage.ts';
import { wholeOf } from './frame.ts';
import type { Grid } from './grid.ts';
import type { Laid } from './lay.ts';
import type { ZoningNumbers } from './numbers.ts';
import { COUNT_BITS, ringAt } from './rings.ts';
import { ringReachM, ringsOf, sourcesIn, type ZoningFeatures } from './sources.ts';

/** A feature that made a zone. */
export interface Contributor {
	feature: number;
	/** The zone's cells to which it gives their level (by field: adds to their sum). */
	cells: number;
}

/** A zone of a whole city can have thousands; people read the strongest. */
const MOST_CONTRIBUTORS = 50;

/**
 * For each zone the features that give at least one of its cells its level, those with the most cells first, at most 50.
 * By rings a cell is made by the features that give it the highest level (which accumulation may then have raised), by
 * field by all that add to it.
 */
export function countContributors(
	grid: Grid,
	laid: Laid,
	zoneOf: Int32Array,
	zones: number,
	features: ZoningFeatures,
	numbers: ZoningNumbers
): Contributor[][] {
	const { shapes, level, radiusM } = features;
	const { touched } = laid;
	const byRings = laid.method === 'rings';
	const window = wholeOf(grid);
	const contributors: Contributor[][] = Array.from({ length: zones }, () => []);
	const counts = new Uint32Array(zones);
	const found: number[] = [];
	const reaches = new Float64Array(numbers.rings.length);
	const gives = new Uint8Array(numbers.rings.length);
	let coverage: Coverage | null = null;
	const runEnd = runEnds(zoneOf, touched);
	const count = (first: number, last: number, ring: number) => {
		const code = gives[ring];
		let cell = first;
		while (cell <= last) {
			const start = cell;
			cell = Math.min(runEnd[start], last + 1);
			const zone = zoneOf[start];
			if (zone < 0 || (byRings && touched[start] >> COUNT_BITS !== code)) continue;
			if (counts[zone] === 0) found.push(zone);
			counts[zone] += cell - start;
		}
	};
	for (const i of sourcesIn(grid, window, features, laid.method, numbers)) {
		const rings = byRings ? ringsOf(level[i], numbers) : 1;
		for (let k = 0; k < rings; k++) {
			reaches[k] = byRings ? ringReachM(radiusM[i], numbers.rings[k].reach) : numbers.field.reach * radiusM[i];
			gives[k] = level[i] - numbers.rings[k].lower;
		}
		if (isSinglePoint(shapes, i)) {
			const v = 2 * shapes.vertexStart[shapes.partStart[i]];
			eachBand(grid, window, shapes.xy[v], shapes.xy[v + 1], reaches, rings, count);
		} else {
			coverage ??= new Coverage(grid);
			coverage.find(window, shapes, i, reaches[rings - 1]);
			for (let k = 0; k < coverage.count; k++) {
				const cell = coverage.cells[k];
				count(cell, cell, ringAt(coverage.squared[cell], reaches));
			}
		}
		for (const zone of found) {
			contributors[zone].push({ feature: i, cells: counts[zone] });
			counts[zone] = 0;
		}
		found.length = 0;
	}
	return contributors.map((list) =>
		list.sort((a, b) => b.cells - a.cells || a.feature - b.feature).slice(0, MOST_CONTRIBUTORS)
	);
}

/** For each cell the end of the run of cells after it that lie in one zone and were given one level. */
function runEnds(zoneOf: Int32Array, touched: Uint8Array): Int32Array {
	const ends = new Int32Array(zoneOf.length);
	const given = (cell: number) => (touched.length === 0 ? 0 : touched[cell] >> COUNT_BITS);
	for (let cell = zoneOf.length - 1; cell >= 0; cell--) {
		const next = cell + 1;
		const goesOn = next < zoneOf.length && zoneOf[next] === zoneOf[cell] && given(next) === given(cell);
		ends[cell] = goesOn ? ends[next] : next;
	}
	return ends;
}
