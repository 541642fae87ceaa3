import { monthsAfter } from '../day.ts';
import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';

/**
 * The day by which a unit is to be looked at again, by the cadence of its colour (supervision.json, 系统设定). Looking at
 * it is not visiting it: visits to an enterprise are capped and merged (国办发〔2024〕54号). `null` where the unit has no
 * level, or no day is on record on which it was last inspected.
 */
export function nextInspectionOf(level: Level | null, lastInspected: string | null, rules: RuleSet): string | null {
	if (level === null || lastInspected === null) return null;
	return monthsAfter(lastInspected, rules.tables.supervision.cadence.months[level]);
}
