import type { ListItem } from '../api.ts';
import type { LayerId } from '../risk/layer.ts';
import type { Level } from '../risk/level.ts';

/** What narrows a list; null asks nothing. */
export interface ListFilter {
	subdistrict: string | null;
	level: Level | null;
	layer: LayerId | null;
	/** The lead department by its Chinese name. */
	department: string | null;
}

/** The items that pass, in their order. */
export function filterList(items: readonly ListItem[], filter: ListFilter): ListItem[] {
	return items.filter(
		(item) =>
			(filter.subdistrict === null || item.subdistrict === filter.subdistrict) &&
			(filter.level === null || item.level === filter.level) &&
			(filter.layer === null || item.layer === filter.layer) &&
			(filter.department === null || item.leadDepartment?.zh === filter.department)
	);
}

/** What can be chosen: every value that occurs, each once, sorted as Chinese is. */
export function choicesOf<T extends string>(items: readonly ListItem[], valueOf: (item: ListItem) => T | null): T[] {
	const found = new Set(items.map(valueOf).filter((value) => value !== null));
	return [...found].sort(new Intl.Collator('zh-CN').compare);
}
