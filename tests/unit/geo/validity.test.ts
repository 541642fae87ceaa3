import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { expect, test } from 'vitest';
import { signedArea2 } from '../../../src/lib/geo/rings.ts';
import { problemsOf, repair } from '../../../src/lib/geo/validity.ts';
import { readGeoPackageBlob } from '../../../src/lib/geo/wkb.ts';
import { SHARED, hasShared } from '../../shared-data.ts';

const polygon = (...coordinates: Position[][]): Polygon => ({ type: 'Polygon', coordinates });
const box = (x: number, y: number, size: number): Position[] => [
	[x, y],
	[x + size, y],
	[x + size, y + size],
	[x, y + size],
	[x, y]
];
const codesOf = (geometry: Geometry) => problemsOf(geometry).map(({ code, part, point }) => `${code} ${part} ${point}`);

function areaOf(geometry: Geometry): number {
	const { coordinates } = geometry as MultiPolygon | Polygon;
	const rings = (geometry.type === 'Polygon' ? coordinates : coordinates.flat()) as Position[][];
	return rings.reduce((sum, ring) => sum + signedArea2(ring) / 2, 0);
}

function repaired(geometry: Geometry): { geometry: Geometry; notes: string[] } {
	const result = repair(geometry);
	if ('refused' in result) throw new Error(`Refused: ${result.refused.en}`);
	expect(problemsOf(result.geometry)).toEqual([]);
	return { geometry: result.geometry, notes: result.notes.map(({ en }) => en) };
}

test.each<[string, Geometry, string[]]>([
	['a square', polygon(box(0, 0, 4)), []],
	['a square with a hole', polygon(box(0, 0, 4), box(1, 1, 1)), []],
	['a hole that touches its shell in one point', polygon(box(0, 0, 4), [[0, 0], [2, 1], [1, 2], [0, 0]]), []], // prettier-ignore
	['two squares that touch in a corner', { type: 'MultiPolygon', coordinates: [[box(0, 0, 2)], [box(2, 2, 2)]] }, []],
	['an island in a lake', { type: 'MultiPolygon', coordinates: [[box(0, 0, 9), box(1, 1, 7)], [box(3, 3, 2)]] }, []],
	['a line that crosses itself', { type: 'LineString', coordinates: [[0, 0], [2, 2], [0, 2], [2, 0]] }, []], // prettier-ignore
	['a collection', { type: 'GeometryCollection', geometries: [] }, ['not-supported 0 0']],
	['nothing', { type: 'MultiPolygon', coordinates: [] }, ['empty 0 0']],
	['a coordinate that is no number', { type: 'Point', coordinates: [NaN, 1] }, ['not-finite 0 0']],
	['latitude first', { type: 'Point', coordinates: [30.6, 114.1] }, ['out-of-range 0 0']],
	['a line of no length', { type: 'LineString', coordinates: [[1, 1], [1, 1]] }, ['too-few-points 0 0']], // prettier-ignore
	['a ring of three points', polygon([[0, 0], [1, 1], [0, 0]]), ['too-few-points 0 0']], // prettier-ignore
	['a ring that is not closed', polygon(box(0, 0, 4).slice(0, 4)), ['unclosed 0 3']],
	['a repeated point', polygon([[0, 0], [4, 0], [4, 0], [4, 4], [0, 0]]), ['repeated-point 0 2']], // prettier-ignore
	['a ring on one line', polygon([[0, 0], [1, 1], [3, 3], [0, 0]]), ['zero-area 0 0']], // prettier-ignore
	['a bow-tie', polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]), ['self-crossing 0 0']], // prettier-ignore
	['a spike', polygon([[0, 0], [4, 0], [4, 4], [4, 9], [4, 4], [0, 4], [0, 0]]), ['self-crossing 0 1', 'self-crossing 0 2']], // prettier-ignore
	['a ring that touches itself', polygon([[0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2], [0, 0]]), ['self-crossing 0 1', 'self-crossing 0 2']], // prettier-ignore
	['a hole outside', polygon(box(0, 0, 4), box(9, 9, 1)), ['hole-outside 1 0']],
	['a hole over the border', polygon(box(0, 0, 4), box(3, 1, 2)), ['rings-cross 1 0', 'rings-cross 1 2']],
	['a hole through corners only', polygon(box(0, 0, 4), [[4, 0], [6, 2], [4, 4], [2, 2], [4, 0]]), ['rings-cross 1 0', 'rings-cross 1 1', 'rings-cross 1 2', 'rings-cross 1 3']], // prettier-ignore
	['a hole in a hole', polygon(box(0, 0, 9), box(1, 1, 7), box(3, 3, 2)), ['nested 2 0']],
	['a square in a square', { type: 'MultiPolygon', coordinates: [[box(0, 0, 9)], [box(3, 3, 2)]] }, ['nested 1 0']],
	[
		'squares that share a border',
		{ type: 'MultiPolygon', coordinates: [[box(0, 0, 2)], [box(2, 0, 2)]] },
		['rings-cross 1 3']
	],
	['a hole that cuts a corner off', polygon(box(0, 0, 4), [[0, 2], [1, 1], [2, 0], [2, 2], [0, 2]]), ['interior-split 1 0']] // prettier-ignore
])('%s', (_, geometry, codes) => {
	expect([...new Set(codesOf(geometry))].sort()).toEqual([...codes].sort());
});

