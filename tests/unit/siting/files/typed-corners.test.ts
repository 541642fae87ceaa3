import { expect, test } from 'vitest';
import { readTypedCorners } from '../../../../src/lib/siting/typed-corners.ts';
import { DISTRICT, farthestM, HOLE, inCrs, PARCEL } from './parcel.ts';
import type { Rings } from './writers.ts';

const lines = ([ring]: Rings, write: (x: number, y: number, k: number) => string) =>
	ring
		.slice(0, -1)
		.map(([x, y], k) => write(x, y, k))
		.join('\n');

test.each([
	['longitude, latitude', 'wgs84', (x: number, y: number) => `${x},${y}`],
	['latitude, longitude', 'wgs84', (x: number, y: number) => `${y}, ${x}`],
	['with point numbers and tabs', 'EPSG:4490', (x: number, y: number, k: number) => `J${k + 1}\t${x}\t${y}`],
	['X north, Y east, with the zone', 'EPSG:4526', (x: number, y: number) => `${y} ${x}`],
	['east, north, without it', 'EPSG:4547', (x: number, y: number) => `${x}，${y}`]
])('typed corners: %s', (_, crs, write) => {
	const placed = readTypedCorners(lines(inCrs(crs, PARCEL), write), 'area', crs, DISTRICT);
	if ('refused' in placed) throw new Error(placed.refused.en);
	expect(farthestM(placed.geometry, PARCEL)).toBeLessThan(0.001);
	expect(placed.accuracyM).toBeNull();
});

test('after an empty line the next ring is a hole', () => {
	const write = (x: number, y: number) => `${x},${y}`;
	const placed = readTypedCorners(`${lines(PARCEL, write)}\n\n${lines([HOLE], write)}\n`, 'area', 'wgs84', DISTRICT);
	if ('refused' in placed) throw new Error(placed.refused.en);
	expect(farthestM(placed.geometry, [...PARCEL, HOLE])).toBeLessThan(0.001);
});

test('a point in GCJ-02 says how accurate it is', () => {
	expect(readTypedCorners('114.305541,30.597641', 'point', 'gcj02', DISTRICT)).toMatchObject({
		geometry: { type: 'Point' },
		accuracyM: 5
	});
});

test.each([
	['114.3,30.6\nhello', 'area', 'wgs84', '第 2 行“hello”不是两个坐标'],
	['', 'area', 'wgs84', '没有坐标'],
	['114.3,30.6\n114.301,30.6', 'area', 'wgs84', '只有 2 个不同的点'],
	['114.3,30.6', 'line', 'wgs84', '线没有长度'],
	['528800,3386300', 'point', 'EPSG:4548', '坐标系若为 EPSG:4547'],
	['114.3,30.6', 'point', 'xian80', '需要当地参数']
] as const)('%j as %s in %s is refused: %4$s', (typed, kind, crs, zh) => {
	expect(readTypedCorners(typed, kind, crs, DISTRICT)).toMatchObject({ refused: { zh: expect.stringContaining(zh) } });
});
