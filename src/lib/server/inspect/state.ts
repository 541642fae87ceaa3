import { createHash } from 'node:crypto';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { readState, type GroundState } from '../siting/ground-state.ts';

/** What the list of a district's units hangs on: while none of it changes, what is held in memory is what is stored. */
export interface InspectState {
	ground: GroundState;
	/** How many dangers there are and how often they were changed. */
	dangers: string;
	/** How many visits there are and how often they were written. */
	visits: string;
	/** The day of the district. */
	today: string;
}

/** The state of a district and its rules in force. Throws an AnswerError 404 for a district that there is not. */
export async function readInspectState(
	db: Queryable,
	district: string,
	now: Date
): Promise<{ state: InspectState; rules: RuleSet }> {
	const ground = await readState(db, district);
	const { rows } = await db.query<{ dangers: string; visits: string }>(
		`select (select concat(count(*), ' ', sum(version)) from danger where district = d.code) as dangers,
			(select concat(count(*), ' ', sum(version)) from visit where district = d.code) as visits
		from district d where d.code = $1`,
		[district],
		1
	);
	const rules = await currentRuleSet(db, district);
	return { state: { ground, ...rows[0], today: districtDay(now, rules) }, rules };
}

/** Tells two states apart in a few letters. */
export function stampOf(state: InspectState): string {
	return createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 12);
}
