import pg from 'pg';
import { DatabaseError, type Database, type Queryable, type Result } from './database.ts';
import { refuseInsideTransaction, requireCount, transact, type Answer } from './transaction.ts';
import { parserOf, textsOf } from './values.ts';

/** PostGIS older than this lacks functions that the queries use. */
const POSTGIS_MIN = 3;
const CONNECTIONS = 10;
const CONNECT_MS = 10_000;
/** First and longest pause before the connection that listens is made again. */
const AGAIN_MS = 250;
const AGAIN_MAX_MS = 10_000;

const types = { getTypeParser: (oid: number) => parserOf(oid) } as pg.CustomTypesConfig;
// Compiling a statement (jit) costs 20 ms and more, and none of ours runs long enough to win it back.
const SESSION = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set bytea_output = 'hex';
	set client_min_messages = 'warning'; set jit = off`;

/**
 * A PostgreSQL server with PostGIS, named by a `postgres://` address. PostGIS is created in the database if it is
 * absent and the user may. Throws a DatabaseError that says what to do when the server or PostGIS is not there.
 */
export async function openPostgres(url: string): Promise<Database> {
	const place = placeOf(url);
	const pool = new pg.Pool({
		connectionString: url,
		max: CONNECTIONS,
		connectionTimeoutMillis: CONNECT_MS,
		types,
		application_name: 'sise',
		onConnect: async (client) => {
			await client.query(SESSION);
		}
	});
	// An idle connection that breaks is replaced at the next query, which reports what is wrong.
	pool.on('error', () => {});

	const connect = async () => {
		try {
			return await pool.connect();
		} catch (error) {
			throw unreachable(place, error);
		}
	};
	const run = async (client: pg.ClientBase, sql: string, values: (string | null)[]): Promise<Answer> => {
		try {
			// Extended protocol also without parameters: one statement a call, as on the embedded database.
			const query = { text: sql, values, queryMode: 'extended' } as pg.QueryConfig;
			const result = await client.query(query);
			return { rows: result.rows as Record<string, unknown>[], count: result.rowCount ?? 0, command: result.command };
		} catch (error) {
			throw databaseError(error);
		}
	};
	async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
		const client = await connect();
		let broken: Error | undefined;
		const onError = (error: Error) => (broken = error);
		client.on('error', onError);
		try {
			return await work(client);
		} finally {
			client.off('error', onError);
			client.release(broken);
		}
	}

	try {
		await withClient((client) => requirePostgis((sql) => run(client, sql, []), place));
	} catch (error) {
		await pool.end();
		throw error;
	}

	let closed = false;
	const listeners = new Set<{ stop: () => Promise<void> }>();
	return {
		kind: 'postgres',
		address: addressOf(url),
		async query<Row>(sql: string, params?: readonly unknown[], expect?: number): Promise<Result<Row>> {
			refuseInsideTransaction('db.query');
			const values = textsOf(params);
			const { rows, count } = await withClient(async (client) => {
				if (expect === undefined) return run(client, sql, values);
				return transact(
					(text, texts) => run(client, text, texts),
					async (tx) => {
						const answer = await tx.query(sql, params);
						requireCount(sql, answer.count, expect);
						return answer;
					}
				);
			});
			return { rows: rows as Row[], count };
		},
		async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
			refuseInsideTransaction('db.transaction');
			return withClient((client) => transact((sql, values) => run(client, sql, values), work));
		},
		async listen(channel, heard) {
			refuseInsideTransaction('db.listen');
			const listener = await startListener(url, place, channel, heard);
			listeners.add(listener);
			return async () => {
				listeners.delete(listener);
				await listener.stop();
			};
		},
		async flush() {
			// PostgreSQL fsyncs its log at each commit.
		},
		async close() {
			if (closed) return;
			closed = true;
			await Promise.all([...listeners].map((listener) => listener.stop()));
			await pool.end();
		}
	};
}

/** A connection of its own that LISTENs, and is made again when it breaks, until stopped. */
async function startListener(url: string, place: string, channel: string, heard: (payload: string) => void) {
	let stopped = false;
	let client: pg.Client;
	let timer: NodeJS.Timeout | undefined;

	async function connect(): Promise<void> {
		const fresh = new pg.Client({
			connectionString: url,
			connectionTimeoutMillis: CONNECT_MS,
			keepAlive: true,
			application_name: 'sise listen'
		});
		fresh.on('notification', (notification) => heard(notification.payload ?? ''));
		// Without a listener an error of an idle connection would end the process; `end` follows it.
		fresh.on('error', () => {});
		await fresh.connect();
		await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
		if (stopped) return fresh.end();
		client = fresh;
		fresh.once('end', () => again(AGAIN_MS));
	}
	function again(pauseMs: number): void {
		if (stopped) return;
		timer = setTimeout(() => {
			connect().catch(() => again(Math.min(2 * pauseMs, AGAIN_MAX_MS)));
		}, pauseMs);
		timer.unref();
	}

	try {
		await connect();
	} catch (error) {
		throw unreachable(place, error);
	}
	return {
		async stop() {
			stopped = true;
			clearTimeout(timer);
			await client.end();
		}
	};
}

async function requirePostgis(run: (sql: string) => Promise<Answer>, place: string): Promise<void> {
	const installed = `select extversion as version from pg_extension where extname = 'postgis'`;
	let version = (await run(installed)).rows[0]?.version;
	if (version === undefined) {
		try {
			await run('create extension if not exists postgis');
		} catch (error) {
			const { message } = error as Error;
			throw new DatabaseError(
				`数据库 ${place} 没有 PostGIS 扩展。 The database ${place} has no PostGIS (${message}). On its server install it ` +
					`(Debian, Ubuntu: apt-get install postgresql-15-postgis-3, with your version), then as an administrator run ` +
					`"create extension postgis" in this database.`,
				(error as DatabaseError).code,
				null,
				{ cause: error }
			);
		}
		version = (await run(installed)).rows[0]?.version;
	}
	if (parseInt(String(version)) < POSTGIS_MIN) {
		throw new DatabaseError(
			`PostGIS ${version} 版本过低。 PostGIS ${version} of ${place} is too old: install ${POSTGIS_MIN}.0 or newer, then run "alter extension postgis update".`
		);
	}
}

function unreachable(place: string, error: unknown): DatabaseError {
	const { code, message } = databaseError(error);
	return new DatabaseError(
		`无法连接数据库 ${place}。 The database ${place} cannot be reached (${message || code}). Is the server running, ` +
			`and are name, port, user and password in DATABASE_URL right? Without DATABASE_URL the embedded database is used.`,
		code,
		null,
		{ cause: error }
	);
}

function databaseError(error: unknown): DatabaseError {
	if (error instanceof DatabaseError) return error;
	if (error instanceof pg.DatabaseError) {
		return new DatabaseError(error.message, error.code ?? null, error.constraint ?? null, { cause: error });
	}
	// Node's own: ECONNREFUSED (an AggregateError without a message), ECONNRESET, …
	const { code, message } = error as NodeJS.ErrnoException;
	return new DatabaseError(message || String(code ?? error), code ?? null, null, { cause: error });
}

/** The address without whoever asks. */
function addressOf(url: string): string {
	const { host, pathname, searchParams } = new URL(url, 'postgres://localhost');
	return `${host || searchParams.get('host') || 'localhost'}${pathname}`;
}

/** The address without its password. */
function placeOf(url: string): string {
	try {
		const parsed = new URL(url);
		if (parsed.password) parsed.password = '***';
		return parsed.href;
	} catch {
		return 'DATABASE_URL';
	}
}
