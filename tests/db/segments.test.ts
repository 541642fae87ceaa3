import { VectorTile } from '@mapbox/vector-tile';
import { gunzipSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { readFeature } from '../../src/lib/server/features/detail.ts';
import { latestRun } from '../../src/lib/server/runs/latest.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { listSegments, segmentsOf } from '../../src/lib/server/segments/list.ts';
import { readTile, tileVersion } from '../../src/lib/server/tiles/cache.ts';
import type { Database } from '../../src/lib/server/db/database.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK, type Drawn } from './small-district.ts';

const DISTRICT = '420198';
const run = (db: Database) => runDistrict(db, SYSTEM, DISTRICT, { today: '2026-11-23' }, () => {});

const flats = (key: string, x: number, households: number | null): Drawn => ({
	layer: 'building',
	key,
	attributes: { use: 'residential', storeys: 3, ...(households === null ? {} : { households }) },
	geometry: square(x, 60, 20)
});
const STATION: Drawn = {
	layer: 'enterprise',
	key: 'station',
	attributes: { kind: 'petrol_station' },
	geometry: { type: 'Point', coordinates: [300, -30] }
};
/** A second trunk line, for oil, 700 m north of the first and out of reach of its houses. */
const OIL: Drawn = {
	layer: 'pipeline',
	key: 'oil',
	name: '输油干线',
	attributes: { pipeClass: 'oil_trunk', status: 'live' },
	geometry: { type: 'LineString', coordinates: Array.from({ length: 19 }, (_, i) => [50 * i, 700]) }
};
const FAR_STATION: Drawn = { ...STATION, key: 'far', geometry: { type: 'Point', coordinates: [450, 720] } };

describeBoth('High consequence areas', (open) => {
	test('of a run are stored, listed worst first, and drawn on the pipeline', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, OIL, flats('a', 500, 80), flats('b', 600, 40), STATION, FAR_STATION]);
		const summary = await run(db);
		expect(summary.status).toBe('done');

		const { items, total, next } = await listSegments(db, EVERYTHING, { district: DISTRICT, limit: 10 });
		expect({ total, next }).toEqual({ total: 2, next: null });
		expect(items.map((item) => [item.pipeline.name, item.class, item.level, item.chainage])).toEqual([
			['输气干线', 'II', 'orange', 'K0+100–K0+820'],
			['输油干线', 'I', 'yellow', 'K0+250–K0+650']
		]);
		expect(items[0].items.map((item) => item.item)).toEqual(['gas-b', 'gas-f']);
		expect(items[0].items[0]).toMatchObject({ inputs: { households: 120 }, features: ['building/a', 'building/b'] });
		const [lng, lat] = planeOf(4547).unproject(MIDDLE[0] + 100, MIDDLE[1]);
		expect(items[0].bbox[0]).toBeCloseTo(lng, 6);
		expect(items[0].at[1]).toBeCloseTo(lat, 6);

		const first = await listSegments(db, EVERYTHING, { district: DISTRICT, limit: 1 });
		expect(first.items).toEqual(items.slice(0, 1));
		const second = await listSegments(db, EVERYTHING, { district: DISTRICT, limit: 1, after: first.next! });
		expect(second).toEqual({ items: items.slice(1), next: null, total: 2 });
		expect((await listSegments(db, EVERYTHING, { district: DISTRICT, class: 'I', limit: 10 })).items).toEqual(
			items.slice(1)
		);
		expect((await listSegments(db, EVERYTHING, { district: DISTRICT, class: 'III', limit: 10 })).total).toBe(0);
		const newest = (await latestRun(db, DISTRICT))!;
		expect(await segmentsOf(db, EVERYTHING, DISTRICT, newest, 'pipeline/oil')).toEqual(items.slice(1));

		const version = (await tileVersion(db, DISTRICT))!;
		const sin = Math.sin((lat * Math.PI) / 180);
		const z = 14;
		const x = Math.floor(((lng + 180) / 360) * 2 ** z);
		const y = Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z);
		const tile = new VectorTile(
			new PbfReader(gunzipSync(await readTile(db, EVERYTHING, DISTRICT, version, { z, x, y })))
		);
		const drawn = Array.from(
			{ length: tile.layers.segment.length },
			(_, i) => tile.layers.segment.feature(i).properties
		);
		expect(drawn).toContainEqual({ pipeline: 'pipeline/trunk', id: 0, level: 3, class: 'II' });
	});

	test('give the pipeline its level, with a reason for each item', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, flats('a', 500, 80), flats('b', 600, 40), STATION]);
		await run(db);
		const trunk = (await readFeature(db, EVERYTHING, DISTRICT, 'pipeline/trunk'))!;
		expect(trunk.level).toBe('orange');
		const reasons = trunk.reasons.filter((reason) => reason.rule.startsWith('GB32167'));
		expect(reasons.map((reason) => [reason.rule, reason.level, reason.measured, reason.limit, reason.unit])).toEqual([
			['GB32167-gas-b', 'orange', 120, 100, '户'],
			['GB32167-gas-f', 'orange', 30, 200, 'm']
		]);
		expect(reasons[0].inputs.chainages).toBe('K0+300–K0+820');
	});

	test('that cannot be told leave a pipeline grey that would be blue, naming what is missing', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, flats('a', 500, null)]);
		await run(db);
		const trunk = (await readFeature(db, EVERYTHING, DISTRICT, 'pipeline/trunk'))!;
		expect(trunk).toMatchObject({ level: null, missing: ['households'] });
		expect(trunk.reasons[0]).toMatchObject({ rule: 'GB32167-UNDECIDED', inputs: { features: 'building/a' } });
		expect((await listSegments(db, EVERYTHING, { district: DISTRICT, limit: 10 })).total).toBe(0);
	});

	test('where there are none the pipeline says so, and is blue', async () => {
		const db = await open();
		await draw(db, [...AREAS, TRUNK, flats('a', 500, 9)]);
		await run(db);
		const trunk = (await readFeature(db, EVERYTHING, DISTRICT, 'pipeline/trunk'))!;
		expect(trunk.level).toBe('blue');
		expect(trunk.reasons.map((reason) => reason.rule)).toContain('GB32167-NONE');
	});
});
