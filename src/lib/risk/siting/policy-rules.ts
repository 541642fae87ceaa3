import type { Rule } from '../clearance/rule.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence } from '../words.ts';
import { sitingTables } from './project.ts';

const DENSE = 'dense';

/** The policies of the district that are switched on and speak of distances, as rules: asked of proposals only. */
export const policyRules: (rules: RuleSet) => readonly Rule[] = perRuleSet((_, rules) => {
	const { policies, effectiveFrom, effectiveTo } = sitingTables(rules).siting;
	const { on, policy, name, clause, cites, withinM, near } = policies[DENSE];
	if (!on) return [];
	const dense: Rule = {
		set: rules,
		id: policy,
		name,
		sources: ['high_risk_project'],
		targets: near,
		op: 'forbid_within',
		effect: 'ban',
		asks: 'pair',
		limits: [{ m: withinM.value }],
		lo: 0,
		withinM: null,
		unit: 'm',
		edge: null,
		clause: `${cites}; ${clause}`,
		confidence: 'DESIGN' satisfies Confidence,
		severity: 'red',
		effectiveFrom,
		effectiveTo,
		places: null,
		replacedBy: [],
		symmetric: false,
		note: null
	};
	return [dense];
});

/** Whether a rule is a policy of the district: it binds whoever asks the district, whatever it rests on. */
export function isPolicy(rule: Rule): boolean {
	return policyIds(rule.set).has(rule.id);
}

const policyIds = perRuleSet((_, rules) => {
	const { policies } = sitingTables(rules).siting;
	return new Set<string>(Object.values(policies).map(({ policy }) => policy));
});
