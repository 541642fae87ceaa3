import type { FeatureDetail } from '../api.ts';

/** The values of a feature's attributes as a form holds them; an absent key is an attribute that is not stated. */
export type Draft = Readonly<Record<string, unknown>>;

/** The key under which a form holds the feature's name beside its attributes. */
export const NAME = 'name';

/** What a form starts from: the attributes that are stated. */
export function draftOf(feature: Pick<FeatureDetail, 'attributes'>): Draft {
	const stated = feature.attributes.filter(({ value }) => !isNothing(value));
	return Object.fromEntries(stated.map(({ key, value }) => [key, value]));
}

/** What is different in `draft`, by key; null where a value was taken away. */
export function changesOf(base: Draft, draft: Draft): Record<string, unknown> {
	const keys = new Set([...Object.keys(base), ...Object.keys(draft)]);
	const changed = [...keys].filter((key) => !isSame(base[key], draft[key]));
	return Object.fromEntries(changed.map((key) => [key, isNothing(draft[key]) ? null : draft[key]]));
}

/** The change that takes `changes` back: the values of `base` under the same keys, null where there was none. */
export function mirrorOf(base: Draft, changes: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.keys(changes).map((key) => [key, base[key] ?? null]));
}

/** Keys under which two states of one feature differ: what somebody else changed meanwhile. */
export function clashesOf(base: Draft, now: Draft): string[] {
	return Object.keys(changesOf(base, now));
}

/** Is there no value: absent, null, empty text, an empty list or record? */
export function isNothing(value: unknown): boolean {
	if (value === null || value === undefined || value === '') return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The same value, whatever the order of keys in a record; nothing is the same as nothing. */
function isSame(one: unknown, other: unknown): boolean {
	if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
	return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return `{${entries
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
		.join(',')}}`;
}
