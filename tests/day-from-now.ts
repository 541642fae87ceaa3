import life from '../data/rules/danger-life.json' with { type: 'json' };
import { dayIn, daysAfter } from '../src/lib/risk/dangers/district-day.ts';

/** The calendar day so many days from now in the time of the districts: by UTC it is another one for eight hours of each day. */
export function dayFromNow(days = 0): string {
	return daysAfter(dayIn(life.timeZone, new Date()), days);
}
