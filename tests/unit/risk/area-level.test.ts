import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextInspectionOf } from '../../../src/lib/risk/areas/attention.ts';
import { categoriesOf } from '../../../src/lib/risk/areas/categories.ts';
import { fieldOf } from '../../../src/lib/risk/areas/field-of.ts';
import { areaLevels, crowdingOf, type AreaUnit } from '../../../src/lib/risk/areas/modes.ts';
import { dueAgain, triggersOf } from '../../../src/lib/risk/areas/reassess.ts';
import { monthsAfter } from '../../../src/lib/risk/day.ts';
import { codeOf, LEVELS, worst, type Level } from '../../../src/lib/risk/level.ts';
import { ruleSetOf, SHIPPED, type RuleSet } from '../../../src/lib/risk/rule-set.ts';

const TODAY = '2026-11-23';
/** A corner of cells of a square kilometre: whole thousands of the metric plane. */
const [X, Y] = [500_000, 3_375_000];

const unit = (level: Level | null, x: number, y = 0): AreaUnit => ({ level, x: X + x, y: Y + y });

function rulesWith(change: (tables: RuleSet['tables']) => void): RuleSet {
	const tables = structuredClone(SHIPPED.tables);
	change(tables);
	return ruleSetOf('test', tables);
}

test('by default an area has the level of its worst unit', () => {
	const units = [unit('blue', 0), unit('yellow', 10), unit('orange', 20), unit(null, 30)];
	expect(areaLevels(units, 40, SHIPPED)).toMatchObject({ level: 'orange', modes: { max: 'orange' } });
});

test('an area without a graded unit has no level by any mode: no data is not low risk', () => {
	for (const units of [[], [unit(null, 0), unit(null, 5)]]) {
		const { level, modes } = areaLevels(units, 40, SHIPPED);
		expect(level).toBeNull();
		expect(modes).toEqual({ max: null, density: null, weighted: null });
	}
});

test('density: the third orange unit in one square kilometre raises the area to red, the second does not', () => {
	const two = [unit('orange', 0, 0), unit('orange', 999.9, 999.9)];
	expect(areaLevels(two, 40, SHIPPED).modes).toMatchObject({ max: 'orange', density: 'orange' });
	const third = [...two, unit('orange', 500, 500)];
	expect(areaLevels(third, 40, SHIPPED).modes).toMatchObject({ max: 'orange', density: 'red' });
	// one metre further east it stands in the next cell
	const beside = [...two, unit('orange', 1000, 500)];
	expect(areaLevels(beside, 40, SHIPPED).modes).toMatchObject({ max: 'orange', density: 'orange' });
	expect(crowdingOf(beside, SHIPPED).orangesInCell).toBe(2);
});

test('density: cells left of the origin of the plane hold their own units too', () => {
	const units = [-0.5, 0.5, 1].map((x): AreaUnit => ({ level: 'orange', x, y: 0 }));
	expect(crowdingOf(units, SHIPPED).orangesInCell).toBe(2);
});

test('density: two red units count as together at 1000.000 m and not at 1000.001 m', () => {
	const together = crowdingOf([unit('red', 0), unit('red', 1000)], SHIPPED);
	expect(together).toEqual({ orangesInCell: 0, redsTogether: 2, raises: true });
	const apart = crowdingOf([unit('red', 0), unit('red', 1000.001)], SHIPPED);
	expect(apart).toEqual({ orangesInCell: 0, redsTogether: 0, raises: false });
	// 600 and 800 metres: the hypotenuse is 1000
	expect(crowdingOf([unit('red', 0, 0), unit('red', 600, 800)], SHIPPED).raises).toBe(true);
});

test('density never goes beyond red', () => {
	const units = [unit('red', 0), unit('red', 10), ...[1, 2, 3].map((x) => unit('orange', x))];
	expect(areaLevels(units, 40, SHIPPED).modes.density).toBe('red');
});

