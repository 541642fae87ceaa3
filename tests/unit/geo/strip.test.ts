import type { Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { planeOf } from '../../../src/lib/geo/plane.ts';
import { overlapOf, stripAround } from '../../../src/lib/geo/strip.ts';

const plane = planeOf(4547);
const at = (x: number, y: number) => plane.unproject(500_000 + x, 3_375_000 + y);
const line = { type: 'LineString' as const, coordinates: [at(0, 0), at(50, 0), at(100, 0)] };
const square = (y: number): Polygon => ({
	type: 'Polygon',
	coordinates: [[at(20, y), at(30, y), at(30, y + 10), at(20, y + 10), at(20, y)]]
});

test('a house that stands 3 m from a pipeline covers 2 m by its length of the 5 m strip', () => {
	const overlap = overlapOf(stripAround(line, 5)!, square(3));
	expect(overlap!.areaM2).toBeGreaterThan(19);
	expect(overlap!.areaM2).toBeLessThan(21);
});

test('a house beyond the strip covers nothing of it', () => {
	expect(overlapOf(stripAround(line, 5)!, square(6))).toBeNull();
});

test('a strip of 0 m is the area itself, and nothing around a line', () => {
	expect(stripAround(square(0), 0)).toEqual(square(0));
	expect(stripAround(line, 0)).toBeNull();
});
