import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { WorstUnit } from '../../wall/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';
import { levelReasons } from '../lists/level-reasons.ts';
import { personsOf } from '../lists/persons.ts';
import { wallTable } from './numbers.ts';

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level;
	grade: string | null;
	subdistrict: string | null;
	reasons: Reason[];
	exposure: Exposure | null;
	attributes: Attributes;
	lng: number;
	lat: number;
	broken: number;
}

/**
 * The worst units of a run that are still on the map: by level, then by broken findings that concern them, then by how
 * many reasons give that level, then by id (系统设定).
 *
 * @param subdistricts names by id
 */
export async function worstUnits(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	subdistricts: ReadonlyMap<string, string>,
	rules: RuleSet
): Promise<WorstUnit[]> {
	const { rows } = await db.query<Row>(
		`with broken as (
			select feature, count(*) as many from (
				select source as feature from finding where district = $1 and run = $2::bigint and state = 'broken'
				union all
				select target from finding where district = $1 and run = $2::bigint and state = 'broken'
			) ends where feature is not null group by feature
		), first as (
			select a.*, coalesce(b.many, 0) as broken
			from assessment a left join broken b on b.feature = a.feature
			where a.district = $1 and a.run = $2::bigint and a.level is not null
				and exists (select from feature f where f.district = a.district and f.id = a.feature)
			order by array_position(array['red', 'orange', 'yellow', 'blue'], a.level), broken desc,
				jsonb_array_length(jsonb_path_query_array(a.reasons, '$[*] ? (@.level == $own)',
					jsonb_build_object('own', a.level))) desc, a.feature
			limit $3::integer
		)
		select f.id, f.layer, f.name, a.level, a.grade, a.subdistrict, a.reasons, a.exposure, f.attributes, a.broken,
			ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat
		from first a join feature f on f.district = $1 and f.id = a.feature
		order by array_position(array['red', 'orange', 'yellow', 'blue'], a.level), a.broken desc,
			jsonb_array_length(jsonb_path_query_array(a.reasons, '$[*] ? (@.level == $own)',
				jsonb_build_object('own', a.level))) desc, a.feature`,
		[district, run, wallTable(rules).worst.count.value]
	);
	return rows.map((row) => ({
		id: row.id,
		layer: row.layer,
		name: row.name,
		level: row.level,
		grade: row.grade,
		subdistrict: row.subdistrict && (subdistricts.get(row.subdistrict) ?? row.subdistrict),
		at: [row.lng, row.lat],
		reasons: levelReasons(sight, row.reasons, row.exposure).map(({ text, clause }) => ({ text, clause })),
		broken: row.broken,
		persons: personsOf(row.layer, seenAttributes(sight, row.layer, row.attributes)).map(({ role, name }) => {
			return { role, name };
		})
	}));
}
