import pg from 'pg';
import { DatabaseError, type Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';

/**
 * Brings the schema up to date as the owner of the database, and gives the role that the application works as what it
 * needs and no more: of the audit and of the histories of dangers and visits it may read and add rows, nothing else, and no table is its own, so
 * that it can neither empty one nor switch off a trigger. Throws a DatabaseError; also where both addresses name one role.
 */
export async function prepareAsOwner(ownerUrl: string, url: string): Promise<void> {
	const role = roleOf(url);
	const owner = await openPostgres(ownerUrl);
	try {
		await migrate(owner);
		await grant(owner, role);
	} finally {
		await owner.close();
	}
}

async function grant(owner: Database, role: string): Promise<void> {
	const { rows } = await owner.query<{ me: string; schema: string; known: boolean }>(
		`select current_user as me, current_schema() as schema, exists (select from pg_roles where rolname = $1) as known`,
		[role],
		1
	);
	const [{ me, schema, known }] = rows;
	if (me === role || !known) {
		throw new DatabaseError(
			me === role
				? `DATABASE_OWNER_URL 与 DATABASE_URL 是同一角色 ${role}，应用仍能删改审计记录；请为应用另建角色。 ` +
						`DATABASE_OWNER_URL and DATABASE_URL name the same role ${role}: make another for the application.`
				: `数据库没有角色 ${role}，请先建立。 The database has no role ${role}: make it first ("create role ${role} login password …").`
		);
	}
	const tables = await owner.query<{ name: string }>(
		`select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = $1::regnamespace
			and pg_get_userbyid(c.relowner) = $2`,
		[schema, me]
	);
	const names = tables.rows.map(({ name }) => pg.escapeIdentifier(name));
	if (!names.includes('"audit"')) {
		throw new DatabaseError(
			`审计表不属于 ${me}。请以数据库管理员执行 reassign owned by ${role} to ${me}。 ` +
				`The audit does not belong to ${me}: as an administrator of the server run "reassign owned by ${role} to ${me}" in this database.`
		);
	}
	const [to, where] = [pg.escapeIdentifier(role), pg.escapeIdentifier(schema)];
	await owner.transaction(async (tx) => {
		await tx.query(`grant usage on schema ${where} to ${to}`);
		await tx.query(`revoke all on ${names.join(', ')} from ${to}`);
		await tx.query(`grant select, insert, update, delete on ${names.join(', ')} to ${to}`);
		await tx.query(`revoke update, delete on audit, danger_step, visit_version from ${to}`);
		await tx.query(`revoke insert, update, delete on schema_migration from ${to}`);
		await tx.query(`grant usage, select on all sequences in schema ${where} to ${to}`);
	});
}

function roleOf(url: string): string {
	return decodeURIComponent(new URL(url).username) || (process.env.PGUSER ?? '');
}

/** What the role of the application could do to rows of the audit behind Sise's back; none on the embedded database. */
export async function powersOverAudit(db: Database): Promise<string[]> {
	if (db.kind === 'embedded') return [];
	const { rows } = await db.query<Record<'update' | 'delete' | 'truncate' | 'owner' | 'superuser', boolean>>(
		`select has_table_privilege('audit', 'update') as update, has_table_privilege('audit', 'delete') as delete,
			has_table_privilege('audit', 'truncate') as truncate, pg_has_role(c.relowner, 'member') as owner,
			r.rolsuper as superuser
		from pg_class c, pg_roles r where c.oid = 'audit'::regclass and r.rolname = current_user`,
		[],
		1
	);
	return Object.entries(rows[0]).flatMap(([power, has]) => (has ? [power] : []));
}
