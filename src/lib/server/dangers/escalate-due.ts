import { districtDay } from '../../risk/dangers/district-day.ts';
import { escalateDanger } from '../../risk/dangers/escalate.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import { EVERYTHING } from '../access/sight.ts';
import { SYSTEM } from '../access/who.ts';
import type { Database } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { tellOfDanger } from './history.ts';
import { fallDue } from './move.ts';
import { lockDanger } from './read.ts';
import { COLUMNS, dangerOf, updateDanger, type DangerRow } from './row.ts';
import { writeDanger } from './unit.ts';

/**
 * Makes every step that time makes of dangers past their deadline: one query where nothing is due. Each danger is moved in
 * a transaction of its own under its lock, so that several processes may do it at once and do it once. Returns the ids of
 * those that moved. One that fails is told to `failed`, and the others are moved all the same.
 */
export async function escalateDue(db: Database, now: Date, failed: (error: unknown) => void): Promise<string[]> {
	const { rows } = await db.query<DangerRow & { district: string }>(
		`select d.district, ${COLUMNS} from danger d where d.state <> 'closed' and d.deadline < $1::date
		order by d.deadline, d.district, d.id`,
		[districtDay(now, SHIPPED)]
	);
	const moved: string[] = [];
	for (const row of rows) {
		const { district, id } = row;
		try {
			const rules = await currentRuleSet(db, district);
			if (escalateDanger(dangerOf(row), now, rules).events.length === 0) continue;
			const isMoved = await writeDanger(db, SYSTEM, district, async (tx) => {
				const danger = await lockDanger(tx, EVERYTHING, district, id);
				const late = await fallDue(tx, district, danger, now, rules);
				// Another process was first, or somebody moved it meanwhile.
				if (late.version === danger.version) return null;
				await updateDanger(tx, district, late);
				await tellOfDanger(tx, district, late);
				return {
					feature: late.feature,
					deed: {
						action: 'danger.escalate',
						object: id,
						before: { state: danger.state, deadline: danger.deadline },
						after: { state: late.state, overdueSince: late.overdueSince }
					}
				};
			});
			if (isMoved) moved.push(id);
		} catch (error) {
			failed(error);
		}
	}
	return moved;
}
