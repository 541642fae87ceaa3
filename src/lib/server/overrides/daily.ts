import { SYSTEM } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { endOverrides } from './end.ts';

const EVERY_MS = 10 * 60_000;

/**
 * Ends overrides as their last day passes: at once, and whenever another day has begun where the server stands. A day
 * on which that failed is tried again. Returns what stops it; it keeps no process alive.
 */
export function endOverridesDaily(db: Database, failed: (error: unknown) => void): () => void {
	let done: string | null = null;
	let working = false;
	const check = async () => {
		const today = localDay(new Date());
		if (working || today === done) return;
		working = true;
		try {
			await endOverrides(db, SYSTEM, today);
			done = today;
		} catch (error) {
			failed(error);
		} finally {
			working = false;
		}
	};
	const timer = setInterval(() => void check(), EVERY_MS);
	timer.unref();
	void check();
	return () => clearInterval(timer);
}
