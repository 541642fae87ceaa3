/**
 * The Node that runs Sise: it must strip types by itself (22.18 and later), because workers, command line and benches
 * run the TypeScript sources without a build. The npm package `node` brings 24; see docs/decisions/0005.
 */
import { execFileSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { Obstacle } from './say.mjs';

const NEEDED = [22, 18];

/**
 * Is this version 22.18 or later?
 * @param {string} version `v24.21.0`
 */
export function isNewEnough(version) {
	const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
	return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/**
 * The path of a Node that is new enough: the one in node_modules, else the one that runs this.
 * Throws an Obstacle when neither is.
 * @param {string} root
 */
export function findNode(root) {
	const packaged = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
	/** @type {string | null} */
	let version = null;
	try {
		version = execFileSync(packaged, ['--version'], {
			encoding: 'utf8',
			shell: process.platform === 'win32',
			stdio: ['ignore', 'pipe', 'ignore']
		}).trim();
	} catch {
		// Not there: its install script did not run.
	}
	if (version !== null && isNewEnough(version)) return packaged;
	if (isNewEnough(process.version)) return process.execPath;
	throw new Obstacle(
		`需要 Node ${NEEDED.join('.')} 或更高版本；当前为 ${process.version}，npm 包 node 也未装好。` +
			'请运行 npm rebuild node（npm 12 先运行 npm approve-scripts node），或自行安装 Node 24，然后重试。',
		`Node ${NEEDED.join('.')} or later is needed; this is ${process.version}, and the npm package node is not in place. ` +
			'Run npm rebuild node (with npm 12 first npm approve-scripts node), or install Node 24 yourself, and try again.'
	);
}

/**
 * The environment in which that Node, and whatever asks for `node`, is found first.
 * @param {string} root
 * @param {string} node what findNode returned
 * @param {Record<string, string | undefined>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function nodeEnvironment(root, node, more = {}) {
	const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
	return { ...process.env, PATH: path, ...more };
}
