import { getLocale } from '$lib/paraglide/runtime.js';

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, fewest: number, most: number, style: 'decimal' | 'percent' = 'decimal'): string {
	const locale = getLocale() === 'zh' ? 'zh-CN' : 'en-GB';
	const key = `${locale} ${fewest} ${most} ${style}`;
	let found = formats.get(key);
	if (!found) {
		found = new Intl.NumberFormat(locale, { style, minimumFractionDigits: fewest, maximumFractionDigits: most });
		formats.set(key, found);
	}
	return found.format(value);
}

/** A count, grouped: 60,000. */
export function count(value: number): string {
	return format(value, 0, 0);
}

/** A number as people read it: up to six decimals, none that say nothing. */
export function plain(value: number): string {
	return format(value, 0, 6);
}

/** A distance: to the millimetre below 100 m (`5.000 m`), to the metre below 10 km, then in km. */
export function distance(metres: number): string {
	const size = Math.abs(metres);
	if (size < 100) return `${format(metres, 3, 3)} m`;
	if (size < 10_000) return `${format(metres, 0, 1)} m`;
	return `${format(metres / 1000, 1, 1)} km`;
}

/** A distance that is held against a limit: to the millimetre, however long. */
export function millimetres(metres: number): string {
	return `${format(metres, 3, 3)} m`;
}

/** The area of a site in square metres: 900 m². */
export function squareMetres(area: number): string {
	return `${format(area, 0, area < 100 ? 1 : 0)} m²`;
}

/** A length along a line: to the metre below 10 km, then in km. */
export function length(metres: number): string {
	return metres < 10_000 ? `${format(metres, 0, 0)} m` : `${format(metres / 1000, 1, 1)} km`;
}

/** A limit as the law writes it: `5 m`, `0.5 m`. */
export function limit(metres: number): string {
	return `${format(metres, 0, 3)} m`;
}

/** An area in km². */
export function area(squareMetres: number): string {
	const km2 = squareMetres / 1e6;
	return `${format(km2, 0, km2 < 10 ? 3 : 1)} km²`;
}

/** A share of 0 to 1 as a percentage. */
export function share(part: number): string {
	return format(part, 0, part < 0.1 ? 1 : 0, 'percent');
}

/** A moment in the reader's own calendar and time zone. */
export function moment(iso: string): string {
	return new Intl.DateTimeFormat(getLocale() === 'zh' ? 'zh-CN' : 'en-GB', {
		dateStyle: 'medium',
		timeStyle: 'short'
	}).format(new Date(iso));
}

/** A moment to the second: what happened when, one thing after the other. */
export function second(iso: string): string {
	return new Intl.DateTimeFormat(getLocale() === 'zh' ? 'zh-CN' : 'en-GB', {
		dateStyle: 'medium',
		timeStyle: 'medium'
	}).format(new Date(iso));
}

/** A day, `2026-11-23`, in the reader's own calendar. */
export function day(iso: string): string {
	const locale = getLocale() === 'zh' ? 'zh-CN' : 'en-GB';
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso.slice(0, 10)));
}
