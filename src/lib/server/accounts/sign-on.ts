import { localPath } from '../../access/local-path.ts';
import { recordAlone } from '../audit/record.ts';
import { logError } from '../edge/log.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { noteEntered } from './entered.ts';
import { OIDC } from './oidc.ts';
import { readPerson } from './persons.ts';

/** Where somebody is sent whom the government sign-on did not let in. */
const REFUSED = '/sign-in?refused=oidc';

/** Begins a sign-in by the government sign-on. Returns the provider's address, and the cookies that bind the answer. */
export async function beginSignOn(
	accounts: Accounts,
	visitor: Visitor,
	next: string | null
): Promise<{ url: string; cookies: string[] }> {
	if (accounts.oidc === null) {
		throw new AnswerError(404, 'no-oidc', {
			zh: '没有配置统一身份认证。',
			en: 'No single sign-on is configured.'
		});
	}
	const { headers, response } = await accounts.auth.api
		.signInSocial({
			body: { provider: OIDC, callbackURL: localPath(next), errorCallbackURL: REFUSED, disableRedirect: true },
			headers: accounts.withoutSession(visitor).headers,
			returnHeaders: true
		})
		.catch((error: unknown) => {
			logError(error);
			throw new AnswerError(502, 'no-oidc', {
				zh: '统一身份认证没有应答，请稍后再试，或用账号和密码登录。',
				en: 'The single sign-on does not answer. Try again later, or sign in by name and password.'
			});
		});
	return { url: response.url!, cookies: headers.getSetCookie() };
}

/**
 * The provider's answer: better-auth holds it against what was begun, and binds it to a person who has an account here.
 * Returns where the browser goes on, with its cookies.
 */
export async function endSignOn(
	accounts: Accounts,
	visitor: Visitor,
	url: URL
): Promise<{ location: string; cookies: string[] }> {
	const { auth, db } = accounts;
	const there = new URL(`/api/sign-in/oidc/callback/${OIDC}${url.search}`, accounts.origin);
	const answered = await auth.handler(new Request(there, { headers: accounts.withoutSession(visitor).headers }));
	const cookies = answered.headers.getSetCookie();
	const location = new URL(answered.headers.get('location') ?? REFUSED, accounts.origin);
	const session = await sessionIn(accounts, cookies);
	if (session === null) {
		const why = location.searchParams.get('error')?.slice(0, 100) ?? null;
		await recordAlone(db, { who: visitor.who, action: 'sign-in', after: { by: 'oidc', why }, result: 'refused' });
		return { location: REFUSED, cookies: [] };
	}
	const person = (await readPerson(db, session.person))!;
	await noteEntered(accounts, visitor, person, session.id, {
		action: 'sign-in',
		object: person.username,
		after: { by: 'oidc' }
	});
	return { location: localPath(location.pathname + location.search + location.hash), cookies };
}

/** The session that an answer opens, by its cookie. */
async function sessionIn(
	accounts: Accounts,
	cookies: readonly string[]
): Promise<{ id: string; person: string } | null> {
	const opened = cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ');
	const token = accounts.signedCookie(opened, accounts.sessionCookie);
	if (token === null) return null;
	const { rows } = await accounts.db.query<{ id: string; user_id: string }>(
		'select id, user_id from session where token = $1',
		[token]
	);
	return rows.length === 0 ? null : { id: rows[0].id, person: rows[0].user_id };
}
