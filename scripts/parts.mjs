/** What the tests need of the machine, beside Node: PostgreSQL with PostGIS, Chromium, poppler, a Chinese font. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './children.mjs';
import { Obstacle, say } from './say.mjs';

/**
 * @typedef {object} Part
 * @property {string} zh
 * @property {string} en
 * @property {() => boolean} isThere
 * @property {string[]} apt packages of Debian and Ubuntu
 * @property {string} [elsewhere] how to get it where apt does not have it
 */

/**
 * The path of the first program of these names on PATH; null when there is none.
 * @param {...string} names
 */
function findOnPath(...names) {
	for (const name of names) {
		for (const folder of (process.env.PATH ?? '').split(delimiter)) {
			const path = join(folder, name);
			try {
				accessSync(path, constants.X_OK);
				return path;
			} catch {
				// Not in this folder.
			}
		}
	}
	return null;
}

/**
 * The path of the Chromium that the end-to-end tests drive: CHROMIUM, else the first on PATH, else null.
 * On Ubuntu `chromium-browser` is only a stub that asks for a snap; it is not taken.
 */
export function findChromium() {
	if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
	return findOnPath('chromium', 'google-chrome-stable', 'google-chrome');
}

/** Is there a PostgreSQL whose own folder holds PostGIS, or does SISE_TEST_DATABASE_URL name a server? */
function hasPostgis() {
	if (process.env.SISE_TEST_DATABASE_URL) return true;
	const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
	return versions.some(
		(version) =>
			existsSync(`/usr/lib/postgresql/${version}/bin/initdb`) &&
			existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
	);
}

/** macOS and Windows bring Chinese fonts; elsewhere fontconfig is asked. */
function hasChineseFont() {
	if (process.platform !== 'linux') return true;
	try {
		return execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).trim() !== '';
	} catch {
		return false;
	}
}

/** @type {readonly Part[]} */
const PARTS = [
	{
		zh: 'PostgreSQL 与 PostGIS',
		en: 'PostgreSQL with PostGIS',
		isThere: hasPostgis,
		apt: ['postgresql', 'postgresql-postgis'],
		elsewhere: 'SISE_TEST_DATABASE_URL=postgres://user:password@host/database npm test'
	},
	{
		zh: 'Chromium 浏览器',
		en: 'Chromium',
		isThere: () => findChromium() !== null,
		apt: ['chromium'],
		elsewhere: 'CHROMIUM=/path/to/chrome npm test'
	},
	{
		zh: 'poppler（读取 PDF）',
		en: 'poppler, which reads PDF',
		isThere: () => findOnPath('pdftotext') !== null,
		apt: ['poppler-utils']
	},
	{ zh: '中文字体', en: 'a Chinese font', isThere: hasChineseFont, apt: ['fonts-noto-cjk', 'fontconfig'] }
];

/** Debian, Ubuntu and their kin, with apt at hand? */
function hasApt() {
	try {
		return (
			/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8')) && !!findOnPath('apt-get')
		);
	} catch {
		return false;
	}
}

/**
 * @param {readonly Part[]} missing
 * @param {boolean} apt
 */
function obstacleOf(missing, apt) {
	const command = `apt-get update && apt-get install -y ${missing.flatMap((part) => part.apt).join(' ')}`;
	const ways = [
		...(apt ? [`sudo sh -c '${command}'`] : [`Debian, Ubuntu: ${command}`]),
		...missing.flatMap((part) => (part.elsewhere ? [part.elsewhere] : []))
	].map((way) => `    ${way}`);
	return new Obstacle(
		`缺少：${missing.map((part) => part.zh).join('、')}。安装或指明后重试：`,
		`Missing: ${missing.map((part) => part.en).join(', ')}. Install or name it, and try again:\n${ways.join('\n')}`
	);
}

/** Installs what is missing where this runs as root with apt; throws an Obstacle that names it elsewhere. */
export async function installParts() {
	const missing = PARTS.filter((part) => !part.isThere());
	if (missing.length === 0) return;
	const apt = hasApt();
	if (!apt || process.getuid?.() !== 0) throw obstacleOf(missing, apt);

	say(
		`正在用 apt 安装：${missing.map((part) => part.zh).join('、')}……`,
		`Installing with apt: ${missing.map((part) => part.en).join(', ')} …`
	);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
	await run('apt-get', [...options, 'update'], { env });
	await run(
		'apt-get',
		[...options, 'install', '-y', '--no-install-recommends', ...missing.flatMap((part) => part.apt)],
		{ env }
	);
	const still = missing.filter((part) => !part.isThere());
	if (still.length > 0) throw obstacleOf(still, apt);
}
