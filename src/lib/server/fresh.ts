import type { Database } from './db/database.ts';

/** One that is being read, and the one that begins after it, where somebody waits for that. */
interface Reading<T> {
	running: Promise<T>;
	next: Promise<T> | null;
}

/**
 * A reading of a district that is shared: what it gives is stored at some moment after the call. A reading that had begun
 * before would be too old, so whoever comes while one runs shares the next.
 */
export function freshReader<T>(
	read: (db: Database, district: string) => Promise<T>
): (db: Database, district: string) => Promise<T> {
	const readings = new WeakMap<Database, Map<string, Reading<T>>>();
	return (db, district) => {
		const known = readings.get(db) ?? new Map<string, Reading<T>>();
		readings.set(db, known);
		const begin = () => {
			const reading: Reading<T> = { running: read(db, district), next: null };
			known.set(district, reading);
			const done = () => {
				if (reading.next === null) known.delete(district);
			};
			reading.running.then(done, done);
			return reading.running;
		};
		const reading = known.get(district);
		if (reading === undefined) return begin();
		return (reading.next ??= reading.running.then(begin, begin));
	};
}
