import { VectorTile } from '@mapbox/vector-tile';
import type { Polygon } from 'geojson';
import { PbfReader } from 'pbf';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { planeOf } from '../../src/lib/geo/plane.ts';
import { EVERYTHING } from '../../src/lib/server/access/sight.ts';
import { SYSTEM } from '../../src/lib/server/access/who.ts';
import { runDistrict } from '../../src/lib/server/runs/run.ts';
import { readTile, tileVersion } from '../../src/lib/server/tiles/cache.ts';
import { describeBoth } from './both.ts';
import { AREAS, draw, MIDDLE, square, TRUNK } from './small-district.ts';

const DISTRICT = '420198';

/** The tile of a zoom in which a place lies. */
function tileAt(z: number, x: number, y: number) {
	const [lng, lat] = planeOf(4547).unproject(MIDDLE[0] + x, MIDDLE[1] + y);
	const sin = Math.sin((lat * Math.PI) / 180);
	return {
		z,
		x: Math.floor(((lng + 180) / 360) * 2 ** z),
		y: Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * 2 ** z)
	};
}

describeBoth('Tiles', (open) => {
	test('carry each feature with its level and what it is drawn by; another reader reads them', async () => {
		const db = await open();
		const house = {
			layer: 'building' as const,
			key: 'house',
			name: '老屋',
			attributes: { dangerGrade: 'D' },
			geometry: square(100, 3, 10)
		};
		await draw(db, [...AREAS, TRUNK, house]);
		await runDistrict(db, SYSTEM, DISTRICT, {}, () => {});
		const version = (await tileVersion(db, DISTRICT))!;
		expect(version).toBe('1-1');
		const here = tileAt(15, 105, 5);
		const near = new VectorTile(new PbfReader(gunzipSync(await readTile(db, EVERYTHING, DISTRICT, version, here))));
		const building = near.layers.building.feature(0);
		expect(building.properties).toMatchObject({ id: 'building/house', name: '老屋', level: 4, dangerGrade: 'D' });
		const pipeline = near.layers.pipeline.feature(0);
		expect(pipeline.properties).toMatchObject({ id: 'pipeline/trunk', pipeClass: 'gas_trunk', level: 4 });
		const { geometry } = building.toGeoJSON(here.x, here.y, here.z);
		const [lng, lat] = planeOf(4547).unproject(MIDDLE[0] + 100, MIDDLE[1] + 3);
		const corners = (geometry as Polygon).coordinates[0];
		// A unit of a tile of zoom 15 is 0.26 m: half a metre holds with the rounding of both axes.
		expect(Math.min(...corners.map(([x]) => Math.abs(x - lng)))).toBeLessThan(5e-6);
		expect(Math.min(...corners.map(([, y]) => Math.abs(y - lat)))).toBeLessThan(5e-6);

		const far = new VectorTile(
			new PbfReader(gunzipSync(await readTile(db, EVERYTHING, DISTRICT, version, tileAt(9, 105, 5))))
		);
		expect(far.layers.building, 'a house is below a pixel at zoom 9').toBeUndefined();
		expect(far.layers.area.length).toBe(2);
	});

	test('change their version with the data, and there are none of a district that is not there', async () => {
		const db = await open();
		await draw(db, AREAS);
		expect(await tileVersion(db, DISTRICT)).toBe('1-0');
		await draw(db, [TRUNK]);
		expect(await tileVersion(db, DISTRICT)).toBe('2-0');
		expect(await tileVersion(db, 'nowhere')).toBeNull();
	});
});
