import { APIError } from 'better-auth/api';
import { AnswerError } from '../http.ts';
import { recordAlone } from '../audit/record.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { endHeld, noteEntered, type Entered } from './entered.ts';
import { clearTries, giveBack, lockedAnswer, takeTry } from './lock.ts';
import { readPerson, readPersonNamed, type Person } from './persons.ts';
import { burnCode } from './second-factor.ts';

/** What better-auth answers to a password or code that is right. */
interface Right {
	/** Null: a second factor is asked. */
	token: string | null;
	cookies: string[];
}

/**
 * Signs in by name and password. Throws an AnswerError 401 `wrong`, in the same words for an unknown name, a wrong
 * password and a disabled person, and 423 `locked` from the last failure on.
 */
export async function signIn(
	accounts: Accounts,
	visitor: Visitor,
	{ username, password }: { username: string; password: string }
): Promise<Entered> {
	const { headers } = accounts.withoutSession(visitor);
	const { token, cookies } = await attempt(accounts, visitor, username, async () => {
		const body = { username, password };
		const answered = await accounts.auth.api.signInUsername({ body, headers, returnHeaders: true });
		// The second factor's plugin answers in another form, which better-auth's types do not know.
		const { token = null } = answered.response as { token?: string };
		return { token, cookies: answered.headers.getSetCookie() };
	});
	const { db } = accounts;
	if (token === null) {
		await giveBack(db, username);
		await endHeld(db, accounts, visitor);
		return { next: 'code', cookies };
	}
	await clearTries(db, username);
	await noteEntered(accounts, visitor, (await readPersonNamed(db, username))!, await sessionOf(accounts, token), {
		action: 'sign-in',
		object: username.toLowerCase(),
		after: { by: 'password' }
	});
	return { next: 'enter', cookies };
}

/** The second step: a code of the telephone, or one of those that let in once. Throws as signIn does; 401 `over` too late. */
export async function signInByCode(
	accounts: Accounts,
	visitor: Visitor,
	given: { code: string } | { backupCode: string }
): Promise<Entered> {
	const { db, auth } = accounts;
	const person = await challenged(accounts, visitor);
	if (person === null) {
		throw new AnswerError(401, 'over', {
			zh: '登录已超时，请重新输入账号和密码。',
			en: 'This sign-in is over. Enter name and password again.'
		});
	}
	const { headers } = accounts.withoutSession(visitor);
	const { token, cookies } = await attempt(accounts, visitor, person.username, async () => {
		if ('code' in given && !(await burnCode(db, person.id, given.code))) return null;
		const answered =
			'code' in given
				? await auth.api.verifyTOTP({ body: { code: given.code }, headers, returnHeaders: true })
				: await auth.api.verifyBackupCode({ body: { code: given.backupCode }, headers, returnHeaders: true });
		return { token: answered.response.token ?? null, cookies: answered.headers.getSetCookie() };
	});
	if (token === null) throw wrong();
	await clearTries(db, person.username);
	await noteEntered(accounts, visitor, person, await sessionOf(accounts, token), {
		action: 'sign-in',
		object: person.username,
		after: { by: 'code' in given ? 'code' : 'backup-code' }
	});
	return { next: 'enter', cookies };
}

/** Makes one try at what belongs to a name, and records one that fails. */
async function attempt(
	{ db }: Accounts,
	{ who }: Visitor,
	username: string,
	make: () => Promise<Right | null>
): Promise<Right> {
	const refuse = (action: string, after: unknown) =>
		recordAlone(db, { who, action, object: username, after, result: 'refused' });
	const one = await takeTry(db, username);
	if (one === null) {
		await refuse('sign-in', { why: 'locked' });
		throw await lockedAnswer(db, username);
	}
	const right = await make().catch((error: unknown) => {
		if (isRefusal(error)) return null;
		throw error;
	});
	if (right !== null) return right;
	await refuse('sign-in', { why: 'wrong' });
	if (!one.last) throw wrong();
	await refuse('sign-in.lock', undefined);
	throw await lockedAnswer(db, username);
}

/** Whether better-auth said no; a session that a disabled person does not get looks like a failure to it. */
function isRefusal(error: unknown): boolean {
	return error instanceof APIError && (error.statusCode < 500 || error.body?.code === 'FAILED_TO_CREATE_SESSION');
}

/** Who has given the right password and is asked for a code; null: nobody, or too long ago. */
async function challenged(accounts: Accounts, visitor: Visitor): Promise<Person | null> {
	const { createAuthCookie } = await accounts.auth.$context;
	const identifier = accounts.signedCookie(visitor.headers.get('cookie'), createAuthCookie('two_factor').name);
	if (identifier === null) return null;
	const { rows } = await accounts.db.query<{ value: string }>(
		'select value from verification where identifier = $1 and expires_at > now()',
		[identifier]
	);
	return rows.length === 0 ? null : readPerson(accounts.db, rows[0].value);
}

async function sessionOf({ db }: Accounts, token: string): Promise<string> {
	const { rows } = await db.query<{ id: string }>('select id from session where token = $1', [token], 1);
	return rows[0].id;
}

function wrong(): AnswerError {
	return new AnswerError(401, 'wrong', {
		zh: '账号、密码或动态口令不正确，或账号已停用。',
		en: 'Name, password or code is wrong, or the account is disabled.'
	});
}
