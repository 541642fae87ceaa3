import { m } from '$lib/paraglide/messages.js';
import { getLocale } from '$lib/paraglide/runtime.js';
import type { DrawLevel } from '$lib/risk/draw/draw-by-size.ts';
import { levelName, say } from '$lib/ui/words.ts';
import type { DrawDetail } from './api.ts';
import { filterWords } from './words.ts';

/** 重大风险 … 未评估. */
export function drawLevelName(level: DrawLevel): string {
	return levelName(level === 'notAssessed' ? 'none' : level);
}

/** What the pool of a draw was narrowed to. */
export function poolWords({ filter, fieldName }: DrawDetail, subdistricts: Readonly<Record<string, string>>): string {
	return say(
		filterWords(filter, {
			subdistrict: (id) => subdistricts[id] ?? id,
			field: () => fieldName ?? { zh: '', en: '' }
		})
	);
}

/** What a draw is called that nobody named: 2026 年第 4 季度双随机抽查. */
export function defaultName(today: Date): string {
	const quarter = Math.floor(today.getMonth() / 3) + 1;
	return m.draw_default_name({ year: String(today.getFullYear()), quarter });
}

/** A number as it is compared: every digit that it has. */
export function wholeNumber(value: number): string {
	return String(value);
}

/** In which language a file is taken away. */
export const fileLanguage = () => getLocale();
