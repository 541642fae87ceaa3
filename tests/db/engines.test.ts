import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { distanceBetween } from '../../src/lib/geo/distance.ts';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import { pointOnSurface } from '../../src/lib/geo/surface-point.ts';
import { problemsOf, repair } from '../../src/lib/geo/validity.ts';
import { writeWkb } from '../../src/lib/geo/wkb.ts';
import { describeBoth } from './both.ts';

const PAIRS = 20_000;
const CHUNK = 2_000;

/** Mulberry32: the same pairs at each run. */
function randomOf(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Points, lines and areas on a lattice of metres, so that they often touch, cross, nest and share edges. */
function shapeOf(random: () => number): Geometry {
	const at = (): Position => [500_000 + Math.floor(random() * 24), 3_375_000 + Math.floor(random() * 24)];
	const kind = random();
	if (kind < 0.2) return { type: 'Point', coordinates: at() };
	if (kind < 0.5) {
		const line = Array.from({ length: 2 + Math.floor(random() * 4) }, at).filter(
			(p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]
		);
		return line.length < 2 ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line };
	}
	const [x, y] = at();
	const [w, h] = [2 + Math.floor(random() * 12), 2 + Math.floor(random() * 12)];
	const ring = (x0: number, y0: number, x1: number, y1: number): Position[] => {
		const corners = [
			[x0, y0],
			[x1, y0],
			[x1, y1],
			[x0, y1]
		];
		return [...corners, corners[0]];
	};
	const hole = random() < 0.3 && w > 3 && h > 3 ? [ring(x + 1, y + 1, x + w - 1, y + h - 1).reverse()] : [];
	return { type: 'Polygon', coordinates: [ring(x, y, x + w, y + h), ...hole] };
}

const hex = (geometry: Geometry) => Buffer.from(writeWkb(geometry)).toString('hex');

describeBoth('The two engines', (open) => {
	test(`measure ${PAIRS} random pairs alike to the micrometre, and lay the same point on them`, async () => {
		const db = await open();
		const random = randomOf(42);
		let zero = 0;
		for (let done = 0; done < PAIRS; done += CHUNK) {
			const [a, b] = [0, 1].map(() => Array.from({ length: CHUNK }, () => shapeOf(random)));
			const [as, bs] = [a, b].map((geometries) => {
				const builder = new ShapesBuilder();
				for (const geometry of geometries) builder.addGeometry(geometry);
				return builder.finish();
			});
			const { rows } = await db.query<{ d: number; on_it: boolean }>(
				`select ST_Distance(a.g, b.g) as d, ST_DWithin(a.g, ST_MakePoint(x, y), 1e-6) as on_it
				from unnest($1::text[], $2::text[], $3::float8[], $4::float8[]) with ordinality as u (a, b, x, y, n)
				cross join lateral (select u.a::geometry as g) a cross join lateral (select u.b::geometry as g) b order by n`,
				[a.map(hex), b.map(hex), a.map((_, i) => pointOnSurface(as, i)[0]), a.map((_, i) => pointOnSurface(as, i)[1])],
				CHUNK
			);
			rows.forEach((row, i) => {
				const ours = distanceBetween(as, i, bs, i);
				if (Math.abs(ours - row.d) > 1e-6 || !row.on_it) {
					throw new Error(`${JSON.stringify(a[i])} and ${JSON.stringify(b[i])}: ${ours} m, PostGIS ${row.d} m`);
				}
				if (ours === 0) zero++;
			});
		}
		expect(zero).toBeGreaterThan(PAIRS / 10);
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
