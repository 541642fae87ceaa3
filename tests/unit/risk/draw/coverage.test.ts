import { expect, test } from 'vitest';
import { coverageOf, type PlannedUnit } from '../../../../src/lib/risk/draw/coverage.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';

const unit = (id: string, more: Partial<PlannedUnit> = {}): PlannedUnit => ({
	id,
	level: 'red',
	field: 1,
	isListed: false,
	drawnOn: [],
	visitedOn: [],
	...more
});
const planOf = (units: readonly PlannedUnit[], day: string, id: string) =>
	coverageOf(units, day, SHIPPED).find((one) => one.id === id)!;

test('listed enterprises are covered in each half-year: what was visited in the one before does not count', () => {
	const units = [
		unit('a', { isListed: true, visitedOn: ['2026-06-30'] }),
		unit('b', { isListed: true, visitedOn: ['2026-07-01'], field: 13 }),
		unit('c', { visitedOn: ['2026-07-02'] })
	];
	const first = planOf(units, '2026-06-15', 'half_year');
	expect(first.period).toEqual({ from: '2026-01-01', to: '2026-06-30' });
	expect(first.total).toEqual({ of: 'all', units: 2, drawn: 0, visited: 1, done: 1, needed: 2, isMet: false });
	const second = planOf(units, '2026-07-01', 'half_year');
	expect(second.period).toEqual({ from: '2026-07-01', to: '2026-12-31' });
	expect(second.byField.map(({ of, done, isMet }) => [of, done, isMet])).toEqual([
		[1, 0, false],
		[13, 1, true]
	]);
	expect(second.clause).toContain('18 (27)');
	expect(second.confidence).toBe('VERIFIED');
});

test('every unit is covered in a year', () => {
	const units = [unit('a', { visitedOn: ['2026-01-01'] }), unit('b', { level: null, field: null })];
	const year = planOf(units, '2026-12-31', 'year');
	expect(year.byLevel.map(({ of, isMet }) => [of, isMet])).toEqual([
		['red', true],
		[null, false]
	]);
	expect(year.byField.map(({ of }) => of)).toEqual([1, null]);
	expect(planOf(units.slice(0, 1), '2027-01-01', 'year').total.isMet).toBe(false);
});

test('the draw counts what was drawn and then visited, and one level does not make up for another', () => {
	const red = unit('r', { drawnOn: ['2026-03-01'], visitedOn: ['2026-02-01'] });
	const blue = Array.from({ length: 20 }, (_, i) =>
		unit(`b${i}`, { level: 'blue', drawnOn: ['2026-03-01'], visitedOn: ['2026-03-01'] })
	);
	const { total, byLevel, confidence } = planOf([red, ...blue], '2026-05-05', 'draw_year');
	expect(byLevel.map(({ of, drawn, done, needed, isMet }) => [of, drawn, done, needed, isMet])).toEqual([
		['red', 1, 0, 1, false],
		['blue', 20, 20, 1, true]
	]);
	expect(total).toMatchObject({ units: 21, done: 20, needed: 2, isMet: false });
	expect(confidence).toBe('DESIGN');
	const visited = { ...red, visitedOn: ['2026-04-01'] };
	expect(planOf([visited, ...blue], '2026-05-05', 'draw_year').total.isMet).toBe(true);
});

test('a district without units has nothing to cover', () => {
	for (const { total, byLevel } of coverageOf([], '2026-05-05', SHIPPED)) {
		expect(total).toMatchObject({ units: 0, needed: 0, isMet: true });
		expect(byLevel).toEqual([]);
	}
});
