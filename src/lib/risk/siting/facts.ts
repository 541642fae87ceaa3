import type { Condition, Rule } from '../clearance/rule.ts';
import { roleById } from '../clearance/role.ts';
import type { Attribute, LayerId } from '../layer.ts';
import { layerOf } from '../layers/registry.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { isOfStanding, plays } from './playing.ts';
import { guisesOf, projectTypeOf, type Guise } from './project.ts';

/** Something that a project is asked, because a rule needs it. */
export interface NeededFact {
	attribute: Attribute;
	/** Names of the rules that need it. */
	neededBy: Words[];
}

/** Of several attributes that answer a judgement, those that a project is asked for. */
const JUDGED: Readonly<Record<NonNullable<Condition['judge']>, readonly string[]>> = {
	'major-hazard-source': ['inventory'],
	'high-rise': ['heightM', 'storeys']
};
const REGISTERED = 'externalSafetyDistanceM';
/** What the proposal itself says. */
const KNOWN = new Set(['phase', 'approvals']);

/**
 * The facts that a type of project is asked for: the attributes on which a rule in force hangs that may concern it, and
 * no others. An attribute that the type fixes is not asked.
 */
export function factsOf(type: string, inForce: readonly Rule[], rules: RuleSet): NeededFact[] {
	const guises = guisesOf({ uses: [{ type, facts: {} }], extends: null }, rules);
	const fixed = new Set(projectTypeOf(type, rules).as.flatMap(({ attributes }) => Object.keys(attributes)));
	const needed = new Map<string, NeededFact>();
	for (const guise of guises) {
		if (guise.layer === null) continue;
		for (const rule of inForce) {
			if (isOfStanding(rule)) continue;
			for (const key of keysAsked(rule, guise)) {
				if (KNOWN.has(key) || (fixed.has(key) && guise.attributes[key] !== undefined)) continue;
				const attribute = attributeOf(guise.layer, key);
				if (attribute === null) continue;
				const known = needed.get(key) ?? { attribute, neededBy: [] };
				needed.set(key, known);
				if (!known.neededBy.includes(rule.name)) known.neededBy.push(rule.name);
			}
		}
	}
	return [...needed.values()];
}

/** The attributes on which it hangs whether a rule concerns a guise, and what it requires of it. */
function keysAsked(rule: Rule, guise: Guise): Set<string> {
	const keys = new Set<string>();
	for (const roles of [rule.sources, rule.targets]) {
		if (plays(guise, roles, rule) === 'no') continue;
		for (const role of roles) {
			for (const play of roleById(role, rule.set).plays) {
				if (play.layer !== guise.layer || fails(play.where, guise)) continue;
				addKeys(play.where, keys);
			}
		}
	}
	if (plays(guise, rule.sources, rule) === 'no') return keys;
	for (const limit of rule.limits) addKeys(limit.where ?? [], keys);
	if (rule.edge !== null) keys.add(rule.edge.attribute);
	if (rule.op === 'require_registered_distance') keys.add(REGISTERED);
	return keys;
}

/** Whether what the type fixes already fails one of the conditions. */
function fails(where: readonly Condition[], { attributes }: Guise): boolean {
	return where.some(({ attribute, in: values, not }) => {
		if (attribute === undefined || values === undefined || attributes[attribute] === undefined) return false;
		return (values as readonly unknown[]).includes(attributes[attribute]) === (not ?? false);
	});
}

function addKeys(where: readonly Condition[], keys: Set<string>): void {
	for (const { attribute, judge } of where) {
		if (attribute !== undefined) keys.add(attribute);
		if (judge !== undefined) for (const key of JUDGED[judge]) keys.add(key);
	}
}

function attributeOf(layer: LayerId, key: string): Attribute | null {
	return layerOf(layer).attributes.find((attribute) => attribute.key === key) ?? null;
}
