import type { PassItem } from '../../access/api.ts';
import { ACCESS_LIMITS } from '../../access/limits.ts';
import { roleOf, type Right, type Role } from '../../access/roles.ts';
import type { Tier } from '../../access/tiers.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { newId } from './credential.ts';
import { makePassSecret } from './passes.ts';

export interface PassOrder {
	kind: PassItem['kind'];
	name: string;
	days: number;
	/** Of a machine; a wall has those of its role. */
	rights?: readonly Right[];
	tiers?: readonly Tier[];
}

const LONGEST_DAYS = { wall: ACCESS_LIMITS.pass.wallDays, machine: ACCESS_LIMITS.pass.machineDays };

/** Makes a pass. Its secret is returned here and nowhere else. Throws an AnswerError 400 for what no pass may have. */
export async function makePass(db: Database, who: Who, order: PassOrder): Promise<{ pass: PassItem; secret: string }> {
	const { kind, name, days } = order;
	if (days > LONGEST_DAYS[kind]) {
		throw new AnswerError(400, 'too-long', {
			zh: `此类通行证最长 ${LONGEST_DAYS[kind]} 天。`,
			en: `A pass of this kind holds for at most ${LONGEST_DAYS[kind]} days.`
		});
	}
	const { rights, tiers } = reachOf(order);
	const { secret, hash } = makePassSecret();
	const id = newId();
	return db.transaction(async (tx) => {
		await tx.query(
			`insert into pass (id, kind, name, hash, rights, tiers, made_by, expires_at)
			values ($1, $2, $3, $4, $5::text[], $6::text[], $7, now() + $8::float8 * interval '1 day')`,
			[id, kind, name, hash, rights, tiers, who.name, days],
			1
		);
		await record(tx, { who, action: 'pass.make', object: name, after: { id, kind, days, rights, tiers } });
		return { pass: await passThere(tx, id), secret };
	});
}

/** Revokes a pass: from now on nobody comes in by it. Throws an AnswerError 404 for none, 409 for one that was revoked. */
export function revokePass(db: Database, who: Who, id: string): Promise<PassItem> {
	return db.transaction(async (tx) => {
		const pass = await passThere(tx, id);
		const { count } = await tx.query(
			'update pass set revoked_at = now(), revoked_by = $2 where id = $1 and revoked_at is null',
			[id, who.name]
		);
		if (count === 0) {
			throw new AnswerError(409, 'revoked', { zh: '此通行证已撤销。', en: 'This pass was revoked already.' });
		}
		await record(tx, { who, action: 'pass.revoke', object: pass.name, before: { id, status: pass.status } });
		return passThere(tx, id);
	});
}

interface Row {
	id: string;
	kind: PassItem['kind'];
	name: string;
	rights: Right[];
	tiers: Tier[];
	made_by: string;
	made_at: Date;
	expires_at: Date;
	revoked_at: Date | null;
	last_used_at: Date | null;
	status: PassItem['status'];
}

const SELECT = `select id, kind, name, rights, tiers, made_by, made_at, expires_at, revoked_at, last_used_at,
	case when revoked_at is not null then 'revoked' when expires_at <= now() then 'over' else 'holds' end as status
	from pass`;

/** Every pass, the newest first. */
export async function listPasses(db: Queryable): Promise<PassItem[]> {
	const { rows } = await db.query<Row>(`${SELECT} order by made_at desc, id`);
	return rows.map(itemOf);
}

async function passThere(tx: Queryable, id: string): Promise<PassItem> {
	const { rows } = await tx.query<Row>(`${SELECT} where id = $1`, [id]);
	if (rows.length > 0) return itemOf(rows[0]);
	throw new AnswerError(404, 'no-pass', { zh: '没有这张通行证。', en: 'There is no such pass.' });
}

/** The rights and tiers of a pass: those of its role for a wall, what was ticked of them for a machine. */
function reachOf({ kind, rights = ['map.read'], tiers = ['general'] }: PassOrder): Pick<Role, 'rights' | 'tiers'> {
	const role = roleOf(kind);
	if (kind === 'wall') return role;
	const tooFar =
		rights.find((right) => !role.rights.includes(right)) ?? tiers.find((tier) => !role.tiers.includes(tier));
	if (rights.length > 0 && tiers.length > 0 && tooFar === undefined) {
		return { rights: [...new Set(rights)], tiers: [...new Set(tiers)] };
	}
	const what = tooFar === undefined ? '' : ` (${tooFar})`;
	throw new AnswerError(400, 'too-far', {
		zh: `接口通行证至少要有一项权限和一个披露层级，且不能超出接口角色${what}。`,
		en: `A machine's pass has at least one right and one tier, and none that its role has not${what}.`
	});
}

function itemOf(row: Row): PassItem {
	return {
		id: row.id,
		kind: row.kind,
		name: row.name,
		rights: row.rights,
		tiers: row.tiers,
		madeBy: row.made_by,
		madeAt: row.made_at.toISOString(),
		expiresAt: row.expires_at.toISOString(),
		revokedAt: row.revoked_at?.toISOString() ?? null,
		lastUsedAt: row.last_used_at?.toISOString() ?? null,
		status: row.status
	};
}
