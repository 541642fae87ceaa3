import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { ShapesBuilder } from '../../src/lib/geo/geojson-shapes.ts';
import { indexShapes, pairsWithin, roundMm } from '../../src/lib/geo/nearby.ts';
import { describeBoth } from './both.ts';
import { box, hex, latticeShape, line, moved, point, randomOf, yard } from './random-shapes.ts';

/** Two geometries, and the distance between them where it is known by construction, metres. */
type Pair = [a: Geometry, b: Geometry, knownM?: number];
type Make = (random: () => number) => Pair;

/** How many pairs of each kind: 100,000 together. */
const KINDS: { kind: string; count: number; make: Make }[] = [
	{ kind: 'on a lattice', count: 20_000, make: (random) => [latticeShape(random), latticeShape(random)] },
	{ kind: 'touching', count: 15_000, make: touching },
	{ kind: 'crossing', count: 10_000, make: crossing },
	{ kind: 'nested', count: 10_000, make: nested },
	{ kind: 'in a hole', count: 5_000, make: inHole },
	{ kind: 'collinear', count: 10_000, make: collinear },
	{ kind: 'at 5.000 m ± 1 mm', count: 20_000, make: atFiveMetres },
	{ kind: 'far and many-parted', count: 10_000, make: far }
];
const CHUNK = 2_500;
const LIMIT_M = 5;
/** As src/lib/server/runs/verify.ts asks: a distance counts up to its reach when rounded to the millimetre. */
const HALF_MM = 0.0005;
/** Closer than the millimetre of a run: where the two differ at all, it is by rounding. */
const EQUAL_M = 1e-6;
/** Each pair stands in a tile of its own, and no further apart than this. */
const TILE_M = 4_000;
const REACH_M = 2_000;
const TILES_A_ROW = 50;

describeBoth('The two engines', (open) => {
	test('measure 100,000 random pairs alike to the millimetre, and say the same of “within 5 m”', async () => {
		const db = await open();
		const random = randomOf(20261123);
		const told: Record<string, { pairs: number; zero: number; within: number }> = {};
		for (const { kind, count, make } of KINDS) {
			const tally = (told[kind] = { pairs: 0, zero: 0, within: 0 });
			for (let done = 0; done < count; done += CHUNK) {
				const pairs = Array.from({ length: CHUNK }, (_, i) => place(make(random), i, random));
				const ours = measure(pairs);
				const { rows } = await db.query<{ d: number; within: boolean }>(
					`select ST_Distance(a.g, b.g) as d, ST_DWithin(a.g, b.g, $3::float8) as within
					from unnest($1::text[], $2::text[]) with ordinality as u (a, b, n)
					cross join lateral (select u.a::geometry as g) a cross join lateral (select u.b::geometry as g) b order by n`,
					[pairs.map(([a]) => hex(a)), pairs.map(([, b]) => hex(b)), LIMIT_M + HALF_MM],
					CHUNK
				);
				rows.forEach((row, i) => {
					const [a, b, knownM] = pairs[i];
					const { distanceM, isWithin } = ours[i];
					const off = [row.d, knownM ?? row.d].some((other) => !(Math.abs(distanceM - other) < EQUAL_M));
					const should = knownM === undefined ? row.within : roundMm(knownM) <= LIMIT_M;
					if (off || isWithin !== row.within || isWithin !== should) {
						const what = `${kind}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`;
						throw new Error(
							`${what}: ${distanceM} m, within 5 m ${isWithin}; PostGIS ${row.d} m, ${row.within}; built at ${knownM}`
						);
					}
					tally.pairs++;
					if (roundMm(distanceM) === 0) tally.zero++;
					if (isWithin) tally.within++;
				});
			}
		}
		expect(Object.values(told).reduce((sum, { pairs }) => sum + pairs, 0)).toBe(100_000);
		for (const { kind, count } of KINDS) expect(told[kind].pairs, kind).toBe(count);
		for (const kind of ['touching', 'crossing', 'nested']) expect(told[kind].zero, kind).toBe(told[kind].pairs);
		expect(told['in a hole'].zero).toBe(0);
		for (const kind of ['on a lattice', 'collinear']) {
			expect(told[kind].zero, kind).toBeGreaterThan(told[kind].pairs / 10);
			expect(told[kind].zero, kind).toBeLessThan(told[kind].pairs);
		}
		// Of 4.999, 5.000 and 5.001 two are within.
		expect(told['at 5.000 m ± 1 mm'].within / told['at 5.000 m ± 1 mm'].pairs).toBeCloseTo(2 / 3, 1);
	});
});

