import type { RoleId } from '../../access/roles.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import { DatabaseError, type Database, type Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { isUsername } from './auth.ts';
import { newId, storePassword } from './credential.ts';
import { makeInitialPassword } from './initial-password.ts';
import { hashPassword } from './password.ts';
import { lockPersons } from './change-person.ts';
import { emailOf, hasRole, readPerson, type Person } from './persons.ts';

/** The two administrators whom the first one may make while there is none of them, so that an installation can begin. */
const BEGINNERS: readonly RoleId[] = ['security_admin', 'audit_admin'];

/**
 * Makes a person with an initial password, which is shown once and has to be changed at the first sign-in. Throws an
 * AnswerError 409 for a name that is taken, and for a role that is not this administrator's to give.
 */
export async function makePerson(
	db: Database,
	who: Who,
	{ name, username, role = null }: { name: string; username: string; role?: RoleId | null }
): Promise<{ person: Person; password: string }> {
	refuseName(username);
	const password = makeInitialPassword([username, name]);
	const hash = await hashPassword(password);
	return db.transaction(async (tx) => {
		await lockPersons(tx);
		if (role !== null) await refuseRole(tx, role);
		const person = await insertPerson(tx, { name, username, role, hash, mustChange: true });
		await record(tx, { who, action: 'person.make', object: person.username, after: { name, role } });
		return { person, password };
	});
}

/** Stores a new person. Throws an AnswerError 409 for a name that is taken. */
export async function insertPerson(
	tx: Queryable,
	given: { name: string; username: string; role: RoleId | null; hash: string; mustChange: boolean }
): Promise<Person> {
	const { name, role, hash, mustChange } = given;
	const id = newId();
	const username = given.username.toLowerCase();
	try {
		await tx.query(
			`insert into person (id, name, email, email_verified, username, display_username, role)
			values ($1, $2, $3, true, $4, $5, $6)`,
			[id, name, emailOf(username), username, given.username, role],
			1
		);
	} catch (error) {
		if (!(error instanceof DatabaseError) || error.code !== '23505') throw error;
		throw new AnswerError(409, 'username-taken', {
			zh: `账号 ${username} 已存在，请换一个。`,
			en: `The account ${username} is there already. Take another name.`
		});
	}
	await storePassword(tx, id, hash, { mustChange });
	return (await readPerson(tx, id))!;
}

/** Throws an AnswerError 400 for what cannot be the name of an account. */
export function refuseName(username: string): void {
	if (isUsername(username) && !username.toLowerCase().startsWith('demo.')) return;
	throw new AnswerError(400, 'bad-username', {
		zh: '账号由 2 至 40 个字母、汉字、数字、点、横线或下划线组成，且不能以 demo. 开头。',
		en: 'An account has 2 to 40 letters, digits, dots, dashes or underscores, and does not begin with demo.'
	});
}

async function refuseRole(tx: Queryable, role: RoleId): Promise<void> {
	if (BEGINNERS.includes(role) && !(await hasRole(tx, role))) return;
	throw new AnswerError(409, 'not-yours-to-give', {
		zh: '角色由安全管理员授予；系统管理员只能在尚无安全管理员、审计管理员时设立他们。',
		en: 'Roles are given by the security administrator; the system administrator makes the first of the other two only.'
	});
}
