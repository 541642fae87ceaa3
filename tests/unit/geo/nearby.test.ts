import { DatabaseSync } from 'node:sqlite';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { densifyLngLat, projectGeometry } from '../../../src/lib/geo/densify.ts';
import { distanceBetween } from '../../../src/lib/geo/distance.ts';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { containing, indexShapes, nearestOf, pairsWithin, roundMm } from '../../../src/lib/geo/nearby.ts';
import type { Pairs } from '../../../src/lib/geo/nearby.ts';
import { planeFor } from '../../../src/lib/geo/plane.ts';
import type { Shapes } from '../../../src/lib/geo/shapes.ts';
import { readGeoPackageBlob } from '../../../src/lib/geo/wkb.ts';
import { SHARED, hasShared } from '../../shared-data.ts';

function shapesOf(geometries: Geometry[]): Shapes {
	const builder = new ShapesBuilder();
	for (const geometry of geometries) builder.addGeometry(geometry);
	return builder.finish();
}

const box = (x: number, y: number, width: number, height = width): Position[] => [
	[x, y],
	[x + width, y],
	[x + width, y + height],
	[x, y + height],
	[x, y]
];

/** Points, lines, houses, yards, long lines and wide rings, all over two square kilometres. */
function district(count: number, seed: number): Shapes {
	let state = seed;
	const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
	const place = (): Position => [random() * 1500, random() * 1500];
	const walk = (steps: number, stepM: number): Position[] => {
		let [x, y] = place();
		return Array.from({ length: steps + 1 }, () => [(x += (random() - 0.4) * stepM), (y += (random() - 0.5) * stepM)]);
	};
	const round = (vertices: number, radiusM: number): Position[] => {
		const [x, y] = place();
		const ring = Array.from({ length: vertices }, (_, k) => {
			const angle = (2 * Math.PI * k) / vertices;
			return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
		});
		return [...ring, ring[0]];
	};
	const make: (() => Geometry)[] = [
		() => ({ type: 'Point', coordinates: place() }),
		() => ({ type: 'MultiPoint', coordinates: [place(), place()] }),
		() => ({ type: 'LineString', coordinates: walk(3, 30) }),
		() => ({ type: 'LineString', coordinates: walk(80, 60) }),
		() => ({ type: 'MultiLineString', coordinates: [walk(20, 40), walk(2, 10)] }),
		() => ({
			type: 'Polygon',
			coordinates: [box(...(place() as [number, number]), 5 + random() * 30, 5 + random() * 30)]
		}),
		() => ({ type: 'Polygon', coordinates: [round(300, 50 + random() * 200)] }),
		() => {
			const [x, y] = place();
			return {
				type: 'MultiPolygon',
				coordinates: [[box(x, y, 90), box(x + 20, y + 20, 50)], [box(x + 40, y + 40, 5)]]
			};
		}
	];
	return shapesOf(Array.from({ length: count }, (_, k) => make[k % make.length]()));
}

function bruteForce(a: Shapes, b: Shapes, reachM: (i: number) => number): [number, number, number][] {
	const pairs: [number, number, number][] = [];
	for (let i = 0; i < a.count; i++)
		for (let j = 0; j < b.count; j++) {
			const distanceM = distanceBetween(a, i, b, j);
			if (roundMm(distanceM) <= reachM(i)) pairs.push([i, j, distanceM]);
		}
	return pairs;
}

function rowsOf(pairs: Pairs): [number, number, number][] {
	return Array.from({ length: pairs.count }, (_, k) => [pairs.a[k], pairs.b[k], pairs.distanceM[k]]);
}

test.each([0, 5, 60, 700, Infinity])(
	'every pair within %d m, each once, in order, as brute force finds them',
	(reachM) => {
		const [a, b] = [district(80, 3), district(160, 4)];
		const expected = bruteForce(a, b, () => reachM);
		expect(expected.length).toBeGreaterThan(100);
		const pairs = pairsWithin(a, b, reachM);
		const found = rowsOf(pairs);
		expect(found.map(([i, j]) => `${i} ${j}`)).toEqual(expected.map(([i, j]) => `${i} ${j}`));
		found.forEach(([, , distanceM], k) => {
			expect(distanceM).toBeCloseTo(expected[k][2], 9);
			const [x0, y0, x1, y1] = pairs.points.subarray(4 * k, 4 * k + 4);
			expect(Math.hypot(x1 - x0, y1 - y0)).toBeCloseTo(distanceM, 9);
		});
		expect(pairsWithin(a, indexShapes(b), reachM)).toEqual(pairs);
	}
);

test('each geometry may have a reach of its own', () => {
	const [a, b] = [district(40, 5), district(80, 6)];
	const reachM = Float64Array.from({ length: 40 }, (_, i) => (i % 5) * 40);
	expect(rowsOf(pairsWithin(a, b, reachM)).length).toBe(bruteForce(a, b, (i) => reachM[i]).length);
});

test('within 5 m is inclusive, to the millimetre', () => {
	const pipeline = shapesOf([{ type: 'LineString', coordinates: [[513000, 3388000], [513000, 3389000]] }]); // prettier-ignore
	const gapsM = [4.999, 5, 5.0004, 5.0006, 5.001];
	const houses = shapesOf(
		gapsM.map((gapM, k) => ({ type: 'Polygon', coordinates: [box(513000 + gapM, 3388100 + 50 * k, 12)] }))
	);
	expect([...pairsWithin(pipeline, houses, 5).b]).toEqual([0, 1, 2]);
	expect([...pairsWithin(houses, pipeline, 5).a]).toEqual([0, 1, 2]);
});

