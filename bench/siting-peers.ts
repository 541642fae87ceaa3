import { bbox, booleanIntersects, buffer, feature } from '@turf/turf';
import type { Polygon } from 'geojson';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import { densifyLngLat, projectGeometry } from '../src/lib/geo/densify.ts';
import { ShapesBuilder } from '../src/lib/geo/geojson-shapes.ts';
import { indexShapes, neighboursOf } from '../src/lib/geo/nearby.ts';
import { planeOf } from '../src/lib/geo/plane.ts';
import type { Database } from '../src/lib/server/db/database.ts';
import { readFeatures } from '../src/lib/server/runs/read.ts';
import { readWkb, writeWkb } from '../src/lib/geo/wkb.ts';
import type { GivenOrder } from '../src/lib/server/siting/order.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

const SITES = 200;
/** 甲类仓库 from crowds. */
const LIMIT_M = 50;
/** turf measures on a sphere and its circles are polygons: nearer to the limit than this it is not held to the answer. */
const DOUBT_M = 0.5;

/**
 * The same question to three: which of 60,000 buildings are within 50 m of each of 200 sites. PostGIS must find the same pairs
 * with the same distances, turf the same pairs but those within half a metre of the limit. Throws an Error where they do not.
 */
export async function benchSitingPeers(
	db: Database,
	questions: GivenOrder[],
	report: (row: Row) => void
): Promise<void> {
	const plane = planeOf(DEMO_DISTRICT.metricSrid);
	const sites = questions
		.map(({ parcels }) => parcels[0].geometry as Polygon)
		.filter(({ type }) => type === 'Polygon')
		.slice(0, SITES);
	const metric = sites.map((site) => projectGeometry(densifyLngLat(site), plane));
	const own = new ShapesBuilder();
	for (const site of metric) own.addGeometry(site);
	const shapes = own.finish();
	const buildings = new ShapesBuilder();
	const ids: string[] = [];
	for await (const page of readFeatures(db, DEMO_DISTRICT.code)) {
		for (const { id, layer, wkb } of page) {
			if (layer !== 'building') continue;
			ids.push(id);
			buildings.addGeometry(readWkb(wkb));
		}
	}
	const index = indexShapes(buildings.finish());
	const ours = await medianOf(5, () => {
		const pairs = new Map<string, number>();
		for (let i = 0; i < shapes.count; i++)
			for (const { b, distanceM } of neighboursOf(shapes, i, index, LIMIT_M)) pairs.set(`${i} ${ids[b]}`, distanceM);
		return pairs;
	});
	const row = (name: string, timing: Omit<Row, 'name' | 'count' | 'note'>, count: number, note: string) => {
		const { medianMs, minMs, maxMs } = timing;
		report({ name: `buildings within ${LIMIT_M} m of ${SITES} sites: ${name}`, count, medianMs, minMs, maxMs, note });
	};
	row('Sise', ours, ours.result.size, 'distances and nearest points');

	const wkbs = metric.map((site) => Buffer.from(writeWkb(site)).toString('hex'));
	const postgis = await medianOf(5, () =>
		db.query<{ site: number; id: string; m: number }>(
			`select (p.site - 1)::int as site, f.id, ST_Distance(f.geom_m, p.geom) as m
			from (select site, ST_GeomFromWKB(decode(wkb, 'hex'), $3::int) as geom
				from unnest($2::text[]) with ordinality as one(wkb, site)) p
			join feature f on f.district = $1 and f.layer = 'building' and ST_DWithin(f.geom_m, p.geom, $4::float)`,
			[DEMO_DISTRICT.code, wkbs, DEMO_DISTRICT.metricSrid, LIMIT_M + 0.0005]
		)
	);
	const theirs = new Map(postgis.result.rows.map(({ site, id, m }) => [`${site} ${id}`, m]));
	const off = [...theirs].filter(([pair, m]) => !(Math.abs((ours.result.get(pair) ?? Infinity) - m) < 1e-6));
	if (theirs.size !== ours.result.size || off.length > 0)
		throw new Error(`PostGIS finds ${theirs.size} pairs, Sise ${ours.result.size}; ${off.length} distances differ.`);
	row('PostGIS, ST_DWithin and ST_Distance', postgis, theirs.size, 'the same pairs and distances');

	const { rows } = await db.query<{ id: string; geometry: string }>(
		`select id, ST_AsGeoJSON(geom, 9) as geometry from feature where district = $1 and layer = 'building'`,
		[DEMO_DISTRICT.code]
	);
	const drawn = rows.map(({ id, geometry }) => {
		const shape = feature(JSON.parse(geometry) as Polygon);
		return { id, shape, box: bbox(shape) };
	});
	const turf = await medianOf(5, () => withTurf(sites, drawn));
	const wide = new Map<string, number>();
	for (let i = 0; i < shapes.count; i++)
		for (const { b, distanceM } of neighboursOf(shapes, i, index, LIMIT_M + DOUBT_M))
			wide.set(`${i} ${ids[b]}`, distanceM);
	const missed = [...wide].filter(([pair, m]) => m <= LIMIT_M - DOUBT_M && !turf.result.has(pair)).length;
	const extra = [...turf.result].filter((pair) => !wide.has(pair)).length;
	if (missed + extra > 0)
		throw new Error(`turf misses ${missed} pairs and has ${extra} that are too far, beyond doubt.`);
	const doubtful = [...wide.values()].filter((m) => m > LIMIT_M - DOUBT_M).length;
	const note = `the same but for some of the ${doubtful} pairs within ${DOUBT_M} m of the limit; no distances`;
	row('turf, buffer and booleanIntersects, boxes first', turf, turf.result.size, note);
}

function withTurf(
	sites: readonly Polygon[],
	drawn: readonly { id: string; shape: ReturnType<typeof feature<Polygon>>; box: ReturnType<typeof bbox> }[]
): Set<string> {
	const pairs = new Set<string>();
	sites.forEach((site, i) => {
		const zone = buffer(feature(site), LIMIT_M, { units: 'meters', steps: 64 })!;
		const [west, south, east, north] = bbox(zone);
		for (const { id, shape, box } of drawn) {
			if (box[0] > east || box[2] < west || box[1] > north || box[3] < south) continue;
			if (booleanIntersects(zone, shape)) pairs.add(`${i} ${id}`);
		}
	});
	return pairs;
}
