import { JUDGED_MAJOR, isMajorHazardSource } from '../clearance/role.ts';
import type { Condition, Rule } from '../clearance/rule.ts';
import type { Attributes } from '../layer.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import { clearancesOf } from '../clearance/catalogue.ts';

/** What a rule reads of a feature beside the conditions of its roles and limits. */
const BESIDE = ['externalSafetyDistanceM', 'approvals', 'highRise', 'heightM', 'storeys', 'use'];

const keysOf = perRuleSet((tables, rules) => {
	const keys = new Set(BESIDE);
	const add = (where: readonly Condition[]) => {
		for (const { attribute } of where) if (attribute !== undefined) keys.add(attribute);
	};
	for (const role of tables.roles.rows as unknown as { plays: { where: Condition[] }[] }[]) {
		for (const play of role.plays) add(play.where);
	}
	for (const { limits, edge } of clearancesOf(rules) as readonly Rule[]) {
		for (const { where } of limits) add(where ?? []);
		if (edge !== null) keys.add(edge.attribute);
	}
	keys.delete('inventory');
	return keys;
});

/**
 * Of a feature's attributes those that a clearance can ask: what a page needs to answer as the server does. An inventory
 * is replaced by whether it makes a major hazard source: who may not see it sees what follows from it alone.
 */
export function askedAttributes(attributes: Attributes, rules: RuleSet): Attributes {
	const keys = keysOf(rules);
	const kept = Object.entries(attributes).filter(([key]) => keys.has(key));
	const judged = isMajorHazardSource(attributes, rules);
	if (typeof judged === 'string') kept.push([JUDGED_MAJOR, judged === 'yes']);
	return Object.fromEntries(kept);
}
