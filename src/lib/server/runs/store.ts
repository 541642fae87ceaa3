import type { Finding } from '../../risk/finding.ts';
import type { Plane } from '../../geo/plane.ts';
import type { Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';
import type { Dispute } from './verify.ts';
import type { Override } from '../../risk/adjust/override.ts';
import { storeSnapshot } from './snapshot.ts';
import type { Assessment, RunResult, SegmentResult, ZoneResult } from './result.ts';

const ROWS = 5_000;

export interface RunToStore {
	district: string;
	startedAt: Date;
	districtVersion: number;
	rulesVersion: string;
	today: string;
	software: string;
	overrides: Override[];
	result: RunResult;
	disputes: Dispute[];
	plane: Plane;
}

/**
 * Stores a run whole, inside the transaction it is given, and tells it on commit. Returns the id of the run.
 * Throws a DatabaseError; nothing is stored then.
 */
export async function storeRun(tx: Queryable, run: RunToStore): Promise<number> {
	const { result, district } = run;
	const status = run.disputes.length > 0 ? 'disputed' : 'done';
	const { rows } = await tx.query<{ id: number }>(
		`insert into run (district, status, started_at, finished_at, district_version, rules_version, input_sha256, method,
			cell_m, summary, disputes, grid_origin_x, grid_origin_y, grid_columns, grid_rows, grid, today, software, overrides,
			snapshot)
		values ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7, $8, $9::text::jsonb, $10::text::jsonb, $11, $12, $13, $14, $15,
			$16, $17, $18::text::jsonb, $19::text::jsonb)
		returning id`,
		[
			district,
			status,
			run.startedAt,
			run.districtVersion,
			run.rulesVersion,
			result.inputSha256,
			result.method,
			result.grid.cellM,
			JSON.stringify(result.summary),
			JSON.stringify(run.disputes),
			result.grid.originX,
			result.grid.originY,
			result.grid.columns,
			result.grid.rows,
			result.grid.levels,
			run.today,
			run.software,
			JSON.stringify(run.overrides),
			JSON.stringify(Object.fromEntries(result.snapshot.map((page) => [page.bucket, page.sha256])))
		],
		1
	);
	const [{ id }] = rows;
	await storeAssessments(tx, district, id, result.assessments);
	await storeFindings(tx, district, id, result.findings, run.plane);
	await storeSegments(tx, district, id, result.segments);
	await storeZones(tx, district, id, result.zones);
	await storeSnapshot(tx, district, result.snapshot);
	// Storing belongs to a run as computing does: its time is told with it.
	await tx.query(
		`update run set finished_at = clock_timestamp(), summary = jsonb_set(summary, '{timings,total}',
			to_jsonb($3::bigint))
		where district = $1 and id = $2::bigint`,
		[district, id, Date.now() - run.startedAt.getTime()],
		1
	);
	await tx.query(`select pg_notify('${CHANNEL}', $1)`, [JSON.stringify({ type: 'run', district, run: id, status })], 1);
	return id;
}

export async function storeAssessments(tx: Queryable, district: string, run: number, all: Assessment[]): Promise<void> {
	for (let first = 0; first < all.length; first += ROWS) {
		const rows = all.slice(first, first + ROWS);
		await tx.query(
			`insert into assessment (district, run, feature, layer, level, grade, reasons, missing, radius_m, influence, subdistrict,
				computed_level, override_id, exposure, hca)
			select $1, $2::bigint, a.feature, a.layer, a.level, a.grade, a.reasons::jsonb,
				array(select jsonb_array_elements_text(a.missing::jsonb)), a.radius_m, a.influence::jsonb, a.subdistrict,
				a.computed_level, a.override_id, a.exposure::jsonb, a.hca::jsonb
			from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[], $10::text[], $11::text[],
				$12::text[], $13::bigint[], $14::text[], $15::text[])
				as a (feature, layer, level, grade, reasons, missing, radius_m, influence, subdistrict, computed_level, override_id,
					exposure, hca)`,
			[
				district,
				run,
				rows.map((row) => row.feature),
				rows.map((row) => row.layer),
				rows.map((row) => row.level),
				rows.map((row) => row.grade),
				rows.map((row) => JSON.stringify(row.reasons)),
				rows.map((row) => JSON.stringify(row.missing)),
				rows.map((row) => row.influence?.radiusM ?? null),
				rows.map((row) => (row.influence === null ? null : JSON.stringify(row.influence))),
				rows.map((row) => row.subdistrict),
				rows.map((row) => row.computedLevel),
				rows.map((row) => row.override),
				rows.map((row) => (row.exposure === null ? null : JSON.stringify(row.exposure))),
				rows.map((row) => (row.hca === null ? null : JSON.stringify(row.hca)))
			],
			rows.length
		);
	}
}

export async function storeFindings(
	tx: Queryable,
	district: string,
	run: number,
	all: readonly Finding[],
	plane: Plane,
	firstId = 0
): Promise<void> {
	for (let first = 0; first < all.length; first += ROWS) {
		const rows = all.slice(first, first + ROWS);
		const from = rows.map((row) => row.from && plane.unproject(row.from[0], row.from[1]));
		const to = rows.map((row) => row.to && plane.unproject(row.to[0], row.to[1]));
		await tx.query(
			`insert into finding (district, run, id, rule, source, target, state, cause, measured_m, required_m, margin_m,
				accuracy_m, from_lng, from_lat, to_lng, to_lat, yields_to)
			select $1, $2::bigint, f.id, f.rule, f.source, f.target, f.state, f.cause::jsonb, f.measured_m, f.required_m,
				f.margin_m, f.accuracy_m, f.from_lng, f.from_lat, f.to_lng, f.to_lat, f.yields_to
			from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::float8[], $10::float8[],
				$11::float8[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::float8[], $17::text[])
				as f (id, rule, source, target, state, cause, measured_m, required_m, margin_m, accuracy_m,
					from_lng, from_lat, to_lng, to_lat, yields_to)`,
			[
				district,
				run,
				rows.map((_, i) => firstId + first + i),
				rows.map((row) => row.rule),
				rows.map((row) => row.source),
				rows.map((row) => row.target),
				rows.map((row) => row.state),
				rows.map((row) => (row.cause === null ? null : JSON.stringify(row.cause))),
				rows.map((row) => row.measuredM),
				rows.map((row) => row.requiredM),
				rows.map((row) => row.marginM),
				rows.map((row) => row.accuracyM),
				from.map((point) => point?.[0] ?? null),
				from.map((point) => point?.[1] ?? null),
				to.map((point) => point?.[0] ?? null),
				to.map((point) => point?.[1] ?? null),
				rows.map((row) => row.yieldsTo)
			],
			rows.length
		);
	}
}

export async function storeSegments(
	tx: Queryable,
	district: string,
	run: number,
	segments: SegmentResult[]
): Promise<void> {
	if (segments.length === 0) return;
	await tx.query(
		`insert into segment (district, run, pipeline, id, from_m, to_m, class, level, items, geom, geom_m)
		select $1, $2::bigint, s.pipeline, s.id, s.from_m, s.to_m, s.class, s.level, s.items::jsonb,
			ST_GeomFromWKB(decode(s.geom, 'hex'), 4326), ST_GeomFromWKB(decode(s.geom_m, 'hex'), d.metric_srid)
		from unnest($3::text[], $4::int[], $5::float8[], $6::float8[], $7::text[], $8::text[], $9::text[], $10::text[],
			$11::text[]) as s (pipeline, id, from_m, to_m, class, level, items, geom, geom_m)
		cross join district d where d.code = $1`,
		[
			district,
			run,
			segments.map((segment) => segment.pipeline),
			segments.map((segment) => segment.id),
			segments.map((segment) => segment.fromM),
			segments.map((segment) => segment.toM),
			segments.map((segment) => segment.class),
			segments.map((segment) => segment.level),
			segments.map((segment) => JSON.stringify(segment.items)),
			segments.map((segment) => segment.wkbHex),
			segments.map((segment) => segment.metricWkbHex)
		],
		segments.length
	);
}

export async function storeZones(
	tx: Queryable,
	district: string,
	run: number,
	zones: ZoneResult[],
	ids: readonly number[] = [...zones.keys()]
): Promise<void> {
	if (zones.length === 0) return;
	await tx.query(
		`insert into zone (district, run, id, level, area_m2, features, geom, geom_m)
		select $1, $2::bigint, z.id, z.level, z.area_m2, array(select jsonb_array_elements_text(z.features::jsonb)),
			ST_GeomFromWKB(decode(z.geom, 'hex'), 4326), ST_GeomFromWKB(decode(z.geom_m, 'hex'), d.metric_srid)
		from unnest($3::int[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[])
			as z (id, level, area_m2, features, geom, geom_m)
		cross join district d where d.code = $1`,
		[
			district,
			run,
			ids,
			zones.map((zone) => zone.level),
			zones.map((zone) => zone.areaM2),
			zones.map((zone) => JSON.stringify(zone.features)),
			zones.map((zone) => zone.wkbHex),
			zones.map((zone) => zone.metricWkbHex)
		],
		zones.length
	);
}
