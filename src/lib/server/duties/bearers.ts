import type { BearerItem, BearerList, BearerOrder } from '../../duties/api.ts';
import type { Bearer } from '../../risk/duties/calendar.ts';
import { dutiesOf, dutyRoles } from '../../risk/duties/table.ts';
import { seesAllRows } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { subdistrictNames } from '../sheets/send-sheet.ts';

/** Whoever asks: one's own duties, or everybody's for who sees the whole district. */
export type Reader = Pick<Who, 'id' | 'kind' | 'sight'>;

type Row = Omit<BearerItem, 'isMe'> & { person: string | null };

/** The bearers of a district whose duties are seen, by name. */
export async function readBearers(db: Queryable, who: Reader, district: string): Promise<BearerItem[]> {
	const { rows } = await db.query<Row>(
		`select b.id, b.version, b.name, b.account, b.roles, b.since, b.department, b.subdistrict, p.id as person
		from duty_bearer b left join person p on p.username = b.account
		where b.district = $1 and ($2::boolean or p.id = $3) order by b.name, b.id`,
		[district, seesAllRows(who.sight), who.kind === 'person' ? who.id : null]
	);
	return rows.map(({ person, ...row }) => ({ ...row, isMe: who.kind === 'person' && person === who.id }));
}

export async function listBearers(db: Queryable, who: Reader, district: string): Promise<BearerList> {
	const rules = await currentRuleSet(db, district);
	const names = await subdistrictNames(db, district);
	return {
		district,
		items: await readBearers(db, who, district),
		roles: dutyRoles(rules).map(({ id, name }) => ({ id, name, duties: dutiesOf(id, rules).length })),
		subdistricts: [...names].map(([id, name]) => ({ id, name }))
	};
}

/** A bearer as the calendar asks for one. */
export function bearerOf(
	{ id, roles, since, department, subdistrict }: BearerItem,
	known: ReadonlySet<string>
): Bearer {
	// A role that a newer rule set no longer has asks nothing of anybody.
	return { person: id, roles: roles.filter((role) => known.has(role)), since, department, subdistrict };
}

/**
 * Keeps a bearer as sent; what stands there already is no change. Throws an AnswerError: 409 where somebody was first or the
 * account bears duties already, 422 naming the field that is wrong.
 */
export async function putBearer(db: Database, who: Who, order: BearerOrder): Promise<BearerItem> {
	const { district, id, version, name, account = null, roles, since, department = null, subdistrict = null } = order;
	await db.transaction(async (tx) => {
		await mustBeKnown(tx, order);
		const { rows } = await tx.query<Row>(
			`select id, version, name, account, roles, since, department, subdistrict from duty_bearer
			where district = $1 and id = $2::uuid for update`,
			[district, id]
		);
		const before = rows.length === 0 ? null : rows[0];
		const after = { name, account: account?.toLowerCase() ?? null, roles: [...roles], since, department, subdistrict };
		if (before !== null && isSame(before, after)) return;
		if ((before?.version ?? 0) !== version) {
			throw new AnswerError(409, 'changed-since', {
				zh: `${before?.name ?? name} 在您打开之后已被他人修改，没有保存。请重新打开后再改。`,
				en: `Somebody changed ${before?.name ?? name} since you opened it; nothing was stored. Open it again, then change it.`
			});
		}
		const taken = await tx.query<{ name: string }>(
			'select name from duty_bearer where district = $1 and account = $2 and id <> $3::uuid',
			[district, after.account, id]
		);
		if (taken.count > 0) {
			throw new AnswerError(409, 'account-taken', {
				zh: `account：账号 ${after.account} 已是 ${taken.rows[0].name} 的。请修改那一条。`,
				en: `account: ${after.account} is that of ${taken.rows[0].name} already. Change that one.`
			});
		}
		await tx.query(
			`insert into duty_bearer (district, id, version, name, account, roles, since, department, subdistrict)
			values ($1, $2::uuid, 1, $3, $4, $5::text[], $6::date, $7, $8)
			on conflict (district, id) do update set version = duty_bearer.version + 1, name = excluded.name,
				account = excluded.account, roles = excluded.roles, since = excluded.since,
				department = excluded.department, subdistrict = excluded.subdistrict`,
			[district, id, name, after.account, after.roles, since, department, subdistrict],
			1
		);
		const { version: _, id: __, ...was } = before ?? { version: 0, id };
		await record(tx, { who, district, action: 'duty.bearer', object: id, before: before && was, after });
	});
	return (await readBearers(db, who, district)).find((one) => one.id === id)!;
}

function isSame(before: Row, after: Omit<Row, 'id' | 'version' | 'person'>): boolean {
	const keys = ['name', 'account', 'since', 'department', 'subdistrict'] as const;
	return keys.every((key) => before[key] === after[key]) && before.roles.join() === after.roles.join();
}

async function mustBeKnown(tx: Queryable, { district, roles, account, subdistrict }: BearerOrder): Promise<void> {
	const rules = await currentRuleSet(tx, district);
	const known = dutyRoles(rules).map(({ id }) => id);
	const role = roles.find((one) => !known.includes(one));
	if (role !== undefined) throw wrong('roles', role, `应为 ${known.join('、')}`, `expected ${known.join(', ')}`);
	if (account) {
		const { count } = await tx.query('select 1 from person where username = $1', [account.toLowerCase()]);
		if (count === 0)
			throw wrong(
				'account',
				account,
				'没有这个账号，请核对或留空',
				'there is no such account: check it or leave it empty'
			);
	}
	if (subdistrict && !(await subdistrictNames(tx, district)).has(subdistrict)) {
		throw wrong(
			'subdistrict',
			subdistrict,
			'没有这个街道，请从列表中选择',
			'there is no such subdistrict: choose one of the list'
		);
	}
}

function wrong(field: string, value: string, zh: string, en: string): AnswerError {
	return new AnswerError(422, 'wrong-field', { zh: `${field}：${value} ${zh}。`, en: `${field}: ${value}, ${en}.` });
}

/** No such bearer, or none whose duties are seen: which of both is not told. */
export function noBearer(id: string): AnswerError {
	return new AnswerError(404, 'no-bearer', {
		zh: `没有履职人员 ${id}，或您不能查看其履职清单。请回到列表重新选择。`,
		en: `There is no bearer of duties ${id}, or their duties are not for you. Go back to the list and choose again.`
	});
}
