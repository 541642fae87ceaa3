import { ACCESS_LIMITS } from '../../access/limits.ts';
import { roleOf, type RoleId } from '../../access/roles.ts';
import { sightOf, type Subdistricts } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';
import { needsSecondFactor } from './persons.ts';

interface Row {
	session: string;
	id: string;
	name: string;
	role: RoleId | null;
	subdistricts: Subdistricts;
	demo: boolean;
	must_change_password: boolean;
	old_password: boolean;
	two_factor_enabled: boolean;
	idle_seconds: number;
}

/** How long a sign of life stands before another is written. */
const WRITE_AFTER_SECONDS = 20;

/**
 * A session that holds: neither over nor idle for too long, of a person who was not disabled; and a demo person's only
 * while all that is stored is made up and nobody has been made an administrator. $1 is the number of idle minutes.
 */
export const HOLDS = `s.expires_at > now() and s.last_active_at > now() - $1::float8 * interval '1 minute'
	and p.disabled_at is null
	and (not p.demo or not exists (select from district where not fictional)
		and not exists (select from person a where a.role = 'system_admin' and not a.demo and a.disabled_at is null))`;

/** The person of a session; null where it does not hold. `alive`: the person gave this sign of life, not the page. */
export async function whoComes(
	db: Queryable,
	token: string,
	{ idleMinutes, address, alive }: { idleMinutes: number; address: string | null; alive: boolean }
): Promise<Who | null> {
	const { rows } = await db.query<Row>(
		`select s.id as session, p.id, p.name, p.role, p.subdistricts, p.demo, p.must_change_password, p.two_factor_enabled,
			p.password_changed_at < now() - $3::float8 * interval '1 day' as old_password,
			extract(epoch from now() - s.last_active_at)::float8 as idle_seconds
		from session s join person p on p.id = s.user_id where s.token = $2 and ${HOLDS}`,
		[idleMinutes, token, ACCESS_LIMITS.password.maxAgeDays]
	);
	if (rows.length === 0) return null;
	const [row] = rows;
	if (alive && row.idle_seconds > Math.min(WRITE_AFTER_SECONDS, (idleMinutes * 60) / 10)) {
		await db.query('update session set last_active_at = now() where id = $1', [row.session]);
	}
	return whoOf(row, address);
}

/** Of these sessions, those that still hold. */
export async function holdingSessions(
	db: Queryable,
	sessions: readonly string[],
	idleMinutes: number
): Promise<Set<string>> {
	const { rows } = await db.query<{ id: string }>(
		`select s.id from session s join person p on p.id = s.user_id where s.id = any($2::text[]) and ${HOLDS}`,
		[idleMinutes, sessions]
	);
	return new Set(rows.map(({ id }) => id));
}

function whoOf(row: Row, address: string | null): Who {
	const { role } = row;
	return {
		kind: 'person',
		id: row.id,
		name: row.name,
		role,
		rights: new Set(role === null ? [] : roleOf(role).rights),
		sight: sightOf(role ?? 'system_admin', row.subdistricts),
		address,
		session: row.session,
		demo: row.demo,
		must: row.demo ? null : mustOf(row)
	};
}

function mustOf(row: Row): Who['must'] {
	if (row.must_change_password || row.old_password) return 'change-password';
	return needsSecondFactor(row.role) && !row.two_factor_enabled ? 'enrol-second-factor' : null;
}