test('weighted: 2 red, 3 orange, 10 yellow, 20 blue on 10 km² are 14 a square kilometre', () => {
	const many = (count: number, level: Level) => Array.from({ length: count }, (_, k) => unit(level, 2_000 * k));
	const units = [...many(2, 'red'), ...many(3, 'orange'), ...many(10, 'yellow'), ...many(20, 'blue')];
	// (2 · 30 + 3 · 10 + 10 · 3 + 20 · 1) / 10
	expect(areaLevels(units, 10, SHIPPED).index).toBe(14);
});

test('weighted: the breaks are inclusive and fixed', () => {
	const rules = rulesWith((tables) => {
		tables.areaLevel.weighted.breaks = [
			{ atLeast: 30, level: 'red' },
			{ atLeast: 10, level: 'orange' },
			{ atLeast: 3, level: 'yellow' },
			{ atLeast: 0, level: 'blue' }
		];
	});
	const red = [unit('red', 0)];
	const by = (km2: number) => areaLevels(red, km2, rules).modes.weighted;
	expect([by(1), by(1.001), by(3), by(3.001), by(10), by(10.001)]).toEqual([
		'red',
		'orange',
		'orange',
		'yellow',
		'yellow',
		'blue'
	]);
	expect(by(0)).toBeNull();
});

test('weighted: parks are packed, so theirs are other breaks', () => {
	const units = Array.from({ length: 5 }, () => unit('red', 0));
	expect(areaLevels(units, 1, SHIPPED).modes.weighted).toBe('red');
	expect(areaLevels(units, 1, SHIPPED, 'park').modes.weighted).toBe('yellow');
});

test('a district may switch another mode on; one that does not exist is refused by name', () => {
	const units = [unit('orange', 0), unit('orange', 1), unit('orange', 2)];
	const density = rulesWith((tables) => {
		tables.areaLevel.mode.value = 'density';
	});
	expect(areaLevels(units, 40, density).level).toBe('red');
	const typo = rulesWith((tables) => {
		tables.areaLevel.mode.value = 'densty';
	});
	expect(() => areaLevels(units, 40, typo)).toThrow('mode "densty" is not one of max, density, weighted');
});

test('one more unit, or a worse one, never lowers an area by any mode', () => {
	const level = fc.constantFrom<Level | null>(...LEVELS, null);
	const anyUnit = fc.record({ level, x: fc.integer({ min: 0, max: 4_000 }), y: fc.integer({ min: 0, max: 4_000 }) });
	fc.assert(
		fc.property(fc.array(anyUnit, { maxLength: 12 }), anyUnit, (units, more) => {
			const before = areaLevels(units, 8, SHIPPED).modes;
			const after = areaLevels([...units, more], 8, SHIPPED).modes;
			for (const mode of ['max', 'density', 'weighted'] as const) {
				expect(codeOf(after[mode])).toBeGreaterThanOrEqual(codeOf(before[mode]));
			}
			expect(after.max).toBe(worst([...units, more].map((one) => one.level)));
		})
	);
});

test('categories: the worst level of each subject field, worst first, each with the department that leads it', () => {
	const field = (no: number) => SHIPPED.tables.subjectFields.rows.find((row) => row.no === no)!;
	const categories = categoriesOf([
		{ level: 'yellow', field: field(13) },
		{ level: 'orange', field: field(13) },
		{ level: 'red', field: field(1) },
		{ level: 'orange', field: field(7) },
		{ level: null, field: field(21) },
		{ level: 'red', field: null }
	]);
	expect(categories.map(({ field, level, units }) => [field, level, units])).toEqual([
		['1', 'red', 1],
		['7', 'orange', 1],
		['13', 'orange', 2]
	]);
	expect(categories[0].lead.zh).toContain('应急管理局');
});

