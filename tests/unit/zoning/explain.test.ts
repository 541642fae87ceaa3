import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, levelOf, type Level } from '../../../src/lib/risk/level.ts';
import { explainCell } from '../../../src/lib/risk/zoning/explain.ts';
import { cellAt } from '../../../src/lib/risk/zoning/frame.ts';
import { layWindow, windowOf } from '../../../src/lib/risk/zoning/window.ts';
import { zoneDistrict } from '../../../src/lib/risk/zoning/zone.ts';
import {
	area,
	box,
	districtOf,
	featuresOf,
	inputOf,
	LAKE_DISTRICT,
	line,
	NUMBERS,
	point,
	type Unit
} from './district.ts';

const METHODS = ['rings', 'field'] as const;
const level = fc.constantFrom<Level>('red', 'orange', 'yellow', 'blue');
const place = fc.tuple(fc.integer({ min: -200, max: 2200 }), fc.integer({ min: -200, max: 1200 }));
const geometry = fc.oneof(
	place.map(([x, y]) => point(x, y)),
	fc.array(place, { minLength: 2, maxLength: 5 }).map((vertices) => line(...vertices)),
	fc
		.tuple(place, fc.integer({ min: 1, max: 500 }))
		.map(([[x, y], m]) => area(box(x, y, x + m, y + m), box(x + m / 4, y + m / 4, x + m / 2, y + m / 2)))
);
const unit: fc.Arbitrary<Unit> = fc.tuple(geometry, level, fc.integer({ min: 0, max: 300 }));
const units = fc.array(unit, { maxLength: 40 });

test('a cell says which feature, at what distance, in which ring, gives it what', () => {
	const features = featuresOf(
		[point(50, 50), 'red', 100],
		[line([0, 350], [1000, 350]), 'yellow', 100],
		[point(900, 900), 'red', 50]
	);
	const why = explainCell(250, 50, features, 'rings', NUMBERS, true);
	expect(why.level).toBe('orange');
	expect(why.raised).toBe(false);
	expect(why.contributions).toEqual([
		{ feature: 0, distanceM: 200, radiusM: 100, ring: 2, gives: 'orange', adds: null }
	]);
	expect(explainCell(250, 250, features, 'rings', NUMBERS, true).contributions).toEqual([
		{ feature: 1, distanceM: 100, radiusM: 100, ring: 1, gives: 'yellow', adds: null },
		{ feature: 0, distanceM: 282.843, radiusM: 100, ring: 3, gives: 'yellow', adds: null }
	]);
});

test('a raised cell says that it was raised', () => {
	const features = featuresOf(
		[point(50, 50), 'yellow', 100],
		[point(60, 50), 'yellow', 100],
		[point(70, 50), 'yellow', 100]
	);
	expect(explainCell(50, 50, features, 'rings', NUMBERS, true)).toMatchObject({ level: 'orange', raised: true });
});

test('a place that nothing touches is blue where assessed and null where not', () => {
	for (const method of METHODS) {
		expect(explainCell(0, 0, featuresOf(), method, NUMBERS, true).level).toBe('blue');
		expect(explainCell(0, 0, featuresOf(), method, NUMBERS, false).level).toBe(null);
	}
});

test('the reasons alone give the level of every cell of the grid', () => {
	fc.assert(
		fc.property(units, fc.constantFrom(...METHODS), (list, method) => {
			const features = featuresOf(...list);
			const { grid, levels, laid } = zoneDistrict(inputOf(LAKE_DISTRICT, features, { method, cellM: 97 }));
			for (let cell = 0; cell < levels.length; cell++) {
				if (grid.inside[cell] === 0) continue;
				const x = grid.centreX[cell % grid.columns];
				const y = grid.centreY[Math.floor(cell / grid.columns)];
				const why = explainCell(x, y, features, method, NUMBERS, grid.assessed[cell] === 1);
				expect(why.level).toBe(levelOf(levels[cell]));
				if (method === 'field') expect(Math.abs((why.sum ?? 0) - laid.sums[cell])).toBeLessThan(1e-9);
			}
		}),
		{ numRuns: 100 }
	);
}, 60_000);

