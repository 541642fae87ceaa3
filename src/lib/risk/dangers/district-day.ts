import type { RuleSet } from '../rule-set.ts';
import { dangerLifeOf } from './life.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day in the district's own time, `2026-11-23`, wherever the server stands: what deadlines are held against. */
export function districtDay(now: Date, rules: RuleSet): string {
	const { timeZone } = dangerLifeOf(rules);
	let format = formats.get(timeZone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
		formats.set(timeZone, format);
	}
	return format.format(now);
}

/** The day so many days later. */
export function daysAfter(day: string, days: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days later the second day is; negative: earlier. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Whether it is a day of the calendar: `2026-02-30` has the form of one and is none. */
export function isDay(text: string): boolean {
	const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
