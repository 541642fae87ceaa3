import type { Geometry } from 'geojson';
import pg from 'pg';
import { randomOf, type Random } from '../data/demo/random.ts';
import { ShapesBuilder } from '../src/lib/geo/geojson-shapes.ts';
import type { Shapes } from '../src/lib/geo/shapes.ts';
import { addField } from '../src/lib/risk/zoning/field.ts';
import { wholeOf } from '../src/lib/risk/zoning/frame.ts';
import { gridOver, type Areas, type Grid } from '../src/lib/risk/zoning/grid.ts';
import { SHIPPED } from '../src/lib/risk/rule-set.ts';
import { zoningNumbersOf } from '../src/lib/risk/zoning/numbers.ts';
import type { ZoningFeatures } from '../src/lib/risk/zoning/sources.ts';
import { zoneDistrict } from '../src/lib/risk/zoning/zone.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

/** Where the district of the bench stands in EPSG:4547: round, 26 km across for 850,000 cells of 25 m. */
const CENTRE_X = 500_000;
const CENTRE_Y = 3_390_000;
const CELL_M = 25;
const NUMBERS = zoningNumbersOf(SHIPPED);
/** The radius of all sources where the bench makes it hard. */
const HARD_RADIUS_M = 200;

/**
 * Zoning of 850,000 cells with 50,000 sources by both methods, whole (grid, levels, zones with their features, areas),
 * ten times of both, and the field of 50,000 cells against the same sum in PostGIS SQL on the server of
 * SISE_BENCH_DATABASE_URL. SISE_BENCH_QUICK=1 asks the server for 5,000 of the cells and leaves out the ten times.
 * Throws an Error when the two fields differ.
 */
export async function benchZoning(report: (row: Row) => void): Promise<void> {
	const quick = process.env.SISE_BENCH_QUICK === '1';
	for (const method of ['rings', 'field'] as const) {
		const zone = async (times: number, radii: 'as set' | 'hard', note: (medianMs: number) => string) => {
			const areas = roundDistrict(850_000 * times);
			const features = seededSources(50_000 * times, areas.district, radii);
			const input = { ...areas, features, cellM: CELL_M, method, numbers: NUMBERS };
			const { medianMs, minMs, maxMs, result } = await medianOf(5, () => zoneDistrict(input));
			const count = result.grid.inside.reduce((sum, is) => sum + (is === 0 ? 0 : 1), 0);
			const name = `zoning by ${method}, ${50_000 * times} sources, ${radii === 'hard' ? `all of ${HARD_RADIUS_M} m` : '60 to 800 m'}`;
			report({ name, count, medianMs, minMs, maxMs, note: `cells; ${result.zones.length} zones${note(medianMs)}` });
			return medianMs;
		};
		const once = await zone(1, 'as set', () => '');
		await zone(1, 'hard', () => '');
		if (!quick)
			await zone(
				10,
				'as set',
				(ms) => `; ten times the work took ${(ms / once).toFixed(1)} times as long (at most 12)`
			);
	}
	await againstPostgis(report, quick);
}

async function againstPostgis(report: (row: Row) => void, quick: boolean): Promise<void> {
	const areas = roundDistrict(50_000);
	const features = seededSources(50_000, areas.district, 'hard');
	const grid = gridOver(areas, CELL_M);
	const cells = Uint32Array.from(grid.inside.keys()).filter((cell) => grid.inside[cell] !== 0);
	const asked = quick ? cells.filter((_, k) => k % 10 === 0) : cells;
	const ours = await medianOf(5, () => {
		const sums = new Float64Array(grid.inside.length);
		addField(grid, wholeOf(grid), features, NUMBERS, sums);
		return sums;
	});
	const { medianMs, minMs, maxMs } = ours;
	report({ name: 'field, 50,000 sources: Sise', count: cells.length, medianMs, minMs, maxMs, note: 'cells' });
	const url = process.env.SISE_BENCH_DATABASE_URL;
	if (url === undefined) {
		report({
			name: 'field, 50,000 sources: PostGIS',
			count: 0,
			medianMs: NaN,
			minMs: NaN,
			maxMs: NaN,
			note: 'not measured: SISE_BENCH_DATABASE_URL names no server'
		});
		return;
	}
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await loadSources(client, features);
		const start = performance.now();
		const theirs = await fieldInSql(client, grid, asked, NUMBERS.field.reach * HARD_RADIUS_M);
		const ms = performance.now() - start;
		let worst = 0;
		for (const cell of asked) {
			const own = ours.result[cell];
			const difference = Math.abs(own - (theirs.get(cell) ?? 0));
			if (difference > 0) worst = Math.max(worst, difference / Math.max(own, 1));
		}
		if (worst > 1e-9) throw new Error(`The fields differ by ${worst} of their value; at most 1e-9 is rounding.`);
		const factor = (ms * cells.length) / asked.length / medianMs;
		report({
			name: 'field, 50,000 sources: PostGIS',
			count: asked.length,
			medianMs: ms,
			minMs: ms,
			maxMs: ms,
			note: `cells, once; equal to ${worst.toExponential(1)}; Sise is ${factor.toFixed(0)} times as fast${quick ? ' (scaled from a tenth)' : ''}`
		});
	} finally {
		await client.end();
	}
}

