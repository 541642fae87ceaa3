import { expect, test } from 'vitest';
import { farthestM, PARCEL, read } from './parcel.ts';
import { geojsonOf, shapefileOf, text, WRITERS, type Rings } from './writers.ts';

const [A, B, C, D, E] = PARCEL[0];

test('heights are left out and told; a height of 0 is none', async () => {
	const heights = await read(await WRITERS['GeoJSON with heights'](PARCEL));
	expect(heights.parcels[0].notes.some(({ zh }) => zh.includes('高程已略去'))).toBe(true);
	expect(heights.parcels[0].geometry).toMatchObject({ coordinates: [[{ length: 2 }, { length: 2 }, {}, {}, {}, {}]] });
	const flat = await read(await WRITERS.KML(PARCEL));
	expect(flat.parcels[0].notes.some(({ zh }) => zh.includes('高程'))).toBe(false);
});

test('a gap of less than a centimetre is closed and told; one of 2 cm is not', async () => {
	const gap = (metres: number): Rings => [[A, B, C, D, E, [A[0], A[1] + metres / 110_850]]];
	const nearly = await read(text('a.geojson', geojsonOf(gap(0.008))));
	expect(farthestM(nearly.parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(nearly.parcels[0].notes.map(({ zh }) => zh)).toEqual(['首尾两点相差不到 1 cm，已闭合。']);
	const open = await read(text('a.geojson', geojsonOf(gap(0.02))));
	expect(open.refused[0].text.zh).toContain('首尾两点相距 2.0 cm');
});

test('a ring of a shapefile that is wound as a hole and lies in nothing is an area of its own, and told', async () => {
	const away: Rings = [PARCEL[0].map(([x, y]) => [x + 0.01, y])];
	const file = { name: 'a.zip', bytes: shapefileOf([PARCEL[0], away[0].toReversed()], null) };
	const { parcels } = await read(file);
	expect(parcels[0].geometry).toMatchObject({ type: 'MultiPolygon', coordinates: { length: 2 } });
	expect(parcels[0].notes.some(({ zh }) => zh.includes('有 1 个环的方向是洞，却不在任何外环之内'))).toBe(true);
});

test('repeated points are dropped and told', async () => {
	const { parcels } = await read(text('a.geojson', geojsonOf([[A, B, B, C, D, E, A]])));
	expect(farthestM(parcels[0].geometry, PARCEL)).toBeLessThan(0.001);
	expect(parcels[0].notes[0].zh).toContain('重复的点');
});

test('a ring that runs clockwise is turned: one parcel, one geometry', async () => {
	const [turned, straight] = await Promise.all(
		[PARCEL.map((ring) => ring.toReversed()), PARCEL].map((rings) => read(text('a.geojson', geojsonOf(rings))))
	);
	expect(turned.parcels[0].geometry).toEqual(straight.parcels[0].geometry);
});
