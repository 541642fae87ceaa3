import type { Position } from 'geojson';
import pg from 'pg';
import { indexShapes, pairsWithin } from '../src/lib/geo/nearby.ts';
import type { Pairs } from '../src/lib/geo/nearby.ts';
import { AREA } from '../src/lib/geo/shapes.ts';
import type { Shapes } from '../src/lib/geo/shapes.ts';
import { writeWkb } from '../src/lib/geo/wkb.ts';
import { BENCH_SRID, benchDistrict } from './clearance-district.ts';
import type { BenchDistrict } from './clearance-district.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

const REACH_M = 5;

/** What ST_DWithin must be asked so that it finds what rounds to 5.000 m. */
const ROUNDED_REACH_M = REACH_M + 0.0005;

/**
 * The 5 m check: which of 100,000 buildings are within 5 m of 30,000 segments of 1,000 pipelines, with their distances;
 * ten times the buildings; and the same question to PostGIS on the server of SISE_BENCH_DATABASE_URL. Throws an Error
 * when the two find different pairs.
 */
export async function benchClearance(report: (row: Row) => void): Promise<void> {
	const district = benchDistrict(100_000, 1_000, 30);
	const ours = await benchEngine(district, report, () => '');
	await benchEngine(benchDistrict(1_000_000, 1_000, 30), report, (ms) => {
		const factor = ms / ours.medianMs;
		return `; ten times the work took ${factor.toFixed(1)} times as long (at most 12)`;
	});
	const url = process.env.SISE_BENCH_DATABASE_URL;
	if (url === undefined) {
		const note = 'not measured: SISE_BENCH_DATABASE_URL names no server';
		report({ name: '5 m check: PostGIS', count: 0, medianMs: NaN, minMs: NaN, maxMs: NaN, note });
		return;
	}
	await againstPostgis(url, district, ours, report);
}

interface EngineResult {
	pairs: Pairs;
	/** With the making of the index. */
	medianMs: number;
	/** On an index that is ready, as PostGIS' is. */
	readyMs: number;
}

/** Times the check with the making of the index, for a run makes it anew; and the check alone. */
async function benchEngine(
	{ buildings, pipelines, segments }: BenchDistrict,
	report: (row: Row) => void,
	note: (medianMs: number) => string
): Promise<EngineResult> {
	const name = `5 m check, ${buildings.count} buildings × ${segments} segments: Sise`;
	const index = indexShapes(buildings);
	const alone = await medianOf(5, () => pairsWithin(pipelines, index, REACH_M));
	const whole = await medianOf(5, () => pairsWithin(pipelines, indexShapes(buildings), REACH_M));
	const { medianMs, minMs, maxMs, result } = whole;
	const parts = `pairs with distances and nearest points; ${alone.medianMs.toFixed(0)} ms without making the index`;
	report({ name, count: result.count, medianMs, minMs, maxMs, note: parts + note(medianMs) });
	return { pairs: result, medianMs, readyMs: alone.medianMs };
}

/** The ways to ask PostGIS, each on a GiST index. Only the pairs are asked for, which spares it the distances. */
const STATEMENTS: [string, string][] = [
	[
		'whole lines',
		`select p.id as pipeline, b.id as building from sise_bench.pipeline p
		join sise_bench.building b on ST_DWithin(p.geom, b.geom, ${ROUNDED_REACH_M})`
	],
	[
		'lines cut in the statement',
		`with segment as materialized (select id, (ST_DumpSegments(geom)).geom from sise_bench.pipeline)
		select distinct s.id as pipeline, b.id as building from segment s
		join sise_bench.building b on ST_DWithin(s.geom, b.geom, ${ROUNDED_REACH_M})`
	],
	[
		'lines cut beforehand',
		`select distinct s.id as pipeline, b.id as building from sise_bench.segment s
		join sise_bench.building b on ST_DWithin(s.geom, b.geom, ${ROUNDED_REACH_M})`
	]
];

