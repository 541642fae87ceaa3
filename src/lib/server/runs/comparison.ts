import type { Comparison, Some } from '../../api.ts';
import { ruleOf } from '../../risk/clearance/catalogue.ts';
import { levelOfReasons, OVERRIDE_RULE, type Reason } from '../../risk/reason.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import { OUTSIDE } from '../../risk/zoning/grid.ts';
import { seenReason } from '../access/seen-reasons.ts';
import type { Sight } from '../access/sight.ts';
import { noLevels } from './counts.ts';
import type { StoredSummary } from './latest.ts';
import type { GridResult } from './result.ts';

/** How many of a set a comparison names; the total counts all. */
export const NAMED = 200;

export type FeatureKind = Exclude<keyof Comparison['features'], 'otherReasons'>;
export const FEATURE_KINDS: readonly FeatureKind[] = [
	'worse',
	'better',
	'newlyUnassessed',
	'newlyAssessed',
	'appeared',
	'gone'
];

/** The part of a comparison that follows from the two summaries: areas by level, and subdistricts, those of either. */
export function compareSummaries(
	a: Pick<StoredSummary, 'areaM2' | 'subdistricts'>,
	b: Pick<StoredSummary, 'areaM2' | 'subdistricts'>
): Pick<Comparison, 'areaM2' | 'subdistricts'> {
	const of = (summary: typeof a) => new Map(summary.subdistricts.map((one) => [one.id, one]));
	const [inA, inB] = [of(a), of(b)];
	return {
		areaM2: { a: a.areaM2, b: b.areaM2 },
		subdistricts: [...new Set([...inB.keys(), ...inA.keys()])].map((id) => ({
			id,
			name: (inB.get(id) ?? inA.get(id)!).name,
			a: inA.get(id)?.level ?? null,
			b: inB.get(id)?.level ?? null,
			areaM2: { a: inA.get(id)?.areaM2 ?? noLevels(), b: inB.get(id)?.areaM2 ?? noLevels() }
		}))
	};
}

/**
 * Cells of another level, and their square metres, each counted whole where the border passes through it; null where the
 * two grids do not have the same cells.
 */
export function compareGrids(a: GridResult, b: GridResult): Comparison['cells'] {
	if (!haveSameCells(a, b)) return null;
	let changed = 0;
	for (let cell = 0; cell < a.levels.length; cell++) {
		if (a.levels[cell] !== b.levels[cell] && !(a.levels[cell] === OUTSIDE && b.levels[cell] === OUTSIDE)) changed++;
	}
	return { changed, areaM2: changed * a.cellM * a.cellM };
}

/** Whether two grids have the same cells: only then can they be held against each other. */
export function haveSameCells(a: GridResult, b: GridResult): boolean {
	return (
		a.cellM === b.cellM &&
		a.columns === b.columns &&
		a.rows === b.rows &&
		a.originX === b.originX &&
		a.originY === b.originY
	);
}

/** The words of the reason that decides a level: an override, else the first that gives it, else why there is none; as disclosed. */
export function decidingWords(sight: Sight, reasons: readonly Reason[] | null): Words | null {
	if (reasons === null || reasons.length === 0) return null;
	const level = levelOfReasons(reasons);
	const deciding =
		reasons.find((reason) => reason.rule === OVERRIDE_RULE) ?? reasons.find((reason) => reason.level === level);
	return seenReason(sight, deciding ?? reasons[0]).text;
}

/** The clause of a clearance, in the rule set that has it. */
export function clauseOf(rule: string, ...sets: readonly RuleSet[]): string {
	for (const rules of sets) {
		try {
			return ruleOf(rule, rules).clause;
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
		}
	}
	return rule;
}

export function nothing<T>(): Some<T> {
	return { total: 0, items: [] };
}
