import { daysAfter } from '../risk/dangers/district-day.ts';

/** How long ago the last visit was; `older`: more than a year, `never`: none is on record. */
export const VISIT_BANDS = ['d30', 'd90', 'd180', 'd365', 'older', 'never'] as const;
export type VisitBand = (typeof VISIT_BANDS)[number];

/** When a unit is to be looked at again; `unknown`: it cannot be said. */
export const DUE_BANDS = ['overdue', 'week', 'month', 'later', 'unknown'] as const;
export type DueBand = (typeof DUE_BANDS)[number];

const DAYS: readonly [most: number, band: VisitBand][] = [
	[30, 'd30'],
	[90, 'd90'],
	[180, 'd180'],
	[365, 'd365']
];

/** The band of so many whole days since the last visit; null: no visit is on record. */
export function visitBandOf(days: number | null): VisitBand {
	if (days === null) return 'never';
	return DAYS.find(([most]) => days <= most)?.[1] ?? 'older';
}

/** The ends of the bands of due days as seen from a day: the Sunday of its week and the last day of its month. */
export function dueBandsFrom(today: string): (due: string | null) => DueBand {
	const untilSunday = (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7;
	const sunday = daysAfter(today, untilSunday);
	return (due) => {
		if (due === null) return 'unknown';
		if (due < today) return 'overdue';
		if (due <= sunday) return 'week';
		return due.slice(0, 7) === today.slice(0, 7) ? 'month' : 'later';
	};
}
