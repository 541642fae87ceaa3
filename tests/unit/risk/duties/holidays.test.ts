import { expect, test } from 'vitest';
import { weekdayOf } from '../../../../src/lib/risk/duties/day-count.ts';
import { holidaysIn, holidaysOf, yearsWithoutHolidays } from '../../../../src/lib/risk/duties/holidays.ts';
import { isWorkday } from '../../../../src/lib/risk/duties/period.ts';
import { ruleSetOf, SHIPPED, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';

test('every holiday runs forward within its year, and a day on is a weekend day outside of all of them', () => {
	const { off, on } = holidaysOf(SHIPPED);
	for (const { year, off: own } of SHIPPED.tables.duties.holidays.years) {
		for (const { from, to } of own) expect(from <= to && from.startsWith(String(year)), from).toBe(true);
	}
	for (const day of on) {
		expect(weekdayOf(day), day).toBeGreaterThan(5);
		expect(
			off.some(({ from, to }) => from <= day && day <= to),
			day
		).toBe(false);
	}
});

test('working days of 2026 are 365 less weekends and holidays, with the days on', () => {
	const holidays = holidaysOf(SHIPPED);
	const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
	expect(isWorkday('2026-10-01', holidays)).toBe(false);
	expect(isWorkday('2026-10-10', holidays)).toBe(true);
	expect(days.filter((day) => isWorkday(day, holidays))).toHaveLength(248);
});

test('a year without an arrangement is told, and an older rule set asks the shipped one', () => {
	expect(yearsWithoutHolidays('2026-12-01', '2027-01-31', SHIPPED)).toEqual([2027]);
	expect(holidaysIn({ from: '2026-09-01', to: '2026-10-31' }, SHIPPED).map(({ name }) => name.zh)).toEqual([
		'中秋节',
		'国庆节'
	]);
	const { holidays: _, ...duties } = SHIPPED.tables.duties;
	const older = ruleSetOf('2026.10', { ...SHIPPED.tables, duties } as RuleTables);
	expect(holidaysOf(older)).toEqual(holidaysOf(SHIPPED));
});
