import type { RankedSubdistrict } from '../../wall/api.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { liesIn } from '../findings/place.ts';
import type { Counted } from './before.ts';
import { rankSubdistricts } from './ranking.ts';

const EVERY_END = { source: 'true', target: 'true' };

interface Row {
	id: string;
	west: number;
	south: number;
	east: number;
	north: number;
	broken: number;
}

/**
 * The subdistricts of a run, ranked.
 *
 * @param overdue overdue major hidden dangers by id of the subdistrict
 */
export async function rankedSubdistricts(
	db: Queryable,
	district: string,
	run: number,
	{ subdistricts }: Pick<Counted, 'subdistricts'>,
	overdue: ReadonlyMap<string, number>,
	rules: RuleSet
): Promise<RankedSubdistrict[]> {
	const { rows } = await db.query<Row>(
		`select s.id, ST_XMin(s.geom) as west, ST_YMin(s.geom) as south, ST_XMax(s.geom) as east, ST_YMax(s.geom) as north,
			(select count(*) from finding x where x.district = $1 and x.run = $2::bigint and x.state = 'broken'
				and ${liesIn('s', EVERY_END)}) as broken
		from feature s where s.district = $1 and s.id = any($3::text[])`,
		[district, run, subdistricts.map(({ id }) => id)]
	);
	const stored = new Map(rows.map((row) => [row.id, row]));
	const units = subdistricts.map((one) => {
		const row = stored.get(one.id);
		return {
			id: one.id,
			name: one.name,
			assessed: one.assessed,
			level: one.level,
			units: one.features,
			density: one.density,
			areaM2: Object.values(one.areaM2).reduce((sum, part) => sum + part, 0),
			broken: row?.broken ?? 0,
			overdue: overdue.get(one.id) ?? 0,
			bbox: row === undefined ? null : ([row.west, row.south, row.east, row.north] satisfies RankedSubdistrict['bbox'])
		};
	});
	return rankSubdistricts(units, rules);
}