/** What a run finds of each pair: by the index, once as far as anything reaches and once within 5 m. */
function measure(pairs: readonly Pair[]): { distanceM: number; isWithin: boolean }[] {
	const [as, bs] = [0, 1].map((side) => {
		const builder = new ShapesBuilder();
		for (const pair of pairs) builder.addGeometry(pair[side as 0 | 1]);
		return builder.finish();
	});
	const index = indexShapes(bs);
	const all = pairsWithin(as, index, REACH_M);
	if (all.count !== pairs.length) throw new Error(`${all.count} pairs found of ${pairs.length}.`);
	const within = pairsWithin(as, index, LIMIT_M);
	const isWithin = new Uint8Array(pairs.length);
	for (let k = 0; k < within.count; k++) isWithin[within.a[k]] = 1;
	return Array.from(all.distanceM, (distanceM, i) => ({ distanceM, isWithin: isWithin[i] === 1 }));
}

/** In its own tile, half of them turned: as exact as they are drawn, or off by the rounding of a turn. */
function place([a, b, knownM]: Pair, tile: number, random: () => number): Pair {
	const angle = random() < 0.5 ? 0 : random() * 2 * Math.PI;
	const x = 500_000 + TILE_M * (tile % TILES_A_ROW);
	const y = 3_375_000 + TILE_M * Math.floor(tile / TILES_A_ROW);
	const [first, second] = random() < 0.5 ? [a, b] : [b, a];
	return [moved(first, angle, x, y), moved(second, angle, x, y), knownM];
}

function pick<T>(random: () => number, from: readonly T[]): T {
	return from[Math.floor(random() * from.length)];
}

/** A length or a place in metres, to the millimetre. */
function metres(random: () => number, least: number, most: number): number {
	return roundMm(least + random() * (most - least));
}

/** One ends, begins or passes where the other has its border, and neither enters the other. */
function touching(random: () => number): Pair {
	const [w, h, x] = [metres(random, 2, 40), metres(random, 2, 40), metres(random, -10, 10)];
	const above = (): Geometry => box(x, 0, x + metres(random, 1, 30), metres(random, 1, 30));
	const below = box(-20, -h, 20, 0);
	return pick<() => Pair>(random, [
		() => [below, above(), 0],
		() => [below, line([x, 0], [x + w, h]), 0],
		() => [below, point(x, 0), 0],
		() => [box(-w, -h, 0, 0), box(0, 0, w, h), 0],
		() => [line([-w, 0], [w, 0]), line([0, 0], [x, h]), 0],
		() => [line([-w, -h], [0, 0]), line([0, 0], [w, -h]), 0],
		() => [line([-w, 0], [w, 0]), point(metres(random, -w, w), 0), 0],
		() => [point(x, h), point(x, h), 0],
		() => [yard(-20, -20, 20, 20, 4), line([-16, 0], [16, 0]), 0]
	])();
}

function crossing(random: () => number): Pair {
	const [w, h, x] = [metres(random, 2, 60), metres(random, 2, 60), metres(random, -1.5, 1.5)];
	return pick<() => Pair>(random, [
		() => [line([-w, x], [w, -x]), line([x, -h], [-x, h]), 0],
		() => [line([-w, x], [w, x]), box(-1.8, -h, 1.8, h), 0],
		() => [box(-w, -1.8, w, 1.8), box(-1.8, -h, 1.8, h), 0],
		() => [yard(-20, -20, 20, 20, 2), line([0, 0], [20 + w, h / 10]), 0],
		() => [line([-w, 0], [-w / 2, h], [0, -1], [w / 2, h], [w, 0]), line([-w, 0.5], [w, 0.5]), 0]
	])();
}

