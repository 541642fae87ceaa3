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
	const handedIn = await visitsHandedIn(tx, district, features);
	const { rows } = await tx.query<{ id: string; day: string }>(
		`select f.id, f.attributes ->> 'lastInspected' as day from feature f
		where f.district = $1 and f.attributes ? 'lastInspected' and ($2::text[] is null or f.id = any($2::text[]))`,
		[district, features]
	);
	const last = new Map(handedIn);
	for (const { id, day } of rows) last.set(id, laterOf(handedIn.get(id) ?? null, day)!);
	return last;
}

/** The newest visit to each unit that was handed in. `features`: only of these. */
export async function visitsHandedIn(
	tx: Queryable,
	district: string,
	features: readonly string[] | null = null
): Promise<ReadonlyMap<string, LastVisit>> {
	const rules = await currentRuleSet(tx, district);
	const { rows } = await tx.query<{ feature: string; handed_in_at: Date; by_name: string }>(
		`select distinct on (v.feature) v.feature, v.handed_in_at, v.by_name from visit v
		where v.district = $1 and v.state = 'handed_in' and ($2::text[] is null or v.feature = any($2::text[]))
		order by v.feature, v.handed_in_at desc`,
		[district, features]
	);
	return new Map(
		rows.map(({ feature, handed_in_at, by_name }) => [feature, { day: districtDay(handed_in_at, rules), by: by_name }])
	);
}

/** The later of a visit that was handed in and the day that a register states; of one day the visit, which has a name. */
export function laterOf(handedIn: LastVisit | null, stated: string | null): LastVisit | null {
	if (stated === null || (handedIn !== null && handedIn.day >= stated)) return handedIn;
	return { day: stated, by: null };
}
