import type { Exposure } from '../exposure/exposure.ts';
import type { Finding } from '../finding.ts';
import { codeOf, type Level } from '../level.ts';
import { OVERRIDE_RULE, type Reason } from '../reason.ts';
import type { RuleSet } from '../rule-set.ts';
import { ruleOf } from '../clearance/catalogue.ts';
import { isAlerting, type AlertLevel } from './table.ts';

/** A feature as an assessment left it; of its exposure, the words that its reasons repeat. */
export interface Graded {
	level: Level | null;
	reasons: readonly Reason[];
	exposure: Told | null;
}
/** What is told of an exposure: enough to take the names of others out of a reason that repeats it. */
export type Told = Pick<Exposure, 'text' | 'withinM' | 'counted' | 'features'>;

/** The findings that alerts are about, with their nearest points in degrees. */
export type BrokenFinding = Pick<Finding, 'rule' | 'source' | 'target' | 'measuredM' | 'requiredM' | 'yieldsTo'> & {
	from: [number, number] | null;
	to: [number, number] | null;
};

/** What a run or an amendment made of what stood there before. Whatever stayed as it was may be left out. */
export interface Change {
	grades: readonly { feature: string; before: Graded | null; after: Graded | null }[];
	/** The broken findings of the pairs that were asked again. */
	broken: { before: readonly Pick<Finding, 'rule' | 'source' | 'target'>[]; after: readonly BrokenFinding[] };
}

/** An alert that follows from a change. Of one `subject` there is one open alert at a time. */
export type Raised = { level: AlertLevel; subject: string; feature: string } & (
	| { kind: 'level'; before: Level | null; reason: Reason | null; exposure: Told | null }
	| { kind: 'violation'; finding: BrokenFinding }
	| { kind: 'danger'; reason: Reason }
);

export const subjectOf = {
	level: (feature: string) => `level ${feature}`,
	danger: (feature: string) => `danger ${feature}`,
	violation: ({ rule, source, target }: Pick<Finding, 'rule' | 'source' | 'target'>) =>
		`violation ${rule} ${source} ${target ?? ''}`,
	alarm: (feature: string, tag: string, state: string) => `alarm ${state} ${feature} ${tag}`
};

/**
 * The alerts that follow from a change, at the levels of data/rules/alerts.json, the worst last: features that turned
 * worse, new violations, major hidden dangers that became overdue. A feature that turned red because its danger is overdue
 * is one alert, of the danger; a finding that gives way to a stricter one of the same pair is none.
 */
export function alertsOf({ grades, broken }: Change, rules: RuleSet): Raised[] {
	const raised: Raised[] = [];
	for (const { feature, before, after } of grades) {
		if (after === null) continue;
		const danger = dangerOf(after, rules);
		const isNewDanger = danger !== null && (before === null || dangerOf(before, rules) === null);
		if (isNewDanger) {
			const { level } = danger;
			raised.push({ kind: 'danger', level, subject: subjectOf.danger(feature), feature, reason: danger.reason });
		}
		const was = before?.level ?? null;
		const { level } = after;
		if (!isAlerting(level, rules) || codeOf(level) <= codeOf(was)) continue;
		if (isNewDanger && codeOf(danger.level) >= codeOf(level)) continue;
		const reason = decidingReason(after);
		const exposure = after.exposure;
		raised.push({ kind: 'level', level, subject: subjectOf.level(feature), feature, before: was, reason, exposure });
	}
	const known = new Set(broken.before.map(subjectOf.violation));
	for (const finding of broken.after) {
		const level = ruleOf(finding.rule, rules).severity;
		const subject = subjectOf.violation(finding);
		if (finding.yieldsTo !== null || known.has(subject) || !isAlerting(level, rules)) continue;
		raised.push({ kind: 'violation', level, subject, feature: finding.source, finding });
	}
	return raised.sort((a, b) => codeOf(a.level) - codeOf(b.level) || (a.subject < b.subject ? -1 : 1));
}

/** Where the level of a feature comes from: what was set by hand, else the worst reason; null where none gives it. */
export function decidingReason({ level, reasons }: Pick<Graded, 'level' | 'reasons'>): Reason | null {
	const override = reasons.find(({ rule }) => rule === OVERRIDE_RULE);
	return override ?? reasons.find((reason) => reason.level !== null && reason.level === level) ?? null;
}

/** The reason by which a major hidden danger that is overdue shows in an assessment, as JSON that contains it. */
export function overdueReason(rules: RuleSet): { rule: string; inputs: Reason['inputs'] } {
	return { rule: rules.tables.upgrades.majorDanger.rule, inputs: { majorDanger: 'overdue' } };
}

function dangerOf({ reasons }: Graded, rules: RuleSet): { reason: Reason; level: AlertLevel } | null {
	const { rule, inputs } = overdueReason(rules);
	const reason = reasons.find((one) => one.rule === rule && one.inputs.majorDanger === inputs.majorDanger);
	return reason !== undefined && isAlerting(reason.level, rules) ? { reason, level: reason.level } : null;
}
