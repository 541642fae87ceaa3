import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booleanIntersects, buffer } from '@turf/turf';
import type { Polygon } from 'geojson';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import { randomOf } from '../data/demo/random.ts';
import { densifyLngLat, projectGeometry } from '../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../src/lib/geo/geojson-shapes.ts';
import { planeOf } from '../src/lib/geo/plane.ts';
import { writeWkb } from '../src/lib/geo/wkb.ts';
import { LAYER_IDS } from '../src/lib/risk/layer.ts';
import { askSite, readyToAsk } from '../src/lib/risk/siting/site.ts';
import { operator, SYSTEM } from '../src/lib/server/access/who.ts';
import { importDemo } from '../src/lib/server/demo.ts';
import { askSiting } from '../src/lib/server/siting/ask.ts';
import { askWhere } from '../src/lib/server/siting/where.ts';
import { openSise, type Sise } from '../src/lib/server/sise.ts';
import { surroundingsFrom } from '../src/lib/siting/receive.ts';
import { writeShapes } from '../src/lib/siting/shapes-text.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';
import { parcelAt, proposalOf, sitingQuestions } from './siting-questions.ts';

const DATABASE = 'sise_bench_siting';
const WHO = operator('bench');
const PLANE = planeOf(DEMO_DISTRICT.metricSrid);
const QUESTIONS = 300;
const CLIENTS = 4;
const SECONDS = 5;
const BATCH = 1000;
const WHERE_CELL_M = 25;
type Report = (row: Row) => void;

/**
 * Siting in the demo district (67,000 features): one site after the other, four clients at once, a thousand at once, where a
 * project could stand; the page's own answer among 100,000 buildings; and one question against turf and PostGIS.
 */
