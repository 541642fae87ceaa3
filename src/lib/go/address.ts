import { resolve } from '$app/paths';

/** Which part of the page an address shows: a round, a visit of it, the queue. */
type Part = 'round' | 'visit' | 'show';

/** The address of another part of the page, with what the present one says besides. */
export function goAddress(query: URLSearchParams, change: Partial<Record<Part, string | null>>): string {
	const next = new URLSearchParams(query);
	for (const [key, value] of Object.entries(change)) {
		if (value === null) next.delete(key);
		else next.set(key, value);
	}
	const text = next.toString();
	return resolve('/inspect/go') + (text === '' ? '' : `?${text}`);
}
