import { expect, test } from 'vitest';
import { levelOf } from '../../../src/lib/risk/level.ts';
import { cellAt } from '../../../src/lib/risk/zoning/frame.ts';
import { zoneDistrict } from '../../../src/lib/risk/zoning/zone.ts';
import { area, box, districtOf, featuresOf, inputOf, LAKE_DISTRICT, line, point, type Unit } from './district.ts';

const PLAIN = districtOf(area(box(0, 0, 4000, 4000)));

function field(...units: Unit[]) {
	const { grid, laid, levels } = zoneDistrict(inputOf(PLAIN, featuresOf(...units), { method: 'field' }));
	return (x: number, y: number) => {
		const cell = cellAt(grid, x, y);
		return { sum: laid.sums[cell], level: levelOf(levels[cell]) };
	};
}

test('weight · (1 − d/3r): a red feature of 100 m gives 30 at 0, 20 at 100, 10 at 200, nothing at 300 m', () => {
	const at = field([point(50, 50), 'red', 100]);
	expect(at(50, 50).sum).toBeCloseTo(30, 12);
	expect(at(150, 50).sum).toBeCloseTo(20, 12);
	expect(at(250, 50).sum).toBeCloseTo(10, 12);
	expect(at(350, 50).sum).toBe(0);
});

test('a sum that reaches a break has its level, in spite of rounding', () => {
	const at = field([point(50, 50), 'red', 100]);
	expect(at(150, 50).level).toBe('red');
	expect(at(250, 50).level).toBe('orange');
	expect(at(350, 50).level).toBe('blue');
	expect(field([point(50, 50), 'orange', 100])(50, 50).level).toBe('orange');
	expect(field([point(50, 50), 'yellow', 100])(150, 50).level).toBe('yellow');
	expect(field([point(50, 50), 'blue', 100])(50, 50).level).toBe('blue');
});

test('many small risks add up to a great one', () => {
	const shops: Unit[] = Array.from({ length: 25 }, () => [point(50, 50), 'blue', 60]);
	expect(field(...shops)(50, 50)).toEqual({ sum: 25, level: 'red' });
});

test('lines and areas add by their own distance', () => {
	const at = field([line([50, 50], [3050, 50]), 'orange', 100], [area(box(1000, 2000, 3000, 3000)), 'yellow', 100]);
	expect(at(1550, 150).sum).toBeCloseTo(10 * (1 - 100 / 300), 12);
	expect(at(1550, 2550).sum).toBe(3);
	expect(at(1550, 3050).sum).toBeCloseTo(3 * (1 - 50 / 300), 12);
});

test('untouched cells are blue where assessed and null where not, as by rings', () => {
	const { grid, levels } = zoneDistrict(inputOf(LAKE_DISTRICT, featuresOf(), { method: 'field' }));
	expect(levelOf(levels[cellAt(grid, 50, 50)])).toBe('blue');
	expect(levelOf(levels[cellAt(grid, 1950, 50)])).toBe(null);
});
