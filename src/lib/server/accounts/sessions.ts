import type { SessionItem } from '../../access/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { HOLDS } from './who-comes.ts';

/** The sessions of a person that hold, the newest sign of life first; `who` asks. */
export async function listSessions(
	db: Queryable,
	person: string,
	who: Who,
	idleMinutes: number
): Promise<SessionItem[]> {
	const { rows } = await db.query<{
		id: string;
		created_at: Date;
		last_active_at: Date;
		ip_address: string | null;
		user_agent: string | null;
	}>(
		`select s.id, s.created_at, s.last_active_at, s.ip_address, s.user_agent
		from session s join person p on p.id = s.user_id where p.id = $2 and ${HOLDS}
		order by s.last_active_at desc, s.id`,
		[idleMinutes, person]
	);
	return rows.map((row) => ({
		id: row.id,
		startedAt: row.created_at.toISOString(),
		lastActiveAt: row.last_active_at.toISOString(),
		address: row.ip_address || null,
		browser: browserOf(row.user_agent ?? ''),
		own: row.id === who.session
	}));
}

/** Ends one of one's own sessions. Throws an AnswerError 404 for one that is not. */
export async function endOwnSession(db: Database, who: Who, session: string): Promise<void> {
	await db.transaction(async (tx) => {
		const { count } = await tx.query('delete from session where id = $1 and user_id = $2', [session, who.id]);
		if (count === 0)
			throw new AnswerError(404, 'no-session', { zh: '没有这个会话。', en: 'There is no such session.' });
		await record(tx, { who, action: 'session.revoke', object: session });
	});
}

/** Ends every session of a person, and what a sign-in has begun and not finished. Returns how many sessions there were. */
export async function endSessionsOf(tx: Queryable, person: string): Promise<number> {
	await tx.query('delete from verification where value = $1', [person]);
	return (await tx.query('delete from session where user_id = $1', [person])).count;
}

/** Signs out: the session ends in the database. Returns the cookies that the browser is to forget it by. */
export async function signOut(accounts: Accounts, visitor: Visitor): Promise<string[]> {
	const { db, auth } = accounts;
	const token = accounts.signedCookie(visitor.headers.get('cookie'), accounts.sessionCookie);
	await db.transaction(async (tx) => {
		const { count } = await tx.query('delete from session where token = $1', [token ?? '']);
		if (count > 0 && visitor.who.session !== null) await record(tx, { who: visitor.who, action: 'sign-out' });
	});
	const { headers } = await auth.api.signOut({ headers: visitor.headers, returnHeaders: true });
	return headers.getSetCookie();
}

const BROWSERS: readonly [RegExp, string][] = [
	[/Edg\//, 'Edge'],
	[/Firefox\//, 'Firefox'],
	[/Chrome\//, 'Chrome'],
	[/Safari\//, 'Safari']
];
const SYSTEMS: readonly [RegExp, string][] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux']
];

/** What a person calls their browser: `Chrome, Windows`; the beginning of what it says of itself where it is none of these. */
function browserOf(userAgent: string): string | null {
	if (userAgent === '') return null;
	const named = [BROWSERS, SYSTEMS].flatMap((known) => known.find(([form]) => form.test(userAgent))?.[1] ?? []);
	return named.length > 0 ? named.join(', ') : userAgent.slice(0, 60);
}
