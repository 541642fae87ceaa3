import { ACCESS_LIMITS } from '../../access/limits.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';

const { failures: MOST, minutes: MINUTES } = ACCESS_LIMITS.lock;

/**
 * A try at somebody's password or code. It is counted before it is made, so that many at once get no more than the limit;
 * one that succeeds takes its own count back. Counted is by name, whether anybody has it or not, so that the answer does
 * not tell (GB/T 22239-2019 8.1.4.1 b). A count is forgotten after as long as a lock lasts.
 */
export interface Try {
	/** True: when this one fails, the name is locked. */
	last: boolean;
}

/** Begins a try. Null while the name is locked. */
export async function takeTry(db: Queryable, username: string): Promise<Try | null> {
	const { rows } = await db.query<{ failures: number }>(
		`insert into sign_in_failure as f (username, failures) values ($1, 1)
		on conflict (username) do update set
			failures = case when f.locked_until is null and f.last_at > now() - $3::float8 * interval '1 minute'
				then f.failures + 1 else 1 end,
			locked_until = case when f.locked_until is null and f.last_at > now() - $3::float8 * interval '1 minute'
				and f.failures + 1 >= $2::int then now() + $3::float8 * interval '1 minute' end,
			last_at = now()
		where f.locked_until is null or f.locked_until <= now()
		returning failures`,
		[nameOf(username), MOST, MINUTES]
	);
	return rows.length === 0 ? null : { last: rows[0].failures >= MOST };
}

/** Takes one try back that neither failed nor let anybody in: a right password that a code has to follow. */
export async function giveBack(db: Queryable, username: string): Promise<void> {
	await db.query(
		'update sign_in_failure set failures = greatest(failures - 1, 0), locked_until = null where username = $1',
		[nameOf(username)]
	);
}

/** Forgets every failure of a name, and what was forgotten of others anyway. Returns whether it was locked. */
export async function clearTries(db: Queryable, username: string): Promise<boolean> {
	const { rows } = await db.query<{ locked: boolean }>(
		`delete from sign_in_failure where username = $1 or greatest(last_at, locked_until) < now() - interval '1 day'
		returning username = $1 and coalesce(locked_until > now(), false) as locked`,
		[nameOf(username)]
	);
	return rows.some(({ locked }) => locked);
}

/** What is answered while a name is locked: with the minutes that it still is. */
export async function lockedAnswer(db: Queryable, username: string): Promise<AnswerError> {
	const { rows } = await db.query<{ minutes: number }>(
		`select ceil(extract(epoch from locked_until - now()) / 60)::int as minutes from sign_in_failure
		where username = $1 and locked_until > now()`,
		[nameOf(username)]
	);
	const minutes = Math.max(1, rows[0]?.minutes ?? 1);
	return new AnswerError(423, 'locked', {
		zh: `连续失败 ${MOST} 次，此账号已锁定，请 ${minutes} 分钟后再试，或请安全管理员解锁。`,
		en: `Locked after ${MOST} failures. Try again in ${minutes} min, or ask the security administrator to unlock it.`
	});
}

function nameOf(username: string): string {
	return username.toLowerCase();
}
