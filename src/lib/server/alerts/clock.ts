import type { Database } from '../db/database.ts';
import { forgetReadings } from '../monitoring/forget.ts';
import { escalateDue } from './escalate.ts';

const EVERY_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;

/**
 * The clock by which alerts escalate, each second, and old readings go, each hour. A beat that fails is told and tried
 * again at the next; one that takes longer than a second is not overtaken. Returns what stops it; it keeps no process
 * alive.
 */
export function runAlertClock(db: Database, failed: (error: unknown) => void): () => void {
	const stops = [every(EVERY_MS, () => escalateDue(db, new Date()))];
	stops.push(every(FORGET_EVERY_MS, () => forgetReadings(db, new Date())));
	return () => stops.forEach((stop) => stop());

	function every(ms: number, work: () => Promise<unknown>): () => void {
		let working = false;
		const timer = setInterval(() => {
			if (working) return;
			working = true;
			work()
				.catch(failed)
				.finally(() => (working = false));
		}, ms);
		timer.unref();
		return () => clearInterval(timer);
	}
}
