import { roleOf } from '../../access/roles.ts';
import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { storePassword } from './credential.ts';
import { makeInitialPassword } from './initial-password.ts';
import { clearTries } from './lock.ts';
import { hashPassword } from './password.ts';
import { readPerson, type Person } from './persons.ts';
import { endSessionsOf } from './sessions.ts';

/** Key of the advisory lock under which accounts change one after the other: "Pers" in ASCII. */
const PERSONS_LOCK = 0x50657273;

/** Waits for whoever else changes accounts: of two administrators, both cannot be the one before the last. */
export async function lockPersons(tx: Queryable): Promise<void> {
	await tx.query('select pg_advisory_xact_lock($1::int8)', [PERSONS_LOCK]);
}

/**
 * Changes a person in one transaction. Throws an AnswerError 404 for one who is not there (a demo person never is), and 409
 * for oneself: nobody changes their own account.
 */
export function changePerson<T>(
	db: Database,
	who: Who,
	id: string,
	work: (tx: Queryable, person: Person) => Promise<T>
): Promise<T> {
	return db.transaction(async (tx) => {
		await lockPersons(tx);
		const person = await personThere(tx, id);
		if (person.id === who.id) {
			throw new AnswerError(409, 'own-account', {
				zh: '不能更改自己的账号，请由另一位管理员操作。',
				en: 'Nobody changes their own account: another administrator has to.'
			});
		}
		return work(tx, person);
	});
}

/** The person of an id. Throws an AnswerError 404 for none, and for a demo person. */
export async function personThere(db: Queryable, id: string): Promise<Person> {
	const person = await readPerson(db, id);
	if (person !== null && !person.demo) return person;
	throw new AnswerError(404, 'no-person', { zh: '没有这个账号。', en: 'There is no such account.' });
}

/** Renames a person, disables or enables them. A disabled person's sessions end. */
export function editPerson(
	db: Database,
	who: Who,
	id: string,
	{ name, disabled }: { name?: string; disabled?: boolean }
): Promise<void> {
	return changePerson(db, who, id, async (tx, person) => {
		const before = { name: person.name, disabled: person.disabledAt !== null };
		const after = { name: name ?? before.name, disabled: disabled ?? before.disabled };
		if (after.disabled && !before.disabled) {
			await keepLastAdministrator(tx, person);
			await endSessionsOf(tx, id);
		}
		await tx.query(
			`update person set name = $2, updated_at = now(),
				disabled_at = case when $3::boolean then coalesce(disabled_at, now()) end where id = $1`,
			[id, after.name, after.disabled],
			1
		);
		const action =
			after.disabled === before.disabled ? 'person.rename' : after.disabled ? 'person.disable' : 'person.enable';
		await record(tx, { who, action, object: person.username, before, after });
	});
}

/** Gives a person a new initial password, which is shown once. Their sessions end. */
export async function resetPassword(db: Database, who: Who, id: string): Promise<string> {
	const { name, username } = await personThere(db, id);
	const password = makeInitialPassword([username, name]);
	const hash = await hashPassword(password);
	return changePerson(db, who, id, async (tx, person) => {
		await storePassword(tx, id, hash, { mustChange: true });
		await endSessionsOf(tx, id);
		await record(tx, { who, action: 'password.reset', object: person.username });
		return password;
	});
}

/** Lets a locked name try again. */
export function unlock(db: Database, who: Who, id: string): Promise<void> {
	return changePerson(db, who, id, async (tx, person) => {
		const locked = await clearTries(tx, person.username);
		await record(tx, { who, action: 'person.unlock', object: person.username, before: { locked } });
	});
}

/** The same at the command line, by the name of the account, whether anybody has it or not. */
export function unlockName(db: Database, who: Who, username: string): Promise<void> {
	return db.transaction(async (tx) => {
		const locked = await clearTries(tx, username);
		await record(tx, { who, action: 'person.unlock', object: username, before: { locked } });
	});
}

/** Takes a second factor away that was lost: the person enrols another one. Their sessions end. */
export function takeSecondFactor(db: Database, who: Who, id: string): Promise<void> {
	return changePerson(db, who, id, async (tx, person) => {
		await tx.query('delete from two_factor where user_id = $1', [id]);
		await tx.query('update person set two_factor_enabled = false, updated_at = now() where id = $1', [id], 1);
		await endSessionsOf(tx, id);
		await record(tx, {
			who,
			action: 'second-factor.take',
			object: person.username,
			before: { on: person.secondFactor }
		});
	});
}

/** Ends every session of a person. */
export function revokeSessions(db: Database, who: Who, id: string): Promise<void> {
	return changePerson(db, who, id, async (tx, person) => {
		const sessions = await endSessionsOf(tx, id);
		await record(tx, { who, action: 'session.revoke', object: person.username, before: { sessions } });
	});
}

/** Throws an AnswerError 409 where a person is the last of their kind of administrator who can still sign in. */
export async function keepLastAdministrator(tx: Queryable, { id, role, disabledAt }: Person): Promise<void> {
	if (role === null || !roleOf(role).administers || disabledAt !== null) return;
	const { rows } = await tx.query<{ others: number }>(
		'select count(*) as others from person where role = $1 and id <> $2 and not demo and disabled_at is null',
		[role, id],
		1
	);
	if (rows[0].others > 0) return;
	const { zh, en } = roleOf(role).name satisfies Words;
	throw new AnswerError(409, 'last-administrator', {
		zh: `这是最后一位${zh}，请先设立另一位。`,
		en: `This is the last ${en.toLowerCase()}. Make another one first.`
	});
}