test('a house deep in a park and a park around a house are at distance 0', () => {
	const park = shapesOf([{ type: 'Polygon', coordinates: [box(0, 0, 4000)] }]);
	const houses = shapesOf([
		{ type: 'Polygon', coordinates: [box(2000, 2000, 10)] },
		{ type: 'Point', coordinates: [1234, 3210] },
		{ type: 'LineString', coordinates: [[2500, 2500], [2600, 2500]] } // prettier-ignore
	]);
	expect([...pairsWithin(park, houses, 0).b]).toEqual([0, 1, 2]);
	expect([...pairsWithin(houses, park, 0).a]).toEqual([0, 1, 2]);
	expect(nearestOf(houses, 1, indexShapes(park), 0)).toEqual({ b: 0, distanceM: 0, points: [1234, 3210, 1234, 3210] });
});

test('a reach that is no number throws: no answer must not look like no pair', () => {
	const a = district(3, 1);
	expect(() => pairsWithin(a, a, NaN)).toThrow('Reach of geometry 0 is NaN; it must be metres from 0 up.');
	expect(() => pairsWithin(a, a, Float64Array.of(1, -2, 3))).toThrow('Reach of geometry 1 is -2');
	expect(() => pairsWithin(a, a, new Float64Array(1))).toThrow('Reach of geometry 1 is undefined');
	expect(() => nearestOf(a, 0, indexShapes(a), NaN)).toThrow('Reach of geometry 0 is NaN');
});

test('nothing is near where there is nothing', () => {
	const [none, some] = [shapesOf([]), district(3, 1)];
	expect(pairsWithin(some, none, 100).count).toBe(0);
	expect(pairsWithin(none, some, 100).count).toBe(0);
	expect(nearestOf(some, 0, indexShapes(none), 100)).toBeNull();
	expect(containing(1, 1, indexShapes(none))).toEqual([]);
});

test('the nearest one, near or far, and none beyond the reach', () => {
	const [a, b] = [district(40, 7), district(60, 8)];
	const index = indexShapes(b);
	for (let i = 0; i < a.count; i++) {
		const distances = Array.from({ length: b.count }, (_, j) => distanceBetween(a, i, b, j));
		const least = Math.min(...distances);
		const found = nearestOf(a, i, index, Infinity);
		expect(found?.distanceM).toBeCloseTo(least, 9);
		expect(distances[found?.b ?? -1]).toBeCloseTo(least, 9);
		if (least > 1) expect(nearestOf(a, i, index, least - 0.5)).toBeNull();
	}
});

test('areas that contain a point, in order, borders included', () => {
	const areas = shapesOf([
		{ type: 'Polygon', coordinates: [box(0, 0, 10)] },
		{ type: 'Polygon', coordinates: [box(10, 0, 10)] },
		{ type: 'Polygon', coordinates: [box(-5, -5, 100), box(8, 4, 4)] },
		{ type: 'LineString', coordinates: [[0, 0], [20, 10]] } // prettier-ignore
	]);
	const index = indexShapes(areas);
	expect(containing(5, 5, index)).toEqual([0, 2]);
	expect(containing(10, 2, index)).toEqual([0, 1, 2]);
	expect(containing(9, 5, index)).toEqual([0]);
	expect(containing(200, 5, index)).toEqual([]);
});

test('buildings near the gas pipelines of Liechtenstein: the counts that three other programs agree on', () => {
	expect(hasShared, `The shared data is absent: ${SHARED} is expected.`).toBe(true);
	const expected = JSON.parse(readFileSync(join(SHARED, 'liechtenstein/expected.json'), 'utf8')).liechtenstein;
	const file = new DatabaseSync(join(SHARED, 'liechtenstein/liechtenstein.gpkg'), { readOnly: true });
	const plane = planeFor(9.53, 47.14);
	expect(plane.srid).toBe(expected.metric_srid);
	const read = (sql: string): { shapes: Shapes; keys: string[] } => {
		const builder = new ShapesBuilder();
		const keys: string[] = [];
		for (const row of file.prepare(sql).iterate()) {
			builder.addGeometry(projectGeometry(densifyLngLat(readGeoPackageBlob(row.geom as Uint8Array).geometry!), plane));
			keys.push(String(row.key));
		}
		return { shapes: builder.finish(), keys };
	};
	const pipelines = read(`select geom, osm_id as key from pipelines where substance = 'gas'`);
	const buildings = read('select geom, osm_way_id as key from buildings');
	file.close();
	expect(pipelines.shapes.count).toBe(expected.gas_pipelines);
	const index = indexShapes(buildings.shapes);
	for (const [reachM, count] of Object.entries(expected.buildings_within_m_of_gas))
		expect(new Set(pairsWithin(pipelines.shapes, index, Number(reachM)).b).size, `within ${reachM} m`).toBe(count);
	const gas = indexShapes(pipelines.shapes);
	for (const [key, distanceM] of Object.entries(expected.nearest_to_5m as Record<string, number>)) {
		const building = buildings.keys.indexOf(key.slice(1));
		expect(nearestOf(buildings.shapes, building, gas, 10)?.distanceM, key).toBeCloseTo(distanceM, 3);
	}
});
