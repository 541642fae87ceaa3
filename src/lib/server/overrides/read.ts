import type { Override } from '../../risk/adjust/override.ts';
import type { Level } from '../../risk/level.ts';
import type { Queryable } from '../db/database.ts';

/** An override as it is stored. */
export interface OverrideRow {
	id: number;
	feature: string;
	level: Level;
	reason: string;
	approver: string;
	evidence: string | null;
	valid_from: string;
	valid_until: string;
}

/** The overrides of a district that were not withdrawn, whether their days have come, hold or are over; oldest first. */
export async function readOverrides(db: Queryable, district: string): Promise<Override[]> {
	const { rows } = await db.query<OverrideRow>(
		`select id, feature, level, reason, approver, evidence, valid_from, valid_until
		from level_override where district = $1 and withdrawn_at is null order by id`,
		[district]
	);
	return rows.map(overrideOf);
}

export function overrideOf(row: OverrideRow): Override {
	const { id, feature, level, reason, approver, evidence, valid_from: from, valid_until: until } = row;
	return { id, feature, level, reason, approver, evidence, from, until };
}
