import type { RuleSet } from '../rule-set.ts';
import { countOf } from './day-count.ts';
import { periodsOf, type Holidays, type Period } from './period.ts';
import { dutiesOf, dutyTable, type Duty } from './table.ts';

/** Somebody who has duties. */
export interface Bearer {
	person: string;
	/** Roles of data/rules/duties.json. */
	roles: readonly string[];
	/** Since when: a period that ended before asks nothing of them. `null`: since ever. */
	since: string | null;
	department: string | null;
	subdistrict: string | null;
}

/** That somebody did something for a duty. */
export interface DutyRecord {
	duty: string;
	person: string;
	day: string;
	/** How much of it: one check, two enterprises. */
	count: number;
}

/** A duty in one of its periods: the last day of the period is the day it is due. */
export interface DutyDue {
	duty: Duty;
	period: Period;
	/** How many records there are, of those that lie in the period. */
	count: number;
	state: DutyState;
}

/** `coming`: its period has not begun; `due`: it has and something lacks; `overdue`: it is over and something lacks. */
export type DutyState = 'done' | 'due' | 'overdue' | 'coming';

/** Throws a RangeError for days that are none or stand the wrong way round. */
function checkSpan({ from, to }: Period): void {
	if (countOf(from) > countOf(to)) throw new RangeError(`${from} is after ${to}.`);
}

/**
 * What somebody has to do, as of `today`: every duty of their roles whose due day lies in the span, in the order of due
 * days, then of the table. What was done before a period began or after it ended counts for another period, never for
 * this one. Throws a RangeError for a role or a day that is none.
 */
export function dutyCalendar(
	bearer: Bearer,
	span: Period,
	records: readonly DutyRecord[],
	{ today, holidays }: { today: string; holidays: Holidays },
	rules: RuleSet
): DutyDue[] {
	checkSpan(span);
	countOf(today);
	const leadDays = dutyTable(rules).beforeHoliday.value;
	const own = records.filter(({ person }) => person === bearer.person);
	const dues = [...new Set(bearer.roles)].flatMap((role) =>
		dutiesOf(role, rules).flatMap((duty) =>
			periodsOf(duty.cadence, span, holidays, leadDays)
				.filter(({ to }) => bearer.since === null || bearer.since <= to)
				.map((period) => dueIn(duty, period, own, today))
		)
	);
	return dues.sort((a, b) => (a.period.to < b.period.to ? -1 : a.period.to > b.period.to ? 1 : 0));
}

function dueIn(duty: Duty, period: Period, records: readonly DutyRecord[], today: string): DutyDue {
	const count = records
		.filter((one) => one.duty === duty.id && period.from <= one.day && one.day <= period.to && one.day <= today)
		.reduce((sum, one) => sum + one.count, 0);
	return { duty, period, count, state: stateOf(count, duty, period, today) };
}

function stateOf(count: number, { times }: Duty, { from, to }: Period, today: string): DutyState {
	if (count >= times) return 'done';
	if (to < today) return 'overdue';
	return from <= today ? 'due' : 'coming';
}
