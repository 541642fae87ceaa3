const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar as a count of days, so that days can be added; no hour and no zone comes into it. */
export function countOf(day: string): number {
	const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
	if (Number.isNaN(ms) || dayOf(ms / DAY_MS) !== day) throw new RangeError(`"${day}" is no day such as 2026-11-23.`);
	return ms / DAY_MS;
}

/** The day of a count, `2026-11-23`. */
export function dayOf(count: number): string {
	return new Date(count * DAY_MS).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier. */
export function daysAfter(day: string, days: number): string {
	return dayOf(countOf(day) + days);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
	// Count 0, 1970-01-01, was a Thursday.
	return ((((countOf(day) + 3) % 7) + 7) % 7) + 1;
}
