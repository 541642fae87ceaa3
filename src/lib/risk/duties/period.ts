import { countOf, dayOf, daysAfter, weekdayOf } from './day-count.ts';

/** How often a duty comes round. */
export const CADENCES = [
	'day',
	'workday',
	'week',
	'month',
	'two_months',
	'quarter',
	'half_year',
	'year',
	'before_holiday'
] as const;
export type Cadence = (typeof CADENCES)[number];

/** Days from the first to the last, both among them. */
export interface Period {
	from: string;
	to: string;
}

/** Days off and days on that no rule can tell: they are published anew for each year. */
export interface Holidays {
	/** 法定节假日, each from its first to its last day off. */
	off: readonly Period[];
	/** 调休上班: days of a weekend on which people work. */
	on: readonly string[];
}

const MONTHS: Partial<Record<Cadence, number>> = { month: 1, two_months: 2, quarter: 3, half_year: 6, year: 12 };

/**
 * The periods of a cadence whose last day lies from the one day to the other, in order. A week ends on Sunday; months,
 * quarters, half-years and years are those of the calendar, and two months begin in January. A working day is Monday to
 * Friday without the holidays, and the days on; the period before a holiday is the `leadDays` days before its first.
 * Throws a RangeError for a day that is none.
 */
export function periodsOf(cadence: Cadence, { from, to }: Period, holidays: Holidays, leadDays: number): Period[] {
	if (cadence === 'before_holiday') {
		return holidays.off
			.map((holiday) => ({ from: daysAfter(holiday.from, -leadDays), to: daysAfter(holiday.from, -1) }))
			.filter((period) => from <= period.to && period.to <= to)
			.sort((a, b) => (a.to < b.to ? -1 : 1));
	}
	const periods: Period[] = [];
	const last = countOf(to);
	for (let count = countOf(from); count <= last;) {
		const period = periodAround(cadence, dayOf(count));
		if (period.to <= to && (cadence !== 'workday' || isWorkday(period.to, holidays))) periods.push(period);
		count = countOf(period.to) + 1;
	}
	return periods;
}

/** The period of a cadence in which a day lies. Throws a RangeError for `before_holiday`, which does not hold every day. */
export function periodAround(cadence: Cadence, day: string): Period {
	if (cadence === 'day' || cadence === 'workday') return { from: day, to: day };
	if (cadence === 'week') {
		const monday = daysAfter(day, 1 - weekdayOf(day));
		return { from: monday, to: daysAfter(monday, 6) };
	}
	const months = MONTHS[cadence];
	if (months === undefined) throw new RangeError(`Not every day lies in a period of "${cadence}".`);
	countOf(day);
	const [year, month] = day.split('-').map(Number);
	const first = Math.floor((month - 1) / months) * months;
	const start = (monthIndex: number) => new Date(Date.UTC(year, monthIndex, 1)).toISOString().slice(0, 10);
	return { from: start(first), to: daysAfter(start(first + months), -1) };
}

/** Whether people work on a day. */
export function isWorkday(day: string, { off, on }: Holidays): boolean {
	if (on.includes(day)) return true;
	if (off.some(({ from, to }) => from <= day && day <= to)) return false;
	return weekdayOf(day) <= 5;
}
