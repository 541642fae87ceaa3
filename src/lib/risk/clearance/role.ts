import data from '../../../../data/rules/roles.json' with { type: 'json' };
import type { Attributes, LayerId } from '../layer.ts';
import { identify } from '../standards/gb18218.ts';
import { UnknownHolding } from '../standards/substance.ts';
import type { Condition, Role } from './rule.ts';

/** Whether something holds; `missing` names the attribute without which nobody can say. */
export type Answer = 'yes' | 'no' | { missing: string };

const ROLES = new Map<string, Role>((data.rows as unknown as Role[]).map((role) => [role.id, role]));
const HIGH_RISE = data.highRise;
const DWELLINGS: readonly unknown[] = ['residential', 'dwelling'];

/** The role of an id. Throws a RangeError for an id that data/rules/roles.json does not have. */
export function roleById(id: string): Role {
	const role = ROLES.get(id);
	if (role === undefined) throw new RangeError(`data/rules/roles.json has no role "${id}".`);
	return role;
}

/** Layers whose features can play any of the roles; empty when nothing on the map can. */
export function layersOf(roles: readonly string[]): LayerId[] {
	return [...new Set(roles.flatMap((id) => roleById(id).plays.map((play) => play.layer)))];
}

/**
 * Whether a feature plays a role: `yes`, `no`, or `missing` with the attribute on which it hangs. A pipeline without
 * its class may be a trunk line, so it is `missing`, never `no`.
 */
export function roleOf(roleId: string, layer: LayerId, attributes: Attributes): Answer {
	let answer: Answer = 'no';
	for (const play of roleById(roleId).plays) {
		if (play.layer !== layer) continue;
		const played = allHold(play.where, attributes);
		if (played === 'yes') return 'yes';
		if (played !== 'no' && answer === 'no') answer = played;
	}
	return answer;
}

/** As roleOf, for several roles: `yes` when it plays one of them. */
export function anyRoleOf(roleIds: readonly string[], layer: LayerId, attributes: Attributes): Answer {
	let answer: Answer = 'no';
	for (const id of roleIds) {
		const played = roleOf(id, layer, attributes);
		if (played === 'yes') return 'yes';
		if (played !== 'no' && answer === 'no') answer = played;
	}
	return answer;
}

/** Whether all conditions hold. One that certainly fails decides before one that nobody can answer. */
export function allHold(conditions: readonly Condition[], attributes: Attributes): Answer {
	let answer: Answer = 'yes';
	for (const condition of conditions) {
		const held = holds(condition, attributes);
		if (held === 'no') return 'no';
		if (held !== 'yes' && answer === 'yes') answer = held;
	}
	return answer;
}

function holds(condition: Condition, attributes: Attributes): Answer {
	const answer = condition.judge === undefined ? compare(condition, attributes) : judge(condition.judge, attributes);
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

function judge(what: NonNullable<Condition['judge']>, attributes: Attributes): Answer {
	return what === 'high-rise' ? isHighRise(attributes) : isMajorHazardSource(attributes);
}

/** GB 18218-2018 4.2: S ≥ 1. An inventory that cannot be read leaves it open. */
function isMajorHazardSource(attributes: Attributes): Answer {
	const { inventory } = attributes;
	if (!Array.isArray(inventory) || inventory.length === 0) return { missing: 'inventory' };
	try {
		return identify(inventory).isMajor ? 'yes' : 'no';
	} catch (error) {
		if (error instanceof UnknownHolding) return { missing: 'inventory' };
		throw error;
	}
}

/** GB 50016-2014 2.1.1 by height: dwellings above 27 m, others above 24 m; by storeys only where that is clear. */
function isHighRise(attributes: Attributes): Answer {
	const { highRise, heightM, storeys, use } = attributes;
	if (typeof highRise === 'boolean') return highRise ? 'yes' : 'no';
	if (typeof heightM === 'number') {
		const limitM = DWELLINGS.includes(use) ? HIGH_RISE.dwellingAboveM : HIGH_RISE.otherAboveM;
		return heightM > limitM ? 'yes' : 'no';
	}
	if (typeof storeys === 'number' && storeys >= HIGH_RISE.storeys.from) return 'yes';
	if (typeof storeys === 'number' && storeys <= HIGH_RISE.storeys.notUpTo) return 'no';
	return { missing: 'heightM' };
}
