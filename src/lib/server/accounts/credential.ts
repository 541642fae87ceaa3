import { randomBytes } from 'node:crypto';
import type { Queryable } from '../db/database.ts';

/** How better-auth calls a credential that is a password. */
const PASSWORD = 'credential';

/** The hash of a person's password; null: they have none. */
export async function storedHash(db: Queryable, person: string): Promise<string | null> {
	const { rows } = await db.query<{ password: string | null }>(
		'select password from credential where user_id = $1 and provider_id = $2',
		[person, PASSWORD]
	);
	return rows[0]?.password ?? null;
}

/** Stores the hash of a person's password. One that somebody else set has to be changed at the next sign-in. */
export async function storePassword(
	tx: Queryable,
	person: string,
	hash: string,
	{ mustChange }: { mustChange: boolean }
): Promise<void> {
	await tx.query('delete from credential where user_id = $1 and provider_id = $2', [person, PASSWORD]);
	await tx.query(
		'insert into credential (id, account_id, provider_id, user_id, password) values ($1, $2, $3, $2, $4)',
		[newId(), person, PASSWORD, hash],
		1
	);
	await tx.query(
		'update person set must_change_password = $2, password_changed_at = now(), updated_at = now() where id = $1',
		[person, mustChange],
		1
	);
}

export function newId(): string {
	return randomBytes(16).toString('base64url');
}
