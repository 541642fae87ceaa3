/**
 * npm test: everything that has to hold, from a fresh clone. Every step runs even when one before it failed; the last
 * line is the sum. Plain JavaScript, without dependencies: it runs before there are any.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build.mjs';
import { onStop, run, signalAll } from './children.mjs';
import { findNode, nodeEnvironment } from './node.mjs';
import { installPackages } from './packages.mjs';
import { installParts } from './parts.mjs';
import { Obstacle, runMain } from './say.mjs';
import { countPlaywright, countVitest, settle } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'sise-test-'));

/** @type {(Tally & { title: string, seconds: number })[]} */
const steps = [];
let stopping = false;

/**
 * @param {string} title
 * @param {() => Promise<Tally>} work
 */
async function step(title, work) {
	if (stopping) return;
	console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 90 - title.length))}`);
	const began = performance.now();
	/** @type {Tally} */
	let tally;
	try {
		tally = await work();
	} catch (error) {
		console.error(error instanceof Obstacle ? error.message : error);
		tally = { passed: 0, failed: 1, notes: [] };
	}
	for (const note of tally.notes) console.log(`!! ${note}`);
	const seconds = (performance.now() - began) / 1000;
	steps.push({ title, seconds, ...tally });
	console.log(`${title}: ${tally.passed} passed, ${tally.failed} failed, ${seconds.toFixed(1)} s`);
}

/**
 * A step that is right or wrong as a whole.
 * @param {() => Promise<number | void>} work throws, or returns an exit code
 */
async function whole(work) {
	const code = (await work()) ?? 0;
	return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, notes: [] };
}

/**
 * @template T
 * @param {string} path
 * @param {(report: any) => Tally} count
 */
function readTally(path, count) {
	return existsSync(path) ? count(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/** @param {string} node */
async function runSteps(node) {
	const env = nodeEnvironment(root, node, { CI: process.env.CI ?? 'true' });
	/**
	 * @param {string} script
	 * @param {...string} args
	 */
	const tool = (script, ...args) => run(node, [join(root, 'node_modules', script), ...args], { cwd: root, env });

	/** @param {string} project */
	const vitest = async (project) => {
		const report = join(reports, `${project}.json`);
		const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
		const code = await tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters);
		return settle(readTally(report, countVitest), code);
	};

	// First, because it also makes the generated sources that the linter and the type checker read.
	let built = false;
	await step('Build', () =>
		whole(async () => {
			await buildIfNeeded(root, node);
			built = true;
		})
	);
	await step('Format', () => whole(() => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')));
	await step('Lint', () => whole(() => tool('eslint/bin/eslint.js', '--max-warnings', '0', '.')));
	await step('Types', () =>
		whole(async () => {
			const synced = await tool('@sveltejs/kit/svelte-kit.js', 'sync');
			return (
				synced ||
				(await tool('svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings')) ||
				(await tool('typescript/bin/tsc', '-p', 'src/service-worker'))
			);
		})
	);
	await step('Unit tests', () => vitest('unit'));
	await step('Database tests', () => vitest('db'));
	await step('End-to-end tests', async () => {
		if (!built) return { passed: 0, failed: 1, notes: ['They need the build, which failed.'] };
		const report = join(reports, 'e2e.json');
		env.PLAYWRIGHT_JSON_OUTPUT_FILE = report;
		const code = await tool('@playwright/test/cli.js', 'test');
		return settle(readTally(report, countPlaywright), code);
	});
}

await runMain(async () => {
	onStop(() => {
		stopping = true;
		signalAll('SIGTERM');
	});
	try {
		await step('Packages', () => whole(() => installPackages(root)));
		await step('Parts of the machine', () => whole(installParts));
		if (steps.every((done) => done.failed === 0)) await runSteps(findNode(root));
	} catch (error) {
		await step('Node', () => Promise.reject(error));
	} finally {
		rmSync(reports, { recursive: true, force: true });
	}

	console.log(`\n── Sum ${'─'.repeat(87)}`);
	for (const { title, passed, failed, seconds } of steps) {
		const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(6)} failed`;
		console.log(`${title.padEnd(22)} ${counts} ${seconds.toFixed(1).padStart(8)} s`);
	}
	if (stopping) console.log('!! It was stopped before the end.');
	const passed = steps.reduce((sum, done) => sum + done.passed, 0);
	const failed = steps.reduce((sum, done) => sum + done.failed, 0) + (stopping ? 1 : 0);
	console.log(`${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
});
