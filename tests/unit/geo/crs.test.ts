import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import gcoord from 'gcoord';
import { expect, test } from 'vitest';
import { looksLikeDegrees, readCrs } from '../../../src/lib/geo/crs.ts';
import { SHARED, hasShared } from '../../shared-data.ts';

function metresBetween(a: readonly number[], b: readonly number[]): number {
	const cos = Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
	return 111_320 * Math.hypot((a[0] - b[0]) * cos, a[1] - b[1]);
}

interface City {
	attrs: { name: string };
	coords: Record<'WGS84' | 'GCJ02' | 'BD09' | 'EPSG3857', [number, number]>;
}

test('664 Chinese cities come back within 1.5 m from each coordinate system', () => {
	expect(hasShared, `The shared data is absent: ${SHARED} is expected.`).toBe(true);
	const cities = JSON.parse(readFileSync(join(SHARED, 'coordinates/gcoord_china_cities.json'), 'utf8')) as City[];
	expect(cities).toHaveLength(664);
	const systems = { WGS84: 'wgs84', GCJ02: 'gcj02', BD09: 'bd09', EPSG3857: 'EPSG:3857' } as const;
	for (const [column, id] of Object.entries(systems)) {
		const crs = readCrs(id);
		for (const city of cities) {
			const [x, y] = city.coords[column as keyof typeof systems];
			expect(metresBetween(crs.toLngLat(x, y), city.coords.WGS84), `${city.attrs.name} ${id}`).toBeLessThan(1.5);
		}
	}
});

/** standards.md §10.2: place, WGS 84, GCJ-02, BD-09. */
const PLACES = [
	['武汉 江岸', [114.2999512, 30.5955177], [114.3053942, 30.5931044], [114.3119755, 30.5987732]],
	['九江 浔阳', [115.9968499, 29.7076312], [116.001935, 29.7050822], [116.0084664, 29.7109383]],
	['重庆 渝中', [106.5478343, 29.565849], [106.5515641, 29.563013], [106.5579989, 29.5693061]],
	['鄂尔多斯 伊金霍洛', [109.7756063, 39.6072416], [109.7813319, 39.6082693], [109.7877734, 39.6144563]],
	['北京', [116.4011517, 39.9028057], [116.4074002, 39.9042136], [116.4137852, 39.9105355]]
] as const;

test.each(PLACES)('%s', (_, wgs84, gcj02, bd09) => {
	expect(metresBetween(readCrs('gcj02').toLngLat(gcj02[0], gcj02[1]), wgs84)).toBeLessThan(1.5);
	expect(metresBetween(readCrs('bd09').toLngLat(bd09[0], bd09[1]), wgs84)).toBeLessThan(1.5);
});

test('GCJ-02 and BD-09 are inverted to the last digit that matters', () => {
	const full = [114.1367, 30.6199];
	const fromGcj = readCrs('gcj02').toLngLat(114.14237888360076, 30.61760160517644);
	const fromBd = readCrs('bd09').toLngLat(114.14885858316181, 30.62373877755381);
	for (const found of [fromGcj, fromBd]) {
		expect(Math.abs(found[0] - full[0])).toBeLessThan(1e-9);
		expect(Math.abs(found[1] - full[1])).toBeLessThan(1e-9);
	}
});

test('10,000 places all over China make the round trip within a millimetre', () => {
	let seed = 7;
	const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
	let worstM = 0;
	for (let k = 0; k < 10_000; k++) {
		const place: [number, number] = [74 + random() * 60, 18 + random() * 35];
		for (const [id, system] of [['gcj02', gcoord.GCJ02] as const, ['bd09', gcoord.BD09] as const]) {
			const shifted = gcoord.transform(place, gcoord.WGS84, system);
			worstM = Math.max(worstM, metresBetween(readCrs(id).toLngLat(shifted[0], shifted[1]), place));
		}
	}
	expect(worstM).toBeLessThan(0.001);
});

test('outside of China GCJ-02 is WGS 84', () => {
	expect(readCrs('gcj02').toLngLat(9.5, 47.1)).toEqual([9.5, 47.1]);
});