test('problems are told in both languages, with the ring and the point', () => {
	expect(problemsOf(polygon(box(0, 0, 4), box(9, 9, 1).slice(0, 4)))[0].text).toEqual({
		zh: '第 1 个环未闭合。',
		en: 'Ring 1 is not closed.'
	});
});

test('a ring is closed and its repeated points are dropped', () => {
	const { geometry, notes } = repaired(polygon([[0, 0], [4, 0], [4, 0], [4, 4], [0, 4]])); // prettier-ignore
	expect(geometry).toEqual(polygon(box(0, 0, 4)));
	expect(notes).toEqual(['A ring was not closed; it was closed.', 'Repeated points were dropped.']);
});

test('rings turn as RFC 7946 asks: shells counter-clockwise, holes clockwise', () => {
	const { geometry } = repaired(polygon(box(0, 0, 4).toReversed(), box(1, 1, 1)));
	const [shell, hole] = (geometry as Polygon).coordinates;
	expect(signedArea2(shell)).toBe(32);
	expect(signedArea2(hole)).toBe(-2);
});

test('a bow-tie becomes its two triangles', () => {
	const { geometry, notes } = repaired(polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])); // prettier-ignore
	expect(geometry.type).toBe('MultiPolygon');
	expect(areaOf(geometry)).toBe(2);
	expect(notes).toEqual([
		'The area crossed itself or its rings overlapped; it was taken apart and joined into a valid one.'
	]);
});

test('nothing that is enclosed gets lost, and a hole stays a hole', () => {
	const pentagram = [0, 2, 4, 1, 3, 0].map((k) => [Math.cos((k * 2 * Math.PI) / 5), Math.sin((k * 2 * Math.PI) / 5)]);
	expect(areaOf(repaired(polygon(pentagram)).geometry)).toBeCloseTo(1.12257, 5);
	const overBorder = repaired(polygon(box(0, 0, 4), box(3, 1, 2))).geometry;
	expect(overBorder.type).toBe('Polygon');
	expect(areaOf(overBorder)).toBe(14);
	const twice: Geometry = { type: 'MultiPolygon', coordinates: [[box(0, 0, 4)], [box(2, 2, 4)]] };
	expect(areaOf(repaired(twice).geometry)).toBe(28);
});

test('a part without length or area is dropped with a note, the rest stays', () => {
	const lines: Geometry = { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]], [[2, 2], [2, 2]]] }; // prettier-ignore
	expect(repaired(lines)).toEqual({
		geometry: { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]]] }, // prettier-ignore
		notes: ['Parts without length or area were dropped.']
	});
	const flatHole = polygon(box(0, 0, 4), [[1, 1], [2, 2], [3, 3], [1, 1]]); // prettier-ignore
	expect(repaired(flatHole).geometry).toEqual(polygon(box(0, 0, 4)));
});

test('what cannot be repaired is refused with what to do', () => {
	const refusals: [Geometry, string][] = [
		[{ type: 'Point', coordinates: [114, Infinity] }, 'not a finite number'],
		[{ type: 'Point', coordinates: [513106, 3388842] }, 'Check the coordinate system'],
		[{ type: 'LineString', coordinates: [[1, 1], [1, 1]] }, 'it needs two different points'], // prettier-ignore
		[polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), 'three points that are not on one line'], // prettier-ignore
		[polygon([]), 'The geometry is empty'],
		[{ type: 'GeometryCollection', geometries: [] }, 'Split it into features']
	];
	for (const [geometry, words] of refusals) {
		const result = repair(geometry);
		expect('refused' in result ? result.refused.en : 'repaired').toContain(words);
	}
});

test('an area too big to be cut is refused before it takes the time', () => {
	const zigzag = Array.from({ length: 300 }, (_, k) => [k / 100, k % 2]);
	const crossing = polygon([...zigzag, [0, 0.5], zigzag[0]]);
	const result = repair(crossing, 100);
	expect('refused' in result && result.refused.en).toContain('has 302 vertices; up to 100 can be repaired here');
});

test('random rings on a coarse grid: repaired into something valid, or refused in words; never a throw', () => {
	const coordinate = fc.integer({ min: 0, max: 6 }).map((k) => 114 + k / 1000);
	const place = fc.tuple(coordinate, coordinate.map((x) => x - 83.4)); // prettier-ignore
	const ring = fc.array(place, { minLength: 3, maxLength: 7 }).map((points) => [...points, points[0]] as Position[]);
	fc.assert(
		fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
			const result = repair(polygon(...rings));
			if ('refused' in result) expect(result.refused.zh.length).toBeGreaterThan(5);
			else expect(problemsOf(result.geometry)).toEqual([]);
		}),
		{ numRuns: 200 }
	);
});

test('the one invalid industrial area of Liechtenstein is found and repaired', () => {
	expect(hasShared, `The shared data is absent: ${SHARED} is expected.`).toBe(true);
	const file = new DatabaseSync(join(SHARED, 'liechtenstein/liechtenstein.gpkg'), { readOnly: true });
	const areas = file.prepare('select geom from industrial').all();
	file.close();
	const geometries = areas.map((row) => readGeoPackageBlob(row.geom as Uint8Array).geometry!);
	const invalid = geometries.filter((geometry) => problemsOf(geometry).some(({ code }) => code !== 'repeated-point'));
	expect(invalid).toHaveLength(1);
	const { geometry, notes } = repaired(invalid[0]);
	expect(notes.length).toBeGreaterThan(0);
	expect(areaOf(geometry)).toBeGreaterThan(0);
});
