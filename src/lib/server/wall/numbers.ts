import { SHIPPED, type RuleSet, type RuleTables } from '../../risk/rule-set.ts';

/**
 * The table of the wall of a rule set. One that was made by an edition before there was a wall has none: that which is
 * shipped is taken, for the runs that asked it had nothing to do with it.
 */
export function wallTable({ tables }: RuleSet): RuleTables['wall'] {
	return (tables as Partial<RuleTables>).wall ?? SHIPPED.tables.wall;
}
