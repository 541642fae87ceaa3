import type { Words } from './words.ts';

/**
 * `met`: kept. `broken`: a violation. `uncertain`: nearer to the limit than the positions are accurate, measure on
 * site. `undecided`: something needed is missing, and `cause` names it. Never is "no answer" the same as `met`.
 */
export type State = 'met' | 'broken' | 'uncertain' | 'undecided';
export const STATES: readonly State[] = ['broken', 'uncertain', 'undecided', 'met'];

/** Why a finding is undecided (or what a person should know of one that is not). */
export interface Cause {
	/** `attribute-missing`, `approval-missing`, `no-registered-distance`, `layer-empty`, … */
	code: string;
	/** The attribute that is missing and the feature that lacks it, where that is the cause. */
	attribute?: string;
	feature?: string;
	text: Words;
}

/** One rule asked of one pair of features (or of one feature, when `target` is null). */
export interface Finding {
	rule: string;
	/** Ids of the features. */
	source: string;
	target: string | null;
	state: State;
	cause: Cause | null;
	/** Distance between the two, metres in the metric plane, rounded to the millimetre. */
	measuredM: number | null;
	requiredM: number | null;
	/** measured − required, metres: negative when broken. */
	marginM: number | null;
	/** Sum of the two stated positional accuracies, metres; `null` when neither is stated. */
	accuracyM: number | null;
	/**
	 * Id of the stricter rule that broke for the same pair and goes before this one: what a ban forbids, no application
	 * can allow (管道保护法 Art 30 before Art 35). `null`: none does.
	 */
	yieldsTo: string | null;
	/** The two nearest points, on source and on target, in the metric plane. */
	from: [number, number] | null;
	to: [number, number] | null;
}
