import type { MultiPolygon } from 'geojson';
import { unprojectGeometry } from '../../geo/densify.ts';
import { planeOf } from '../../geo/plane.ts';
import { CELL_CHANGES, changedCells } from '../../risk/zoning/change.ts';
import type { ZoneChange, ZoneDifference } from '../../wall/api.ts';
import { mustSeeAllRows, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { readCompared } from './compare.ts';
import { haveSameCells } from './comparison.ts';

/**
 * Where two stored runs of a district gave a place another level, `a` the earlier. Throws an AnswerError: 403 for who does
 * not see every row, 404 for a run that is not there, 409 where the two grids do not have the same cells.
 */
export async function differenceOf(
	db: Queryable,
	sight: Sight,
	district: string,
	a: number,
	b: number
): Promise<ZoneDifference> {
	mustSeeAllRows(sight);
	const before = await readCompared(db, district, a);
	const after = await readCompared(db, district, b);
	if (!haveSameCells(before.grid, after.grid)) {
		throw new AnswerError(409, 'other-grid', {
			zh: `评估批次 ${a} 和 ${b} 的网格不同（边长 ${before.grid.cellM} 米和 ${after.grid.cellM} 米，或辖区范围改变），不能逐格比较。请选网格相同的两个批次。`,
			en: `Runs ${a} and ${b} have other grids (cells of ${before.grid.cellM} m and ${after.grid.cellM} m, or the district's extent changed) and cannot be compared cell by cell. Choose two runs of the same grid.`
		});
	}
	const { rows } = await db.query<{ metric_srid: number }>(
		'select metric_srid from district where code = $1',
		[district],
		1
	);
	const plane = planeOf(rows[0].metric_srid);
	const changed = changedCells(before.grid, after.grid);
	const areaM2 = Object.fromEntries(CELL_CHANGES.map((change) => [change, 0])) as Record<ZoneChange, number>;
	for (const one of changed) areaM2[one.change] = one.areaM2;
	return {
		type: 'FeatureCollection',
		features: changed.map((one) => ({
			type: 'Feature',
			geometry: unprojectGeometry({ type: 'MultiPolygon', coordinates: one.polygons }, plane) as MultiPolygon,
			properties: { change: one.change, areaM2: one.areaM2 }
		})),
		a: { run: a, at: before.at },
		b: { run: b, at: after.at },
		areaM2
	};
}
