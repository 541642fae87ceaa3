import { expect, test } from 'vitest';
import type { Level } from '../../../src/lib/risk/level.ts';
import { levelOf } from '../../../src/lib/risk/level.ts';
import { cellAt } from '../../../src/lib/risk/zoning/frame.ts';
import { OUTSIDE } from '../../../src/lib/risk/zoning/grid.ts';
import { zoneDistrict } from '../../../src/lib/risk/zoning/zone.ts';
import { area, box, districtOf, featuresOf, inputOf, LAKE_DISTRICT, line, point, type Unit } from './district.ts';

const PLAIN = districtOf(area(box(0, 0, 4000, 4000)));

/** Levels of the cells along a row, by the x of their centres. */
function row(units: Unit[], y: number, ...xs: number[]): (Level | null)[] {
	const { grid, levels } = zoneDistrict(inputOf(PLAIN, featuresOf(...units)));
	return xs.map((x) => levelOf(levels[cellAt(grid, x, y)]));
}

test('each ring ends at its radius, which counts', () => {
	// Centres at 50, 150, … from a tank at 50: d is 0, 100, 200, ….
	const tank: Unit[] = [[point(50, 50), 'red', 200]];
	expect(row(tank, 50, 250, 350, 450, 550, 650, 750)).toEqual(['red', 'orange', 'orange', 'yellow', 'yellow', 'blue']);
});

test('a radius counts to the millimetre, and no further', () => {
	expect(row([[point(50, 50), 'red', 199.9996]], 50, 250)).toEqual(['red']);
	expect(row([[point(50, 50), 'red', 199.999]], 50, 250)).toEqual(['orange']);
});

test('the distance is straight: 3-4-5', () => {
	expect(row([[point(50, 50), 'red', 500]], 350, 450, 550)).toEqual(['red', 'orange']);
});

test('below blue there is nothing: yellow has two rings, blue one', () => {
	const { grid, laid } = zoneDistrict(
		inputOf(PLAIN, featuresOf([point(50, 50), 'yellow', 100], [point(50, 3050), 'blue', 100]))
	);
	const touched = (x: number, y: number) => laid.touched[cellAt(grid, x, y)] > 0;
	expect([150, 250, 350].map((x) => touched(x, 50))).toEqual([true, true, false]);
	expect([150, 250, 350].map((x) => touched(x, 3050))).toEqual([true, false, false]);
});

test('three features at one level raise it one, two do not, six do not raise it twice', () => {
	const tank: Unit = [point(50, 50), 'yellow', 100];
	expect(row([tank, tank], 50, 50)).toEqual(['yellow']);
	expect(row([tank, tank, tank], 50, 50)).toEqual(['orange']);
	expect(
		row(
			Array.from({ length: 6 }, () => tank),
			50,
			50
		)
	).toEqual(['orange']);
	expect(
		row(
			Array.from({ length: 400 }, () => tank),
			50,
			50
		)
	).toEqual(['orange']);
});

test('three reds stay red', () => {
	const tank: Unit = [point(50, 50), 'red', 100];
	expect(row([tank, tank, tank], 50, 50)).toEqual(['red']);
});

test('only features at the highest level count towards raising it, whatever their own level', () => {
	const far: Unit = [point(50, 50), 'red', 100];
	const near: Unit = [point(250, 50), 'orange', 100];
	// At x = 250 the red one gives orange (d = 200 = 2r), like each orange one.
	expect(row([far, near], 50, 250)).toEqual(['orange']);
	expect(row([far, near, near], 50, 250)).toEqual(['red']);
	const yellow: Unit = [point(250, 50), 'yellow', 100];
	expect(row([near, yellow, yellow, yellow], 50, 250)).toEqual(['orange']);
});

test('a line is measured from itself, not from its middle', () => {
	const pipe: Unit[] = [[line([50, 550], [3050, 550]), 'orange', 100]];
	expect(row(pipe, 650, 50, 1550, 3050)).toEqual(['orange', 'orange', 'orange']);
	expect(row(pipe, 750, 50, 1550, 3050)).toEqual(['yellow', 'yellow', 'yellow']);
	expect(row(pipe, 550, 3150, 3250, 3350)).toEqual(['orange', 'yellow', 'blue']);
});

test('a line that turns back counts once in a cell', () => {
	const pipe: Unit[] = [[line([50, 50], [1050, 50], [50, 50], [1050, 50]), 'yellow', 100]];
	expect(row(pipe, 50, 550)).toEqual(['yellow']);
});

test('inside an area the distance is 0, in its hole it runs to the edge', () => {
	const park: Unit[] = [[area(box(1000, 1000, 3000, 3000), box(1500, 1500, 2500, 2500)), 'red', 50]];
	expect(row(park, 1250, 1250, 2750)).toEqual(['red', 'red']);
	// Centres in the hole at 1550, 1650, 1750 are 50, 150, 250 from its edge.
	expect(row(park, 2050, 1450, 1550, 1650, 1750)).toEqual(['red', 'red', 'yellow', 'blue']);
});

test('a feature of several points is one feature', () => {
	const twice: Unit[] = [
		[
			{
				type: 'MultiPoint',
				coordinates: [
					[50, 50],
					[50, 50],
					[60, 60],
					[1050, 50]
				]
			},
			'yellow',
			100
		]
	];
	expect(row(twice, 50, 50, 1050)).toEqual(['yellow', 'yellow']);
});

test('a feature that is not assessed or has no radius colours nothing', () => {
	expect(
		row(
			[
				[point(50, 50), null, 500],
				[point(50, 50), 'red', 0]
			],
			50,
			50
		)
	).toEqual(['blue']);
});

test('a feature outside the district colours what lies inside', () => {
	expect(row([[point(-150, 50), 'red', 200]], 50, 50, 250)).toEqual(['red', 'orange']);
});

test('untouched: blue where assessed, null where not; a touched cell takes its level either way', () => {
	const { grid, levels } = zoneDistrict(inputOf(LAKE_DISTRICT, featuresOf([point(1550, 550), 'orange', 100])));
	const at = (x: number, y: number) => levels[cellAt(grid, x, y)];
	expect(levelOf(at(50, 50))).toBe('blue');
	expect(levelOf(at(1950, 50))).toBe(null);
	expect(levelOf(at(1550, 550))).toBe('orange');
	expect(at(750, 550)).toBe(OUTSIDE);
});

test('columns that do not fit are refused by name', () => {
	const features = featuresOf([point(0, 0), 'red', 100]);
	expect(() => zoneDistrict(inputOf(PLAIN, { ...features, radiusM: Float64Array.of(NaN) }))).toThrow(
		'Feature 0 has a radius of NaN m'
	);
	expect(() => zoneDistrict(inputOf(PLAIN, { ...features, level: Uint8Array.of(7) }))).toThrow(
		'Feature 0 has the level code 7'
	);
	expect(() => zoneDistrict(inputOf(PLAIN, { ...features, level: Uint8Array.of(1, 2) }))).toThrow(
		'1 features with 2 levels and 1 radii.'
	);
});
