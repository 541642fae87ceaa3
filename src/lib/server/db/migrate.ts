import { DatabaseError, type Database } from './database.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

/** Key of the advisory lock under which PostgreSQL lets one process migrate at a time: "Sise" in ASCII. */
const MIGRATION_LOCK = 0x53697365;

/**
 * Brings the schema up to date: runs the migrations that are missing, in order, each in a transaction, and remembers
 * them in `schema_migration`. Two processes may call it at once. Throws a DatabaseError when the database is from a
 * newer Sise.
 */
export async function migrate(db: Database, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
	// Nothing is written when nothing is missing: then a start leaves the database, and so its dump, as it was.
	if ((await db.query(`select to_regclass('schema_migration') as there`)).rows[0].there === null) {
		await db.transaction(async (tx) => {
			await tx.query('select pg_advisory_xact_lock($1::int8)', [MIGRATION_LOCK]);
			await tx.query(
				`create table if not exists schema_migration (
					id integer primary key,
					title text not null,
					applied_at timestamptz not null default now()
				)`
			);
		});
	}
	const newest = Math.max(0, ...migrations.map(({ id }) => id));
	const known = await db.query<{ id: number; title: string }>('select id, title from schema_migration order by id');
	const foreign = known.rows.find(({ id }) => id > newest);
	if (foreign) {
		throw new DatabaseError(
			`此数据库由更新版本的 Sise 写成，请升级 Sise 后再打开。 This database was written by a newer Sise ` +
				`(it has migration ${foreign.id}, "${foreign.title}"; this one knows ${newest}). Update Sise, then open it again.`
		);
	}
	for (const { id, title, statements } of migrations) {
		if (known.rows.some((row) => row.id === id)) continue;
		await db.transaction(async (tx) => {
			await tx.query('select pg_advisory_xact_lock($1::int8)', [MIGRATION_LOCK]);
			// Another process may have been first.
			if ((await tx.query('select 1 from schema_migration where id = $1', [id])).count > 0) return;
			for (const statement of statements) await tx.query(statement);
			await tx.query('insert into schema_migration (id, title) values ($1, $2)', [id, title], 1);
		});
	}
}
