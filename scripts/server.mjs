/** The built server as a process of its own. */
import { createServer } from 'node:net';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ended, start } from './children.mjs';
import { nodeEnvironment } from './node.mjs';
import { Obstacle, say } from './say.mjs';

/** @typedef {{ host: string, port: number, data: string }} Place where it listens, and the folder of its data */

const EVERYWHERE = ['0.0.0.0', '::', ''];

/**
 * The address at which a browser on this machine finds it.
 * @param {Place} place
 */
export function addressOf({ host, port }) {
	if (EVERYWHERE.includes(host) || host === '127.0.0.1' || host === '::1') return `http://localhost:${port}`;
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Throws an Obstacle when something listens there already, or when the host is none of this machine's.
 * @param {Place} place
 */
export async function checkPortIsFree({ host, port }) {
	const probe = createServer();
	try {
		await /** @type {Promise<void>} */ (
			new Promise((resolve, reject) => probe.once('error', reject).listen(port, host, resolve))
		);
	} catch (error) {
		const code = /** @type {NodeJS.ErrnoException} */ (error).code;
		if (code === 'EADDRINUSE') {
			throw new Obstacle(
				`端口 ${port} 已被占用（可能是另一个四色）。请先结束它，或换一个端口：PORT=${port + 1} npm start`,
				`Port ${port} is in use (perhaps by another Sise). End that first, or take another port: PORT=${port + 1} npm start`
			);
		}
		if (code === 'EACCES') {
			throw new Obstacle(
				`无权使用端口 ${port}；1024 以下的端口需要管理员权限。请换一个：PORT=3000 npm start`,
				`Port ${port} may not be used; those below 1024 need an administrator. Take another: PORT=3000 npm start`
			);
		}
		throw new Obstacle(
			`无法在 ${host}:${port} 监听（${code}）。请检查 HOST 与 PORT。`,
			`It cannot listen on ${host}:${port} (${code}). Check HOST and PORT.`
		);
	} finally {
		await new Promise((resolve) => probe.close(resolve));
	}
}

/**
 * Starts the server: listen.mjs directly, for a shell between the two would be killed alone and leave it behind.
 * @param {string} root
 * @param {string} node
 * @param {Place} place
 */
export function startServer(root, node, place) {
	const { host, port, data } = place;
	// Without an origin adapter-node takes itself to be behind https. Who serves others names it, or a proxy does.
	const local = host === '127.0.0.1' || host === '::1' || host === 'localhost';
	const origin = process.env.ORIGIN ?? (local && !process.env.PROTOCOL_HEADER ? addressOf(place) : undefined);
	return start(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'listen.mjs')], {
		cwd: root,
		env: nodeEnvironment(root, node, {
			NODE_ENV: 'production',
			SHUTDOWN_TIMEOUT: '3',
			// Threads come and go with runs; each left a heap of its own behind that glibc never gave back.
			MALLOC_ARENA_MAX: '2',
			...process.env,
			...(origin === undefined ? {} : { ORIGIN: origin }),
			HOST: host,
			PORT: String(port),
			SISE_DATA: data
		})
	});
}

/** What ends a process that did not mean to: a fault inside the engine, not somebody's wish. */
const CRASHES = ['SIGTRAP', 'SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE'];
/** A server that crashes again and again is better left down and seen. */
const MOST_CRASHES = 5;

/**
 * Runs the server to its end and resolves to its exit code. One that crashed is started again: what it had acknowledged is
 * stored, and a map on a wall has nobody beside it to start it.
 * @param {string} root
 * @param {string} node
 * @param {Place} place
 * @param {(server: import('node:child_process').ChildProcess) => void} [started] told of each process
 */
export async function serve(root, node, place, started = () => {}) {
	for (let crashes = 1; ; crashes++) {
		const server = startServer(root, node, place);
		started(server);
		const code = await ended(server);
		const signal = server.signalCode;
		if (signal === null || !CRASHES.includes(signal) || crashes > MOST_CRASHES) return code;
		say(`服务因内部故障（${signal}）中断，正在重新启动……`, `The server crashed (${signal}); starting it again …`);
	}
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} whether anything but an error of the server came back
 */
function answers(url) {
	return new Promise((resolve) => {
		const request = get(url, { timeout: 5000 }, (response) => {
			response.resume();
			resolve((response.statusCode ?? 500) < 500);
		});
		request.on('timeout', () => request.destroy());
		request.on('error', () => resolve(false));
	});
}

/**
 * Resolves to true when the page answers, to false when the server ended before.
 * @param {import('node:child_process').ChildProcess} server
 * @param {Place} place
 */
export async function answersSoon(server, { host, port }) {
	const name = EVERYWHERE.includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
	let gone = false;
	void ended(server).finally(() => (gone = true));
	while (!gone) {
		if (await answers(`http://${name}:${port}/`)) return true;
		await wait(100);
	}
	return false;
}