export async function benchSiting(report: Report): Promise<void> {
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
	const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	try {
		const native = { url: databaseUrl(server, DATABASE), folder: join(folder, 'native') };
		await measure('native', await openSise(native), report, true);
		await measure('embedded', await openSise({ folder: join(folder, 'embedded') }), report, false);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	dragged(report);
}

async function measure(name: string, sise: Sise, report: Report, isNative: boolean): Promise<void> {
	try {
		await importDemo(sise, SYSTEM, 1, () => {});
		const { db } = sise;
		const questions = await sitingQuestions(db, QUESTIONS);
		await askSiting(db, WHO, questions[0]);

		const taken: number[] = [];
		let findings = 0;
		for (const question of questions) {
			const start = performance.now();
			const { parcels } = await askSiting(db, WHO, question);
			taken.push(performance.now() - start);
			findings += parcels[0].findings.length;
		}
		taken.sort((a, b) => a - b);
		report({
			name: `one site, ${name}`,
			count: findings,
			medianMs: taken[QUESTIONS >> 1],
			minMs: taken[0],
			maxMs: taken.at(-1)!,
			note: `p95 ${taken[Math.floor(0.95 * QUESTIONS)].toFixed(1)} ms of ${QUESTIONS}; findings counted`
		});

		let asked = 0;
		const end = performance.now() + SECONDS * 1000;
		const client = async (k: number) => {
			for (let i = k; performance.now() < end; i++, asked++) await askSiting(db, WHO, questions[i % QUESTIONS]);
		};
		await Promise.all(Array.from({ length: CLIENTS }, (_, k) => client(k * 50)));
		const each = (SECONDS * 1000 * CLIENTS) / asked;
		report({
			name: `${CLIENTS} clients at once, ${name}`,
			count: asked,
			medianMs: each,
			minMs: each,
			maxMs: each,
			note: `${Math.round(asked / SECONDS)} answers a second`
		});

		const { between } = randomOf('siting batch');
		const { parcels: someParcels } = questions[0];
		const middle = middleOf((someParcels[0].geometry as Polygon).coordinates[0]);
		const parcels = Array.from({ length: BATCH }, (_, i) =>
			parcelAt(middle[0] + between(-4000, 4000), middle[1] + between(-4000, 4000), 60, 60, String(i))
		);
		const batch = await medianOf(3, () =>
			askSiting(db, WHO, { district: DEMO_DISTRICT.code, parcels, proposal: proposalOf('housing') })
		);
		report({
			...batch,
			name: `a batch of ${BATCH} sites, ${name}`,
			count: batch.result.parcels.length,
			note: 'housing'
		});

		if (isNative) await againstPeers(sise, questions, report);
		else {
			for (const type of ['housing', 'warehouse', 'hazchem_production', 'petrol_station']) {
				const parcel = parcelAt(middle[0], middle[1], 60, 60);
				const order = { district: DEMO_DISTRICT.code, parcel, proposal: proposalOf(type), cellM: WHERE_CELL_M };
				const where = await medianOf(3, () => askWhere(db, WHO, order));
				const { columns, rows, areaM2 } = where.result;
				const note = Object.entries(areaM2).map(([verdict, m2]) => `${verdict} ${(m2 / 1e6).toFixed(1)} km²`);
				report({ ...where, name: `where a ${type} could stand, 25 m`, count: columns * rows, note: note.join(', ') });
			}
		}
	} finally {
		await sise.close();
	}
}

function middleOf(ring: number[][]): [number, number] {
	const [x, y] = PLANE.project(ring[0][0], ring[0][1]);
	return [x, y];
}

/** Which buildings lie within 50 m of a site: the same question by turf, by PostGIS and by the page's engine's index. */
async function againstPeers(
	{ db }: Sise,
	questions: Awaited<ReturnType<typeof sitingQuestions>>,
	report: Report
): Promise<void> {
	const sites = questions.filter(({ parcels }) => (parcels[0].geometry as Polygon).type === 'Polygon').slice(0, 20);
	const metric = sites.map(({ parcels }) => projectGeometry(densifyLngLat(parcels[0].geometry as Polygon), PLANE));
	const own = await medianOf(5, async () => {
		let found = 0;
		for (const site of sites) {
			const proposal = { ...proposalOf('warehouse'), uses: [{ type: 'warehouse', facts: { fireClass: '甲' } }] };
			const { parcels } = await askSiting(db, WHO, { ...site, proposal });
			const near = parcels[0].findings.filter(
				({ other, measuredM }) => other?.layer === 'building' && measuredM! <= 40
			);
			found += new Set(near.map(({ other }) => other!.id)).size;
		}
		return found;
	});
	report({
		...own,
		name: '20 sites, all 70 rules asked',
		count: own.result,
		note: 'buildings within 40 m that a Class-A store asks'
	});
	const ids = (
		await db.query<{ id: string }>(
			`select id from feature where layer = 'building' and attributes ->> 'use' in
			('residential', 'dwelling', 'public', 'important_public', 'crowd', 'school', 'hospital', 'office', 'commercial')`
		)
	).rows.map(({ id }) => id);
	const peer = await medianOf(5, async () => {
		let found = 0;
		for (const geometry of metric) {
			const { rows } = await db.query(
				`select id, ST_Distance(geom_m, ST_SetSRID(ST_GeomFromWKB($1), $3)) from feature
				where district = $2 and layer = 'building' and id = any($4)
					and ST_DWithin(geom_m, ST_SetSRID(ST_GeomFromWKB($1), $3), 40.0005)`,
				[Buffer.from(writeWkb(geometry)), DEMO_DISTRICT.code, PLANE.srid, ids]
			);
			found += rows.length;
		}
		return found;
	});
	report({
		...peer,
		name: '20 sites, one distance, PostGIS',
		count: peer.result,
		note: 'ST_DWithin over the same buildings'
	});
	const { rows } = await db.query<{ geometry: string }>(
		`select ST_AsGeoJSON(geom) as geometry from feature where layer = 'building' and id = any($1)`,
		[ids]
	);
	const shapes = rows.map(({ geometry }) => JSON.parse(geometry) as Polygon);
	const first = sites[0].parcels[0].geometry as Polygon;
	const turf = await medianOf(1, () => {
		const zone = buffer(first, 40, { units: 'meters' })!;
		return shapes.filter((shape) => booleanIntersects(shape, zone)).length;
	});
	report({
		...turf,
		name: '1 site, one distance, turf',
		count: turf.result,
		note: 'buffer and booleanIntersects; not to the millimetre'
	});
}

/** One change of a dragged pipeline among 100,000 buildings, as the page's worker answers it. */
function dragged(report: Report): void {
	const { between } = randomOf('siting drag');
	const builder = new ShapesBuilder();
	const count = 100_000;
	for (let i = 0; i < count; i++) {
		const [x, y] = [500_000 + between(0, 10_000), 3_400_000 + between(0, 10_000)];
		const ring = [
			[x, y],
			[x + 12, y],
			[x + 12, y + 12],
			[x, y + 12],
			[x, y]
		];
		builder.addGeometry({ type: 'Polygon', coordinates: [ring] });
	}
	const outline = new ShapesBuilder();
	outline.addGeometry({
		type: 'Polygon',
		coordinates: [
			[
				[490_000, 3_390_000],
				[520_000, 3_390_000],
				[520_000, 3_420_000],
				[490_000, 3_420_000],
				[490_000, 3_390_000]
			]
		]
	});
	const around = surroundingsFrom(DEMO_DISTRICT.code, {
		today: '2026-11-30',
		metricSrid: PLANE.srid,
		dataVersion: 1,
		rulesVersion: '',
		rules: null,
		answered: LAYER_IDS.map((layer) => `layer:${layer}`),
		outline: writeShapes(outline.finish()),
		layers: {
			building: {
				ids: Array.from({ length: count }, (_, i) => `b${i}`),
				names: Array.from({ length: count }, () => null),
				attributes: Array.from({ length: count }, () => ({ use: 'residential' })),
				accuracyM: Array.from({ length: count }, () => null),
				levels: Array.from({ length: count }, () => null),
				shapes: writeShapes(builder.finish())
			}
		}
	});
	const facts = { pipeClass: 'oil_trunk', diameterMm: 500 };
	const asked = readyToAsk(
		{ uses: [{ type: 'pipeline', facts }], extends: null, existingAreaM2: null, months: null },
		around
	);
	const taken: number[] = [];
	let findings = 0;
	for (let step = 0; step < 101; step++) {
		const line = new ShapesBuilder();
		line.addGeometry({
			type: 'LineString',
			coordinates: [
				[503_000, 3_403_000 + step],
				[504_000, 3_404_000 + step],
				[505_000, 3_404_000]
			]
		});
		const start = performance.now();
		findings = askSite(around, asked, { shapes: line.finish(), i: 0, accuracyM: null }).findings.length;
		if (step > 0) taken.push(performance.now() - start);
	}
	taken.sort((a, b) => a - b);
	report({
		name: 'one change of a dragged pipeline, 100,000 buildings',
		count: findings,
		medianMs: taken[50],
		minMs: taken[0],
		maxMs: taken[99],
		note: `in the page's worker; p95 ${taken[95].toFixed(1)} ms; findings counted`
	});
}
