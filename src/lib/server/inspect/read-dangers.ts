import type { RuleSet } from '../../risk/rule-set.ts';
import { overdueSql } from '../dangers/filter.ts';
import type { Queryable } from '../db/database.ts';
import type { RegisteredUnit } from './read-units.ts';

/** How many dangers of a unit are not closed, and how many of these are overdue and major. */
export interface DangerCounts {
	dangersOpen: number;
	dangersOverdue: number;
	dangersMajor: number;
}

const NO_DANGERS: DangerCounts = { dangersOpen: 0, dangersOverdue: 0, dangersMajor: 0 };

/** The dangers on record that are not closed, counted by feature, on a day of the district. */
export async function readDangerCounts(
	db: Queryable,
	district: string,
	today: string,
	rules: RuleSet
): Promise<ReadonlyMap<string, DangerCounts>> {
	const params: unknown[] = [district];
	const overdue = overdueSql(today, rules, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<DangerCounts & { feature: string }>(
		`select d.feature, count(*) as "dangersOpen", count(*) filter (where ${overdue}) as "dangersOverdue",
			count(*) filter (where d.level = 'major') as "dangersMajor"
		from danger d where d.district = $1 and d.state <> 'closed' group by d.feature`,
		params
	);
	return new Map(rows.map(({ feature, ...counts }) => [feature, counts]));
}

/**
 * The dangers of a unit: those on record, and the major one that only the register of units states, which holds until one
 * is recorded (docs/decisions/0020).
 */
export function dangersOf(unit: RegisteredUnit, onRecord: ReadonlyMap<string, DangerCounts>): DangerCounts {
	const counts = onRecord.get(unit.id) ?? NO_DANGERS;
	const stated = unit.majorDanger;
	if (stated === null || stated === 'closed' || counts.dangersMajor > 0) return counts;
	return {
		dangersOpen: counts.dangersOpen + 1,
		dangersOverdue: counts.dangersOverdue + (stated === 'overdue' ? 1 : 0),
		dangersMajor: 1
	};
}
