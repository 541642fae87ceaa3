import { SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';

/**
 * The table of the round of a rule set (data/rules/round.json). One that was made by an edition before there were rounds
 * has none: the one that is shipped is taken.
 */
export function roundTable({ tables }: RuleSet): RuleTables['round'] {
	return (tables as Partial<RuleTables>).round ?? SHIPPED.tables.round;
}
