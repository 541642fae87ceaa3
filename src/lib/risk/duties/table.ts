import { perRuleSet, SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import { CADENCES, type Cadence } from './period.ts';

/** Something that a role has to do again and again. */
export interface Duty {
	id: string;
	/** Id of the role in data/rules/duties.json: `administrative`, `enterprise`. */
	role: string;
	what: Words;
	cadence: Cadence;
	/** How many records a period needs, and of what: 2 家. */
	times: number;
	unit: string;
	clause: string;
	confidence: Confidence;
}

export interface DutyRole {
	id: string;
	name: Words;
}

interface Row {
	id: string;
	role: string;
	name: Words;
	cadence: Cadence;
	on: boolean;
	source: { standard: string; clause: string; confidence: Confidence; unit: string; times: number };
}

/**
 * The table of duties of a rule set (data/rules/duties.json). One that was made by an edition before there were duties
 * has none: the one that is shipped is taken.
 */
export function dutyTable({ tables }: RuleSet): RuleTables['duties'] {
	return (tables as Partial<RuleTables>).duties ?? SHIPPED.tables.duties;
}

/** Everybody who has duties, in the order in which lists show them. */
export function dutyRoles(rules: RuleSet): readonly DutyRole[] {
	return dutyTable(rules).roles;
}

/** Every duty that is switched on. Throws a RangeError where the table holds a cadence that the program does not know. */
export const dutiesIn: (rules: RuleSet) => readonly Duty[] = perRuleSet((_, rules) => {
	const table = dutyTable(rules);
	return (table.rows as unknown as Row[])
		.filter(({ on }) => on)
		.map((row) => {
			const { id, role, name, cadence, source } = row;
			if (!CADENCES.includes(cadence)) throw new RangeError(`${id} has an unknown cadence "${cadence}".`);
			const { standard, clause, confidence, unit, times } = source;
			return { id, role, what: name, cadence, times, unit, clause: `${standard} ${clause}`, confidence };
		});
});

/** The duties of one role. Throws a RangeError for a role that the table does not have. */
export function dutiesOf(role: string, rules: RuleSet): Duty[] {
	const roles = dutyRoles(rules);
	if (!roles.some(({ id }) => id === role)) {
		throw new RangeError(`There is no role "${role}"; there are ${roles.map(({ id }) => id).join(', ')}.`);
	}
	return dutiesIn(rules).filter((duty) => duty.role === role);
}
