import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import type { Edge, Limit, Rule } from './rule.ts';

/** A rule that is not asked, and why. */
export interface LeftOut {
	rule: string;
	why: Words;
}

interface Row extends Omit<Rule, 'set' | 'lo' | 'withinM' | 'edge' | 'places' | 'replacedBy' | 'symmetric' | 'note'> {
	standard: string;
	limits: Limit[];
	lo?: number;
	within?: { value: number };
	edge?: Edge;
	places?: string[];
	replacedBy?: string[];
	symmetric?: boolean;
	note?: Words;
}

/** Every clearance of a rule set, in its order. */
export const clearancesOf: (rules: RuleSet) => readonly Rule[] = perRuleSet(({ clearances }, rules) =>
	(clearances.rows as unknown as Row[]).map((row) => ruleFrom(row, rules))
);

const byId = perRuleSet((_, rules) => new Map(clearancesOf(rules).map((rule) => [rule.id, rule])));

/** The clearance of an id. Throws a RangeError for an id that the rule set does not have. */
export function ruleOf(id: string, rules: RuleSet): Rule {
	const rule = byId(rules).get(id);
	if (rule === undefined) throw new RangeError(`Rule set ${rules.version} has no clearance "${id}".`);
	return rule;
}

/**
 * The rules that hold on a day (`2026-11-23`) in the district of a code (`420112`): in effect, for that place, and not
 * replaced there by a stricter or later rule.
 */
export function rulesInForce(today: string, districtCode: string, rules: RuleSet): Rule[] {
	return clearancesOf(rules).filter((rule) => whyLeftOut(rule, today, districtCode) === null);
}

/** The rules that do not hold there and then, each with why. */
export function rulesLeftOut(today: string, districtCode: string, rules: RuleSet): LeftOut[] {
	return clearancesOf(rules).flatMap((rule) => {
		const why = whyLeftOut(rule, today, districtCode);
		return why === null ? [] : [{ rule: rule.id, why }];
	});
}

function whyLeftOut(rule: Rule, today: string, districtCode: string): Words | null {
	if (rule.effectiveFrom !== null && today < rule.effectiveFrom) {
		return { zh: `${rule.effectiveFrom} 起施行`, en: `In force from ${rule.effectiveFrom}` };
	}
	if (rule.effectiveTo !== null && today > rule.effectiveTo) {
		const ended = { zh: `有效期至 ${rule.effectiveTo}`, en: `In force until ${rule.effectiveTo}` };
		const by = rule.replacedBy.join('、');
		return by === '' ? ended : { zh: `${ended.zh}, 由 ${by} 取代`, en: `${ended.en}, replaced by ${by}` };
	}
	if (!holdsAt(rule, districtCode)) {
		return { zh: `地方规定, 不适用于 ${districtCode}`, en: `A local rule that does not hold in ${districtCode}` };
	}
	const replacements = rule.replacedBy.map((id) => ruleOf(id, rule.set));
	const isReplaced = replacements.every((other) => whyLeftOut(other, today, districtCode) === null);
	if (replacements.length > 0 && isReplaced) {
		const by = [...new Set(replacements.map((other) => other.clause))].join('、');
		return { zh: `由更严的规定取代: ${by}`, en: `A stricter rule goes before it: ${by}` };
	}
	return null;
}

function holdsAt(rule: Rule, districtCode: string): boolean {
	if (rule.places === null) return true;
	const known = rule.set.tables.places.rows;
	return rule.places.some((id) =>
		known.find((place) => place.id === id)?.codes.some((code) => districtCode.startsWith(code))
	);
}

function ruleFrom(row: Row, set: RuleSet): Rule {
	return {
		set,
		id: row.id,
		name: row.name,
		sources: row.sources,
		targets: row.targets,
		op: row.op,
		effect: row.effect,
		asks: row.asks,
		limits: row.limits,
		lo: row.lo ?? 0,
		withinM: row.within?.value ?? null,
		unit: row.unit,
		edge: row.edge ?? null,
		clause: `${row.standard} ${row.clause}`,
		confidence: row.confidence,
		severity: row.severity,
		effectiveFrom: row.effectiveFrom,
		effectiveTo: row.effectiveTo,
		places: row.places ?? null,
		replacedBy: row.replacedBy ?? [],
		symmetric: row.symmetric ?? false,
		note: row.note ?? null
	};
}
