import type { AlertItem, Wall } from './api.ts';

/** The last state that the wall saw, kept in the browser: a wall that starts while the server is down still shows it. */
export interface Kept {
	data: Wall;
	alerts: AlertItem[];
	/** The server's time at which it was so. */
	at: string;
}

const FORM = 1;
const keyFor = (district: string) => `sise-wall-${FORM}-${district}`;

/** Keeps it; a browser that keeps nothing, or is full, does without. */
export function keep(kept: Kept): void {
	try {
		localStorage.setItem(keyFor(kept.data.district.code), JSON.stringify(kept));
	} catch {
		// It is a convenience: the wall goes on.
	}
}

/** What was kept of a district, or of any where the wall was given none; null: nothing that can be read. */
export function readKept(district: string | null): Kept | null {
	try {
		const key = district === null ? keysKept()[0] : keyFor(district);
		const text = key === undefined ? null : localStorage.getItem(key);
		return text === null ? null : (JSON.parse(text) as Kept);
	} catch {
		return null;
	}
}

/** Forgets all of it: who does not see the district any more shall not see what it was. */
export function forgetKept(): void {
	try {
		for (const key of keysKept()) localStorage.removeItem(key);
	} catch {
		// There is nothing to forget.
	}
}

function keysKept(): string[] {
	return Object.keys(localStorage).filter((key) => key.startsWith(keyFor('')));
}
