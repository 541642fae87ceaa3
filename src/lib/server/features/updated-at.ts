import type { Queryable } from '../db/database.ts';

/**
 * SQL of when feature `f` was last changed, to the microsecond, as text: what a change has to name. A Date would lose
 * the microseconds, and two changes within one millisecond would look the same.
 */
export const UPDATED_AT = `to_char(f.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** When a feature was last changed, as `FeatureChange` has to name it; `null` when there is no such feature. */
export async function readUpdatedAt(db: Queryable, district: string, id: string): Promise<string | null> {
	const { rows } = await db.query<{ updated_at: string }>(
		`select ${UPDATED_AT} as updated_at from feature f where f.district = $1 and f.id = $2`,
		[district, id]
	);
	return rows[0]?.updated_at ?? null;
}
