import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import type { Status } from '../src/lib/api.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import type { Row } from './row.ts';

const PORT = 3990;
const DATABASE = 'sise_bench_signed_in';
const TIMES = 400;
const ADDRESS = `http://localhost:${PORT}`;
/** A page costs at most so much more for who is signed in. */
const MOST_MS = 5;

/**
 * What being signed in costs: the built server with the demo district answers the one page that is open to everybody, to
 * somebody with a session and to somebody without, in turns. What follows the hook is the same for both, so the difference
 * of the medians is what the hook does for who is signed in: the cookie's signature, the session in the database, rates and
 * rights; that is the same on every route. Beside it, what pages and answers take altogether.
 */
export async function benchSignedIn(report: (row: Row) => void): Promise<void> {
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
	await measure('native PostGIS', databaseUrl(server, DATABASE), report);
	await measure('embedded', '', report);
}

async function measure(name: string, url: string, report: (row: Row) => void): Promise<void> {
	const data = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	const server = spawn(process.execPath, ['scripts/start.mjs'], {
		env: { ...process.env, PORT: String(PORT), HOST: '127.0.0.1', SISE_DATA: data, DATABASE_URL: url, SISE_DEMO: '' },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const ended = new Promise((resolve) => server.once('exit', resolve));
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	try {
		const cookie = await signIn(server);
		const [open, signedIn] = await inTurns(
			() => ask(agent, '/sign-in', null),
			() => ask(agent, '/sign-in', cookie)
		);
		report(rowOf(`the open page, to nobody, ${name}`, open));
		const more = signedIn.medianMs - open.medianMs;
		const note = `${more.toFixed(2)} ms more, of at most ${MOST_MS}`;
		report({ ...rowOf(`the same, to somebody signed in, ${name}`, signedIn), note });
		const features = `/api/features?district=${DEMO_DISTRICT.code}`;
		const [page, answer] = await inTurns(
			() => ask(agent, '/', cookie),
			() => ask(agent, features, cookie)
		);
		report(rowOf(`GET /, signed in, ${name}`, page));
		report(rowOf(`GET /api/features, signed in, ${name}`, answer));
	} finally {
		agent.destroy();
		server.kill('SIGTERM');
		await ended;
		rmSync(data, { recursive: true, force: true });
	}
}

/** The cookie of the demo's leader, when the first run is stored. */
async function signIn(server: ChildProcess): Promise<string> {
	while (server.exitCode === null) {
		await wait(500);
		const entered = await fetch(`${ADDRESS}/api/sign-in/demo`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"role":"leader"}'
		}).catch(() => null);
		if (!entered?.ok) {
			await wait(4000);
			continue;
		}
		const cookie = entered.headers
			.getSetCookie()
			.map((text) => text.split(';')[0])
			.join('; ');
		for (;;) {
			const { run } = (await (await fetch(`${ADDRESS}/api/status`, { headers: { cookie } })).json()) as Status;
			// A second more: the reading for changes, which follows a run, would stand in the way.
			await wait(run === null ? 500 : 5000);
			if (run !== null) return cookie;
		}
	}
	throw new Error('The server ended by itself.');
}

/** Milliseconds of one request on a connection that stays open. Throws where the answer is not 200. */
function ask(agent: Agent, path: string, cookie: string | null): Promise<number> {
	return new Promise((resolve, reject) => {
		const began = performance.now();
		const headers = cookie === null ? {} : { cookie };
		get({ host: '127.0.0.1', port: PORT, path, agent, headers }, (response) => {
			response.resume();
			response.on('end', () => {
				if (response.statusCode === 200) resolve(performance.now() - began);
				else reject(new Error(`${path} answered ${response.statusCode}.`));
			});
		}).on('error', reject);
	});
}

/** Two pieces of work in turns, so that whatever else the machine does falls on both. */
async function inTurns(a: () => Promise<number>, b: () => Promise<number>) {
	const taken: [number[], number[]] = [[], []];
	for (let n = -20; n < TIMES; n++) {
		const pair = n % 2 === 0 ? [await a(), await b()] : [await b(), await a()].reverse();
		if (n < 0) continue;
		taken[0].push(pair[0]);
		taken[1].push(pair[1]);
	}
	return taken.map((ms) => {
		ms.sort((x, y) => x - y);
		return { medianMs: (ms[TIMES / 2 - 1] + ms[TIMES / 2]) / 2, minMs: ms[0], maxMs: ms[TIMES - 1] };
	});
}

function rowOf(name: string, timing: Pick<Row, 'medianMs' | 'minMs' | 'maxMs'>): Row {
	return { name, count: TIMES, ...timing, note: '' };
}
