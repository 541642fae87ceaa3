import { createHash } from 'node:crypto';

/** What a report was made of, carried by the report itself, and its hash, which stands on every page. */
export interface Seal {
	/** Canonical JSON. */
	json: string;
	/** SHA-256 of `json`, hexadecimal. */
	sha256: string;
}

/**
 * A value as it is read back from its canonical JSON: keys in order, -0 as 0, nothing undefined. What is made of it is made
 * again of what the report carries.
 */
export function asCarried<T>(value: T): T {
	return JSON.parse(canonicalJson(value)) as T;
}

/** Seals a value: JSON with the keys of every object in order, so that one value has one hash. */
export function seal(value: unknown): Seal {
	const json = canonicalJson(value);
	return { json, sha256: sha256Of(json) };
}

export function sha256Of(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}

function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_, one: unknown) =>
		one !== null && typeof one === 'object' && !Array.isArray(one)
			? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
			: one
	);
}
