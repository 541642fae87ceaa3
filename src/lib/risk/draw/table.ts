import { SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';

/**
 * The table of double-random checks of a rule set (data/rules/draw.json). One that was made by an edition before there
 * were draws has none: the one that is shipped is taken.
 */
export function drawTable({ tables }: RuleSet): RuleTables['draw'] {
	return (tables as Partial<RuleTables>).draw ?? SHIPPED.tables.draw;
}
