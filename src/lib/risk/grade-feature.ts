import { upgradesOf } from './adjust/adjust.ts';
import type { Attributes, GradeContext, Layer } from './layer.ts';
import { codeOf, type Level } from './level.ts';
import { levelOfReasons, OVERRIDE_RULE, type Grade, type Reason } from './reason.ts';

/** A grade, and beside it what the rules alone give where somebody set the level by hand. */
export interface FeatureGrade extends Grade {
	computed: Level | null;
}

/**
 * Grades one feature: what its layer's standard gives, raised by the upgrades of the rule set (standards.md §4.5.2),
 * and set by an override in force. The level follows from the reasons alone (levelOfReasons), the worst of which stand
 * first. Where an upgrade or an override gives the level of a feature that its standard could not grade, `missing` still
 * names what that needs. Throws an Error for a layer without levels.
 */
export function gradeFeature(layer: Layer, attributes: Attributes, context: GradeContext): FeatureGrade {
	if (layer.grade === null) throw new Error(`Features of layer ${layer.id} carry no level.`);
	const own = layer.grade(attributes, context);
	const upgrades = upgradesOf(layer.id, attributes, context, own.level);
	const reasons = [...own.reasons, ...upgrades].sort((a, b) => codeOf(b.level) - codeOf(a.level));
	const computed = levelOfReasons(reasons);
	const { override } = context;
	if (override === null) return { ...own, reasons, level: computed, computed };
	const all = [overrideReason(override, computed), ...reasons];
	return { ...own, reasons: all, level: override.level, computed };
}

function overrideReason(override: NonNullable<GradeContext['override']>, computed: Level | null): Reason {
	return {
		rule: OVERRIDE_RULE,
		clause: '系统设定: 人工调整',
		text: {
			zh: `人工调整: ${override.reason}(批准人 ${override.approver}, 至 ${override.until})`,
			en: `Set by hand: ${override.reason} (approved by ${override.approver}, until ${override.until})`
		},
		inputs: { computed, approver: override.approver, until: override.until, evidence: override.evidence },
		measured: null,
		limit: null,
		unit: null,
		confidence: 'DESIGN',
		level: override.level
	};
}
