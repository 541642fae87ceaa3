/** The packages of node_modules, and whether they are the ones that package-lock.json names. */
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './children.mjs';
import { Obstacle, say } from './say.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, extraneous?: boolean }> }} Lock */

/**
 * Names the first package that is missing or of another version; null when all are as the lock file says.
 * Optional packages may be missing: they are those of other systems.
 * @param {Lock} wanted package-lock.json
 * @param {Lock | null} present node_modules/.package-lock.json, written by npm at the end of an installation
 */
export function firstDifference(wanted, present) {
	if (present === null) return 'node_modules';
	for (const [path, entry] of Object.entries(wanted.packages ?? {})) {
		if (path === '' || entry.extraneous) continue;
		const found = present.packages?.[path];
		if (found ? found.version !== entry.version : !entry.optional) return path;
	}
	return null;
}

/**
 * @param {string} path
 * @returns {Lock | null}
 */
function readLock(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return null;
	}
}

/**
 * Installs the packages when the lock file asks for it.
 * @param {string} root
 */
export async function installPackages(root) {
	const wanted = readLock(join(root, 'package-lock.json'));
	if (wanted === null) {
		throw new Obstacle(
			'package-lock.json 缺失或无法读取；请重新克隆仓库。',
			'package-lock.json is missing or cannot be read; clone the repository again.'
		);
	}
	const difference = firstDifference(wanted, readLock(join(root, 'node_modules', '.package-lock.json')));
	if (difference === null) return;

	say(`正在安装依赖（${difference}）……`, `Installing packages (${difference}), about half a minute …`);
	// npm must not run under the Node of the folder that it is about to remove, and needs the packages of the build.
	const bin = join(root, 'node_modules', '.bin');
	const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin);
	const code = await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit'], {
		cwd: root,
		env: { ...process.env, PATH: path.join(delimiter) },
		shell: process.platform === 'win32'
	}).catch(() => 127);
	if (code !== 0) {
		throw new Obstacle(
			`npm ci 失败（退出码 ${code}）；请看上面的输出，检查网络与 npm 源后重试。`,
			`npm ci failed (exit code ${code}); read its output above, check network and npm registry, and try again.`
		);
	}
}
