import type { CellWindow } from '../../risk/zoning/frame.ts';
import { zoningNumbersOf } from '../../risk/zoning/numbers.ts';
import type { ZoningFeatures } from '../../risk/zoning/sources.ts';
import { layWindow, windowOf } from '../../risk/zoning/window.ts';
import { areasByLevel, zonesOf } from '../../risk/zoning/zones.ts';
import type { ComputedDistrict } from '../runs/compute.ts';
import { columnsOfGraded } from '../runs/graded.ts';
import type { Amended } from './amended.ts';
import type { Replaced } from './replace.ts';

/**
 * Lays the windows of the features whose level, radius or shape changed anew, and draws the zones. Returns how many
 * cells have another level; null where nothing that colours has changed.
 */
export function zoneAgain(
	now: ComputedDistrict,
	changed: readonly Replaced[],
	graded: Amended['assessments']
): { cells: number | null } {
	const { zoning, order, rules } = now;
	const { grid, laid } = zoning;
	const numbers = zoningNumbersOf(rules);
	const before = now.graded;
	const after = columnsOfGraded(now.columns, now.assessments);
	now.graded = after;
	const moved = new Set(changed.filter((one) => one.shapeBefore !== null).map((one) => one.id));
	const ids = new Set([...moved, ...graded.gone, ...graded.put.map((one) => one.feature)]);
	const windows: CellWindow[] = [];
	for (const id of ids) {
		const [was, is] = [before.ids.indexOf(id), after.ids.indexOf(id)];
		const isSame =
			was >= 0 &&
			is >= 0 &&
			!moved.has(id) &&
			before.features.level[was] === after.features.level[is] &&
			before.features.radiusM[was] === after.features.radiusM[is];
		if (isSame) continue;
		const add = (features: ZoningFeatures, i: number) => {
			const window = i < 0 ? null : windowOf(grid, features, i, order.method, numbers);
			if (window !== null) windows.push(window);
		};
		add(before.features, was);
		add(after.features, is);
	}
	if (windows.length === 0) return { cells: null };
	const levels = laid.levels.slice();
	for (const window of windows) layWindow(grid, window, after.features, numbers, laid);
	let cells = 0;
	for (let cell = 0; cell < levels.length; cell++) if (levels[cell] !== laid.levels[cell]) cells++;
	now.zoning = {
		grid,
		laid,
		levels: laid.levels,
		zones: zonesOf(grid, laid, after.features, numbers),
		...areasByLevel(grid, laid.levels, now.areas.subdistricts.count)
	};
	return { cells };
}
