import type { Level } from '../../risk/level.ts';
import type { ZoneList } from '../../wall/api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { latestRun } from '../runs/latest.ts';

export interface ZoneFilter {
	district: string;
	/** `none`: not assessed. */
	level?: Level | 'none';
	limit: number;
	/** `next` of the page before. */
	after?: number;
}

interface Row {
	id: number;
	level: Level | null;
	area_m2: number;
	west: number;
	south: number;
	east: number;
	north: number;
}

/** The zones of the newest run, the largest first. Everybody who sees a map sees the colours of the whole district. */
export async function listZones(db: Queryable, sight: Sight, filter: ZoneFilter): Promise<ZoneList> {
	const run = sight.tiers.has('general') ? await latestRun(db, filter.district) : null;
	if (run === null) return { items: [], next: null, total: 0, zones: 0 };
	const of: unknown[] = [filter.district, run, filter.level ?? null];
	const where = `district = $1 and run = $2::bigint and ($3::text is null or coalesce(level, 'none') = $3)`;
	const all = await db.query<{ zones: number; area_m2: number | null }>(
		`select count(*) as zones, sum(area_m2) as area_m2 from zone where ${where}`,
		of,
		1
	);
	const { rows } = await db.query<Row>(
		`select id, level, area_m2, ST_XMin(geom) as west, ST_YMin(geom) as south, ST_XMax(geom) as east, ST_YMax(geom) as north
		from zone where ${where} and ($4::integer is null or (-area_m2, id) > (select -area_m2, id from zone
			where district = $1 and run = $2::bigint and id = $4))
		order by area_m2 desc, id limit $5::integer`,
		[...of, filter.after ?? null, filter.limit + 1]
	);
	const shown = rows.slice(0, filter.limit);
	return {
		items: shown.map((row) => ({
			id: row.id,
			level: row.level,
			areaM2: row.area_m2,
			bbox: [row.west, row.south, row.east, row.north]
		})),
		next: rows.length > shown.length ? shown[shown.length - 1].id : null,
		total: Math.round(all.rows[0].area_m2 ?? 0),
		zones: all.rows[0].zones
	};
}
