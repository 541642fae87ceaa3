import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import { pointOnSurface } from '../../src/lib/geo/surface-point.ts';
import { problemsOf, repair } from '../../src/lib/geo/validity.ts';
import { describeBoth } from './both.ts';
import { hex, latticeShape, moved, randomOf } from './random-shapes.ts';

describeBoth('The two engines', (open) => {
	test('lay the point that stands for a geometry on it', async () => {
		const db = await open();
		const random = randomOf(42);
		const geometries = Array.from({ length: 10_000 }, () => moved(latticeShape(random), 0, 500_000, 3_375_000));
		const builder = new ShapesBuilder();
		for (const geometry of geometries) builder.addGeometry(geometry);
		const shapes = builder.finish();
		const points = geometries.map((_, i) => pointOnSurface(shapes, i));
		const { rows } = await db.query<{ on_it: boolean }>(
			`select ST_DWithin(g::geometry, ST_MakePoint(x, y), 1e-6) as on_it
			from unnest($1::text[], $2::float8[], $3::float8[]) with ordinality as u (g, x, y, n) order by n`,
			[geometries.map(hex), points.map(([x]) => x), points.map(([, y]) => y)],
			geometries.length
		);
		const beside = geometries.filter((_, i) => !rows[i].on_it);
		expect(beside.map((geometry) => JSON.stringify(geometry))).toEqual([]);
	});

	test('hold the same areas for valid, and every repair is valid in PostGIS', async () => {
		const db = await open();
		const random = randomOf(7);
		const areas = Array.from({ length: 2_000 }, (): Geometry => {
			const ring = Array.from({ length: 3 + Math.floor(random() * 5) }, (): Position => [
				114 + Math.floor(random() * 8) / 1000,
				30 + Math.floor(random() * 8) / 1000
			]);
			return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
		});
		const repaired = areas.map((area) => repair(area));
		const fixed = repaired.map((one) => ('refused' in one ? null : hex(one.geometry)));
		const { rows } = await db.query<{ valid: boolean; repaired: boolean | null }>(
			`select ST_IsValid(a::geometry) as valid, ST_IsValid(r::geometry) and not ST_IsEmpty(r::geometry) as repaired
			from unnest($1::text[], $2::text[]) with ordinality as u (a, r, n) order by n`,
			[areas.map(hex), fixed],
			areas.length
		);
		rows.forEach((row, i) => {
			// Repeated points are told of too, though PostGIS allows them: where there is no problem, it has none either.
			if (problemsOf(areas[i]).length === 0) expect(row.valid, JSON.stringify(areas[i])).toBe(true);
			if (fixed[i] !== null) expect(row.repaired, JSON.stringify(areas[i])).toBe(true);
		});
		expect(rows.filter((row) => !row.valid).length).toBeGreaterThan(500);
		expect(fixed.filter((one) => one !== null).length).toBeGreaterThan(1_500);
	});
});
