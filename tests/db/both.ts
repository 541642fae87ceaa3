import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe } from 'vitest';
import type { Database } from '../../src/lib/server/db/database.ts';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { databaseUrl, onServer, TEMPLATE } from './postgres-server.ts';

/**
 * Runs the same tests on both databases. `open()` gives a test its own migrated database without data; it is closed by
 * itself. Within one test it gives the same one each time.
 */
export function describeBoth(
	name: string,
	tests: (open: () => Promise<Database>, kind: Database['kind']) => void
): void {
	describe(`${name}, embedded`, () => tests(openEmbeddedForTests(), 'embedded'));
	describe(`${name}, PostgreSQL`, () => tests(openPostgresForTests(), 'postgres'));
}

/** Two seconds to open, so one serves all tests of a file and is emptied in between. */
function openEmbeddedForTests(): () => Promise<Database> {
	let folder: string | null = null;
	let database: Database | null = null;
	let own: Set<string>;
	let fresh = false;
	afterEach(() => {
		fresh = false;
	});
	afterAll(async () => {
		await database?.close();
		if (folder) rmSync(folder, { recursive: true, force: true });
	});
	const tables = async (db: Database) => {
		const found = await db.query<{ name: string }>(
			`select tablename as name from pg_tables where schemaname = 'public'
			 and tablename not in ('spatial_ref_sys', 'schema_migration')`
		);
		return found.rows.map((row) => row.name);
	};
	return async () => {
		if (!database) {
			folder = mkdtempSync(join(tmpdir(), 'sise-test-'));
			database = await openDatabase({ folder });
			own = new Set(await tables(database));
		} else if (!fresh) {
			for (const table of await tables(database)) {
				if (!own.has(table)) await database.query(`drop table "${table}" cascade`);
			}
			// The audit is only ever added to, by a trigger that no other code switches off.
			await database.query('alter table audit disable trigger all');
			await database.query(`truncate ${[...own].map((table) => `"${table}"`).join(', ')} restart identity cascade`);
			await database.query('alter table audit enable trigger all');
		}
		fresh = true;
		return database;
	};
}

/** A database of its own for each test, copied from the template that the set-up made. */
function openPostgresForTests(): () => Promise<Database> {
	let database: Database | null = null;
	let name: string;
	afterEach(async () => {
		if (!database) return;
		await database.close();
		database = null;
		await onServer(serverUrl(), `drop database "${name}" with (force)`);
	});
	return async () => {
		if (database) return database;
		name = `sise_test_${randomBytes(6).toString('hex')}`;
		await onServer(serverUrl(), `create database "${name}" template ${TEMPLATE}`);
		database = await openDatabase({ url: databaseUrl(serverUrl(), name), folder: '' });
		return database;
	};
}

export function serverUrl(): string {
	const url = process.env.SISE_TEST_DATABASE_URL;
	if (!url) throw new Error('SISE_TEST_DATABASE_URL is not set: run these tests with `npm run db`, which sets it.');
	return url;
}
