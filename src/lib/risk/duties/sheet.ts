import type { RuleSet } from '../rule-set.ts';
import { dutyCalendar, type Bearer, type DutyRecord } from './calendar.ts';
import type { Holidays, Period } from './period.ts';
import { periodAround } from './period.ts';

/** How a group of people does its duties. */
export interface DutyCount {
	/** Department or subdistrict; `null`: people for whom none is recorded. */
	group: string | null;
	people: number;
	done: number;
	/** Asked for and not done, with some time left. */
	due: number;
	overdue: number;
	/** Share of what is over that was done: done / (done + overdue), 0 to 1; `null`: nothing is done or overdue. */
	rate: number | null;
}

export interface DutySheet {
	period: Period;
	departments: DutyCount[];
	subdistricts: DutyCount[];
	total: DutyCount;
}

/**
 * The sheet of a month: by department and by subdistrict what was done, is due and is overdue of the duties whose due day
 * lies in the month of `day`. Groups in the order of their names, those without one last.
 */
export function monthlySheet(
	day: string,
	bearers: readonly Bearer[],
	records: readonly DutyRecord[],
	as: { today: string; holidays: Holidays },
	rules: RuleSet
): DutySheet {
	return dutySheet(periodAround('month', day), bearers, records, as, rules);
}

/** The same for any days. */
export function dutySheet(
	period: Period,
	bearers: readonly Bearer[],
	records: readonly DutyRecord[],
	as: { today: string; holidays: Holidays },
	rules: RuleSet
): DutySheet {
	const byPerson = Map.groupBy(records, ({ person }) => person);
	const counted = bearers.map((bearer) => {
		const dues = dutyCalendar(bearer, period, byPerson.get(bearer.person) ?? [], as, rules);
		const count = (state: string) => dues.filter((one) => one.state === state).length;
		return { bearer, done: count('done'), due: count('due'), overdue: count('overdue') };
	});
	return {
		period,
		departments: grouped(counted, ({ department }) => department),
		subdistricts: grouped(counted, ({ subdistrict }) => subdistrict),
		total: summed(null, counted)
	};
}

interface Counted {
	bearer: Bearer;
	done: number;
	due: number;
	overdue: number;
}

function grouped(counted: readonly Counted[], groupOf: (bearer: Bearer) => string | null): DutyCount[] {
	const groups = Map.groupBy(counted, ({ bearer }) => groupOf(bearer));
	return [...groups]
		.sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
		.map(([group, members]) => summed(group, members));
}

function summed(group: string | null, members: readonly Counted[]): DutyCount {
	const sum = (of: (one: Counted) => number) => members.reduce((total, one) => total + of(one), 0);
	const done = sum((one) => one.done);
	const overdue = sum((one) => one.overdue);
	return {
		group,
		people: members.length,
		done,
		due: sum((one) => one.due),
		overdue,
		rate: done + overdue === 0 ? null : done / (done + overdue)
	};
}
