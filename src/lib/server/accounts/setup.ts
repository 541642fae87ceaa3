import { createHash, randomBytes } from 'node:crypto';
import { ACCESS_LIMITS } from '../../access/limits.ts';
import type { Words } from '../../risk/words.ts';
import { SYSTEM, type Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { logError } from '../edge/log.ts';
import type { Events } from '../events.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { lockPersons } from './change-person.ts';
import { enter, personAs, type Entered } from './entered.ts';
import { insertPerson, refuseName } from './make-person.ts';
import { checkPassword, hashPassword } from './password.ts';
import { hasAdministrator, type Person } from './persons.ts';

const HOURS = ACCESS_LIMITS.setup.linkHours;

/**
 * Makes a link that lets whoever opens it become an administrator, once, within 24 hours. Its secret stands behind the #, so
 * that no log of a server or proxy has it; only its hash is kept. `recovers`: also where there is an administrator.
 */
export async function makeSetupLink(
	db: Database,
	who: Who,
	origin: string,
	{ recovers }: { recovers: boolean }
): Promise<string> {
	const token = randomBytes(32).toString('base64url');
	await db.transaction(async (tx) => {
		await tx.query(
			`insert into setup_link (hash, expires_at, recovers) values ($1, now() + $2::float8 * interval '1 hour', $3)`,
			[hashOf(token), HOURS, recovers],
			1
		);
		await record(tx, { who, action: 'setup.link', after: { hours: HOURS, recovers } });
	});
	return `${origin}/setup#${token}`;
}

/**
 * Makes an administrator by a link and signs them in. Throws an AnswerError 410 for a link that is none, is over, was used
 * or comes too late, and what a weak password or a taken name throws; the link then still holds.
 */
export async function setUp(
	accounts: Accounts,
	visitor: Visitor,
	{ token, name, username, password }: { token: string; name: string; username: string; password: string }
): Promise<Entered> {
	const { db } = accounts;
	// Asked before a hash is made, which is dear.
	await refuseLink(db, token);
	refuseName(username);
	checkPassword(password, [username, name]);
	const hash = await hashPassword(password);
	const person = await db.transaction(async (tx): Promise<Person> => {
		await lockPersons(tx);
		await refuseLink(tx, token);
		await tx.query('update setup_link set used_at = now() where hash = $1 and used_at is null', [hashOf(token)], 1);
		const made = await insertPerson(tx, { name, username, role: 'system_admin', hash, mustChange: false });
		await record(tx, {
			who: personAs(visitor, made, null),
			action: 'setup.use',
			object: made.username,
			after: { name, role: made.role }
		});
		return made;
	});
	return enter(accounts, visitor, person, { action: 'sign-in', object: person.username, after: { by: 'setup' } });
}

async function refuseLink(db: Queryable, token: string): Promise<void> {
	const { rows } = await db.query<{ recovers: boolean }>(
		'select recovers from setup_link where hash = $1 and used_at is null and expires_at > now()',
		[hashOf(token)]
	);
	if (rows.length > 0 && (rows[0].recovers || !(await hasAdministrator(db)))) return;
	throw new AnswerError(410, 'no-link', {
		zh: '此链接无效、已过期、已使用，或已有管理员。请在服务器上运行 npm run sise -- account setup 取得新的链接。',
		en: 'This link is none, is over, was used, or there is an administrator. On the server, run npm run sise -- account setup for a new one.'
	});
}

/**
 * Prints a link while nobody has been made an administrator and the demo is closed: at the start, and at the moment when
 * real data lands. One a process, as long as it holds. Returns what stops it.
 */
export function offerSetup(accounts: Accounts, events: Events, tell: (text: Words) => void): () => void {
	let offeredUntil = 0;
	let asking = Promise.resolve();
	const offer = async () => {
		if (Date.now() < offeredUntil) return;
		if ((await hasAdministrator(accounts.db)) || (await accounts.isDemoOpen())) return;
		const link = await makeSetupLink(accounts.db, SYSTEM, accounts.origin, { recovers: false });
		offeredUntil = Date.now() + HOURS * 3_600_000;
		tell({
			zh: `还没有管理员。请在 ${HOURS} 小时内打开此链接，设立第一位系统管理员（仅能使用一次）：`,
			en: `There is no administrator yet. Open this within ${HOURS} h to make the first one; it works once: ${link}`
		});
	};
	const ask = () => {
		asking = asking.then(offer).catch(logError);
	};
	ask();
	return events.hear((event) => {
		if (event.type === 'data') ask();
	});
}

function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
