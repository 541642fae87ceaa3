import type { DangerItem } from '../../dangers/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { ITEM_COLUMNS, ITEM_TABLES, itemOf, type ItemRow } from './read.ts';
import { seenDanger } from './seen.ts';

const COLUMN = {
	/** Of units, those that are not closed. */
	feature: `d.feature = any($2::text[]) and d.state <> 'closed'`,
	/** Found on visits, closed ones too. */
	visit: 'd.visit = any($2::uuid[])'
};

/** The dangers of units that are not closed, or those that were found on visits, by their ids: by deadline. */
export async function dangersOf(
	db: Queryable,
	sight: Sight,
	district: string,
	of: keyof typeof COLUMN,
	ids: readonly string[],
	now = new Date()
): Promise<Map<string, DangerItem[]>> {
	if (ids.length === 0) return new Map();
	const rules = await currentRuleSet(db, district);
	const params: unknown[] = [district, ids];
	const seen = seenDanger(sight, district, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<ItemRow>(
		`select ${ITEM_COLUMNS} from ${ITEM_TABLES} where d.district = $1 and ${COLUMN[of]} and ${seen}
		order by d.state = 'closed', d.deadline nulls last, d.discovered_at, d.id`,
		params
	);
	const today = districtDay(now, rules);
	return Map.groupBy(
		rows.map((row) => itemOf(row, sight, district, today, rules)),
		(item) => (of === 'feature' ? item.feature : item.visit!)
	);
}
