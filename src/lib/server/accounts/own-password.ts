import { record, recordAlone } from '../audit/record.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { storedHash, storePassword } from './credential.ts';
import { enter } from './entered.ts';
import { clearTries, lockedAnswer, takeTry } from './lock.ts';
import { checkPassword, hashPassword, isPassword } from './password.ts';
import { readPerson, type Person } from './persons.ts';
import { endSessionsOf } from './sessions.ts';

/**
 * Asks a signed-in person for their password again, before what a stolen session must not do. Failures count towards the
 * lock. Throws an AnswerError 400 `wrong-password`, or 423 `locked`.
 */
export async function provePassword({ db }: Accounts, { who }: Visitor, password: string): Promise<Person> {
	const person = await readPerson(db, who.id);
	const hash = await storedHash(db, who.id);
	if (person === null || hash === null) {
		throw new AnswerError(409, 'no-password', {
			zh: '此账号没有密码，不能这样操作。',
			en: 'This account has no password, so this cannot be done.'
		});
	}
	const one = await takeTry(db, person.username);
	if (one === null) throw await lockedAnswer(db, person.username);
	if (await isPassword(password, hash)) {
		await clearTries(db, person.username);
		return person;
	}
	if (one.last) {
		await recordAlone(db, { who, action: 'sign-in.lock', object: person.username, result: 'refused' });
		throw await lockedAnswer(db, person.username);
	}
	throw new AnswerError(400, 'wrong-password', { zh: '当前密码不正确。', en: 'The current password is wrong.' });
}

/**
 * Changes a person's own password; their sessions end, and a new one begins. Returns its cookies. Throws an AnswerError
 * for a wrong one, for the same one again, and for one that is too weak.
 */
export async function changeOwnPassword(
	accounts: Accounts,
	visitor: Visitor,
	{ current, next }: { current: string; next: string }
): Promise<string[]> {
	const { db } = accounts;
	const { who } = visitor;
	const person = await provePassword(accounts, visitor, current);
	if (next.normalize('NFKC') === current.normalize('NFKC')) {
		throw new AnswerError(400, 'bad-password', {
			zh: '新密码不能与当前密码相同。',
			en: 'The new password has to be another one.'
		});
	}
	checkPassword(next, [person.username, person.name]);
	const hash = await hashPassword(next);
	await db.transaction(async (tx) => {
		await storePassword(tx, person.id, hash, { mustChange: false });
		await endSessionsOf(tx, person.id);
		await record(tx, { who, action: 'password.change', object: person.username });
	});
	const { cookies } = await enter(accounts, visitor, person, {
		action: 'sign-in',
		object: person.username,
		after: { by: 'new-password' }
	});
	return cookies;
}
