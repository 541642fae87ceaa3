import { roleOf, type RoleId } from '../../access/roles.ts';
import type { Database } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import type { Accounts, Visitor } from './accounts.ts';
import type { Auth } from './auth.ts';
import { enter, type Entered } from './entered.ts';
import { emailOf, hasAdministrator, readPerson } from './persons.ts';

/** The four who show what Sise is: each comes in by one click while everything that is stored is made up. */
export const DEMO_ROLES = ['leader', 'planner', 'inspector', 'data_keeper'] as const satisfies readonly RoleId[];
export type DemoRole = (typeof DEMO_ROLES)[number];

/** How many subdistricts the demo's inspector has. */
const OWN = 2;

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
	const { db, auth } = accounts;
	if (!(await accounts.isDemoOpen())) {
		throw new AnswerError(403, 'no-demo', {
			zh: '这里已有真实数据或管理员，示范账号已停用。请用自己的账号登录。',
			en: 'There is real data or an administrator here, so the demo accounts are closed. Sign in with your own.'
		});
	}
	const id = await demoPerson(db, auth, role);
	if (role === 'inspector') await giveSubdistricts(db, id);
	const person = (await readPerson(db, id))!;
	return enter(accounts, visitor, person, { action: 'sign-in', object: person.username, after: { by: 'demo' } });
}

async function demoPerson(db: Database, auth: Auth, role: DemoRole): Promise<string> {
	const username = `demo.${role}`;
	const known = await db.query<{ id: string; demo: boolean }>('select id, demo from person where username = $1', [
		username
	]);
	if (known.rows.length > 0) {
		if (known.rows[0].demo) return known.rows[0].id;
		throw new AnswerError(409, 'no-demo', {
			zh: `账号 ${username} 已属于他人。`,
			en: `The account ${username} belongs to somebody else.`
		});
	}
	const { internalAdapter } = await auth.$context;
	const { zh, en } = roleOf(role).name;
	const name = `示范${zh} Demo ${en.toLowerCase()}`;
	const made = await internalAdapter.createUser(
		{ name, email: emailOf(username), emailVerified: true, username },
		{ method: 'email-password' }
	);
	await db.query(
		'update person set role = $2, demo = true, must_change_password = false where id = $1',
		[made.id, role],
		1
	);
	return made.id;
}

/** The first subdistricts of each made-up district, so that there is something to see and something not to. */
async function giveSubdistricts(db: Database, person: string): Promise<void> {
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
		[person, OWN],
		1
	);
}
