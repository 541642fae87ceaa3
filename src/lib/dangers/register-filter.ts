import { DANGER_LEVELS, DANGER_SOURCES, DANGER_STATES, type DangerState } from '../risk/dangers/danger.ts';
import type { DangerFilter } from './api.ts';

/** What an address may narrow the register by: the parameters of GET /api/dangers. */
export const FILTER_KEYS = [
	'state',
	'level',
	'source',
	'overdue',
	'open',
	'listed',
	'subdistrict',
	'feature',
	'responsiblePerson',
	'dueUntil',
	'closedFrom',
	'q',
	'visit'
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** A filter as its address holds it; null asks nothing. */
export type FilterText = Readonly<Record<FilterKey, string | null>>;

const ALLOWED: Partial<Record<FilterKey, readonly string[]>> = {
	level: DANGER_LEVELS,
	source: DANGER_SOURCES,
	overdue: ['true', 'false'],
	open: ['true', 'false'],
	listed: ['true', 'false']
};

/** The filter that an address names; what it names wrongly asks nothing. */
export function readFilter(query: URLSearchParams): FilterText {
	return Object.fromEntries(FILTER_KEYS.map((key) => [key, readOne(key, query.get(key)?.trim() ?? '')])) as FilterText;
}

function readOne(key: FilterKey, text: string): string | null {
	if (text === '') return null;
	if (key === 'state') return statesOf(text).join(',') || null;
	if (key === 'dueUntil' || key === 'closedFrom') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
	return ALLOWED[key]?.includes(text) === false ? null : text;
}

/** Nothing is asked. */
export const NO_FILTER = readFilter(new URLSearchParams());

/** The same filter as the server takes it. */
export function filterOf(text: FilterText): DangerFilter {
	const { state, overdue, open, listed, ...others } = text;
	const yes = (given: string | null) => (given === null ? undefined : given === 'true');
	const words = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
	return {
		...words,
		...(state !== null && { states: statesOf(state) }),
		overdue: yes(overdue),
		open: yes(open),
		listed: yes(listed)
	};
}

function statesOf(text: string): DangerState[] {
	const given = text.split(',');
	return DANGER_STATES.filter((state) => given.includes(state));
}