/** The sources in a temporary table with a GiST index. */
async function loadSources(client: pg.Client, { shapes, level, radiusM }: ZoningFeatures): Promise<void> {
	const { field } = NUMBERS;
	await client.query('create extension if not exists postgis');
	await client.query('create temporary table source (geom geometry(Point, 4547), weight float8, reach float8)');
	await client.query(
		`insert into source select ST_SetSRID(ST_MakePoint(x, y), 4547), weight, reach
		from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[]) as t(x, y, weight, reach)`,
		[
			[...shapes.xy.filter((_, k) => k % 2 === 0)],
			[...shapes.xy.filter((_, k) => k % 2 === 1)],
			[...level].map((code) => field.weights[code]),
			[...radiusM].map((radius) => field.reach * radius)
		]
	);
	await client.query('create index on source using gist (geom)');
	await client.query('analyze source');
}

/**
 * The same sum by SQL: for each cell the sources by ST_DWithin on the index, which takes one reach for all of them (a
 * reach of each source's own would keep the index out of it).
 */
async function fieldInSql(
	client: pg.Client,
	grid: Grid,
	cells: Uint32Array,
	reachM: number
): Promise<Map<number, number>> {
	const { rows } = await client.query<{ cell: number; sum: number }>(
		`with cell as (
			select cell, ST_SetSRID(ST_MakePoint($2::float8 + (cell % $1::int + 0.5) * $4::float8,
				$3::float8 + (cell / $1::int + 0.5) * $4::float8), 4547) as centre
			from unnest($5::int[]) as cell
		)
		select cell, sum(greatest(0, weight * (1 - ST_Distance(centre, geom) / reach))) as sum
		from cell join source on ST_DWithin(centre, geom, $6::float8)
		group by cell`,
		[grid.columns, grid.originX, grid.originY, grid.cellM, [...cells], reachM]
	);
	return new Map(rows.map(({ cell, sum }) => [cell, sum]));
}

/** A round district with a wavy border of 2,000 vertices that holds about so many cells. */
function roundDistrict(cells: number): Areas {
	const radiusM = CELL_M * Math.sqrt(cells / Math.PI);
	const ring = Array.from({ length: 2000 }, (_, k) => {
		const angle = (2 * Math.PI * k) / 2000;
		const far = radiusM * (1 + 0.05 * Math.sin(7 * angle) + 0.005 * Math.sin(131 * angle));
		return [CENTRE_X + far * Math.cos(angle), CENTRE_Y + far * Math.sin(angle)];
	});
	const district = new ShapesBuilder();
	district.addGeometry({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
	return {
		district: district.finish(),
		districtAssessed: true,
		subdistricts: new ShapesBuilder().finish(),
		subdistrictAssessed: new Uint8Array(0)
	};
}

/**
 * Sources over the district's box, seeded: 2 % red, 8 % orange, 20 % yellow, the others blue. 90 % have a radius of
 * 60 m, 8 % of 200 m, the others of 300, 500 and 800 m, as data/rules/zoning.json sets them; `hard`: all of them 200 m.
 * In a thousand, 990 are points, 8 areas of 300 m × 300 m and 2 lines of 30 × 100 m; `hard`: all of them points.
 */
function seededSources(
	count: number,
	{ box: [minX, minY, maxX, maxY] }: Shapes,
	radii: 'as set' | 'hard'
): ZoningFeatures {
	const random = randomOf('bench/zoning', 42);
	const builder = new ShapesBuilder();
	const level = new Uint8Array(count);
	const radiusM = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		const x = minX + random.next() * (maxX - minX);
		const y = minY + random.next() * (maxY - minY);
		builder.addGeometry(geometryAt(x, y, radii === 'hard' ? 0 : i % 1000, random));
		const share = random.next();
		level[i] = share < 0.02 ? 4 : share < 0.1 ? 3 : share < 0.3 ? 2 : 1;
		const wide = random.next();
		const radius = wide < 0.005 ? 800 : wide < 0.01 ? 500 : wide < 0.02 ? 300 : wide < 0.1 ? 200 : 60;
		radiusM[i] = radii === 'hard' ? HARD_RADIUS_M : radius;
	}
	return { shapes: builder.finish(), level, radiusM };
}

function geometryAt(x: number, y: number, k: number, random: Random): Geometry {
	if (k < 990) return { type: 'Point', coordinates: [x, y] };
	if (k < 998) {
		const ring = [
			[x, y],
			[x + 300, y],
			[x + 300, y + 300],
			[x, y + 300],
			[x, y]
		];
		return { type: 'Polygon', coordinates: [ring] };
	}
	const line = [[x, y]];
	for (let heading = 2 * Math.PI * random.next(); line.length <= 30; heading += random.next() - 0.5) {
		const [fromX, fromY] = line[line.length - 1];
		line.push([fromX + 100 * Math.cos(heading), fromY + 100 * Math.sin(heading)]);
	}
	return { type: 'LineString', coordinates: line };
}
