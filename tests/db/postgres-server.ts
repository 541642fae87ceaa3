import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../src/lib/server/db/open.ts';
import { ROOT } from '../../src/lib/server/root.ts';

const INSTALLED = '/usr/lib/postgresql';
export const TEMPLATE = 'sise_test_template';

/**
 * What the database tests stand on: the image of the embedded database, and a PostgreSQL server with PostGIS, either
 * the one that SISE_TEST_DATABASE_URL names (its user must be allowed to create databases), or a private one on
 * loopback, stopped and removed afterwards. Without either the tests fail here and say what is missing.
 */
export default async function setup(): Promise<() => Promise<void>> {
	execFileSync(process.execPath, [join(ROOT, 'scripts', 'make-embedded-image.mjs')], { stdio: 'inherit' });
	const own = process.env.SISE_TEST_DATABASE_URL ? null : await startServer();
	if (own) process.env.SISE_TEST_DATABASE_URL = own.url;
	const url = process.env.SISE_TEST_DATABASE_URL!;
	await onServer(url, `drop database if exists ${TEMPLATE}`, `create database ${TEMPLATE}`);
	await (await openDatabase({ url: databaseUrl(url, TEMPLATE), folder: '' })).close();
	return async () => {
		if (own) await own.stop();
		else await onServer(url, `drop database if exists ${TEMPLATE} with (force)`);
	};
}

/** The address of another database of the same server. */
export function databaseUrl(url: string, database: string): string {
	const address = new URL(url);
	address.pathname = `/${database}`;
	return address.href;
}

/** Runs statements that belong to no database of ours: create, drop. */
export async function onServer(url: string, ...statements: string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}

/** A private PostgreSQL with PostGIS on a free port of loopback; `stop` ends it and removes its folder. */
export async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
	const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED) : [];
	const version = versions
		.filter((v) => existsSync(join(INSTALLED, v, 'bin', 'initdb')))
		.sort((a, b) => Number(b) - Number(a))
		.find((v) => existsSync(`/usr/share/postgresql/${v}/extension/postgis.control`));
	if (!version) {
		throw new Error(
			'The database tests need PostgreSQL with PostGIS and found none. On Debian or Ubuntu: ' +
				'apt-get install postgresql postgresql-postgis. Or set SISE_TEST_DATABASE_URL to a server of yours.'
		);
	}
	const bin = join(INSTALLED, version, 'bin');
	const folder = mkdtempSync(join(tmpdir(), 'sise-postgres-'));
	// PostgreSQL refuses to run as root.
	const user = process.getuid?.() === 0 ? postgresUser() : null;
	if (user) chownSync(folder, user.uid, user.gid);
	const files = join(folder, 'data');
	const arguments_ = ['-D', files, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
	execFileSync(join(bin, 'initdb'), arguments_, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });

	const port = await freePort();
	const settings = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		fsync: 'off',
		full_page_writes: 'off',
		log_min_messages: 'fatal'
	};
	const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = spawn(join(bin, 'postgres'), ['-D', files, ...options], { ...user, cwd: folder, stdio: 'ignore' });
	const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	for (let tries = 0; ; tries++) {
		try {
			await onServer(url, 'select 1');
			break;
		} catch (error) {
			if (tries > 100 || server.exitCode !== null) throw error;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
	return {
		url,
		async stop() {
			// SIGINT is PostgreSQL's fast shutdown.
			server.kill('SIGINT');
			await ended;
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

function postgresUser(): { uid: number; gid: number } {
	try {
		const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
		return { uid: id('-u'), gid: id('-g') };
	} catch {
		throw new Error(
			'PostgreSQL refuses to run as root, and this machine has no user postgres: useradd --system postgres'
		);
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}
