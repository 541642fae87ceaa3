import type { Database } from '../db/database.ts';
import { repeat } from '../repeat.ts';
import { escalateDue } from './escalate-due.ts';

const EVERY_MS = 60_000;

/** Has overdue dangers escalate by themselves: at once, and each minute. Returns what stops it; it keeps no process alive. */
export function escalateEachMinute(db: Database, failed: (error: unknown) => void): () => void {
	return repeat(EVERY_MS, () => escalateDue(db, new Date(), failed), failed, { atOnce: true });
}
