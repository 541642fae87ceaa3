import type { Rule } from '../clearance/rule.ts';
import type { Force } from './answer.ts';
import { isPolicy } from './policy-rules.ts';
import { sitingTables } from './project.ts';

/**
 * What binds about a rule: a recommended standard (GB/T and its like) recommends, a choice of this house is one, and
 * everything else (laws, GB standards, policies that a district switched on) is mandatory.
 */
export function forceOf(rule: Rule): Force {
	if (isPolicy(rule)) return 'mandatory';
	if (rule.confidence === 'DESIGN') return 'house';
	const { recommended } = sitingTables(rule.set).siting.force;
	return recommended.some((standard) => rule.clause.startsWith(standard)) ? 'recommended' : 'mandatory';
}
