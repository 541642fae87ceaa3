/** What the wall knows of its line to the server. Moments are milliseconds of the wall's own clock; null: never. */
export interface Heard {
	/** The last sign of life. */
	sign: number | null;
	/** What the server's clock said then. */
	serverTime: string | null;
	/** Since when the server could not be heard: a line that was cut says so at once. */
	cut: number | null;
	/** Since when something is known to have changed that was not answered yet. */
	changed: number | null;
}

export const NOTHING_HEARD: Heard = { sign: null, serverTime: null, cut: null, changed: null };

/** `first`: nothing was heard yet. */
export interface Freshness {
	state: 'first' | 'live' | 'stale' | 'lost';
	/** Since when it is so; null while it is live or first. */
	since: number | null;
	/** Milliseconds since what is shown was last known to be so; null: never. */
	ageMs: number | null;
}

/** The server says each 2 s that it is there: after two that did not come the line counts as broken. */
const SILENT_MS = 4500;
/** An answer to a change may take so long before what is shown counts as old. */
const ANSWER_MS = 4000;

/** How fresh what the wall shows is at a moment. */
export function freshnessOf({ sign, cut, changed }: Heard, now: number): Freshness {
	if (sign === null) return cut === null ? { state: 'first', since: null, ageMs: null } : lost(cut, now);
	if (cut !== null || now - sign > SILENT_MS) return lost(sign, now);
	if (changed !== null && now - changed > ANSWER_MS) return { state: 'stale', since: changed, ageMs: now - changed };
	return { state: 'live', since: null, ageMs: Math.max(0, now - sign) };
}

function lost(since: number, now: number): Freshness {
	return { state: 'lost', since, ageMs: now - since };
}

/** Milliseconds to wait before the line is made anew for the so-manieth time, from 0. */
export function waitBefore(attempt: number): number {
	return Math.min(5000, 500 * 2 ** Math.min(attempt, 10));
}

/** `00:01:12`; from a day on `1 d 02:00:00`. */
export function clockOf(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	const two = (value: number) => String(value).padStart(2, '0');
	const days = Math.floor(seconds / 86_400);
	const time = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
	return days > 0 ? `${days} d ${time}` : time;
}

/** The server's time as a beat tells it: the bare text, as JSON, or as `at` of an object; null: it told none. */
export function timeOf(data: string): string | null {
	let told: unknown = data;
	try {
		told = JSON.parse(data);
	} catch {
		// Bare text.
	}
	if (typeof told === 'object' && told !== null) told = Object.values(told)[0];
	const time = typeof told === 'string' || typeof told === 'number' ? new Date(told) : null;
	return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
