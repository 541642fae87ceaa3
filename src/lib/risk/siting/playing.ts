import { anyRoleOf, layersOf, type Answer } from '../clearance/role.ts';
import type { Rule } from '../clearance/rule.ts';
import type { Guise } from './project.ts';

/** Whether a guise plays one of the roles: `yes`, `no`, or `missing` with the fact on which it hangs. */
export function plays(guise: Guise, roles: readonly string[], rule: Rule): Answer {
	if (guise.roles.some((role) => roles.includes(role))) return 'yes';
	// Most rules fall out by the layers that they speak of.
	if (guise.layer === null || !layersOf(roles, rule.set).includes(guise.layer)) return 'no';
	return anyRoleOf(roles, guise.layer, guise.attributes, rule.set);
}

/** Whether a rule speaks of what stands and is checked again and again, which nothing proposed can answer. */
export function isOfStanding(rule: Rule): boolean {
	return rule.asks === 'source';
}
