import { ruleSetOf, SHIPPED, type RuleSet, type RuleTables } from '../../risk/rule-set.ts';

/** A rule set on its way to a worker; `null` is the one that Sise ships, which the worker has. */
export type SentRules = Pick<RuleSet, 'edition'> & { tables: RuleTables };

export function sendRules(rules: RuleSet): SentRules | null {
	return rules === SHIPPED ? null : { edition: rules.edition, tables: rules.tables };
}

/** The rule set that was sent: SHIPPED itself where that was meant. */
export function receiveRules(sent: SentRules | null): RuleSet {
	return sent === null ? SHIPPED : ruleSetOf(sent.edition, sent.tables);
}
