import { SYSTEM } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { repeat } from '../repeat.ts';
import { endOverrides } from './end.ts';

const EVERY_MS = 10 * 60_000;

/**
 * Ends overrides as their last day passes: at once, and whenever another day has begun where the server stands. A day
 * on which that failed is tried again. Returns what stops it; it keeps no process alive.
 */
export function endOverridesDaily(db: Database, failed: (error: unknown) => void): () => void {
	let done: string | null = null;
	const check = async () => {
		const today = localDay(new Date());
		if (today === done) return;
		await endOverrides(db, SYSTEM, today);
		done = today;
	};
	return repeat(EVERY_MS, check, failed, { atOnce: true });
}
