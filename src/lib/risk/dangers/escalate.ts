import type { RuleSet } from '../rule-set.ts';
import type { Danger, DangerEvent, DangerState } from './danger.ts';
import { daysAfter, districtDay } from './district-day.ts';
import { dangerLifeOf } from './life.ts';

/** The states in which somebody still has to mend: a deadline that passes makes a danger in one of them overdue. */
export function statesThatFallDue(rules: RuleSet): DangerState[] {
	const { escalations } = dangerLifeOf(rules);
	return [...new Set(escalations.flatMap(({ from, to }) => [...from, to]))];
}

/**
 * Whether a danger is past its deadline on a day of the district, and still in somebody's hands. One that was overdue when
 * its acceptance was asked for stays so until it is closed or a later deadline is set.
 */
export function isOverdue(
	danger: Pick<Danger, 'state' | 'deadline' | 'overdueSince'>,
	today: string,
	rules: RuleSet
): boolean {
	const { state, deadline, overdueSince } = danger;
	if (state === 'closed') return false;
	return overdueSince !== null || (deadline !== null && deadline < today && statesThatFallDue(rules).includes(state));
}

/**
 * What time makes of a danger that is past its deadline: it becomes overdue, and each escalation of danger-life.json whose
 * day has come follows, several where the clock jumped. Nothing happens to one that is as it should be: doing it twice is
 * doing it once.
 */
export function escalateDanger(danger: Danger, now: Date, rules: RuleSet): { danger: Danger; events: DangerEvent[] } {
	const today = districtDay(now, rules);
	const { deadline } = danger;
	if (deadline === null || deadline >= today || !statesThatFallDue(rules).includes(danger.state)) {
		return { danger, events: [] };
	}
	const events: DangerEvent[] = [];
	let moved = danger;
	const step = (id: string, to: DangerState, day: string, change: Partial<Danger>) => {
		events.push({ step: id, from: moved.state, to, day, given: {}, note: null, evidence: [] });
		moved = { ...moved, ...change, state: to, version: moved.version + 1 };
	};
	if (moved.overdueSince === null) {
		const since = daysAfter(deadline, 1);
		step('overdue', moved.state, since, { overdueSince: since });
	}
	for (;;) {
		const next = dangerLifeOf(rules).escalations.find(({ of, from, days }) => {
			return of === moved.level && from.includes(moved.state) && daysAfter(deadline, days.value) <= today;
		});
		if (next === undefined) return { danger: moved, events };
		step(next.id, next.to, daysAfter(deadline, next.days.value), {});
	}
}
