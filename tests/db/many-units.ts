import type { Database } from '../../src/lib/server/db/database.ts';
import { planeOf } from '../../src/lib/geo/plane.ts';

export const MANY = '420197';
/** The day on which everything is held against its dates. */
export const MANY_NOW = new Date('2026-11-23T12:00:00+08:00');

const SRID = 4547;
const MIDDLE: [number, number] = [500_000, 3_375_000];
/** Metres across: four subdistricts in a row. */
const WIDE = 20_000;
const LAYERS = `(array['enterprise', 'enterprise', 'enterprise', 'hazard_source', 'building', 'park'])[1 + i % 6]`;
const NAMES = `(array['化工', '加油站', '仓储', '=食品', '机械', 'Gas Depot'])[1 + i * 7 % 6]`;
const LEVEL = `(array['red', 'orange', 'yellow', 'blue', 'blue', 'blue', null])[1 + i * 13 % 7]`;
const GRADE = `(array['一级', '二级', 'C', null])[1 + i * 5 % 4]`;

/**
 * A district of so many units with a run, made by the database itself: four subdistricts, units of four layers with levels,
 * subject fields (stated, but for some enterprises that have none), departments and days of inspection, a pipeline along its middle, forty schools, and a danger at each
 * seventh unit. Nothing about it is random.
 */
export async function drawMany(db: Database, units: number): Promise<void> {
	const plane = planeOf(SRID);
	const [west, south] = plane.unproject(MIDDLE[0] - WIDE / 2, MIDDLE[1] - WIDE / 2);
	const [east, north] = plane.unproject(MIDDLE[0] + WIDE / 2, MIDDLE[1] + WIDE / 2);
	await db.query(`insert into district (code, name, metric_srid, version) values ($1, '千家区', $2, 1)`, [MANY, SRID]);
	await db.query(
		`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
		values ($1, 'many', 'many', 'EPSG:4326', '', 0, 0, 0, '[]')`,
		[MANY]
	);
	const insert = (select: string, params: unknown[]) =>
		db.query(
			`insert into feature (district, id, layer, name, attributes, geom, geom_m, batch, row_number)
			select $1, id, layer, name, attributes, geom, ST_Transform(geom, ${SRID}),
				(select max(id) from batch where district = $1), 1
			from (${select}) made`,
			[MANY, ...params]
		);
	const box = [west, south, east, north];
	await insert(
		`select 'area/' || i as id, 'area' as layer, '第' || i || '街道' as name,
			jsonb_build_object('kind', 'subdistrict', 'lastAssessed', '2026-06-01') as attributes,
			ST_MakeEnvelope($2::float8 + ($4::float8 - $2::float8) * (i - 1) / 4, $3::float8,
				$2::float8 + ($4::float8 - $2::float8) * i / 4, $5::float8, 4326) as geom
		from generate_series(1, 4) i`,
		box
	);
	const at = (a: number, b: number) =>
		`ST_SetSRID(ST_MakePoint($2::float8 + ($4::float8 - $2::float8) * (i::bigint * ${a} % 99991) / 99991.0,
			$3::float8 + ($5::float8 - $3::float8) * (i::bigint * ${b} % 99989) / 99989.0), 4326)`;
	await insert(
		`select layer || '/' || lpad(i::text, 6, '0') as id, layer, name, jsonb_strip_nulls(jsonb_build_object(
				'subjectField', case when i % 5 > 0 or layer <> 'enterprise' then (1 + i * 11 % 26)::text end,
				'leadDepartment', case when i % 9 = 0 then '区商务局' end,
				'lastInspected', case when i % 4 > 0 then to_char(date '2026-11-20' - (i * 17 % 500), 'YYYY-MM-DD') end
			)) as attributes, geom
		from (select i, ${LAYERS} as layer, case when i % 50 > 0 then ${NAMES} || i end as name, ${at(7919, 104729)} as geom
			from generate_series(1, $6::integer) i) one`,
		[...box, units]
	);
	await insert(
		`select 'protection_target/' || i as id, 'protection_target' as layer, '小学' || i as name,
			jsonb_build_object('kind', case when i % 2 = 0 then 'school' else 'hospital' end) as attributes, ${at(3301, 6007)} as geom
		from generate_series(1, 40) i
		union all select 'pipeline/1', 'pipeline', '干线', jsonb_build_object('pipeClass', 'gas_trunk'),
			ST_SetSRID(ST_MakeLine(ST_MakePoint($2::float8, ($3::float8 + $5::float8) / 2),
				ST_MakePoint($4::float8, ($3::float8 + $5::float8) / 2)), 4326)`,
		box
	);
	await db.query(
		`insert into run (district, status, started_at, finished_at, district_version, rules_version, input_sha256, method,
			cell_m, summary, disputes, grid_origin_x, grid_origin_y, grid_columns, grid_rows, grid)
		values ($1, 'done', now(), now(), 1, '', '', 'rings', 100, '{}', '[]', 0, 0, 0, 0, '')`,
		[MANY]
	);
	await db.query(
		`insert into assessment (district, run, feature, layer, level, grade, reasons, missing, subdistrict)
		select $1, (select max(id) from run where district = $1), layer || '/' || lpad(i::text, 6, '0'), layer,
			${LEVEL}, ${GRADE}, '[]', '{}', case when i % 40 > 0 then 'area/' || (1 + i % 4) end
		from (select i, ${LAYERS} as layer from generate_series(1, $2::integer) i) one`,
		[MANY, units]
	);
	await db.query(
		`insert into danger (district, id, feature, subdistricts, level, state, version, criteria, text, source, discovered_at,
			deadline, recorded_by)
		select $1, gen_random_uuid(), layer || '/' || lpad((7 * i)::text, 6, '0'), '{}',
			case when i % 3 = 0 then 'major' else 'general' end, case when i % 8 = 0 then 'closed' else 'rectifying' end, 1,
			'[]', '未装可燃气体报警器', 'inspection', date '2026-10-01', date '2026-11-01' + (i * 3 % 60), 'inspector'
		from (select j / 7 as i, (array['enterprise', 'enterprise', 'enterprise', 'hazard_source', 'building', 'park'])[1 + j % 6]
			as layer from generate_series(7, $2::integer, 7) j) one`,
		[MANY, units]
	);
}
