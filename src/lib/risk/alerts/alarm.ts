import type { RuleSet } from '../rule-set.ts';
import { alertTable, isAlerting, type AlertLevel } from './table.ts';
import type { Level } from '../level.ts';

/** What a monitoring system says of a tag. */
export const TAG_STATES = ['normal', 'high', 'high_high', 'low', 'low_low', 'fault'] as const;
export type TagState = (typeof TAG_STATES)[number];

/**
 * What a state of a tag makes of its warning. standards.md §4.5.2 item 3: an alarm changes the warning, never the risk
 * level. A fault of the instrument tells nothing of what it measures, so it leaves the warning as it is.
 */
export type Warning = { raises: AlertLevel } | 'ends' | 'stays';

export function warningOf(state: TagState, rules: RuleSet): Warning {
	const { states, ends } = alertTable(rules).alarm;
	const level = (states as Partial<Record<TagState, string>>)[state] as Level | undefined;
	if (level !== undefined && isAlerting(level, rules)) return { raises: level };
	return ends.includes(state) ? 'ends' : 'stays';
}
