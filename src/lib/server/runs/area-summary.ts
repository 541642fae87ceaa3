import type { ByLevel, SubdistrictSummary } from '../../api.ts';
import { categoriesOf } from '../../risk/areas/categories.ts';
import { areaLevels, type AreaKind, type AreaUnit } from '../../risk/areas/modes.ts';
import { dueAgain, triggersOf, type Assessed } from '../../risk/areas/reassess.ts';
import type { Attributes } from '../../risk/layer.ts';
import type { SubjectField } from '../../risk/layers/subject-field.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { noLevels } from './counts.ts';

/** One assessed feature as an area counts it: its point in the metric plane lies in the area. */
export interface CountedUnit extends AreaUnit {
	field: SubjectField | null;
}

/** A subdistrict or a park with what the run measured of it. */
export interface AreaToSummarize {
	kind: AreaKind;
	id: string;
	name: string;
	assessed: Assessed;
	/** Months from one assessment to the next, where it is not the rule set's default. */
	months?: number;
	/** Square metres by level of its cells. */
	areaM2: ByLevel;
	/** Features in it by layer, graded or not. */
	counts: SubdistrictSummary['counts'];
	/** Its level in the run before; undefined: there is none. */
	before?: Level | null;
}

/**
 * The summary of one area, counted anew from its units: the same where a run computes it and where a change to one
 * feature amends it. An area without a graded unit has no level, whenever it was assessed.
 */
export function summarizeArea(
	area: AreaToSummarize,
	units: readonly CountedUnit[],
	rules: RuleSet,
	today: string
): SubdistrictSummary {
	const features = noLevels();
	for (const { level } of units) features[level ?? 'none']++;
	const km2 = Object.values(area.areaM2).reduce((sum, part) => sum + part, 0) / 1e6;
	const { modes, level, index } = areaLevels(units, km2, rules, area.kind);
	const nextDue = dueAgain(area.assessed, rules, area.months);
	return {
		id: area.id,
		name: area.name,
		level,
		assessed: area.assessed.lastAssessed !== null,
		features,
		areaM2: area.areaM2,
		density: index,
		counts: area.counts,
		modes,
		point: modes.max,
		categories: categoriesOf(units),
		lastAssessed: area.assessed.lastAssessed,
		nextDue,
		triggers: triggersOf(area.assessed, nextDue, features.red, level, area.before, today)
	};
}

/** What the attributes of an area or a park say of its own assessment. */
export function assessedOf({ lastAssessed, nextDue, trigger }: Attributes): Assessed {
	const text = (value: Attributes[string] | undefined) => (typeof value === 'string' && value !== '' ? value : null);
	return { lastAssessed: text(lastAssessed), nextDue: text(nextDue), trigger: text(trigger) };
}
