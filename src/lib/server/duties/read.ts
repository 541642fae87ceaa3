import type { DutyCalendarAnswer, DutyItem, DutyRecordItem } from '../../duties/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { dutyCalendar, type DutyDue, type DutyRecord, type DutyState } from '../../risk/duties/calendar.ts';
import { daysAfter } from '../../risk/duties/day-count.ts';
import { holidaysIn, holidaysOf, yearsWithoutHolidays } from '../../risk/duties/holidays.ts';
import { periodAround } from '../../risk/duties/period.ts';
import { dutyRoles } from '../../risk/duties/table.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { bearerOf, noBearer, readBearers, type Reader } from './bearers.ts';

/** What was due this many days ago and not done is still shown as open; before that it stands in its month. */
const OPEN_DAYS = 92;
/** No period is longer. */
const LONGEST_DAYS = 366;

type RecordRow = DutyRecordItem & { duty: string };

export interface CalendarAsked {
	district: string;
	bearer?: string;
	/** `2026-11`; absent: this one. */
	month?: string;
}

/**
 * What somebody has to do: one's own, or that of a bearer who is seen. Throws an AnswerError 404 for a bearer who is none or
 * is not seen.
 */
export async function readDuties(
	db: Queryable,
	who: Reader & Pick<Who, 'rights'>,
	{ district, bearer: asked, month }: CalendarAsked,
	now = new Date()
): Promise<DutyCalendarAnswer> {
	const rules = await currentRuleSet(db, district);
	const today = districtDay(now, rules);
	const bearers = await readBearers(db, who, district);
	const bearer = bearers.find((one) => (asked === undefined ? one.isMe : one.id === asked)) ?? null;
	if (bearer === null && asked !== undefined) throw noBearer(asked);
	const span = periodAround('month', month === undefined ? today : `${month}-01`);
	const none: DutyCalendarAnswer = {
		district,
		today,
		month: span,
		bearer,
		bearers: bearers.map(({ id, name, department, isMe }) => ({ id, name, department, isMe })),
		open: [],
		items: [],
		counts: { done: 0, due: 0, overdue: 0, coming: 0 },
		holidays: holidaysIn(span, rules),
		noHolidays: yearsWithoutHolidays(span.from, span.to, rules),
		mayRecord: false
	};
	if (bearer === null) return none;
	const records = await recordsOf(db, district, bearer.id);
	const known = new Set(dutyRoles(rules).map(({ id }) => id));
	const as = { today, holidays: holidaysOf(rules) };
	const duesIn = (from: string, to: string) => {
		const done = records.map(({ duty, day, count }): DutyRecord => ({ duty, day, count, person: bearer.id }));
		return dutyCalendar(bearerOf(bearer, known), { from, to }, done, as, rules).map((due) =>
			itemOf(due, records, rules)
		);
	};
	const items = duesIn(span.from, span.to);
	const count = (state: DutyState) => items.filter((one) => one.state === state).length;
	return {
		...none,
		open: duesIn(daysAfter(today, -OPEN_DAYS), daysAfter(today, LONGEST_DAYS))
			.filter(({ state }) => state === 'overdue' || state === 'due')
			.sort((a, b) => Number(b.state === 'overdue') - Number(a.state === 'overdue')),
		items,
		counts: { done: count('done'), due: count('due'), overdue: count('overdue'), coming: count('coming') },
		mayRecord: who.rights.has('duties.record') && (bearer.isMe || who.rights.has('duties.keep'))
	};
}

async function recordsOf(db: Queryable, district: string, bearer: string): Promise<RecordRow[]> {
	const { rows } = await db.query<Omit<RecordRow, 'at' | 'by'> & { at: Date; by_name: string }>(
		`select id, duty, day, count, note, by_name, at from duty_record
		where district = $1 and bearer = $2::uuid and withdrawn_at is null order by day desc, at desc, id`,
		[district, bearer]
	);
	return rows.map(({ by_name, at, ...row }) => ({ ...row, by: by_name, at: at.toISOString() }));
}

function itemOf({ duty, period, count, state }: DutyDue, records: readonly RecordRow[], rules: RuleSet): DutyItem {
	return {
		duty: duty.id,
		name: duty.what,
		role: dutyRoles(rules).find(({ id }) => id === duty.role)!.name,
		cadence: duty.cadence,
		period,
		times: duty.times,
		unit: duty.unit,
		count,
		state,
		clause: duty.clause,
		confidence: duty.confidence,
		records: records
			.filter((one) => one.duty === duty.id && period.from <= one.day && one.day <= period.to)
			.map(({ duty: _, ...one }) => one)
	};
}