test('a unit belongs to the subject field that is stated, else to that of its layer or kind, else to that of its industry', () => {
	const no = (...[layer, attributes]: [Parameters<typeof fieldOf>[0], Parameters<typeof fieldOf>[1]]) => {
		const found = fieldOf(layer, attributes, SHIPPED);
		return found && [found.field.no, found.by];
	};
	expect(no('enterprise', { subjectField: '18', industry: '2614' })).toEqual([18, 'stated']);
	expect(no('hazard_source', {})).toEqual([1, 'FIELD-HAZARD-SOURCE']);
	expect(no('pipeline', { pipeClass: 'gas_trunk' })).toEqual([17, 'FIELD-TRUNK']);
	expect(no('pipeline', { pipeClass: 'city_gas' })).toEqual([13, 'FIELD-CITY-GAS']);
	expect(no('pipeline', {})).toBeNull();
	expect(no('building', { dangerGrade: 'D' })).toEqual([23, 'FIELD-BUILDING']);
	expect(no('park', {})).toEqual([8, 'FIELD-PARK']);
	expect(no('geohazard_zone', {})).toEqual([21, 'FIELD-GEOHAZARD']);
	expect(no('enterprise', { kind: 'petrol_station', industry: '2614' })).toEqual([19, 'FIELD-FUEL-KIND']);
	expect(no('enterprise', { kind: 'general', industry: '2614' })).toEqual([1, 'GB/T 4754 26']);
	expect(no('enterprise', { kind: 'general', industry: 'C2614' })).toEqual([1, 'GB/T 4754 26']);
	// the longer code goes first: 5266 is vehicle gas, 52 is trade
	expect(no('enterprise', { industry: '5266' })).toEqual([13, 'GB/T 4754 5266']);
	expect(no('enterprise', { industry: '5211' })).toEqual([19, 'GB/T 4754 52']);
	// two fields claim 5949: the one with the smaller number
	expect(no('enterprise', { industry: '5949' })).toEqual([10, 'GB/T 4754 5949']);
	expect(no('enterprise', { industry: '1399' })).toBeNull();
});

test('an area is due again after 12 months unless its register states a day, a chemical park after 36', () => {
	const assessed = { lastAssessed: '2025-11-23', nextDue: null, trigger: null };
	expect(dueAgain(assessed, SHIPPED)).toBe('2026-11-23');
	expect(dueAgain({ ...assessed, nextDue: '2026-03-01' }, SHIPPED)).toBe('2026-03-01');
	expect(dueAgain(assessed, SHIPPED, 36)).toBe('2028-11-23');
	expect(dueAgain({ ...assessed, lastAssessed: null }, SHIPPED)).toBeNull();
	expect(monthsAfter('2024-02-29', 12)).toBe('2025-02-28');
	expect(monthsAfter('2026-08-31', 6)).toBe('2027-02-28');
});

test('what asks for an assessment: never made, overdue since yesterday, a red unit, a level that changed, a reason on record', () => {
	const known = { lastAssessed: '2025-11-22', nextDue: null, trigger: null };
	const told = (...args: Parameters<typeof triggersOf>) => triggersOf(...args).map((words) => words.zh);
	expect(told({ ...known, lastAssessed: null }, null, 0, null, undefined, TODAY)).toEqual(['从未评估']);
	// due today is not overdue
	expect(told(known, TODAY, 0, 'blue', 'blue', TODAY)).toEqual([]);
	expect(told(known, '2026-11-22', 0, 'blue', undefined, TODAY)).toEqual(['评估已于 2026-11-22 到期']);
	expect(told(known, TODAY, 2, 'red', 'orange', TODAY)).toEqual([
		'区内有 2 个红色单元',
		'等级与上一批次不同: 由橙色变为红色'
	]);
	expect(told(known, TODAY, 0, null, 'blue', TODAY)).toEqual(['等级与上一批次不同: 由蓝色变为未评估']);
	expect(told({ ...known, trigger: '汛期后复评' }, TODAY, 0, 'blue', 'blue', TODAY)).toEqual([
		'登记的原因: 汛期后复评'
	]);
});

test('the next look at a unit follows its colour; without a level or a last one it cannot be said', () => {
	const due = LEVELS.map((level) => nextInspectionOf(level, '2026-01-31', SHIPPED));
	expect(due).toEqual(['2026-02-28', '2026-04-30', '2026-07-31', '2027-01-31']);
	expect(nextInspectionOf(null, '2026-01-31', SHIPPED)).toBeNull();
	expect(nextInspectionOf('red', null, SHIPPED)).toBeNull();
});
