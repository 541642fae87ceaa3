import type { Database } from '../db/database.ts';
import { escalateDue } from './escalate-due.ts';

const EVERY_MS = 60_000;

/** Has overdue dangers escalate by themselves: at once, and each minute. Returns what stops it; it keeps no process alive. */
export function escalateEachMinute(db: Database, failed: (error: unknown) => void): () => void {
	let working = false;
	const check = async () => {
		if (working) return;
		working = true;
		try {
			await escalateDue(db, new Date(), failed);
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
