import type { Attributes, LayerId } from '../layer.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import { identify } from '../standards/gb18218.ts';
import { UnknownHolding } from '../standards/substance.ts';
import type { Condition, Play, Role } from './rule.ts';

/** Whether something holds; `missing` names the attribute without which nobody can say. */
export type Answer = 'yes' | 'no' | { missing: string };

const rolesOf = perRuleSet(({ roles }) => new Map((roles.rows as unknown as Role[]).map((role) => [role.id, role])));
/** The plays of a role in one layer; where each begins by asking the same attribute, those that a value leaves open. */
interface Plays {
	all: readonly Play[];
	by: { attribute: string; value: ReadonlyMap<unknown, readonly Play[]> } | null;
}

const playsOf = perRuleSet(({ roles }) => {
	const entries = (roles.rows as unknown as Role[]).map(({ id, plays }) => {
		const layers = [...new Set(plays.map((play) => play.layer))];
		const of = (layer: LayerId) => byFirstValue(plays.filter((play) => play.layer === layer));
		return [id, new Map(layers.map((layer) => [layer, of(layer)]))] as const;
	});
	return new Map(entries);
});
const NONE: readonly Play[] = [];
const DWELLINGS: readonly unknown[] = ['residential', 'dwelling'];

/** The role of an id. Throws a RangeError for an id that data/rules/roles.json does not have. */
export function roleById(id: string, rules: RuleSet): Role {
	const role = rolesOf(rules).get(id);
	if (role === undefined) throw noRole(id);
	return role;
}

function noRole(id: string): RangeError {
	return new RangeError(`data/rules/roles.json has no role "${id}".`);
}

/** Layers whose features can play any of the roles; empty when nothing on the map can. */
export function layersOf(roles: readonly string[], rules: RuleSet): readonly LayerId[] {
	const known = layersOfLists(rules);
	let layers = known.get(roles);
	if (layers === undefined) {
		layers = [...new Set(roles.flatMap((id) => roleById(id, rules).plays.map((play) => play.layer)))];
		known.set(roles, layers);
	}
	return layers;
}

/** By the lists of roles that rules hold: they are asked for every site. */
const layersOfLists = perRuleSet(() => new WeakMap<readonly string[], readonly LayerId[]>());

/**
 * Whether a feature plays a role: `yes`, `no`, or `missing` with the attribute on which it hangs. A pipeline without
 * its class may be a trunk line, so it is `missing`, never `no`.
 */
export function roleOf(roleId: string, layer: LayerId, attributes: Attributes, rules: RuleSet): Answer {
	let answer: Answer = 'no';
	for (const play of openPlays(roleId, layer, attributes, rules)) {
		const played = allHold(play.where, attributes, rules);
		if (played === 'yes') return 'yes';
		if (played !== 'no' && answer === 'no') answer = played;
	}
	return answer;
}

/** As roleOf, for several roles: `yes` when it plays one of them. */
export function anyRoleOf(roleIds: readonly string[], layer: LayerId, attributes: Attributes, rules: RuleSet): Answer {
	let answer: Answer = 'no';
	for (const id of roleIds) {
		const played = roleOf(id, layer, attributes, rules);
		if (played === 'yes') return 'yes';
		if (played !== 'no' && answer === 'no') answer = played;
	}
	return answer;
}

/** The plays that a feature may yet meet: a million buildings are asked, and most fall out by their use alone. */
function openPlays(roleId: string, layer: LayerId, attributes: Attributes, rules: RuleSet): readonly Play[] {
	const layers = playsOf(rules).get(roleId);
	if (layers === undefined) throw noRole(roleId);
	const plays = layers.get(layer);
	if (plays === undefined) return NONE;
	const value = plays.by === null ? null : (attributes[plays.by.attribute] ?? null);
	return plays.by === null || value === null ? plays.all : (plays.by.value.get(value) ?? NONE);
}