async function againstPostgis(
	url: string,
	district: BenchDistrict,
	ours: EngineResult,
	report: (row: Row) => void
): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await load(client, district);
		let bestMs = Infinity;
		for (const [way, sql] of STATEMENTS) {
			const timing = await medianOf(5, () => client.query<{ count: number }>(`select count(*)::int from (${sql}) t`));
			const { medianMs, minMs, maxMs } = timing;
			bestMs = Math.min(bestMs, medianMs);
			const { count } = timing.result.rows[0];
			report({ name: `5 m check: PostGIS, ${way}`, count, medianMs, minMs, maxMs, note: 'pairs' });
			const { rows } = await client.query<{ pipeline: number; building: number }>(sql);
			requireEqual(ours.pairs, new Set(rows.map(({ pipeline, building }) => `${pipeline} ${building}`)), way);
		}
		const ready = (bestMs / ours.readyMs).toFixed(1);
		const anew = (bestMs / ours.medianMs).toFixed(1);
		const note = `sets equal; Sise is ${ready} times as fast on a ready index (at least 6), ${anew} times with making it`;
		report({
			name: '5 m check: PostGIS, best',
			count: ours.pairs.count,
			medianMs: bestMs,
			minMs: bestMs,
			maxMs: bestMs,
			note
		});
	} finally {
		await client.query('drop schema if exists sise_bench cascade');
		await client.end();
	}
}

/** Throws where the pairs that PostGIS found are not the pairs of the engine, with the first that differ. */
function requireEqual(ours: Pairs, theirs: Set<string>, way: string): void {
	const own = new Set(Array.from({ length: ours.count }, (_, k) => `${ours.a[k]} ${ours.b[k]}`));
	const missing = [...theirs].filter((pair) => !own.has(pair));
	const extra = [...own].filter((pair) => !theirs.has(pair));
	if (missing.length + extra.length === 0) return;
	throw new Error(
		`PostGIS (${way}) finds ${theirs.size} pairs, Sise ${own.size}. Only PostGIS: ${missing.slice(0, 5).join(', ') || 'none'}. ` +
			`Only Sise: ${extra.slice(0, 5).join(', ') || 'none'}.`
	);
}

/** Buildings, pipelines and segments in tables of their own (temporary ones would forbid parallel plans). */
async function load(client: pg.Client, { buildings, pipelines }: BenchDistrict): Promise<void> {
	await client.query('create extension if not exists postgis');
	await client.query('drop schema if exists sise_bench cascade');
	await client.query('create schema sise_bench');
	for (const [table, shapes] of Object.entries({ building: buildings, pipeline: pipelines })) {
		await client.query(`create table sise_bench.${table} (id int, geom geometry)`);
		for (let from = 0; from < shapes.count; from += 10_000) {
			const end = Math.min(shapes.count, from + 10_000);
			const ids = Array.from({ length: end - from }, (_, k) => from + k);
			await client.query(
				`insert into sise_bench.${table} select id, ST_GeomFromWKB(wkb, ${BENCH_SRID})
				from unnest($1::int[], $2::bytea[]) as t(id, wkb)`,
				[ids, ids.map((i) => Buffer.from(wkbOf(shapes, i)))]
			);
		}
	}
	await client.query(
		'create table sise_bench.segment as select id, (ST_DumpSegments(geom)).geom from sise_bench.pipeline'
	);
	for (const table of ['building', 'pipeline', 'segment']) {
		await client.query(`create index on sise_bench.${table} using gist (geom)`);
		await client.query(`vacuum analyze sise_bench.${table}`);
	}
}

/** A shape of one part as WKB: all that the bench's district is made of. */
function wkbOf({ kind, vertexStart, xy }: Shapes, i: number): Uint8Array {
	const positions: Position[] = [];
	for (let v = vertexStart[i]; v < vertexStart[i + 1]; v++) positions.push([xy[2 * v], xy[2 * v + 1]]);
	return kind[i] === AREA
		? writeWkb({ type: 'Polygon', coordinates: [positions] })
		: writeWkb({ type: 'LineString', coordinates: positions });
}
