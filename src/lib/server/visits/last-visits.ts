import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';

/** When a unit was last visited, a day of the district. */
export interface LastVisit {
	day: string;
	/** Who handed the visit in, a name of the tier `persons`; null: the register of units says so and names nobody. */
	by: string | null;
}

/**
 * When each unit was last visited, by feature: the newest visit that was handed in, or the day that its register states
 * (`lastInspected`), whichever is later. Units without either are not in it. `features`: only of these.
 */
export async function lastVisits(
	tx: Queryable,
	district: string,
	features: readonly string[] | null = null
): Promise<Map<string, LastVisit>> {
	const rules = await currentRuleSet(tx, district);
	const params = [district, features];
	const handedIn = await tx.query<{ feature: string; handed_in_at: Date; by_name: string }>(
		`select distinct on (v.feature) v.feature, v.handed_in_at, v.by_name from visit v
		where v.district = $1 and v.state = 'handed_in' and ($2::text[] is null or v.feature = any($2::text[]))
		order by v.feature, v.handed_in_at desc`,
		params
	);
	const stated = await tx.query<{ id: string; day: string }>(
		`select f.id, f.attributes ->> 'lastInspected' as day from feature f
		where f.district = $1 and f.attributes ? 'lastInspected' and ($2::text[] is null or f.id = any($2::text[]))`,
		params
	);
	const last = new Map<string, LastVisit>(stated.rows.map(({ id, day }) => [id, { day, by: null }]));
	for (const { feature, handed_in_at, by_name } of handedIn.rows) {
		const day = districtDay(handed_in_at, rules);
		if (day >= (last.get(feature)?.day ?? '')) last.set(feature, { day, by: by_name });
	}
	return last;
}
