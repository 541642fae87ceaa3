import type { RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';
import type { Condition, SiteFinding } from './answer.ts';
import { sitingTables } from './project.ts';

interface Approval {
	rules: readonly string[];
	what: Words;
	who: Words;
	documents: readonly Words[];
	clause: string;
	confidence: string;
}

/**
 * The applications and documents that the findings ask for, each once, with who grants them. What a stricter rule
 * forbids no application can allow, so its finding asks for none. A finding that is broken against a rule that does not
 * bind asks for a review.
 */
export function conditionsOf(findings: readonly SiteFinding[], rules: RuleSet): Condition[] {
	const asking = findings.filter(({ counts, yieldsTo }) => counts === 'conditional' && yieldsTo === null);
	const conditions: Condition[] = [];
	for (const approval of sitingTables(rules).siting.approvals) {
		const of = idsOf(asking.filter(({ rule }) => (approval.rules as readonly string[]).includes(rule)));
		if (of.length > 0) conditions.push(conditionFrom(approval, of));
	}
	const review = asking.filter(({ state }) => state === 'broken');
	if (review.length > 0) conditions.push(conditionFrom(sitingTables(rules).siting.review, idsOf(review)));
	return conditions;
}

/** An approval of the data as a condition that these rules ask for. */
export function conditionFrom(approval: Approval, rules: string[]): Condition {
	const { what, who, documents, clause, confidence } = approval;
	return { rules, what, who, documents: [...documents], clause, confidence: confidence as Confidence };
}

function idsOf(findings: readonly SiteFinding[]): string[] {
	return [...new Set(findings.map(({ rule }) => rule))];
}
