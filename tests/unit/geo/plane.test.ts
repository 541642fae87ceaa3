import { expect, test } from 'vitest';
import { planeFor, planeOf } from '../../../src/lib/geo/plane.ts';
import { readCrs } from '../../../src/lib/geo/crs.ts';

/** standards.md §10.1, computed with PROJ 9.5.1. */
const GAUSS_KRUGER = [
	[114, 30.5, 4547, 500000.0, 3375541.733],
	[114.1367, 30.6199, 4547, 513106.935, 3388842.043],
	[114.1367, 30.6199, 4526, 38513106.935, 3388842.043],
	[113.7, 30.6, 4547, 471229.763, 3386666.251],
	[115.1, 30.6, 4547, 605493.782, 3387143.439],
	[114.2709, 30.6015, 4547, 525979.113, 3386825.468],
	[115.9113, 29.6087, 4548, 394542.46, 3277233.184],
	[106.9326, 28.9615, 4545, 395951.973, 3205471.496],
	[109.8, 39.6, 4546, 396930.533, 4385804.766]
] as const;

test.each(GAUSS_KRUGER)('%d, %d in EPSG:%d is %d, %d to the millimetre', (lng, lat, srid, east, north) => {
	const plane = planeOf(srid);
	const [x, y] = plane.project(lng, lat);
	expect(Math.abs(x - east)).toBeLessThan(0.001);
	expect(Math.abs(y - north)).toBeLessThan(0.001);
	const [backLng, backLat] = plane.unproject(x, y);
	expect(Math.hypot(backLng - lng, backLat - lat) * 111_320).toBeLessThan(0.001);
});

test('a place in China is measured in the 3° zone of its longitude', () => {
	expect(planeFor(114.1367, 30.6199).srid).toBe(4547);
	expect(planeFor(115.9113, 29.6087).srid).toBe(4548);
	expect(planeFor(106.9326, 28.9615).srid).toBe(4545);
	expect(planeFor(109.8, 39.6).srid).toBe(4546);
	expect(planeFor(73.5, 39).srid).toBe(4534);
	expect(planeFor(135.05, 48.4).srid).toBe(4554);
});

test('a place elsewhere is measured in UTM, on both halves of the earth', () => {
	expect(planeFor(9.52, 47.14).srid).toBe(32632);
	expect(planeFor(180, 10).srid).toBe(32660);
	expect(planeFor(-58.4, -34.6).srid).toBe(32721);
});

/** Computed with PostGIS 3.6.2, PROJ 9.7: ST_Transform from 4326. */
const UTM = [
	[9, 47, 32632, 500000.0, 5205164.11],
	[9.5214, 47.1387, 32632, 539536.997, 5220709.392],
	[6.1, 46.2, 32632, 276260.616, 5120357.748]
] as const;

test.each(UTM)('%d, %d in EPSG:%d is %d, %d to the millimetre', (lng, lat, srid, east, north) => {
	const [x, y] = planeOf(srid).project(lng, lat);
	expect(Math.abs(x - east)).toBeLessThan(0.001);
	expect(Math.abs(y - north)).toBeLessThan(0.001);
});

test('Web Mercator is no metric plane, and neither is what nobody knows', () => {
	expect(() => planeOf(3857)).toThrow('EPSG:3857 is not a metric plane that is known here.');
	expect(() => planeOf(4326)).toThrow('EPSG:4326 is not a metric plane');
	expect(() => planeFor(NaN, 30)).toThrow('No metric plane at NaN, 30');
	expect(() => planeFor(10, 85)).toThrow('latitude in -80…84');
});

test('a metre in EPSG:3857 is not a metre on the ground', () => {
	const { toLngLat } = readCrs('EPSG:3857');
	const [lng, lat] = toLngLat(12723812.365, 3580330.079);
	const [east] = toLngLat(12723812.365 + 1000, 3580330.079);
	const plane = planeFor(lng, lat);
	const [x0, y0] = plane.project(lng, lat);
	const [x1, y1] = plane.project(east, lat);
	expect(Math.hypot(x1 - x0, y1 - y0)).toBeCloseTo(861.54, 1);
});
