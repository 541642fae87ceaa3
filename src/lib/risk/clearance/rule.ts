import type { Finding } from '../finding.ts';
import type { Attributes, LayerId } from '../layer.ts';
import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Value } from '../reason.ts';
import type { Confidence, Words } from '../words.ts';

/**
 * How a rule judges a distance d (metres, rounded to the millimetre) against its limit m.
 * - `forbid_within`: broken at d ≤ m. `min_dist`: broken at d < m. `forbid_intersect`, `avoid`: broken at d = 0.
 * - `apply_within`: approval is needed at lo < d ≤ m. `require_doc` (d = 0), `notify_days_before`: likewise.
 * - `require_registered_distance`: `min_dist` with the source's registered distance for m.
 * - `must_be_inside`: broken at d > 0. `max_age_months`, `count_within`: no distance, asked of the source alone.
 */
export type Op =
	| 'forbid_within'
	| 'min_dist'
	| 'forbid_intersect'
	| 'avoid'
	| 'apply_within'
	| 'require_doc'
	| 'notify_days_before'
	| 'require_registered_distance'
	| 'must_be_inside'
	| 'max_age_months'
	| 'count_within';

/** What a rule demands of people. */
export type Effect = 'ban' | 'keep' | 'apply' | 'document' | 'notify' | 'count';

/** A condition on one attribute, or a judgement that a standard makes of several. */
export interface Condition {
	attribute?: string;
	in?: readonly Value[];
	/** Bounds of a number: `above` < value, `from` ≤ value, value ≤ `upTo`. */
	above?: number;
	from?: number;
	upTo?: number;
	judge?: 'major-hazard-source' | 'high-rise';
	/** Holds where it would not, and the other way round. */
	not?: boolean;
	/** What an absent attribute means; `missing` unless stated. */
	absent?: 'missing' | 'no' | 'yes';
}

/** A way to play a role: being in a layer and meeting all conditions. */
export interface Play {
	layer: LayerId;
	where: readonly Condition[];
}

/** What a rule asks about, as data: `pipe_trunk`, `any_building`. No plays: nothing on the map is it yet. */
export interface Role {
	id: string;
	name: Words;
	plays: readonly Play[];
}

/** A limit, and the source attributes for which it holds. `beyond` metres are added to it. */
export interface Limit {
	m: number;
	beyond?: number;
	where?: readonly Condition[];
}

/**
 * The distance from the source as drawn (a centre line) to where the law measures from, as `attribute` × `factor`
 * metres. Unknown, it is anything up to `unknownUpTo`; known, never above `knownUpTo`.
 */
export interface Edge {
	attribute: string;
	factor: number;
	unknownUpTo: number;
	knownUpTo: number;
}

export interface Rule {
	/** The rule set it stands in, and whose roles and tables it asks. */
	set: RuleSet;
	id: string;
	name: Words;
	/** Roles; a feature that plays one of them is asked. */
	sources: readonly string[];
	targets: readonly string[];
	op: Op;
	effect: Effect;
	/** `pair`: each pair within reach. `nearest`: each source with its nearest target. `source`: each source alone. */
	asks: 'pair' | 'nearest' | 'source';
	/** The first whose conditions hold is the one. */
	limits: readonly Limit[];
	/** Of `apply_within`, metres. */
	lo: number;
	/** Within how many metres a rule is asked whose limit is no distance; `null` elsewhere. */
	withinM: number | null;
	unit: string;
	edge: Edge | null;
	/** Standard and clause as people cite them. */
	clause: string;
	confidence: Confidence;
	severity: Level;
	effectiveFrom: string | null;
	effectiveTo: string | null;
	/** Ids of data/rules/places.json where alone it holds; `null`: everywhere. */
	places: readonly string[] | null;
	/** Rules that go before it where all of them are in force. */
	replacedBy: readonly string[];
	/** A pair is one pair whichever way round. */
	symmetric: boolean;
	note: Words | null;
}

/** One side of a pair: a feature, or something proposed. */
export interface Side {
	id: string;
	/** `null`: of no layer, as blasting or digging are. */
	layer: LayerId | null;
	/** Roles that it plays by what it is, whatever its layer: a proposal says `blasting`. */
	roles?: readonly string[];
	attributes: Attributes;
	/** Stated positional accuracy, metres; `null`: not stated. */
	accuracyM: number | null;
}

export type Decision = Pick<Finding, 'state' | 'cause' | 'requiredM' | 'marginM' | 'accuracyM'>;
