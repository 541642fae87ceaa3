import type { Database } from '../db/database.ts';
import { forgetReadings } from '../monitoring/forget.ts';
import { repeat } from '../repeat.ts';
import { escalateDue } from './escalate.ts';

const EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * The clock by which alerts escalate, each second, and old readings go, each hour. A beat that fails is told and tried
 * again at the next; one that takes longer than a second is not overtaken. Returns what stops it; it keeps no process
 * alive.
 */
export function runAlertClock(db: Database, failed: (error: unknown) => void): () => void {
	const stops = [
		repeat(EVERY_MS, () => escalateDue(db, new Date()), failed, { atOnce: false }),
		repeat(FORGET_EVERY_MS, () => forgetReadings(db, new Date()), failed, { atOnce: false })
	];
	return () => stops.forEach((stop) => stop());
}
