import { existsSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { openSession, SessionLost, type Session } from './session.ts';
import { packFolder } from './tar.ts';
import { DatabaseError } from './database.ts';

/** The thread that hosts the embedded database. It answers requests one after another; the main side queues them. */
export type Request =
	| { op: 'open'; folder: string; dump: string; clean: boolean }
	| { op: 'create'; folder: string }
	| { op: 'run'; sql: string; values: (string | null)[]; expect?: number }
	| { op: 'check' }
	| { op: 'flush' }
	| { op: 'close' };

export type Reply =
	| { id: number; value: unknown }
	| { id: number; error: { message: string; code: string | null; constraint: string | null; lost: boolean } }
	| { channel: string; payload: string };

const port = parentPort!;
let session: Session;
let folder: string;
let dump: string;
/** Position of the write-ahead log at which the dump is up to date; null: it is not known to be. */
let dumpedAt: string | null = null;

async function answer(request: Request): Promise<unknown> {
	switch (request.op) {
		case 'open':
			({ folder, dump } = request);
			session = await openSession(folder, (channel, payload) => port.postMessage({ channel, payload } satisfies Reply));
			if (request.clean && existsSync(dump)) dumpedAt = await position();
			return;
		case 'create': {
			const fresh = await openSession(request.folder, () => {});
			await fresh.run('create extension postgis', []);
			return fresh.close();
		}
		case 'run':
			return session.run(request.sql, request.values, request.expect);
		case 'check':
			return check();
		case 'flush':
			return flush();
		case 'close':
			return session.close();
	}
}

/** Position of the write-ahead log: it moves with everything that is stored. */
async function position(): Promise<string> {
	return String((await session.run('select pg_current_wal_insert_lsn() as at', [], 1)).rows[0].at);
}

/** Reads every column of every row of every table. Throws when one cannot be read. */
async function check(): Promise<void> {
	const tables = await session.run(
		`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
		[]
	);
	for (const { name } of tables.rows) {
		await session.run(`select count(*), sum(hash_record(t)::int8) as sum from ${name} t`, [], 1);
	}
}

/** Writes the dump, unless nothing was stored since the last one. */
async function flush(): Promise<void> {
	if (dumpedAt !== null && dumpedAt === (await position())) return;
	await clean();
	// A single-user PostgreSQL makes no checkpoint of its own: without this one the log only grows.
	await session.run('checkpoint', []);
	packFolder(folder, dump);
	dumpedAt = await position();
}

/** What autovacuum does on a server, which PGlite has not: its own thresholds, on the tables that passed them. */
async function clean(): Promise<void> {
	const tables = await session.run(
		`select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
		 where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`,
		[]
	);
	for (const { name } of tables.rows) await session.run(`vacuum (analyze) ${name}`, []);
}

port.on('message', async ({ id, ...request }: Request & { id: number }) => {
	try {
		port.postMessage({ id, value: await answer(request as Request) } satisfies Reply);
	} catch (error) {
		const { message } = error as Error;
		const { code, constraint } = error instanceof DatabaseError ? error : { code: null, constraint: null };
		const lost = error instanceof SessionLost;
		port.postMessage({ id, error: { message, code, constraint, lost } } satisfies Reply);
	}
});