function byFirstValue(all: readonly Play[]): Plays {
	const firsts = all.map((play) => play.where[0]);
	const attribute = firsts[0]?.attribute;
	const isShared = firsts.every((first) => first?.attribute === attribute && first?.in !== undefined && !first.not);
	if (attribute === undefined || !isShared) return { all, by: null };
	const values = new Set(firsts.flatMap((first) => first.in ?? []));
	const plays = (value: unknown) => all.filter((_, i) => (firsts[i].in as readonly unknown[]).includes(value));
	return { all, by: { attribute, value: new Map([...values].map((value) => [value, plays(value)])) } };
}

/** Whether all conditions hold. One that certainly fails decides before one that nobody can answer. */
export function allHold(conditions: readonly Condition[], attributes: Attributes, rules: RuleSet): Answer {
	let answer: Answer = 'yes';
	for (const condition of conditions) {
		const held = holds(condition, attributes, rules);
		if (held === 'no') return 'no';
		if (held !== 'yes' && answer === 'yes') answer = held;
	}
	return answer;
}

function holds(condition: Condition, attributes: Attributes, rules: RuleSet): Answer {
	const answer =
		condition.judge === undefined ? compare(condition, attributes) : judge(condition.judge, attributes, rules);
	if (condition.not !== true || typeof answer === 'object') return answer;
	return answer === 'yes' ? 'no' : 'yes';
}

function compare(condition: Condition, attributes: Attributes): Answer {
	const key = condition.attribute ?? '';
	const value = attributes[key] ?? null;
	if (value === null) {
		const absent = condition.absent ?? 'missing';
		return absent === 'missing' ? { missing: key } : absent;
	}
	if (condition.in !== undefined) return (condition.in as readonly unknown[]).includes(value) ? 'yes' : 'no';
	const number = Number(value);
	const fits =
		(condition.above === undefined || number > condition.above) &&
		(condition.from === undefined || number >= condition.from) &&
		(condition.upTo === undefined || number <= condition.upTo);
	return fits ? 'yes' : 'no';
}

function judge(what: NonNullable<Condition['judge']>, attributes: Attributes, rules: RuleSet): Answer {
	return what === 'high-rise' ? isHighRise(attributes, rules) : isMajorHazardSource(attributes, rules);
}

/** In place of an inventory that is not disclosed: what the judgement of it was. */
export const JUDGED_MAJOR = 'judgedMajor';

/** GB 18218-2018 4.2: S ≥ 1. An inventory that cannot be read leaves it open. */
export function isMajorHazardSource(attributes: Attributes, rules: RuleSet): Answer {
	const { inventory, [JUDGED_MAJOR]: judged } = attributes;
	if (typeof judged === 'boolean') return judged ? 'yes' : 'no';
	if (!Array.isArray(inventory) || inventory.length === 0) return { missing: 'inventory' };
	try {
		return identify(inventory, rules).isMajor ? 'yes' : 'no';
	} catch (error) {
		if (error instanceof UnknownHolding) return { missing: 'inventory' };
		throw error;
	}
}

/** GB 50016-2014 2.1.1 by height: dwellings above 27 m, others above 24 m; by storeys only where that is clear. */
function isHighRise(attributes: Attributes, rules: RuleSet): Answer {
	const limits = rules.tables.roles.highRise;
	const { highRise, heightM, storeys, use } = attributes;
	if (typeof highRise === 'boolean') return highRise ? 'yes' : 'no';
	if (typeof heightM === 'number') {
		const limitM = DWELLINGS.includes(use) ? limits.dwellingAboveM : limits.otherAboveM;
		return heightM > limitM ? 'yes' : 'no';
	}
	if (typeof storeys === 'number' && storeys >= limits.storeys.from) return 'yes';
	if (typeof storeys === 'number' && storeys <= limits.storeys.notUpTo) return 'no';
	return { missing: 'heightM' };
}
