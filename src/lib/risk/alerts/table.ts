import { LEVELS, type Level } from '../level.ts';
import { SHIPPED, type RuleSet, type RuleTables } from '../rule-set.ts';
import type { Words } from '../words.ts';

/** The levels at which anything can alert: 九江市柴桑区文件（二十）, orange and above. */
export type AlertLevel = 'red' | 'orange';

/** After so many minutes without anybody acknowledging it, an alert goes to somebody. */
export interface Step {
	minutes: number;
	to: Words;
}

/**
 * The table of alerts of a rule set. One that was made by an edition before there were alerts has none: the one that is
 * shipped is taken, for no run asks it.
 */
export function alertTable({ tables }: RuleSet): RuleTables['alerts'] {
	return (tables as Partial<RuleTables>).alerts ?? SHIPPED.tables.alerts;
}

/** The levels from which on alerts are raised, worst first. */
export function alertLevels(rules: RuleSet): AlertLevel[] {
	const { levels } = alertTable(rules).raised;
	return LEVELS.filter((level): level is AlertLevel => levels.includes(level));
}

/** Whether something of this level raises an alert. */
export function isAlerting(level: Level | null, rules: RuleSet): level is AlertLevel {
	return level !== null && (alertLevels(rules) as Level[]).includes(level);
}

/** To whom an alert of this level goes, and after how many minutes each, in the order of time. */
export function stepsOf(level: AlertLevel, rules: RuleSet): Step[] {
	return alertTable(rules)
		.escalation[level].map(({ name, minutes }) => ({ minutes: minutes.value, to: name }))
		.sort((a, b) => a.minutes - b.minutes);
}
