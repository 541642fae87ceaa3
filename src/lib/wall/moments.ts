import { getLocale } from '$lib/paraglide/runtime.js';

/** The forms of a moment on the wall: always to the second, always 24 hours. */
const FORMS = {
	time: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
	day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
	short: { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
	full: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(form: keyof typeof FORMS, at: string | number): string {
	const locale = getLocale() === 'zh' ? 'zh-CN' : 'en-GB';
	const key = `${locale} ${form}`;
	let found = formats.get(key);
	if (found === undefined) formats.set(key, (found = new Intl.DateTimeFormat(locale, FORMS[form])));
	return found.format(new Date(at));
}

/** `14:32:05` */
export function timeOfDay(at: string | number): string {
	return format('time', at);
}

/** `2026年11月30日星期一` */
export function dayWords(at: string | number): string {
	return format('day', at);
}

/** `11/30 14:32` */
export function shortMoment(at: string | number): string {
	return format('short', at);
}

/** `2026/11/30 14:32` */
export function fullMoment(at: string | number): string {
	return format('full', at);
}
