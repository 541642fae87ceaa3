import { roleOf, type RoleId } from '../../access/roles.ts';
import type { Subdistricts } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';

/** A person with an account. */
export interface Person {
	id: string;
	name: string;
	username: string;
	role: RoleId | null;
	subdistricts: Subdistricts;
	demo: boolean;
	disabledAt: Date | null;
	mustChangePassword: boolean;
	passwordChangedAt: Date | null;
	secondFactor: boolean;
}

interface Row {
	id: string;
	name: string;
	username: string;
	role: RoleId | null;
	subdistricts: Subdistricts;
	demo: boolean;
	disabled_at: Date | null;
	must_change_password: boolean;
	password_changed_at: Date | null;
	two_factor_enabled: boolean;
}

const COLUMNS = `id, name, username, role, subdistricts, demo, disabled_at, must_change_password, password_changed_at,
	two_factor_enabled`;

/** The person of an id; null: none. */
export async function readPerson(db: Queryable, id: string): Promise<Person | null> {
	const { rows } = await db.query<Row>(`select ${COLUMNS} from person where id = $1`, [id]);
	return rows.length === 0 ? null : personOf(rows[0]);
}

export async function readPersonNamed(db: Queryable, username: string): Promise<Person | null> {
	const { rows } = await db.query<Row>(`select ${COLUMNS} from person where username = $1`, [username.toLowerCase()]);
	return rows.length === 0 ? null : personOf(rows[0]);
}

/** Whether anybody has been made an administrator: then no set-up link is printed, and no demo person comes in. */
export function hasAdministrator(db: Queryable): Promise<boolean> {
	return hasRole(db, 'system_admin');
}

/** Whether anybody who can sign in has a role. */
export async function hasRole(db: Queryable, role: RoleId): Promise<boolean> {
	const { rows } = await db.query<{ there: boolean }>(
		'select exists (select from person where not demo and role = $1 and disabled_at is null) as there',
		[role],
		1
	);
	return rows[0].there;
}

/** Whether a person is there and was not disabled. */
export async function isEnabled(db: Queryable, id: string): Promise<boolean> {
	const { rows } = await db.query('select from person where id = $1 and disabled_at is null', [id]);
	return rows.length === 1;
}

/** The address that better-auth asks for: of no domain there is, so that nothing can be sent to it. */
export function emailOf(username: string): string {
	return `${Buffer.from(username.toLowerCase()).toString('hex')}@sise.invalid`;
}

/** Whether a second factor is asked of somebody of this role. */
export function needsSecondFactor(role: RoleId | null): boolean {
	return role !== null && roleOf(role).administers;
}

function personOf(row: Row): Person {
	return {
		id: row.id,
		name: row.name,
		username: row.username,
		role: row.role,
		subdistricts: row.subdistricts,
		demo: row.demo,
		disabledAt: row.disabled_at,
		mustChangePassword: row.must_change_password,
		passwordChangedAt: row.password_changed_at,
		secondFactor: row.two_factor_enabled
	};
}
