/** One value of a record that is not the same before and after; undefined: it was not there. */
export interface Difference {
	/** Where it stands: `rules.number`, `items[2].name`; empty for the whole. */
	path: string;
	before: unknown;
	after: unknown;
	differs: boolean;
}

/** Every value of two records by its path, and whether it differs: a record is read as a table, not as JSON. */
export function differences(before: unknown, after: unknown): Difference[] {
	const [old, now] = [leaves(before), leaves(after)];
	return [...new Set([...old.keys(), ...now.keys()])].map((path) => {
		const [one, other] = [old.get(path), now.get(path)];
		return { path, before: one, after: other, differs: one !== other };
	});
}

function leaves(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
	if (Array.isArray(value) && value.length > 0) {
		value.forEach((item, i) => leaves(item, `${path}[${i}]`, found));
	} else if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
		for (const [key, item] of Object.entries(value)) leaves(item, path === '' ? key : `${path}.${key}`, found);
	} else if (value !== null && value !== undefined) {
		found.set(path, typeof value === 'object' ? JSON.stringify(value) : value);
	}
	return found;
}
