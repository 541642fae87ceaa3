import type { Finding } from '../../risk/finding.ts';
import { levelOf } from '../../risk/level.ts';
import { OUTSIDE } from '../../risk/zoning/grid.ts';
import type { Queryable } from '../db/database.ts';
import type { Differences, Fields } from './differences.ts';
import type { Assessment, GridResult, RunResult, SegmentResult, ZoneResult } from './result.ts';

/** Rows that are read of a run at once. */
const ROWS = 5_000;

/** Holds every table of a stored run against what was computed again. Returns how many of each are stored. */
export async function compareWithStored(
	db: Queryable,
	district: string,
	run: number,
	result: RunResult,
	differences: Differences
): Promise<{ assessments: number; findings: number; segments: number; zones: number; cells: number }> {
	return {
		assessments: await compareAssessments(db, district, run, result.assessments, differences),
		findings: await compareFindings(db, district, run, result.findings, differences),
		segments: await compareSegments(db, district, run, result.segments, differences),
		zones: await compareZones(db, district, run, result.zones, differences),
		cells: await compareGrid(db, district, run, result.grid, differences)
	};
}

async function compareAssessments(
	db: Queryable,
	district: string,
	run: number,
	computed: readonly Assessment[],
	differences: Differences
): Promise<number> {
	const open = new Map(computed.map((one) => [one.feature, one]));
	let count = 0;
	for (let after = ''; ;) {
		const { rows } = await db.query<{ feature: string } & Fields>(
			`select feature, layer, level, computed_level as computed, override_id as override, grade, reasons, missing,
				radius_m as "radiusM", influence, subdistrict, exposure, hca
			from assessment where district = $1 and run = $2::bigint and feature > $3 order by feature limit ${ROWS}`,
			[district, run, after]
		);
		for (const { feature, ...stored } of rows) {
			const one = open.get(feature);
			open.delete(feature);
			differences.compare('assessment', feature, stored, one === undefined ? null : fieldsOf(one));
		}
		count += rows.length;
		if (rows.length < ROWS) break;
		after = rows[rows.length - 1].feature;
	}
	for (const feature of open.keys()) differences.compare('assessment', feature, null, {});
	return count;
}

function fieldsOf({ feature: _, computedLevel, influence, ...one }: Assessment): Fields {
	return { ...one, computed: computedLevel, influence, radiusM: influence?.radiusM ?? null };
}

async function compareFindings(
	db: Queryable,
	district: string,
	run: number,
	computed: readonly Finding[],
	differences: Differences
): Promise<number> {
	const idOf = ({ rule, source, target }: Pick<Finding, 'rule' | 'source' | 'target'>) =>
		[rule, source, target ?? ''].join(' ');
	const open = new Map(computed.map((one) => [idOf(one), one]));
	let count = 0;
	for (let after = -1; ;) {
		const { rows } = await db.query<{ id: number } & Pick<Finding, 'rule' | 'source' | 'target'> & Fields>(
			`select id, rule, source, target, state, cause, measured_m as "measuredM", required_m as "requiredM",
				margin_m as "marginM", accuracy_m as "accuracyM", yields_to as "yieldsTo"
			from finding where district = $1 and run = $2::bigint and id > $3::integer order by id limit ${ROWS}`,
			[district, run, after]
		);
		for (const stored of rows) {
			const key = idOf(stored);
			const one = open.get(key);
			open.delete(key);
			const { state, cause, measuredM, requiredM, marginM, accuracyM, yieldsTo } = one ?? ({} as Finding);
			const fields = { state, cause, measuredM, requiredM, marginM, accuracyM, yieldsTo };
			differences.compare('finding', key, stored, one === undefined ? null : fields);
		}
		count += rows.length;
		if (rows.length < ROWS) break;
		after = rows[rows.length - 1].id;
	}
	for (const key of open.keys()) differences.compare('finding', key, null, {});
	return count;
}

async function compareSegments(
	db: Queryable,
	district: string,
	run: number,
	computed: readonly SegmentResult[],
	differences: Differences
): Promise<number> {
	const idOf = ({ pipeline, id }: { pipeline: string; id: number }) => `${pipeline} ${id}`;
	const open = new Map(computed.map((one) => [idOf(one), one]));
	const { rows } = await db.query<{ pipeline: string; id: number } & Fields>(
		`select pipeline, id, from_m as "fromM", to_m as "toM", class, level, items,
			encode(ST_AsBinary(geom_m, 'NDR'), 'hex') as geometry
		from segment where district = $1 and run = $2::bigint order by pipeline, id`,
		[district, run]
	);
	for (const stored of rows) {
		const key = idOf(stored);
		const one = open.get(key);
		open.delete(key);
		const fields = one && { ...pick(one), geometry: one.metricWkbHex };
		differences.compare('segment', key, stored, fields ?? null);
	}
	for (const key of open.keys()) differences.compare('segment', key, null, {});
	return rows.length;
}

function pick({ fromM, toM, class: hcaClass, level, items }: SegmentResult): Fields {
	return { fromM, toM, class: hcaClass, level, items };
}

/** Zones are told apart by their shape: a run that was amended may number them otherwise. */
async function compareZones(
	db: Queryable,
	district: string,
	run: number,
	computed: readonly ZoneResult[],
	differences: Differences
): Promise<number> {
	const open = new Map(computed.map((zone, i) => [zone.metricWkbHex, { zone, i }]));
	const { rows } = await db.query<{ id: number; geometry: string } & Fields>(
		`select id, level, area_m2 as "areaM2", features, encode(ST_AsBinary(geom_m, 'NDR'), 'hex') as geometry
		from zone where district = $1 and run = $2::bigint order by id`,
		[district, run]
	);
	for (const { id, geometry, ...stored } of rows) {
		const same = open.get(geometry);
		open.delete(geometry);
		const { level, areaM2, features } = same?.zone ?? ({} as ZoneResult);
		differences.compare('zone', String(id), stored, same === undefined ? null : { level, areaM2, features });
	}
	for (const { i } of open.values()) differences.compare('zone', String(i), null, {});
	return rows.length;
}

async function compareGrid(
	db: Queryable,
	district: string,
	run: number,
	computed: GridResult,
	differences: Differences
): Promise<number> {
	const { rows } = await db.query<Omit<GridResult, 'levels'> & { grid: Uint8Array }>(
		`select grid_origin_x as "originX", grid_origin_y as "originY", grid_columns as columns, grid_rows as rows,
			cell_m as "cellM", grid from run where district = $1 and id = $2::bigint`,
		[district, run],
		1
	);
	const [{ grid, ...frame }] = rows;
	const { levels, ...computedFrame } = computed;
	const before = differences.total;
	differences.compare('grid', 'frame', { ...frame, cells: grid.length }, { ...computedFrame, cells: levels.length });
	if (differences.total > before) return grid.length;
	for (let cell = 0; cell < grid.length; cell++) {
		if (grid[cell] === levels[cell]) continue;
		const id = `${cell % computed.columns},${Math.floor(cell / computed.columns)}`;
		differences.compare('grid', id, { level: levelName(grid[cell]) }, { level: levelName(levels[cell]) });
	}
	return grid.length;
}

function levelName(code: number): string {
	return code === OUTSIDE ? 'outside' : code <= 4 ? (levelOf(code) ?? 'none') : `code ${code}`;
}
