import type { Attributes } from '../layer.ts';
import type { RuleSet } from '../rule-set.ts';
import { allHold } from './role.ts';
import type { Rule } from './rule.ts';

const REGISTERED = 'externalSafetyDistanceM';

/** What a rule requires of a source: one distance, or the distances between which a missing attribute decides. */
export interface Requirement {
	/** Metres from the source as drawn: limit plus half width. Empty: the text gives no number for this source. */
	requiredM: number[];
	/** The attribute without which it stays open; `null` when there is one distance, or none. */
	missing: string | null;
}

/**
 * The distances that a rule may require of a source with these attributes, metres from the source as drawn: a limit
 * that the source's attributes choose, plus the half width where the law measures from an edge. Where the half width is
 * not on record it lies between 0 and the rule's `unknownUpTo`, and both ends are given.
 */
export function requirementOf(rule: Rule, attributes: Attributes): Requirement {
	const limit = limitOf(rule, attributes);
	if (rule.edge === null || limit.requiredM.length === 0) return limit;
	const width = attributes[rule.edge.attribute];
	if (typeof width === 'number') {
		const halfM = width * rule.edge.factor;
		return { requiredM: limit.requiredM.map((m) => m + halfM), missing: limit.missing };
	}
	const { unknownUpTo, attribute } = rule.edge;
	return {
		requiredM: limit.requiredM.flatMap((m) => [m, m + unknownUpTo]),
		missing: limit.missing ?? attribute
	};
}

/**
 * Metres beyond which no pair needs measuring for a rule: the greatest distance it can require, the margin within which
 * kept distances are reported, and the sum of the two stated accuracies. With the attributes of the source it is that
 * source's own reach; without them it serves every source. Infinity where the nearest target is asked for; 0 where
 * no distance is asked, and for a registered distance when the source has none.
 */
export function reachOf(rule: Rule, accuracyM = 0, source?: Attributes): number {
	if (rule.asks === 'nearest') return Number.POSITIVE_INFINITY;
	if (!asksPairs(rule, source)) return 0;
	const ownM = source === undefined ? [] : requirementOf(rule, source).requiredM;
	// A source for which the text gives no number is asked as far as any other: what stands near it is undecided, not kept.
	const requiredM = ownM.length === 0 ? greatestRequiredM(rule) : Math.max(...ownM);
	return requiredM + marginOf(requiredM, rule.set) + accuracyM;
}

/**
 * Whether a rule is asked of pairs. A registered distance is not when the source has none: one finding for the source
 * alone then says so (`decide(rule, source, null, null, today)`).
 */
export function asksPairs(rule: Rule, source?: Attributes): boolean {
	if (rule.asks !== 'pair') return false;
	return rule.op !== 'require_registered_distance' || source === undefined || registeredOf(source) !== null;
}

/** How far beyond a limit a kept distance is still worth a finding, metres (系统设定). */
export function marginOf(limitM: number, rules: RuleSet): number {
	const { most, least, share } = rules.tables.clearances.metMargin;
	return Math.min(most, Math.max(least, limitM * share));
}

function limitOf(rule: Rule, attributes: Attributes): Requirement {
	if (rule.op === 'require_registered_distance') {
		const registeredM = registeredOf(attributes);
		return registeredM === null ? { requiredM: [], missing: REGISTERED } : { requiredM: [registeredM], missing: null };
	}
	if (rule.withinM !== null) return { requiredM: [rule.withinM], missing: null };
	const open: number[] = [];
	let missing: string | null = null;
	for (const limit of rule.limits) {
		const requiredM = limit.m + (limit.beyond ?? 0);
		const answer = allHold(limit.where ?? [], attributes, rule.set);
		if (answer === 'yes') return { requiredM: [requiredM], missing: null };
		if (answer === 'no') continue;
		open.push(requiredM);
		missing ??= answer.missing;
	}
	return { requiredM: open, missing };
}

function greatestRequiredM(rule: Rule): number {
	if (rule.op === 'require_registered_distance') return Number.POSITIVE_INFINITY;
	const limitM = rule.withinM ?? Math.max(...rule.limits.map((limit) => limit.m + (limit.beyond ?? 0)));
	return limitM + (rule.edge?.knownUpTo ?? 0);
}

function registeredOf(attributes: Attributes): number | null {
	const registeredM = attributes[REGISTERED];
	return typeof registeredM === 'number' && registeredM > 0 ? registeredM : null;
}
