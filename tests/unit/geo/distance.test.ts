import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { distanceBetween } from '../../../src/lib/geo/distance.ts';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';

/** The distance and the nearest points, measured far from 0, 0 as a district is. */
function measure(a: Geometry, b: Geometry): { distanceM: number; points: number[] } {
	const builder = new ShapesBuilder();
	builder.addGeometry(a);
	builder.addGeometry(b);
	const shapes = builder.finish();
	const points = new Float64Array(4);
	const distanceM = distanceBetween(shapes, 0, shapes, 1, points);
	expect(distanceBetween(shapes, 1, shapes, 0)).toBe(distanceM);
	return { distanceM, points: [...points] };
}

const point = (x: number, y: number): Geometry => ({ type: 'Point', coordinates: [x, y] });
const line = (...coordinates: Position[]): Geometry => ({ type: 'LineString', coordinates });
const box = (x: number, y: number, size: number): Position[] => [
	[x, y],
	[x + size, y],
	[x + size, y + size],
	[x, y + size],
	[x, y]
];
const area = (...rings: Position[][]): Geometry => ({ type: 'Polygon', coordinates: rings });
const courtyard = area(box(0, 0, 10), box(3, 3, 4));

test.each<[string, Geometry, Geometry, number, number[] | null]>([
	['two points', point(0, 0), point(3, 4), 5, [0, 0, 3, 4]],
	['one point twice', point(1, 1), point(1, 1), 0, [1, 1, 1, 1]],
	['a point beside a line', point(2, 5), line([0, 0], [10, 0]), 5, [2, 5, 2, 0]],
	['a point beyond the end of a line', point(13, 4), line([0, 0], [10, 0]), 5, [13, 4, 10, 0]],
	['a line of no length', point(3, 4), line([0, 0], [0, 0]), 5, [3, 4, 0, 0]],
	['two lines that cross', line([0, 0], [10, 10]), line([0, 10], [10, 0]), 0, [5, 5, 5, 5]],
	['a line that ends on another', line([5, 0], [5, 9]), line([0, 0], [10, 0]), 0, [5, 0, 5, 0]],
	['collinear lines that overlap', line([0, 0], [6, 0]), line([4, 0], [9, 0]), 0, null],
	['collinear lines with a gap', line([0, 0], [4, 0]), line([9, 0], [12, 0]), 5, [4, 0, 9, 0]],
	['parallel lines', line([0, 0], [10, 0]), line([4, 5], [20, 5]), 5, null],
	['a point in an area', point(1, 1), courtyard, 0, [1, 1, 1, 1]],
	['a point in the hole of an area', point(5, 4), courtyard, 1, [5, 4, 5, 3]],
	['a point on the border', point(10, 5), courtyard, 0, [10, 5, 10, 5]],
	['an area in an area', area(box(1, 1, 1)), courtyard, 0, null],
	['an area in the hole of an area', area(box(4, 4, 2)), courtyard, 1, null],
	['a line through an area, no end of it inside', line([-5, 1], [15, 1]), courtyard, 0, null],
	['a line in the hole', line([4, 5], [6, 5]), courtyard, 1, null],
	['two areas that touch in a corner', area(box(0, 0, 5)), area(box(5, 5, 5)), 0, [5, 5, 5, 5]],
	['two areas that share a border', area(box(0, 0, 5)), area(box(5, 0, 5)), 0, null],
	['two areas apart', area(box(0, 0, 5)), area(box(8, 9, 2)), 5, [5, 5, 8, 9]]
])('%s', (_, a, b, distanceM, points) => {
	const measured = measure(a, b);
	expect(measured.distanceM).toBeCloseTo(distanceM, 12);
	const [x0, y0, x1, y1] = measured.points;
	expect(Math.hypot(x1 - x0, y1 - y0)).toBeCloseTo(distanceM, 12);
	// null: several pairs of points are nearest.
	if (points) {
		expect(measured.points).toEqual(points);
		expect(measure(b, a).points).toEqual([...points.slice(2), ...points.slice(0, 2)]);
	}
});

test('one part of several that lies inside is enough', () => {
	const parts: Geometry = { type: 'MultiPolygon', coordinates: [[box(50, 50, 1)], [box(1, 1, 1)]] };
	expect(measure(parts, courtyard).distanceM).toBe(0);
	const points: Geometry = { type: 'MultiPoint', coordinates: [[50, 50], [12, 10]] }; // prettier-ignore
	expect(measure(points, courtyard)).toEqual({ distanceM: 2, points: [12, 10, 10, 10] });
});

test('5.000 m is told from 4.999 m and 5.001 m at the coordinates of a district', () => {
	const [x, y] = [513106.935, 3388842.043];
	for (const gapM of [4.999, 4.9995, 5, 5.0005, 5.001]) {
		const house = area(box(x, y, 12.5));
		for (const turn of [0, 0.3, 0.7]) {
			// The house's corner faces a pipeline that runs at right angles to the way there.
			const [ux, uy] = [Math.cos(turn), Math.sin(turn)];
			const [fx, fy] = [x + 12.5 + gapM * ux, y + 12.5 + gapM * uy];
			const pipeline = line([fx - 40 * uy, fy + 40 * ux], [fx + 75 * uy, fy - 75 * ux]);
			expect(Math.abs(measure(house, pipeline).distanceM - gapM)).toBeLessThan(1e-6);
		}
	}
});

/** A slow answer of another make: the least distance from many points along the one line to the other. */
function sampledDistance(a: Position[], b: Position[]): number {
	let best = Infinity;
	for (let k = 1; k < a.length; k++)
		for (let t = 0; t <= 200; t++) {
			const x = a[k - 1][0] + ((a[k][0] - a[k - 1][0]) * t) / 200;
			const y = a[k - 1][1] + ((a[k][1] - a[k - 1][1]) * t) / 200;
			for (let m = 1; m < b.length; m++) {
				const [cx, cy] = b[m - 1];
				const [rx, ry] = [b[m][0] - cx, b[m][1] - cy];
				const s = Math.max(0, Math.min(1, ((x - cx) * rx + (y - cy) * ry) / (rx * rx + ry * ry || 1)));
				best = Math.min(best, Math.hypot(x - cx - s * rx, y - cy - s * ry));
			}
		}
	return best;
}

test('lines of any form: never more than what walking along them finds, and the nearest points lie that far apart', () => {
	const coordinate = fc.integer({ min: 0, max: 12 });
	const path = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 6 });
	fc.assert(
		fc.property(path, path, (a, b) => {
			const { distanceM, points } = measure(line(...a), line(...b));
			const sampled = sampledDistance(a, b);
			expect(distanceM).toBeLessThanOrEqual(sampled + 1e-9);
			// Two hundred steps on a segment of at most 17 m leave 0.045 m on either side.
			expect(distanceM).toBeGreaterThan(sampled - 0.09);
			expect(Math.hypot(points[0] - points[2], points[1] - points[3])).toBeCloseTo(distanceM, 9);
		}),
		{ numRuns: 300 }
	);
});
