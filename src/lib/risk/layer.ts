import type { Override } from './adjust/override.ts';
import type { Exposure } from './exposure/exposure.ts';
import type { Finding } from './finding.ts';
import type { PipelineHca } from './hca/hca.ts';
import type { Grade, Value } from './reason.ts';
import type { RuleSet } from './rule-set.ts';
import type { Words } from './words.ts';

/** Ids of the layers, in the order in which lists show them. */
export const LAYER_IDS = [
	'area',
	'enterprise',
	'hazard_source',
	'pipeline',
	'building',
	'park',
	'protection_target',
	'geohazard_zone',
	'risk_contour',
	'road',
	'power_line',
	'water',
	'emergency_resource'
] as const;
export type LayerId = (typeof LAYER_IDS)[number];

/** Layers whose features carry a level of their own; those of the others are what risk is measured against. */
export const GRADED_LAYERS: readonly LayerId[] = [
	'enterprise',
	'hazard_source',
	'pipeline',
	'building',
	'park',
	'geohazard_zone'
];

export type GeometryKind = 'point' | 'line' | 'area';

/** One substance held: GB 18218-2018 4.2.2, the design maximum in tonnes. */
export interface Holding {
	name: string;
	cas?: string;
	/** Hazard category of GB 18218-2018 Table 2 (`W5.3`) for a substance not named in Table 1. */
	category?: string;
	tonnes: number;
	/** β given by the user where Table 3 or 4 leaves a doubt. */
	beta?: number;
}

/** An attribute of a layer: what it is called, in what unit, and what is allowed. */
export interface Attribute {
	key: string;
	name: Words;
	type: 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'choice' | 'inventory' | 'record';
	unit?: string;
	/** Inclusive bounds of a number. */
	min?: number;
	max?: number;
	/** Allowed values of a `choice`, with the words files and people use for them. */
	choices?: { value: string; name: Words; aliases?: string[] }[];
	/** Further column names by which a file may call this attribute. The key and both names count always. */
	aliases?: string[];
}

/** Attributes as stored: parsed and checked; an absent one is absent, never a guess. */
export type Attributes = Record<string, Value | Holding[] | Record<string, Value>>;

export interface GradeContext {
	rules: RuleSet;
	/** The day of the run, `2026-11-23`: what ages and dates are held against. */
	today: string;
	/** Findings in which the feature is source or target; `null`: clearances were not asked, as of a file by itself. */
	findings: readonly Finding[] | null;
	/** High consequence areas of a trunk pipeline; `null`: not asked, or no trunk pipeline. */
	hca: PipelineHca | null;
	/** The people around a hazard source; `null`: not counted, or no hazard source. */
	exposure: Exposure | null;
	/** The override in force; `null`: none. */
	override: Override | null;
}

/** A kind of feature. Adding a layer is adding a file in `layers/`. */
export interface Layer {
	id: LayerId;
	name: Words;
	geometry: readonly GeometryKind[];
	attributes: readonly Attribute[];
	/** Grades one feature; `null`: features of this layer carry no level of their own. */
	grade: ((attributes: Attributes, context: GradeContext) => Grade) | null;
	/**
	 * Radius of influence in metres with the rule it comes from; `null`: the feature colours nothing.
	 * Called with the feature's attributes and its grade (DESIGN.md "Zoning, exactly").
	 */
	influence: ((attributes: Attributes, grade: Grade, rules: RuleSet) => Influence | null) | null;
}

export interface Influence {
	radiusM: number;
	/** Where the radius came from, for the reasons: the registered distance, the clause, or the default. */
	from: Words;
	rule: string;
	confidence: 'VERIFIED' | 'VERIFIED_SECONDARY' | 'RECALLED' | 'DESIGN';
}
