import type { ByLevel } from '../../api.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { LEVELS, type Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { WorstUnit } from '../../wall/api.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';
import { levelReasons } from '../lists/level-reasons.ts';
import { personsOf } from '../lists/persons.ts';
import type { Counted } from './before.ts';
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

/** By level, by broken findings, by reasons that give that level, by id. */
const ORDER = `array_position(array['red', 'orange', 'yellow', 'blue'], a.level), broken desc,
	jsonb_array_length(jsonb_path_query_array(a.reasons, '$[*] ? (@.level == $own)',
		jsonb_build_object('own', a.level))) desc, a.feature`;

/**
 * The worst units of a run that are still on the map: by level, then by broken findings that concern them, then by how
 * many reasons give that level, then by id (系统设定).
 *
 * @param counted what the run's summary says
 */
export async function worstUnits(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	counted: Pick<Counted, 'levels' | 'subdistricts'>,
	rules: RuleSet
): Promise<WorstUnit[]> {
	const { levels, subdistricts } = counted;
	const most = wallTable(rules).worst.count.value;
	// Few levels hold the worst: the reasons of all the others need not be read.
	const enough = LEVELS.findIndex((_, i) => sumOf(LEVELS.slice(0, i + 1), levels) >= most);
	let rows = await readWorst(db, district, run, LEVELS.slice(0, enough + 1), most);
	if (rows.length < most) rows = await readWorst(db, district, run, LEVELS, most);
	const names = new Map(subdistricts.map(({ id, name }) => [id, name]));
	return rows.map((row) => ({
		id: row.id,
		layer: row.layer,
		name: row.name,
		level: row.level,
		grade: row.grade,
		subdistrict: row.subdistrict && (names.get(row.subdistrict) ?? row.subdistrict),
		at: [row.lng, row.lat],
		reasons: levelReasons(sight, row.reasons, row.exposure).map(({ text, clause }) => ({ text, clause })),
		broken: row.broken,
		persons: personsOf(row.layer, seenAttributes(sight, row.layer, row.attributes)).map(({ role, name }) => {
			return { role, name };
		})
	}));
}

function sumOf(some: readonly Level[], levels: ByLevel): number {
	return some.reduce((sum, level) => sum + levels[level], 0);
}

async function readWorst(
	db: Queryable,
	district: string,
	run: number,
	levels: readonly Level[],
	most: number
): Promise<Row[]> {
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
			where a.district = $1 and a.run = $2::bigint and a.level = any($4::text[])
				-- looked up one by one: a join would read the whole table of features
				and (select f.id from feature f where f.district = a.district and f.id = a.feature) is not null
			order by ${ORDER} limit $3::integer
		)
		select f.id, f.layer, f.name, a.level, a.grade, a.subdistrict, a.reasons, a.exposure, f.attributes, a.broken,
			ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat
		from first a join feature f on f.district = $1 and f.id = a.feature
		order by ${ORDER}`,
		[district, run, most, levels]
	);
	return rows;
}
