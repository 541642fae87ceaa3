/** A filter that somebody gave a name. */
export interface SavedFilter {
	name: string;
	/** The query of its address, without the district. */
	query: string;
}

const KEY = 'sise-inspect-filters-1';

/** The filters kept on this device, in the order in which they were saved; none where nothing can be read. */
export function readSaved(): SavedFilter[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
		return Array.isArray(kept) ? kept.filter(isSaved) : [];
	} catch {
		return [];
	}
}

/** Keeps them; false where the browser keeps nothing, or is full. */
export function writeSaved(filters: readonly SavedFilter[]): boolean {
	try {
		localStorage.setItem(KEY, JSON.stringify(filters));
		return true;
	} catch {
		return false;
	}
}

/** With one more; one of the same name is replaced where it stands. */
export function withSaved(filters: readonly SavedFilter[], added: SavedFilter): SavedFilter[] {
	const at = filters.findIndex(({ name }) => name === added.name);
	return at < 0 ? [...filters, added] : filters.with(at, added);
}

function isSaved(one: unknown): one is SavedFilter {
	const { name, query } = (one ?? {}) as Partial<SavedFilter>;
	return typeof name === 'string' && typeof query === 'string';
}
