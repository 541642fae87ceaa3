import { getLocale } from '$lib/paraglide/runtime.js';

/** `2026-11`, so many months later or earlier. */
export function monthAfter(month: string, months: number): string {
	const [year, number] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** 2026年11月, November 2026. */
export function monthName(month: string): string {
	const locale = getLocale() === 'zh' ? 'zh-CN' : 'en-GB';
	const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });
	return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** `2026Q4`, so many quarters later or earlier. */
export function quarterAfter(quarter: string, quarters: number): string {
	const count = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(5)) - 1 + quarters;
	return `${Math.floor(count / 4)}Q${(count % 4) + 1}`;
}

/** The days of a month in weeks from Monday to Sunday; `null`: a day of another month. */
export function weeksOf(month: string): (string | null)[][] {
	const first = Date.parse(`${month}-01T00:00:00Z`);
	const length = new Date(Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - 86_400_000).getUTCDate();
	const before = (new Date(first).getUTCDay() + 6) % 7;
	const days = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, i) => {
		const number = i - before + 1;
		return number < 1 || number > length ? null : `${month}-${String(number).padStart(2, '0')}`;
	});
	return Array.from({ length: days.length / 7 }, (_, i) => days.slice(7 * i, 7 * i + 7));
}

/** 一 … 日, Mo … Su. */
export function weekdays(): string[] {
	const locale = getLocale() === 'zh' ? 'zh-CN' : 'en-GB';
	const format = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
	// 2024-01-01 was a Monday.
	return Array.from({ length: 7 }, (_, i) => format.format(new Date(Date.UTC(2024, 0, 1 + i))));
}
