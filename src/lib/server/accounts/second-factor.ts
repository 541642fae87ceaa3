import { createHash } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { encode } from 'uqr';
import type { SecondFactor } from '../../access/api.ts';
import { recordAlone } from '../audit/record.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { provePassword } from './own-password.ts';
import { needsSecondFactor, readPerson } from './persons.ts';

/** Longer than a code is taken: its half minute, and one before and after. */
const BURNT_SECONDS = 120;

/**
 * Marks a code of a person as used, so that whoever saw it cannot use it again (RFC 6238 5.2, ASVS 5.0 V6.5.1). False: it
 * was used already.
 */
export async function burnCode(db: Queryable, person: string, code: string): Promise<boolean> {
	const id = createHash('sha256').update(`${person} ${code}`).digest('hex');
	const { count } = await db.query(
		`insert into verification as v (id, identifier, value, expires_at)
		values ($1, $2, '', now() + $3::float8 * interval '1 second')
		on conflict (id) do update set expires_at = excluded.expires_at where v.expires_at <= now()`,
		[id, `used-code-${person}`, BURNT_SECONDS]
	);
	return count === 1;
}

/** Makes a second factor that is not yet on: `prove` switches it on. Throws an AnswerError for a wrong password. */
export async function beginSecondFactor(accounts: Accounts, visitor: Visitor, password: string): Promise<SecondFactor> {
	const person = await provePassword(accounts, visitor, password);
	if (person.secondFactor) {
		throw new AnswerError(409, 'second-factor-on', {
			zh: '第二因素已启用。更换前请先停用，或请安全管理员重置。',
			en: 'A second factor is on. Switch it off first, or have the security administrator take it away.'
		});
	}
	const made = await accounts.auth.api.enableTwoFactor({
		body: { password, method: 'totp' },
		headers: visitor.headers
	});
	if (made.method !== 'totp') throw new Error('better-auth made a second factor of another kind.');
	const uri = labelled(made.totpURI, person.username);
	return {
		uri,
		secret: new URL(uri).searchParams.get('secret')!,
		qr: encode(uri, { ecc: 'M', border: 0 }).data,
		codes: made.backupCodes
	};
}

/** Switches the second factor on by a code of it. Returns the cookies of the new session. Throws an AnswerError 400. */
export async function proveSecondFactor(accounts: Accounts, visitor: Visitor, code: string): Promise<string[]> {
	const { db, auth } = accounts;
	const { who } = visitor;
	const person = await readPerson(db, who.id);
	if (person?.secondFactor) {
		throw new AnswerError(409, 'second-factor-on', { zh: '第二因素已启用。', en: 'A second factor is on already.' });
	}
	const proven = await auth.api
		.verifyTOTP({ body: { code }, headers: visitor.headers, returnHeaders: true })
		.catch((error: unknown) => {
			if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
			throw new AnswerError(400, 'wrong-code', {
				zh: '动态口令不正确。请核对手机时间，再输入新的口令。',
				en: 'The code is wrong. Check the clock of your telephone and enter a new one.'
			});
		});
	await burnCode(db, who.id, code);
	await recordAlone(db, { who, action: 'second-factor.on', object: person?.username });
	return proven.headers.getSetCookie();
}

/** Switches the second factor off. Returns the cookies of the new session. Throws an AnswerError where it is demanded. */
export async function dropSecondFactor(accounts: Accounts, visitor: Visitor, password: string): Promise<string[]> {
	const { who, headers } = visitor;
	if (needsSecondFactor(who.role)) {
		throw new AnswerError(409, 'second-factor-demanded', {
			zh: '管理员必须使用第二因素，不能停用。更换手机时请安全管理员重置。',
			en: 'An administrator has to have a second factor. For a new telephone, have the security administrator take it away.'
		});
	}
	const person = await provePassword(accounts, visitor, password);
	const dropped = await accounts.auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true });
	await recordAlone(accounts.db, { who, action: 'second-factor.off', object: person.username });
	return dropped.headers.getSetCookie();
}

/** better-auth labels the secret by the address that nobody has; a person reads their own name in the telephone. */
function labelled(uri: string, username: string): string {
	const [, label, query] = /^otpauth:\/\/totp\/([^?]*)\?(.*)$/.exec(uri)!;
	return `otpauth://totp/${label.slice(0, label.indexOf(':'))}:${encodeURIComponent(username)}?${query}`;
}
