import type { PersonItem } from '../../access/api.ts';
import type { RoleId } from '../../access/roles.ts';
import type { Queryable } from '../db/database.ts';
import { personThere } from './change-person.ts';
import { HOLDS } from './who-comes.ts';

interface Row {
	id: string;
	name: string;
	username: string;
	role: RoleId | null;
	subdistricts: Record<string, string[]>;
	disabled: boolean;
	locked_until: Date | null;
	two_factor_enabled: boolean;
	must_change_password: boolean;
	sessions: number;
	last_active_at: Date | null;
}

/** Every person but the demo's, by the name of their account; $1 is the number of idle minutes. */
const SELECT = `select p.id, p.name, p.username, p.role, p.subdistricts, p.disabled_at is not null as disabled,
		p.two_factor_enabled, p.must_change_password,
		(select f.locked_until from sign_in_failure f where f.username = p.username and f.locked_until > now()) as locked_until,
		(select count(*) from session s where s.user_id = p.id and ${HOLDS}) as sessions,
		(select max(s.last_active_at) from session s where s.user_id = p.id) as last_active_at
	from person p where not p.demo`;

export async function listPersonItems(db: Queryable, idleMinutes: number): Promise<PersonItem[]> {
	const { rows } = await db.query<Row>(`${SELECT} order by p.username`, [idleMinutes]);
	return rows.map(itemOf);
}

/** The person of an id. Throws an AnswerError 404 for none. */
export async function personItem(db: Queryable, id: string, idleMinutes: number): Promise<PersonItem> {
	const person = await personThere(db, id);
	const { rows } = await db.query<Row>(`${SELECT} and p.id = $2`, [idleMinutes, person.id], 1);
	return itemOf(rows[0]);
}

function itemOf(row: Row): PersonItem {
	return {
		id: row.id,
		name: row.name,
		username: row.username,
		role: row.role,
		subdistricts: row.subdistricts,
		disabled: row.disabled,
		lockedUntil: row.locked_until?.toISOString() ?? null,
		secondFactor: row.two_factor_enabled,
		mustChangePassword: row.must_change_password,
		sessions: row.sessions,
		lastActiveAt: row.last_active_at?.toISOString() ?? null
	};
}
