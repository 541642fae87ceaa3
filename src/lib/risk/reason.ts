import { worst, type Level } from './level.ts';
import type { Confidence, Words } from './words.ts';

/** A value that a reason or an attribute can hold. */
export type Value = string | number | boolean | null;

/** Why a feature has its level, or why it has none: one clause, what went in, what came out. */
export interface Reason {
	/** Id of the rule, as in data/rules: `GB18218-R`, `PIPE-30-5`. */
	rule: string;
	/** The standard and its clause, as people cite it: `GB 18218-2018 4.3 表6`. */
	clause: string;
	text: Words;
	/** Every input and intermediate number, by name: `{ S: 2.6, alpha: 2, R: 85.6 }`. */
	inputs: Record<string, Value>;
	/** The number that decided and the limit it was held against, in `unit`; `null` where none is. */
	measured: number | null;
	limit: number | null;
	unit: string | null;
	confidence: Confidence;
	/** The level that this reason alone gives; `null` when it gives none: a step on the way, or why there is no level. */
	level: Level | null;
}

/** What grading a feature gives. */
export interface Grade {
	/** The worst level of the reasons; `null`: not assessed. */
	level: Level | null;
	/** The grade in the standard's own words: 一级…四级, A…D; `null` where there is none. */
	grade: string | null;
	reasons: Reason[];
	/** Keys of the attributes that were needed and are absent. Empty with a null level: the reason says why there is none. */
	missing: string[];
	/** Intermediate numbers for machines: `S`, `R`, `alpha`, `D`, score items. */
	values: Record<string, number>;
}

/** Rule id of the reason that a manual override leaves: where it stands, its level goes before all others. */
export const OVERRIDE_RULE = 'OVERRIDE';

/** The level that follows from reasons alone: that of a manual override, else the worst; `null` where none gives one. */
export function levelOfReasons(reasons: readonly Reason[]): Level | null {
	const override = reasons.find((reason) => reason.rule === OVERRIDE_RULE);
	return override === undefined ? worst(reasons.map((reason) => reason.level)) : override.level;
}
