/** The built application in build/, and whether it was built from the sources as they are. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './children.mjs';
import { nodeEnvironment } from './node.mjs';
import { Obstacle, say } from './say.mjs';

const SOURCES = [
	'src',
	'static',
	'messages',
	'data',
	'project.inlang/settings.json',
	'scripts/declared-routes.mjs',
	'svelte.config.js',
	'vite.config.ts',
	'tsconfig.json',
	'package.json',
	'package-lock.json'
];
/** Written by the build itself. */
const GENERATED = join('src', 'lib', 'paraglide');

/**
 * @param {string} root
 * @param {string} path
 * @returns {Generator<string>}
 */
function* filesUnder(root, path) {
	if (relative(root, path) === GENERATED || !existsSync(path)) return;
	if (statSync(path).isFile()) return yield path;
	for (const name of readdirSync(path).sort()) yield* filesUnder(root, join(path, name));
}

/**
 * A hash of names and contents of all that the build reads. Contents, not times: a checkout touches files without
 * changing them, and a deleted file is newer than nothing.
 * @param {string} root
 */
export function hashSources(root) {
	const hash = createHash('sha256');
	for (const source of SOURCES) {
		for (const file of filesUnder(root, join(root, source))) {
			const bytes = readFileSync(file);
			hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
		}
	}
	return hash.digest('hex');
}

/**
 * Builds when build/ is missing or was built from other sources.
 * @param {string} root
 * @param {string} node
 */
export async function buildIfNeeded(root, node) {
	const stamp = join(root, 'build', 'sources.sha256');
	const hash = hashSources(root);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;

	say('正在构建……', 'Building, about a quarter of a minute …');
	const options = { cwd: root, env: nodeEnvironment(root, node) };
	const code =
		(await run(node, [join(root, 'node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], options)) ||
		(await run(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], options));
	if (code !== 0) {
		throw new Obstacle(
			`构建失败（退出码 ${code}）；原因见上面的输出。`,
			`The build failed (exit code ${code}); its output above says why.`
		);
	}
	writeFileSync(stamp, hash);
}

/**
 * Makes the image from which the embedded database starts, so that the first start need not create one.
 * @param {string} root
 * @param {string} node
 */
export async function makeEmbeddedImage(root, node) {
	const code = await run(node, [join(root, 'scripts', 'make-embedded-image.mjs')], {
		cwd: root,
		env: nodeEnvironment(root, node)
	});
	if (code !== 0) {
		say(
			'未能制作内嵌数据库映像；首次启动会慢几秒。',
			'The image of the embedded database was not made; the first start takes a few seconds longer.'
		);
	}
}
