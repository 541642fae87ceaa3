import type { Queryable } from '../db/database.ts';

/** The days on which features were visited: so far that on which the register of units says they were last inspected. */
export async function visitedOn(
	tx: Queryable,
	district: string,
	features: readonly string[]
): Promise<Map<string, string[]>> {
	const { rows } = await tx.query<{ id: string; day: string }>(
		`select id, attributes ->> 'lastInspected' as day from feature
		where district = $1 and id = any($2::text[]) and attributes ->> 'lastInspected' ~ '^\\d{4}-\\d{2}-\\d{2}$'`,
		[district, features]
	);
	return new Map(rows.map(({ id, day }) => [id, [day]]));
}

/** Who visited each of these features the last time, by ids of persons: the register does not name them. */
export function lastInspectorsOf(
	_tx: Queryable,
	_district: string,
	_features: readonly string[]
): Promise<Map<string, string[]>> {
	return Promise.resolve(new Map());
}
