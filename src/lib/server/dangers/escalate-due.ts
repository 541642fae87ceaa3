import type { Danger } from '../../risk/dangers/danger.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { statesThatFallDue } from '../../risk/dangers/escalate.ts';
import { dangerLifeOf } from '../../risk/dangers/life.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { EVERYTHING } from '../access/sight.ts';
import { SYSTEM } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { tellOfDanger } from './history.ts';
import { fallDue } from './move.ts';
import { lockDanger } from './read.ts';
import { updateDanger } from './row.ts';
import { writeDanger } from './unit.ts';

/**
 * Makes every step that time makes of dangers past their deadline: one query a district where nothing is due. Each danger is
 * moved in a transaction of its own under its lock, so that several processes may do it at once and do it once. Returns the
 * ids of those that moved. One that fails is told to `failed`, and the others are moved all the same.
 */
export async function escalateDue(db: Database, now: Date, failed: (error: unknown) => void): Promise<string[]> {
	const districts = await db.query<{ code: string }>('select code from district order by code');
	const moved: string[] = [];
	for (const { code: district } of districts.rows) {
		const rules = await currentRuleSet(db, district);
		for (const id of await dueIn(db, district, districtDay(now, rules), rules)) {
			try {
				if (await escalateOne(db, district, id, now, rules)) moved.push(id);
			} catch (error) {
				failed(error);
			}
		}
	}
	return moved;
}

/** The dangers of which escalateDanger would make something: not overdue yet though past their deadline, or further on. */
async function dueIn(db: Queryable, district: string, today: string, rules: RuleSet): Promise<string[]> {
	const params: unknown[] = [district, today, statesThatFallDue(rules)];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const further = dangerLifeOf(rules).escalations.map(({ of, from, days }) => {
		return `d.level = ${bind(of)} and d.state = any(${bind(from)}::text[])
			and d.deadline + ${bind(days.value)}::integer <= $2::date`;
	});
	const { rows } = await db.query<{ id: string }>(
		`select d.id from danger d where d.district = $1 and d.state <> 'closed' and d.deadline < $2::date
			and d.state = any($3::text[]) and (${['d.overdue_since is null', ...further].join(' or ')})
		order by d.deadline, d.id`,
		params
	);
	return rows.map(({ id }) => id);
}

async function escalateOne(db: Database, district: string, id: string, now: Date, rules: RuleSet): Promise<boolean> {
	return writeDanger(db, SYSTEM, district, async (tx) => {
		const danger = await lockDanger(tx, EVERYTHING, district, id);
		const late = await fallDue(tx, district, danger, now, rules);
		// Another process was first, or somebody moved it meanwhile.
		if (late.version === danger.version) return null;
		await updateDanger(tx, district, late);
		await tellOfDanger(tx, district, late);
		return { feature: late.feature, deed: { action: 'danger.escalate', object: id, ...stood(danger, late) } };
	});
}

function stood(was: Danger, is: Danger): { before: object; after: object } {
	return {
		before: { state: was.state, deadline: was.deadline },
		after: { state: is.state, overdueSince: is.overdueSince }
	};
}
