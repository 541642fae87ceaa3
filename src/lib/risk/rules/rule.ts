import type { Level } from '../level.ts';
import type { Value } from '../reason.ts';
import type { Confidence, Words } from '../words.ts';

/** One number of a rule set, found by its path: `zoning.radii.park.value`. */
export interface RuleNumber {
	path: string;
	name: Words;
	value: Value;
	unit: string;
	standard: string;
	clause: string;
	confidence: Confidence;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	/** Only numbers of confidence DESIGN may be set by a district. */
	editable: boolean;
	min: number | null;
	max: number | null;
	/** What a value that is a word may be: the four levels, a mode; null: a number or a switch. */
	choices: readonly string[] | null;
	/** The value in the rule set that Sise ships. */
	shipped: Value;
}

/** One rule by itself: without what a district, a day or a run makes of it. */
export interface KnownRule {
	id: string;
	kind: 'clearance' | 'grading' | 'upgrade' | 'hca' | 'zoning';
	name: Words;
	clause: string;
	confidence: Confidence;
	severity: Level | null;
	/** The number with its unit, in words: `≤ 5 m`. */
	limit: Words;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	note: Words | null;
}