test('a system is known by all the names that files and people give it', () => {
	expect(readCrs(' WGS-84 ').id).toBe('wgs84');
	expect(readCrs('4326').id).toBe('wgs84');
	expect(readCrs('urn:ogc:def:crs:OGC:1.3:CRS84').id).toBe('wgs84');
	expect(readCrs('urn:ogc:def:crs:EPSG::4490').id).toBe('cgcs2000');
	expect(readCrs('CGCS2000').id).toBe('cgcs2000');
	expect(readCrs('GCJ-02').id).toBe('gcj02');
	expect(readCrs('http://www.opengis.net/def/crs/EPSG/0/4547').id).toBe('EPSG:4547');
	expect(readCrs('epsg:4526').name).toBe('CGCS2000 / 3-degree Gauss-Kruger zone 38');
	expect(readCrs('4509').name).toBe('CGCS2000 / 6-degree Gauss-Kruger CM 117E');
	expect(readCrs('4498').name).toBe('CGCS2000 / 6-degree Gauss-Kruger zone 20');
});

test('only the shifted systems lower the accuracy by 5 m', () => {
	expect(readCrs('gcj02').accuracyM).toBe(5);
	expect(readCrs('bd09').accuracyM).toBe(5);
	expect(readCrs('cgcs2000').accuracyM).toBe(0);
	expect(readCrs('EPSG:4547').accuracyM).toBe(0);
});

test.each(['xian80', '1980西安坐标系', '1980年国家大地坐标系', 'EPSG:2331', '北京54', 'EPSG:21418'])(
	'%s is an old datum, and is told as one',
	(text) => {
		expect(() => readCrs(text)).toThrow('needs local parameters');
	}
);

test('an unknown system is refused with what can be given', () => {
	for (const text of ['', 'EPSG:4179', 'EPSG:99999'])
		expect(() => readCrs(text)).toThrow(`Unknown coordinate system "${text}". Give wgs84, cgcs2000, gcj02, bd09, or`);
});

test('an easting of another zone or swapped axes are found out, not moved to the sea', () => {
	const crs = readCrs('EPSG:4547');
	expect(() => crs.toLngLat(38513106.935, 3388842.043)).toThrow('Check the zone prefix');
	expect(() => crs.toLngLat(3388842.043, 513106.935)).toThrow('x and y look swapped');
	expect(metresBetween(crs.toLngLat(513106.935, 3388842.043), [114.1367, 30.6199])).toBeLessThan(0.001);
	expect(metresBetween(readCrs('4526').toLngLat(38513106.935, 3388842.043), [114.1367, 30.6199])).toBeLessThan(0.001);
});

test('the Swiss grids agree with the reference point of Bern', () => {
	const bern = [7.43863242, 46.95108277];
	expect(metresBetween(readCrs('2056').toLngLat(2_600_000, 1_200_000), bern)).toBeLessThan(0.01);
	expect(metresBetween(readCrs('21781').toLngLat(600_000, 200_000), bern)).toBeLessThan(0.01);
});

const ESRI_4547 =
	'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",' +
	'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],' +
	'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],' +
	'PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

test('a .prj of ESRI is read', () => {
	const crs = readCrs(ESRI_4547);
	expect(crs.id).toBe('prj:CGCS2000_3_Degree_GK_CM_114E');
	expect(metresBetween(crs.toLngLat(513106.935, 3388842.043), [114.1367, 30.6199])).toBeLessThan(0.001);
	expect(() => crs.toLngLat(38513106.935, 3388842.043)).toThrow('Check the zone prefix');
});

test('a .prj of degrees leaves them as they are', () => {
	const crs = readCrs(
		'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],' +
			'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
	);
	expect(metresBetween(crs.toLngLat(9.5, 47.1), [9.5, 47.1])).toBeLessThan(1e-6);
});

test("a .prj on Xi'an 1980 is refused, for it lies a hundred metres off", () => {
	const xian = ESRI_4547.replace('D_China_2000', 'D_Xian_1980').replace('CGCS2000_3', 'Xian_1980_3');
	expect(() => readCrs(xian)).toThrow('is on the datum "D_Xian_1980", which needs local parameters');
});

test('a .prj that is no WKT is refused', () => {
	expect(() => readCrs('PROJCS["broken",GEOGCS["x",DATUM["D_WGS_1984"')).toThrow('Name it with --crs');
});

test('degrees are told from metres by their range', () => {
	expect(looksLikeDegrees([113.9, 30.5, 114.3, 30.8])).toBe(true);
	expect(looksLikeDegrees([513106, 3388842, 513206, 3388900])).toBe(false);
	expect(looksLikeDegrees([-180, -90, 180, 90])).toBe(true);
	expect(looksLikeDegrees([30.5, 113.9, 30.8, 114.3])).toBe(false);
});
