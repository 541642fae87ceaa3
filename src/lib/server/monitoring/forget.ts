import { alertTable } from '../../risk/alerts/table.ts';
import type { Database } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';

/**
 * Takes away the readings of every district that are older than its rule set keeps them. The newest state of each tag and
 * the alerts stay. Returns how many went.
 */
export async function forgetReadings(db: Database, now: Date): Promise<number> {
	const { rows } = await db.query<{ code: string }>('select code from district order by code');
	let gone = 0;
	for (const { code } of rows) {
		const { kept } = alertTable(await currentRuleSet(db, code)).monitoring;
		const { count } = await db.query(
			`delete from reading where district = $1 and received_at < $2::timestamptz - $3::float8 * interval '1 day'`,
			[code, now, kept.value]
		);
		gone += count;
	}
	return gone;
}