test('a changed feature lays its own window anew, and that equals laying everything, bit for bit', () => {
	fc.assert(
		fc.property(
			fc.array(unit, { minLength: 1, maxLength: 40 }),
			unit,
			fc.constantFrom(...METHODS),
			(list, changed, method) => {
				const before = featuresOf(...list);
				const after = featuresOf(changed, ...list.slice(1));
				const { grid, laid } = zoneDistrict(inputOf(LAKE_DISTRICT, before, { method }));
				for (const features of [before, after]) {
					const window = windowOf(grid, features, 0, method, NUMBERS);
					if (window !== null) layWindow(grid, window, after, NUMBERS, laid);
				}
				const whole = zoneDistrict(inputOf(LAKE_DISTRICT, after, { method })).laid;
				expect(laid).toEqual(whole);
			}
		),
		{ numRuns: 200 }
	);
}, 60_000);

test('a window is no larger than three radii round the feature', () => {
	const { grid } = zoneDistrict(inputOf(districtOf(area(box(0, 0, 10_000, 10_000))), featuresOf()));
	const features = featuresOf(
		[point(5050, 5050), 'red', 100],
		[point(5050, 5050), 'blue', 100],
		[point(-5000, 0), 'red', 100]
	);
	expect(windowOf(grid, features, 0, 'rings', NUMBERS)).toEqual({
		firstColumn: 47,
		lastColumn: 53,
		firstRow: 47,
		lastRow: 53
	});
	expect(windowOf(grid, features, 1, 'rings', NUMBERS)).toEqual({
		firstColumn: 49,
		lastColumn: 51,
		firstRow: 49,
		lastRow: 51
	});
	expect(windowOf(grid, features, 2, 'rings', NUMBERS)).toBe(null);
});

test('a worse level, a larger radius or a nearer place never lowers a cell', () => {
	const change = fc.record({
		level,
		radiusM: fc.integer({ min: 0, max: 200 }),
		nearer: fc.double({ min: 0, max: 1, noNaN: true })
	});
	fc.assert(
		fc.property(
			fc.array(
				fc.tuple(
					place.map(([x, y]) => point(x, y)),
					level,
					fc.integer({ min: 1, max: 300 })
				),
				{ minLength: 1, maxLength: 20 }
			),
			change,
			fc.constantFrom(...METHODS),
			(list, by, method) => {
				const [[geometry, own, radiusM], ...others] = list;
				const worse = codeOf(by.level) > codeOf(own) ? by.level : own;
				const [x, y] = geometry.type === 'Point' ? geometry.coordinates : [0, 0];
				const target = [1050, 250];
				const nearer = point(x + by.nearer * (target[0] - x), y + by.nearer * (target[1] - y));
				const before = explainCell(target[0], target[1], featuresOf(...list), method, NUMBERS, false).level;
				const after = explainCell(
					target[0],
					target[1],
					featuresOf([nearer, worse, radiusM + by.radiusM], ...others),
					method,
					NUMBERS,
					false
				).level;
				expect(codeOf(after)).toBeGreaterThanOrEqual(codeOf(before));
			}
		),
		{ numRuns: 500 }
	);
}, 60_000);

test('the cell of a place is explained from its centre', () => {
	const { grid, levels } = zoneDistrict(inputOf(LAKE_DISTRICT, featuresOf([point(1550, 550), 'orange', 100])));
	const cell = cellAt(grid, 1501, 599);
	expect([grid.centreX[cell % grid.columns], grid.centreY[Math.floor(cell / grid.columns)]]).toEqual([1550, 550]);
	expect(levelOf(levels[cell])).toBe('orange');
});
