/**
 * npm start: from a fresh clone to a map. Installs, builds and makes the database image where that is needed, then
 * runs the server until it is told to stop. Plain JavaScript, without dependencies: it runs before there are any.
 */
import { performance } from 'node:perf_hooks';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, makeEmbeddedImage } from './build.mjs';
import { onStop, signalAll } from './children.mjs';
import { findNode } from './node.mjs';
import { installPackages } from './packages.mjs';
import { Obstacle, runMain, say } from './say.mjs';
import { addressOf, answersSoon, checkPortIsFree, serve } from './server.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function readPlace() {
	const port = Number(process.env.PORT || '3000');
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Obstacle(
			`PORT=${process.env.PORT} 不是 1 到 65535 的整数。`,
			`PORT=${process.env.PORT} is not a whole number from 1 to 65535.`
		);
	}
	return { host: process.env.HOST || '127.0.0.1', port, data: resolve(process.env.SISE_DATA || join(root, '.sise')) };
}

/**
 * Says where it answers, as soon as it does.
 * @param {import('node:child_process').ChildProcess} server
 * @param {import('./server.mjs').Place} place
 * @param {number} began
 */
async function greet(server, place, began) {
	if (!(await answersSoon(server, place))) return;
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	say(
		`四色已就绪（${seconds} 秒）：${addressOf(place)}  按 Ctrl-C 结束。`,
		`Sise answers at ${addressOf(place)} after ${seconds} s. Ctrl-C ends it.`
	);
}

await runMain(async () => {
	let stopping = false;
	onStop(() => {
		stopping = true;
		say('正在结束……', 'Stopping …');
		signalAll('SIGTERM');
	});

	try {
		const place = readPlace();
		await checkPortIsFree(place);
		await installPackages(root);
		const node = findNode(root);
		await buildIfNeeded(root, node);
		if (!process.env.DATABASE_URL) await makeEmbeddedImage(root, node);
		if (stopping) return 0;

		const began = performance.now();
		say('正在启动服务……', 'Starting the server …');
		const code = await serve(root, node, place, (server) => void greet(server, place, began));
		if (stopping) return 0;
		say(
			`服务已意外结束（退出码 ${code}）；原因见上面的输出。`,
			`The server ended by itself (exit code ${code}); its output above says why.`
		);
		return code || 1;
	} catch (error) {
		// What was cut short by Ctrl-C failed for no other reason.
		if (stopping) return 0;
		throw error;
	}
});
