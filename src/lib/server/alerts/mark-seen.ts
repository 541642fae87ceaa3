import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database } from '../db/database.ts';
import { seenAlertCondition } from './seen-alert.ts';
import { tellAlerts } from './tell.ts';

/**
 * Keeps that alerts were shown for the first time, and on whose screen: the wall's pass, or who is signed in. Returns the
 * ids of those for which it was the first time; others, and those that are not seen, stay as they are.
 */
export async function markSeen(db: Database, who: Who, district: string, ids: readonly number[]): Promise<number[]> {
	const asked: unknown[] = [district, ids];
	const unseen = `a.district = $1 and a.id = any($2::bigint[]) and a.seen_at is null
		and ${seenAlertCondition(who.sight, district, (value) => `$${asked.push(value)}`)}`;
	// Many walls show an alert at once and all say so: most have nothing to write.
	const fresh = await db.query(`select from alert a where ${unseen}`, asked);
	if (fresh.count === 0) return [];
	return db.transaction(async (tx) => {
		const { rows } = await tx.query<{ id: number }>(
			`update alert a set seen_at = clock_timestamp(), seen_on = $${asked.length + 1} where ${unseen} returning a.id`,
			[...asked, who.name]
		);
		const first = rows.map(({ id }) => id).sort((a, b) => a - b);
		if (first.length === 0) return first;
		await tellAlerts(tx, district, 'seen', first);
		await record(tx, { who, action: 'alert.see', district, object: first.join(' ') });
		return first;
	});
}
