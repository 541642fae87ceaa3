import type { DutyRecordOrder } from '../../duties/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { dutiesOf, dutyRoles } from '../../risk/duties/table.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { noBearer, readBearers } from './bearers.ts';

interface Row {
	bearer: string;
	duty: string;
	day: string;
	count: number;
	note: string | null;
}

/**
 * Records that a bearer did something for a duty: oneself, or anybody for whoever keeps the bearers. The same again changes
 * nothing. Throws an AnswerError: 404 for a bearer who is not seen, 403 for somebody else's duties, 409 where the id stands
 * for another record, 422 naming the field that is wrong.
 */
export async function recordDuty(db: Database, who: Who, order: DutyRecordOrder, now = new Date()): Promise<void> {
	const { district, id, bearer, duty, day, count, note = null } = order;
	await db.transaction(async (tx) => {
		const { name } = await mustBeOwn(tx, who, district, bearer);
		const known = await readRecord(tx, district, id);
		if (known !== null) {
			const same = known.bearer === bearer && known.duty === duty && known.day === day && known.count === count;
			if (same && known.note === note) return;
			throw new AnswerError(409, 'other-content', {
				zh: 'id：这个编号已登记了不同的内容，没有覆盖。请用新的编号。',
				en: 'id: something else is on record under it and was not overwritten. Use a new one.'
			});
		}
		await mustFit(tx, who, order, now);
		const { count: inserted } = await tx.query(
			`insert into duty_record (district, id, duty, bearer, day, count, note, by_id, by_name, at)
			values ($1, $2::uuid, $3, $4::uuid, $5::date, $6::integer, $7, $8, $9, $10::timestamptz)
			on conflict (district, id) do nothing`,
			[district, id, duty, bearer, day, count, note, who.id, who.name, now.toISOString()]
		);
		if (inserted === 0) return;
		await record(tx, { who, district, action: 'duty.record', object: id, after: { bearer: name, duty, day, count } });
	});
}

/** Withdraws a record, once: it stays on record and no longer counts. Throws an AnswerError 404 and 403. */
export async function withdrawDuty(
	db: Database,
	who: Who,
	district: string,
	id: string,
	now = new Date()
): Promise<void> {
	await db.transaction(async (tx) => {
		const known = await readRecord(tx, district, id);
		if (known === null) throw noRecord(id);
		const { name } = await mustBeOwn(tx, who, district, known.bearer);
		const { count } = await tx.query(
			`update duty_record set withdrawn_at = $3::timestamptz, withdrawn_by = $4
			where district = $1 and id = $2::uuid and withdrawn_at is null`,
			[district, id, now.toISOString(), who.name]
		);
		if (count === 0) return;
		const { duty, day, count: times } = known;
		const before = { bearer: name, duty, day, count: times };
		await record(tx, { who, district, action: 'duty.withdraw', object: id, before });
	});
}

async function readRecord(tx: Queryable, district: string, id: string): Promise<Row | null> {
	const { rows } = await tx.query<Row>(
		`select bearer, duty, day, count, note from duty_record
		where district = $1 and id = $2::uuid`,
		[district, id]
	);
	return rows[0] ?? null;
}

async function mustBeOwn(tx: Queryable, who: Who, district: string, id: string) {
	const bearer = (await readBearers(tx, who, district)).find((one) => one.id === id);
	if (bearer === undefined) throw noBearer(id);
	if (bearer.isMe || who.rights.has('duties.keep')) return bearer;
	throw new AnswerError(403, 'not-yours', {
		zh: `${bearer.name} 的履职由本人登记，或由数据管理员代为登记。`,
		en: `What ${bearer.name} did is recorded by themselves, or by the data keeper for them.`
	});
}

async function mustFit(tx: Queryable, who: Who, { district, bearer: id, duty, day }: DutyRecordOrder, now: Date) {
	const rules = await currentRuleSet(tx, district);
	const bearer = (await readBearers(tx, who, district)).find((one) => one.id === id)!;
	const known = new Set(dutyRoles(rules).map((role) => role.id));
	const duties = bearer.roles.filter((role) => known.has(role)).flatMap((role) => dutiesOf(role, rules));
	if (!duties.some((one) => one.id === duty)) {
		throw new AnswerError(422, 'no-duty', {
			zh: `duty：${bearer.name} 没有履职事项 ${duty}。请从其履职清单中选择。`,
			en: `duty: ${bearer.name} has no duty ${duty}. Choose one of their list.`
		});
	}
	const today = districtDay(now, rules);
	if (day > today || day < bearer.since) {
		throw new AnswerError(422, 'wrong-day', {
			zh: `day：日期应在 ${bearer.since}（任职）与 ${today}（今天）之间，收到 ${day}。`,
			en: `day: it lies between ${bearer.since}, when they began, and ${today}, today; got ${day}.`
		});
	}
}

function noRecord(id: string): AnswerError {
	return new AnswerError(404, 'no-record', {
		zh: `没有履职登记 ${id}。请刷新页面。`,
		en: `There is no record of a duty ${id}. Load the page again.`
	});
}
