import { expect, test } from 'vitest';
import {
	isWorkday,
	periodAround,
	periodsOf,
	type Cadence,
	type Period
} from '../../../../src/lib/risk/duties/period.ts';

const NONE = { off: [], on: [] };
const NATIONAL_DAY = { off: [{ from: '2026-10-01', to: '2026-10-07' }], on: ['2026-10-10'] };
const LEAD = 7;
const of = (cadence: Cadence, from: string, to: string, holidays: typeof NONE | typeof NATIONAL_DAY = NONE) =>
	periodsOf(cadence, { from, to }, holidays, LEAD);
const ends = (periods: readonly Period[]) => periods.map(({ to }) => to);

test.each([
	['2027-02-10', '2027-02-01', '2027-02-28'],
	['2028-02-29', '2028-02-01', '2028-02-29'],
	['2100-02-28', '2100-02-01', '2100-02-28'],
	['2026-04-30', '2026-04-01', '2026-04-30'],
	['2026-12-31', '2026-12-01', '2026-12-31']
])('the month of %s is %s to %s', (day, from, to) => {
	expect(periodAround('month', day)).toEqual({ from, to });
});

test.each([
	['week', '2027-01-01', '2026-12-28', '2027-01-03'],
	['week', '2026-11-23', '2026-11-23', '2026-11-29'],
	['week', '2026-11-29', '2026-11-23', '2026-11-29'],
	['two_months', '2028-02-29', '2028-01-01', '2028-02-29'],
	['two_months', '2026-12-01', '2026-11-01', '2026-12-31'],
	['quarter', '2026-03-31', '2026-01-01', '2026-03-31'],
	['quarter', '2026-04-01', '2026-04-01', '2026-06-30'],
	['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
	['half_year', '2026-06-30', '2026-01-01', '2026-06-30'],
	['half_year', '2026-07-01', '2026-07-01', '2026-12-31'],
	['year', '2028-02-29', '2028-01-01', '2028-12-31'],
	['day', '2028-02-29', '2028-02-29', '2028-02-29']
] as const)('the %s of %s is %s to %s', (cadence, day, from, to) => {
	expect(periodAround(cadence, day)).toEqual({ from, to });
});

test('what is due lies in the span by its last day, also where a period began before', () => {
	expect(ends(of('month', '2027-01-31', '2027-04-29'))).toEqual(['2027-01-31', '2027-02-28', '2027-03-31']);
	expect(ends(of('quarter', '2026-12-31', '2027-01-01'))).toEqual(['2026-12-31']);
	expect(of('week', '2027-01-01', '2027-01-05')).toEqual([{ from: '2026-12-28', to: '2027-01-03' }]);
	expect(of('year', '2027-01-01', '2027-12-30')).toEqual([]);
});

test('every day of a leap year is asked once, and every week ends on a Sunday', () => {
	expect(of('day', '2028-01-01', '2028-12-31')).toHaveLength(366);
	expect(of('day', '2027-01-01', '2027-12-31')).toHaveLength(365);
	const weeks = of('week', '2028-01-01', '2028-12-31');
	expect(weeks).toHaveLength(53);
	expect(weeks.every(({ to }) => new Date(`${to}T00:00:00Z`).getUTCDay() === 0)).toBe(true);
});

test('spans that follow one another ask every period once', () => {
	for (const cadence of ['day', 'workday', 'week', 'month', 'two_months', 'quarter', 'half_year', 'year'] as const) {
		const whole = of(cadence, '2027-01-01', '2028-12-31', NATIONAL_DAY);
		const parts = [
			of(cadence, '2027-01-01', '2027-08-17', NATIONAL_DAY),
			of(cadence, '2027-08-18', '2028-02-29', NATIONAL_DAY),
			of(cadence, '2028-03-01', '2028-12-31', NATIONAL_DAY)
		];
		expect(parts.flat(), cadence).toEqual(whole);
	}
});

test('working days leave out weekends and holidays, and keep the days on which people make up for them', () => {
	expect(ends(of('workday', '2026-09-28', '2026-10-12', NATIONAL_DAY))).toEqual([
		'2026-09-28',
		'2026-09-29',
		'2026-09-30',
		'2026-10-08',
		'2026-10-09',
		'2026-10-10',
		'2026-10-12'
	]);
	expect(isWorkday('2026-10-10', NONE)).toBe(false);
	expect(isWorkday('2026-10-01', NONE)).toBe(true);
});

test('before a holiday is the days up to the one before it, also across the turn of the year', () => {
	expect(of('before_holiday', '2026-09-01', '2026-10-31', NATIONAL_DAY)).toEqual([
		{ from: '2026-09-24', to: '2026-09-30' }
	]);
	const newYear = { off: [{ from: '2027-01-01', to: '2027-01-03' }], on: [] };
	expect(of('before_holiday', '2026-12-01', '2026-12-31', newYear)).toEqual([{ from: '2026-12-25', to: '2026-12-31' }]);
	expect(of('before_holiday', '2027-01-01', '2027-12-31', newYear)).toEqual([]);
	expect(() => periodAround('before_holiday', '2026-10-01')).toThrow(RangeError);
});

test.each(['2027-02-29', '2026-13-01', '2026-1-1', 'today', ''])('%s is no day', (day) => {
	for (const cadence of ['day', 'week', 'month'] as const)
		expect(() => of(cadence, day, '2027-12-31')).toThrow('no day');
});
