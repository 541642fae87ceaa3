import type { ByLevel } from '../../api.ts';
import type { Level } from '../../risk/level.ts';
import type { Wall } from '../../wall/api.ts';
import type { Queryable } from '../db/database.ts';
import { noLevels } from '../runs/counts.ts';
import { WHOLE_M2 } from '../zones/list.ts';
import { momentsOf } from './before.ts';
import { byLevelFigure, figureOf, type Moments } from './figure.ts';

/**
 * Square metres by level, whole ones, added up over the zones as their list does: what a run adds up over its cells may
 * differ by the slivers beside a border.
 */
export async function areaFigures(db: Queryable, district: string, runs: Moments<number>): Promise<Wall['areas']> {
	const { rows } = await db.query<{ run: number; level: Level | null; area_m2: number }>(
		`select run, level, ${WHOLE_M2} as area_m2 from zone where district = $1 and run = any($2::bigint[])
		group by run, level`,
		[district, Object.values(runs).filter((run) => run !== null)]
	);
	const moments = momentsOf(runs, (run): ByLevel => {
		const own = rows.filter((row) => row.run === run);
		return { ...noLevels(), ...Object.fromEntries(own.map((row) => [row.level ?? 'none', row.area_m2])) };
	});
	return byLevelFigure((level) =>
		figureOf(moments, (areaM2) => areaM2[level], { endpoint: 'zones', query: { level } }, 'areas')
	);
}
