import { roleOf, type RoleId } from '../../access/roles.ts';
import type { Database } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import { newId } from './credential.ts';
import { enter, type Entered } from './entered.ts';
import { emailOf, hasAdministrator, readPersonNamed, type Person } from './persons.ts';

/** The four who show what Sise is: each comes in by one click while everything that is stored is made up. */
export const DEMO_ROLES = ['leader', 'planner', 'inspector', 'data_keeper'] as const satisfies readonly RoleId[];
export type DemoRole = (typeof DEMO_ROLES)[number];

/** How many subdistricts the demo's inspector has. */
export const OWN = 2;

/**
 * Whether the demo persons may come in: this server listens on loopback only, no district is real, and nobody has been made
 * an administrator.
 */
export async function isDemoOpen(db: Database, isLoopback: boolean): Promise<boolean> {
	if (!isLoopback || (await hasAdministrator(db))) return false;
	const { rows } = await db.query<{ real: boolean }>(
		'select exists (select from district where not fictional) as real',
		[],
		1
	);
	return !rows[0].real;
}

/** Lets a demo person in, who is made at the first click. Throws an AnswerError 403 once the demo is closed. */
export async function enterDemo(accounts: Accounts, visitor: Visitor, role: DemoRole): Promise<Entered> {
	const { db } = accounts;
	if (!(await accounts.isDemoOpen())) {
		throw new AnswerError(403, 'no-demo', {
			zh: '这里已有真实数据或管理员，示范账号已停用。请用自己的账号登录。',
			en: 'There is real data or an administrator here, so the demo accounts are closed. Sign in with your own.'
		});
	}
	const person = await demoPerson(db, role);
	if (role === 'inspector') await giveSubdistricts(db, person.id);
	return enter(accounts, visitor, person, { action: 'sign-in', object: person.username, after: { by: 'demo' } });
}

/** The demo person of a role, who has no password; made at the first click. Throws an AnswerError where the name is taken. */
export async function demoPerson(db: Database, role: DemoRole): Promise<Person> {
	const { zh, en } = roleOf(role).name;
	return demoPersonNamed(db, role, `demo.${role}`, `示范${zh} Demo ${en.toLowerCase()}`);
}

/**
 * A demo person of another name, who comes in by no click: colleagues of the four. Throws an AnswerError where the name is
 * taken.
 */
export async function demoPersonNamed(db: Database, role: DemoRole, username: string, name: string): Promise<Person> {
	await db.query(
		`insert into person (id, name, email, email_verified, username, role, demo, must_change_password)
		values ($1, $2, $3, true, $4, $5, true, false) on conflict (username) do nothing`,
		[newId(), name, emailOf(username), username, role]
	);
	const person = await readPersonNamed(db, username);
	if (person?.demo) return person;
	throw new AnswerError(409, 'no-demo', {
		zh: `账号 ${username} 已属于他人。`,
		en: `The account ${username} belongs to somebody else.`
	});
}

/** The first subdistricts of each made-up district, so that there is something to see and something not to. */
export async function giveSubdistricts(db: Database, person: string, most = OWN): Promise<void> {
	await db.query(
		`update person set subdistricts = coalesce((
			select jsonb_object_agg(district, ids) from (
				select district, jsonb_agg(id order by id) as ids from (
					select f.district, f.id, row_number() over (partition by f.district order by f.id) as n
					from feature f join district d on d.code = f.district and d.fictional
					where f.layer = 'area' and f.attributes ->> 'kind' = 'subdistrict'
				) numbered where n <= $2::int group by district
			) own
		), '{}') where id = $1`,
		[person, most],
		1
	);
}
