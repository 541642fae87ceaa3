import type { LineString, MultiPoint, Polygon, Position } from 'geojson';
import { expect, test } from 'vitest';
import { densifyLngLat, projectGeometry, unprojectGeometry } from '../../../src/lib/geo/densify.ts';
import { planeFor } from '../../../src/lib/geo/plane.ts';

/** Metres from p to the straight line a–b. */
function offLine(p: Position, a: Position, b: Position): number {
	const cross = (p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0]);
	return Math.abs(cross) / Math.hypot(b[0] - a[0], b[1] - a[1]);
}

test.each([
	[114.1, 30.6, 0.418, 0],
	[114.1, 30.6, 0.3, 0.26],
	[9.5, 47.1, 0.53, 0.01],
	[123.3, 53.3, 0.6, 0.02]
])('a 40 km segment from %d, %d stays straight within a millimetre', (lng, lat, dLng, dLat) => {
	const plane = planeFor(lng, lat);
	const line: LineString = { type: 'LineString', coordinates: [[lng, lat], [lng + dLng, lat + dLat]] }; // prettier-ignore
	const dense = projectGeometry(densifyLngLat(line), plane) as LineString;
	const pieces = dense.coordinates.length - 1;
	expect(pieces).toBeGreaterThan(260);
	let worstM = 0;
	for (let k = 0; k < pieces; k++)
		for (const t of [0.25, 0.5, 0.75]) {
			const at = (k + t) / pieces;
			const onLine = plane.project(lng + dLng * at, lat + dLat * at);
			worstM = Math.max(worstM, offLine(onLine, dense.coordinates[k], dense.coordinates[k + 1]));
		}
	expect(worstM).toBeLessThan(0.001);
	const undensified = projectGeometry(line, plane) as LineString;
	const middle = plane.project(lng + dLng / 2, lat + dLat / 2);
	expect(offLine(middle, undensified.coordinates[0], undensified.coordinates[1])).toBeGreaterThan(5);
});

test('an edge that two areas share has the same points seen from either side', () => {
	const [a, b] = [[114.0123, 30.5432], [114.0987, 30.6011]]; // prettier-ignore
	const there = densifyLngLat({ type: 'LineString', coordinates: [a, b] }) as LineString;
	const back = densifyLngLat({ type: 'LineString', coordinates: [b, a] }) as LineString;
	expect(there.coordinates.length).toBeGreaterThan(50);
	expect(back.coordinates).toEqual(there.coordinates.toReversed());
});

test('short segments are left alone, rings stay closed, every step is short enough', () => {
	const house: Polygon = {
		type: 'Polygon',
		coordinates: [[[114, 30.6], [114.0001, 30.6], [114.0001, 30.6001], [114, 30.6]]] // prettier-ignore
	};
	expect(densifyLngLat(house)).toEqual(house);
	const district: Polygon = {
		type: 'Polygon',
		coordinates: [[[114, 30.6], [114.2, 30.6], [114.2, 30.8], [114, 30.6]]] // prettier-ignore
	};
	const dense = densifyLngLat(district, 100) as Polygon;
	const ring = (projectGeometry(dense, planeFor(114, 30.6)) as Polygon).coordinates[0];
	expect(ring[0]).toEqual(ring[ring.length - 1]);
	for (let k = 1; k < ring.length; k++)
		expect(Math.hypot(ring[k][0] - ring[k - 1][0], ring[k][1] - ring[k - 1][1])).toBeLessThan(100.5);
});

test('there and back through the plane moves nothing by a millimetre', () => {
	const plane = planeFor(114.1, 30.6);
	const places = [[113.7, 30.1], [114.1, 30.6], [115.1, 31.2]]; // prettier-ignore
	const back = unprojectGeometry(
		projectGeometry({ type: 'MultiPoint', coordinates: places }, plane),
		plane
	) as MultiPoint;
	back.coordinates.forEach(([lng, lat], k) => {
		expect(lng).toBeCloseTo(places[k][0], 9);
		expect(lat).toBeCloseTo(places[k][1], 9);
	});
});

test('a step of nothing is refused', () => {
	expect(() => densifyLngLat({ type: 'LineString', coordinates: [[0, 0], [1, 1]] }, 0)).toThrow('A step of 0 m'); // prettier-ignore
});