function nested(random: () => number): Pair {
	const [x, y, side] = [metres(random, -30, 30), metres(random, -30, 30), metres(random, 0.5, 10)];
	const around = box(-60, -60, 60, 60);
	return pick<() => Pair>(random, [
		() => [around, point(x, y), 0],
		() => [around, line([x, y], [x + side, y - side], [x - side, y + side]), 0],
		() => [around, box(x, y, x + side, y + side), 0],
		() => [around, around, 0],
		() => [around, yard(x, y, x + 20, y + 20, 2), 0]
	])();
}

/** What lies in a hole is outside, and as far as the hole's edge. */
function inHole(random: () => number): Pair {
	const gap = metres(random, 0.001, 12);
	const side = metres(random, 1, 10);
	// The hole goes from -20 to 20 on both axes.
	const around = yard(-40, -40, 40, 40, 20);
	return pick<() => Pair>(random, [
		() => [around, point(20 - gap, 0), gap],
		() => [around, line([0, 0], [0, 20 - gap]), gap],
		() => [around, box(20 - gap - side > -7 ? 20 - gap - side : -7, -3, 20 - gap, 3), gap]
	])();
}

/** On one line: sharing a stretch, an end, or apart by a known gap. */
function collinear(random: () => number): Pair {
	const [a, b, gap] = [metres(random, 1, 80), metres(random, 1, 80), metres(random, 0.001, 12)];
	return pick<() => Pair>(random, [
		() => [line([-a, 0], [0, 0]), line([gap, 0], [gap + b, 0]), gap],
		() => [line([-a, 0], [0, 0]), line([-a / 2, 0], [b, 0]), 0],
		() => [line([-a, 0], [0, 0], [a, 0]), line([-a / 2, 0], [a / 2, 0]), 0],
		() => [box(-a, -4, 0, 0), line([gap, 0], [gap + b, 0]), gap],
		() => [box(-a, -4, 0, 0), line([-a / 2, 0], [b, 0]), 0],
		() => [line([-a, 0], [0, 0]), point(gap, 0), gap],
		() => [box(-a, 0, 0, 4), box(gap, 0, gap + b, 4), gap]
	])();
}

/** 4.999, 5.000 or 5.001 m apart. */
function atFiveMetres(random: () => number): Pair {
	const apart = LIMIT_M + pick(random, [-0.001, 0, 0.001]);
	const [w, x, h] = [metres(random, 6, 200), metres(random, -5, 5), metres(random, 1, 50)];
	const road = line([-w, 0], [-w / 3, 0], [w, 0]);
	const house = box(x, apart, x + h, apart + h);
	return pick<() => Pair>(random, [
		() => [point(0, 0), point(0, apart), apart],
		() => [road, point(x, apart), apart],
		() => [road, line([x, apart], [x + w, apart], [x, apart + h]), apart],
		() => [road, line([x, apart + h], [x, apart], [x + h, apart + h]), apart],
		() => [road, house, apart],
		() => [box(-w, -h, w, 0), house, apart],
		() => [box(-w, -h, w, 0), point(x, apart), apart],
		() => [yard(-w, -h - 8, w, 0, 2), line([x, apart], [x + h, apart + w]), apart]
	])();
}

function far(random: () => number): Pair {
	const at = (): Position => [(random() - 0.5) * 1_000, (random() - 0.5) * 1_000];
	const near = ([x, y]: Position, by: number): Position => [x + (random() - 0.5) * by, y + (random() - 0.5) * by];
	const walk = (from: Position, steps: number): Position[] =>
		Array.from({ length: steps }, () => (from = near(from, 60)));
	const shape = (): Geometry => {
		const [from, to] = [at(), at()];
		return pick<() => Geometry>(random, [
			() => point(from[0], from[1]),
			() => line(...walk(from, 40)),
			() => line(from, to),
			() => round(from, 5 + random() * 80, 3 + Math.floor(random() * 40)),
			() => ({ type: 'MultiPoint', coordinates: [from, to, at()] }),
			() => ({ type: 'MultiLineString', coordinates: [walk(from, 5), walk(to, 20)] })
		])();
	};
	return [shape(), shape()];
}

function round([x, y]: Position, radiusM: number, corners: number): Geometry {
	const ring = Array.from({ length: corners }, (_, k): Position => {
		const angle = (2 * Math.PI * k) / corners;
		return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
	});
	return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
}
