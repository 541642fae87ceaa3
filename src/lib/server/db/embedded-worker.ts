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
/** Next transaction id when the dump was made; null: it is not known to be up to date. */
let dumpedAt: string | null = null;

async function answer(request: Request): Promise<unknown> {
	switch (request.op) {
		case 'open':
			({ folder, dump } = request);
			session = await openSession(folder, (channel, payload) => port.postMessage({ channel, payload } satisfies Reply));
			if (request.clean && existsSync(dump)) dumpedAt = await nextTransaction();
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

/** The next transaction id: it moves with each transaction that writes. (The log moves with reads as well: hint bits.) */
async function nextTransaction(): Promise<string> {
	const at = await session.run('select pg_snapshot_xmax(pg_current_snapshot())::text as next', [], 1);
	return String(at.rows[0].next);
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
	if (dumpedAt !== null && dumpedAt === (await nextTransaction())) return;
	await clean();
	// A single-user PostgreSQL makes no checkpoint of its own: without this one the log only grows.
	await session.run('checkpoint', []);
	packFolder(folder, dump);
	dumpedAt = await nextTransaction();
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
