/**
 * The processes that a script starts. Each leads a process group of its own, so that ending it ends what it started
 * as well; npm and vite leave orphans otherwise.
 */
import { spawn } from 'node:child_process';

const POSIX = process.platform !== 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Starts a process whose output goes where ours goes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
	const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: POSIX, ...options });
	running.add(child);
	child.on('exit', () => running.delete(child));
	child.on('error', () => running.delete(child));
	return child;
}

/**
 * Resolves to the exit code when the process has ended; 1 when a signal ended it. Rejects when it cannot be started.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
export function ended(child) {
	if (child.exitCode !== null) return Promise.resolve(child.exitCode);
	if (child.signalCode !== null) return Promise.resolve(1);
	return new Promise((resolve, reject) => {
		child.once('exit', (code) => resolve(code ?? 1));
		child.once('error', reject);
	});
}

/**
 * Runs a process to its end and returns its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function run(command, args, options) {
	return ended(start(command, args, options));
}

/**
 * Sends a signal to everything that still runs.
 * @param {NodeJS.Signals} signal
 */
export function signalAll(signal) {
	for (const child of running) {
		if (child.pid === undefined) continue;
		try {
			if (POSIX) process.kill(-child.pid, signal);
			else child.kill(signal);
		} catch {
			// It ended between the look and the signal.
		}
	}
}

/**
 * Calls `stop` once, at the first Ctrl-C, termination or hang-up, or when npm, which started us, is gone: ended by a
 * signal it takes its shell along, but not what the shell runs. One more signal, a second or later, kills at once;
 * sooner than that it is the same Ctrl-C, which npm passes on a second time.
 * @param {() => void} stop
 */
export function onStop(stop) {
	let askedAt = 0;
	const ask = () => {
		if (askedAt === 0) {
			askedAt = Date.now();
			stop();
		} else if (Date.now() - askedAt > 1000) {
			signalAll('SIGKILL');
		}
	};
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, ask);

	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		ask();
	}, 500);
	watch.unref();
}
