import { DatabaseSync } from 'node:sqlite';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { ShapesBuilder } from '../../../src/lib/geo/geojson-shapes.ts';
import { isInside } from '../../../src/lib/geo/inside.ts';
import { containing, indexShapes } from '../../../src/lib/geo/nearby.ts';
import { sideOf } from '../../../src/lib/geo/side.ts';
import { pointOnSurface } from '../../../src/lib/geo/surface-point.ts';
import { readGeoPackageBlob } from '../../../src/lib/geo/wkb.ts';
import { SHARED, hasShared } from '../../shared-data.ts';

function shapesOf(...geometries: Geometry[]) {
	const builder = new ShapesBuilder();
	for (const geometry of geometries) builder.addGeometry(geometry);
	return builder.finish();
}

const courtyard: Geometry = {
	type: 'Polygon',
	coordinates: [
		[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], // prettier-ignore
		[[4, 4], [4, 6], [6, 6], [6, 4], [4, 4]] // prettier-ignore
	]
};

test('inside, outside, in the hole; borders and corners count as inside', () => {
	const shapes = shapesOf(courtyard);
	expect(isInside(shapes, 0, 2, 2)).toBe(true);
	expect(isInside(shapes, 0, 11, 5)).toBe(false);
	expect(isInside(shapes, 0, 5, 5)).toBe(false);
	for (const [x, y] of [
		[0, 0],
		[10, 10],
		[0, 5],
		[5, 10],
		[5, 0],
		[4, 5],
		[6, 6],
		[5, 4]
	])
		// prettier-ignore
		expect(isInside(shapes, 0, x, y), `${x}, ${y}`).toBe(true);
});

test('a ray through a corner counts it once', () => {
	const diamond = shapesOf({ type: 'Polygon', coordinates: [[[0, -5], [5, 0], [0, 5], [-5, 0], [0, -5]]] }); // prettier-ignore
	expect(isInside(diamond, 0, 0, 0)).toBe(true);
	expect(isInside(diamond, 0, -6, 0)).toBe(false);
	expect(isInside(diamond, 0, -1, 5)).toBe(false);
	expect(isInside(diamond, 0, -1, -5)).toBe(false);
});

test('points and lines have no inside', () => {
	const shapes = shapesOf({ type: 'Point', coordinates: [1, 1] });
	expect(isInside(shapes, 0, 1, 1)).toBe(false);
});

test('an area of many vertices answers as a small one does', () => {
	const ring = Array.from({ length: 2000 }, (_, k) => {
		const angle = (2 * Math.PI * k) / 2000;
		const radius = 100 + 20 * Math.sin(9 * angle);
		return [radius * Math.cos(angle), radius * Math.sin(angle)];
	});
	const shapes = shapesOf({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
	for (let k = 0; k < 2000; k++) {
		const angle = k * 0.731;
		const edge = 100 + 20 * Math.sin(9 * angle);
		expect(isInside(shapes, 0, 0.99 * edge * Math.cos(angle), 0.99 * edge * Math.sin(angle))).toBe(true);
		expect(isInside(shapes, 0, 1.01 * edge * Math.cos(angle), 1.01 * edge * Math.sin(angle))).toBe(false);
	}
	for (const [x, y] of ring) expect(isInside(shapes, 0, x, y)).toBe(true);
});

test('the side of a line is right where floats are not', () => {
	expect(sideOf(0, 0, 1, 1, 0, 1)).toBe(1);
	expect(sideOf(0, 0, 1, 1, 1, 0)).toBe(-1);
	expect(sideOf(0.1, 0.1, 0.3, 0.3, 0.2, 0.2)).toBe(0);
	// Kettner et al. 2008: the float determinant says 0 or the wrong side for many of these.
	for (let k = 1; k < 64; k++) {
		const nudge = k * 2 ** -53;
		expect(sideOf(12, 12, 24, 24, 0.5 + nudge, 0.5)).toBe(-1);
		expect(sideOf(12, 12, 24, 24, 0.5, 0.5 + nudge)).toBe(1);
		expect(sideOf(12, 12, 24, 24, 0.5 + nudge, 0.5 + nudge)).toBe(0);
	}
});

/** As PostGIS 3.6.2 (GEOS 3.14) answers ST_PointOnSurface. */
test('a point on the surface as GEOS finds it', () => {
	const line: Geometry = { type: 'LineString', coordinates: [[0, 0], [1, 5], [9, 5], [10, 0]] }; // prettier-ignore
	const segment: Geometry = { type: 'LineString', coordinates: [[0, 0], [10, 0]] }; // prettier-ignore
	const points: Geometry = { type: 'MultiPoint', coordinates: [[0, 0], [10, 0], [4, 1]] }; // prettier-ignore
	const shapes = shapesOf(courtyard, line, segment, points);
	expect(pointOnSurface(shapes, 0)).toEqual([2, 5]);
	expect(pointOnSurface(shapes, 1)).toEqual([1, 5]);
	expect(pointOnSurface(shapes, 2)).toEqual([0, 0]);
	expect(pointOnSurface(shapes, 3)).toEqual([4, 1]);
});

test('the point lies inside of an area whose centroid does not', () => {
	const horseshoe: Geometry = {
		type: 'Polygon',
		coordinates: [[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]]] // prettier-ignore
	};
	const shapes = shapesOf(horseshoe);
	const [x, y] = pointOnSurface(shapes, 0);
	expect(isInside(shapes, 0, x, y)).toBe(true);
});

test('17,838 buildings of Liechtenstein fall to their municipalities as PostGIS, SpatiaLite and a third say', () => {
	expect(hasShared, `The shared data is absent: ${SHARED} is expected.`).toBe(true);
	const expected = JSON.parse(readFileSync(join(SHARED, 'liechtenstein/expected.json'), 'utf8')).liechtenstein;
	const file = new DatabaseSync(join(SHARED, 'liechtenstein/liechtenstein.gpkg'), { readOnly: true });
	const areas = new ShapesBuilder();
	const names: string[] = [];
	for (const row of file.prepare(`select name, geom from admin where admin_level = '8'`).iterate()) {
		areas.addGeometry(readGeoPackageBlob(row.geom as Uint8Array).geometry!);
		names.push(row.name as string);
	}
	const municipalities = indexShapes(areas.finish());
	const buildings = new ShapesBuilder();
	for (const row of file.prepare('select geom from buildings').iterate())
		buildings.addGeometry(readGeoPackageBlob(row.geom as Uint8Array).geometry!);
	file.close();
	const shapes = buildings.finish();
	expect(shapes.count).toBe(expected.buildings);
	const counts: Record<string, number> = {};
	let outside = 0;
	for (let i = 0; i < shapes.count; i++) {
		const [x, y] = pointOnSurface(shapes, i);
		const found = containing(x, y, municipalities);
		if (found.length === 0) outside++;
		for (const area of found) counts[names[area]] = (counts[names[area]] ?? 0) + 1;
	}
	expect(counts).toEqual(expected.buildings_per_municipality_pointonsurface);
	expect(outside).toBe(expected.buildings_outside_all_municipalities);
});
