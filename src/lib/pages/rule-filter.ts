import type { RuleItem, RuleNumber } from '../api.ts';
import type { Confidence, Words } from '../risk/words.ts';

export const RULE_KINDS = ['clearance', 'grading', 'upgrade', 'hca', 'zoning'] as const;
export const CONFIDENCES: readonly Confidence[] = ['VERIFIED', 'VERIFIED_SECONDARY', 'RECALLED', 'DESIGN'];

/** Did the newest run ask a rule? `left-out`: it does not hold here or today; `unknown`: there is no run. */
export const ASKED = ['asked', 'not-asked', 'left-out', 'unknown'] as const;
export type Asked = (typeof ASKED)[number];

export interface RuleFilter {
	/** Looked for in id, name, clause, limit and note, in both languages. */
	text: string;
	kind: RuleItem['kind'] | null;
	confidence: Confidence | null;
	asked: Asked | null;
}

/** What the newest run did with a rule. */
export function askedOf(rule: RuleItem): Asked {
	if (rule.leftOut !== null) return 'left-out';
	if (rule.notAsked !== null) return 'not-asked';
	return rule.touched === null ? 'unknown' : 'asked';
}

/** The rules that pass, in their order. */
export function filterRules(rules: readonly RuleItem[], filter: RuleFilter): RuleItem[] {
	const text = filter.text.trim().toLowerCase();
	return rules.filter(
		(rule) =>
			(filter.kind === null || rule.kind === filter.kind) &&
			(filter.confidence === null || rule.confidence === filter.confidence) &&
			(filter.asked === null || askedOf(rule) === filter.asked) &&
			holds(text, rule.id, rule.clause, rule.name, rule.limit, rule.note)
	);
}

/** The numbers whose path, name, standard or clause holds the text; only those a district may set, if so asked. */
export function filterNumbers(numbers: readonly RuleNumber[], text: string, editableOnly: boolean): RuleNumber[] {
	const wanted = text.trim().toLowerCase();
	return numbers.filter(
		(number) =>
			(!editableOnly || number.editable) && holds(wanted, number.path, number.standard, number.clause, number.name)
	);
}

function holds(text: string, ...places: (string | Words | null)[]): boolean {
	if (text === '') return true;
	return places.some((place) => {
		const words = place === null ? '' : typeof place === 'string' ? place : `${place.zh} ${place.en}`;
		return words.toLowerCase().includes(text);
	});
}
