import { TAG_STATES, warningOf } from '../../risk/alerts/alarm.ts';
import { subjectOf } from '../../risk/alerts/raised.ts';
import { alertTable, stepsOf, type AlertLevel } from '../../risk/alerts/table.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { endSubjects } from '../alerts/end.ts';
import { insertAlerts, lastingAmong, type NewAlert } from '../alerts/raise.ts';
import { tellAlerts } from '../alerts/tell.ts';
import type { Queryable } from '../db/database.ts';
import { latestRun } from '../runs/latest.ts';
import type { MonitoringMessage } from './message.ts';

/**
 * Raises and ends alarms by messages that changed the state of their tags, one after the other: one that came and went
 * within one post is an alert all the same, for somebody to acknowledge. Returns the subjects, with what became of them.
 */
export async function settleAlarms(
	tx: Queryable,
	district: string,
	rules: RuleSet,
	changes: readonly MonitoringMessage[]
): Promise<string[]> {
	const became: string[] = [];
	// Most changes are those between normal and high, and of tags without an alarm.
	const lasting = await lastingAmong(tx, district, changes.flatMap(subjectsOf));
	for (const message of changes) {
		const warning = warningOf(message.state, rules);
		if (warning === 'stays') continue;
		const own = warning === 'ends' ? null : subjectOf.alarm(message.feature, message.tag, message.state);
		const over = subjectsOf(message).filter((subject) => subject !== own && lasting.delete(subject));
		await endSubjects(tx, district, over);
		became.push(...over.map((subject) => `ended ${subject}`));
		if (warning === 'ends' || own === null || lasting.has(own)) continue;
		const rows = [alarmOf(message, own, warning.raises, rules)];
		const run = await latestRun(tx, district);
		await tellAlerts(tx, district, 'raised', await insertAlerts(tx, { district, run, rows, gatheredIn: null }));
		lasting.add(own);
		became.push(`raised ${own}`);
	}
	return became;
}

function subjectsOf({ feature, tag }: MonitoringMessage): string[] {
	return TAG_STATES.map((state) => subjectOf.alarm(feature, tag, state));
}

function alarmOf(message: MonitoringMessage, subject: string, level: AlertLevel, rules: RuleSet): NewAlert {
	const { feature, tag, state, value, unit, at } = message;
	const { standard, alarm } = alertTable(rules);
	return {
		kind: 'alarm',
		level,
		subject,
		feature,
		target: null,
		rule: null,
		clause: `${standard}: ${alarm.clause}`,
		from: null,
		to: null,
		facts: { tag, state, value, unit, at: at.toISOString() },
		steps: stepsOf(level, rules),
		redAfter: level === 'red' ? null : alarm.redAfter.value
	};
}
