import { expect, test } from 'vitest';
import { dueBandsFrom, visitBandOf } from '../../../src/lib/inspect/bands.ts';
import { daysBetween } from '../../../src/lib/risk/dangers/district-day.ts';

test.each([
	// Monday the 23rd: its week ends on Sunday the 29th, its month on the 30th.
	['2026-11-23', '2026-11-22', 'overdue'],
	['2026-11-23', '2026-11-23', 'week'],
	['2026-11-23', '2026-11-29', 'week'],
	['2026-11-23', '2026-11-30', 'month'],
	['2026-11-23', '2026-12-01', 'later'],
	['2026-11-23', null, 'unknown'],
	// On a Sunday the week ends today; a week may reach into the next month.
	['2026-11-29', '2026-11-29', 'week'],
	['2026-11-29', '2026-11-30', 'month'],
	['2026-11-30', '2026-12-06', 'week']
])('on %s what is due on %s is %s', (today, due, band) => {
	expect(dueBandsFrom(today)(due)).toBe(band);
});

test.each([
	[null, 'never'],
	[0, 'd30'],
	[-2, 'd30'],
	[30, 'd30'],
	[31, 'd90'],
	[90, 'd90'],
	[180, 'd180'],
	[365, 'd365'],
	[366, 'older']
])('a visit %s days ago is of the band %s', (days, band) => {
	expect(visitBandOf(days)).toBe(band);
});

test('days are counted by the calendar, across months and leap days', () => {
	expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
	expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3);
});
