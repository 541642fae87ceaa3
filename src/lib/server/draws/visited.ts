import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';

/** The days on which features were visited: visits that were handed in, and the day that the register of units states. */
export async function visitedOn(
	tx: Queryable,
	district: string,
	features: readonly string[]
): Promise<Map<string, string[]>> {
	const rules = await currentRuleSet(tx, district);
	const stated = await tx.query<{ id: string; day: string }>(
		`select id, attributes ->> 'lastInspected' as day from feature
		where district = $1 and id = any($2::text[]) and attributes ->> 'lastInspected' ~ '^\\d{4}-\\d{2}-\\d{2}$'`,
		[district, features]
	);
	const handedIn = await tx.query<{ feature: string; handed_in_at: Date }>(
		`select feature, handed_in_at from visit where district = $1 and feature = any($2::text[]) and state = 'handed_in'`,
		[district, features]
	);
	const days = [
		...stated.rows.map(({ id, day }) => ({ id, day })),
		...handedIn.rows.map((row) => ({ id: row.feature, day: districtDay(row.handed_in_at, rules) }))
	];
	return new Map(
		[...Map.groupBy(days, ({ id }) => id)].map(([id, those]) => [id, [...new Set(those.map(({ day }) => day))]])
	);
}

/** Who visited each of these features the last time, by ids of persons: the register does not name them, a visit does. */
export async function lastInspectorsOf(
	tx: Queryable,
	district: string,
	features: readonly string[]
): Promise<Map<string, string[]>> {
	const { rows } = await tx.query<{ feature: string; by_id: string }>(
		`select distinct on (feature) feature, by_id from visit
		where district = $1 and feature = any($2::text[]) and state = 'handed_in' order by feature, handed_in_at desc`,
		[district, features]
	);
	return new Map(rows.map(({ feature, by_id }) => [feature, [by_id]]));
}
