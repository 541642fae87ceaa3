import { expect } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { Level } from '../../src/lib/risk/level.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { readOverrides } from '../../src/lib/server/overrides/read.ts';
import { currentRuleSet } from '../../src/lib/server/rules/rule-sets.ts';
import { RunComputation } from '../../src/lib/server/runs/compute.ts';
import { readFeatures } from '../../src/lib/server/runs/read.ts';
import type { RunResult } from '../../src/lib/server/runs/result.ts';

interface RunRow {
	id: number;
	method: 'rings' | 'field';
	cell_m: number;
	today: string;
	input_sha256: string;
	grid: Uint8Array;
	summary: Record<string, unknown>;
	district_version: number;
	version: number;
	metric_srid: number;
	status: string;
}

/** What a whole run over the data as they stand would store: computed, not stored. */
async function computeWhole(db: Database, district: string, run: RunRow): Promise<RunResult> {
	const before = await db.query<{ subdistricts: { id: string; level: Level | null }[] }>(
		`select summary -> 'subdistricts' as subdistricts from run where district = $1 and id < $2 order by id desc limit 1`,
		[district, run.id]
	);
	const rules = await currentRuleSet(db, district);
	const computation = new RunComputation(
		{
			type: 'begin',
			district,
			srid: run.metric_srid,
			today: run.today,
			method: run.method,
			cellM: run.cell_m,
			rules: { edition: rules.edition, tables: rules.tables },
			overrides: await readOverrides(db, district),
			...(before.rows.length > 0 && {
				before: Object.fromEntries(before.rows[0].subdistricts.map(({ id, level }) => [id, level]))
			}),
			snapshot: false
		},
		() => {}
	);
	for await (const page of readFeatures(db, district)) for (const raw of page) computation.add(raw);
	return computation.finish();
}

/** Holds the newest run, row by row, against what a whole run over the same data would store. */
export async function expectLikeWholeRun(db: Database, district: string): Promise<void> {
	const { rows: runs } = await db.query<RunRow>(
		`select r.id, r.method, r.cell_m, r.today, r.input_sha256, r.grid, r.summary, r.district_version, r.status,
			d.version, d.metric_srid
		from run r join district d on d.code = r.district where r.district = $1 order by r.id desc limit 1`,
		[district]
	);
	const [run] = runs;
	const whole = JSON.parse(JSON.stringify(await computeWhole(db, district, run))) as RunResult;
	expect(run.status).toBe('done');
	expect(run.district_version).toBe(run.version);
	expect(run.input_sha256).toBe(whole.inputSha256);
	const { timings: _, ...summary } = run.summary;
	const { timings: __, ...wholeSummary } = whole.summary;
	expect(summary).toEqual(wholeSummary);
	const all = async (sql: string) => (await db.query(sql, [district, run.id])).rows;

	expect(
		await all(`select feature, layer, level, computed_level as "computedLevel", override_id as override, grade, reasons,
			missing, case when influence is null then null else influence || jsonb_build_object('radiusM', radius_m) end as influence,
			subdistrict, exposure, hca from assessment where district = $1 and run = $2 order by feature`)
	).toEqual(whole.assessments.sort(by((one) => one.feature)));

	const plane = planeOf(run.metric_srid);
	const lngLat = (point: [number, number] | null) => (point === null ? null : plane.unproject(point[0], point[1]));
	const findings =
		await all(`select rule, source, target, state, cause, measured_m as "measuredM", required_m as "requiredM",
		margin_m as "marginM", accuracy_m as "accuracyM", yields_to as "yieldsTo",
		case when from_lng is null then null else array[from_lng, from_lat] end as "from",
		case when to_lng is null then null else array[to_lng, to_lat] end as "to"
		from finding where district = $1 and run = $2`);
	const keyOf = (one: Record<string, unknown>) => `${one.rule} ${one.source} ${one.target}`;
	expect(findings.sort(by(keyOf))).toEqual(
		whole.findings
			.map((one) => ({ ...one, from: lngLat(one.from), to: lngLat(one.to) }))
			.sort(by((one) => keyOf({ ...one })))
	);

	expect(
		await all(`select pipeline, id, from_m as "fromM", to_m as "toM", class, level, items,
			encode(ST_AsBinary(geom, 'NDR'), 'hex') as "wkbHex", encode(ST_AsBinary(geom_m, 'NDR'), 'hex') as "metricWkbHex"
			from segment where district = $1 and run = $2 order by pipeline, id`)
	).toEqual(whole.segments.sort(by((one) => `${one.pipeline} ${String(one.id).padStart(6, '0')}`)));

	const zones = await all(`select level, area_m2 as "areaM2", features,
		encode(ST_AsBinary(geom, 'NDR'), 'hex') as "wkbHex", encode(ST_AsBinary(geom_m, 'NDR'), 'hex') as "metricWkbHex"
		from zone where district = $1 and run = $2`);
	expect(zones.sort(by((zone) => zone.metricWkbHex as string))).toEqual(
		whole.zones.sort(by((zone) => zone.metricWkbHex))
	);
	expect(Buffer.from(run.grid).equals(Buffer.from(Object.values(whole.grid.levels)))).toBe(true);
}

function by<T>(keyOf: (one: T) => string): (a: T, b: T) => number {
	return (a, b) => {
		const [x, y] = [keyOf(a), keyOf(b)];
		return x < y ? -1 : x > y ? 1 : 0;
	};
}
