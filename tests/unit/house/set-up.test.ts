import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashSources } from '../../../scripts/build.mjs';
import { isNewEnough } from '../../../scripts/node.mjs';
import { firstDifference } from '../../../scripts/packages.mjs';
import { addressOf, checkPortIsFree } from '../../../scripts/server.mjs';

test('packages are installed when the lock file names what is not there', () => {
	const wanted = {
		packages: {
			'': {},
			'node_modules/a': { version: '1.0.0' },
			'node_modules/b-win32': { version: '2.0.0', optional: true }
		}
	};
	expect(firstDifference(wanted, null)).toBe('node_modules');
	expect(firstDifference(wanted, { packages: {} })).toBe('node_modules/a');
	expect(firstDifference(wanted, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe('node_modules/a');
	// Optional packages of other systems stay away.
	expect(firstDifference(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(null);
});

test('Node is new enough from 22.18 on', () => {
	expect(['v20.20.2', 'v22.17.1', 'v22.18.0', 'v24.0.0'].map(isNewEnough)).toEqual([false, false, true, true]);
});

test('the build is out of date when a source changed, came, went or was renamed, not when it was touched', () => {
	const root = mkdtempSync(join(tmpdir(), 'sise-sources-'));
	onTestFinished(() => rmSync(root, { recursive: true }));
	mkdirSync(join(root, 'src/lib/paraglide'), { recursive: true });
	const source = join(root, 'src/a.ts');
	writeFileSync(source, 'one');
	const first = hashSources(root);

	utimesSync(source, 1, 1);
	writeFileSync(join(root, 'src/lib/paraglide/messages.js'), 'generated');
	writeFileSync(join(root, 'README.md'), 'not a source');
	expect(hashSources(root)).toBe(first);

	writeFileSync(source, 'two');
	expect(hashSources(root)).not.toBe(first);
	writeFileSync(source, 'one');
	expect(hashSources(root)).toBe(first);
	renameSync(source, join(root, 'src/b.ts'));
	expect(hashSources(root)).not.toBe(first);
});

test('the address that is printed is one that a browser can open', () => {
	const data = '.sise';
	expect(addressOf({ host: '127.0.0.1', port: 3000, data })).toBe('http://localhost:3000');
	expect(addressOf({ host: '0.0.0.0', port: 80, data })).toBe('http://localhost:80');
	expect(addressOf({ host: 'map.example', port: 8080, data })).toBe('http://map.example:8080');
	expect(addressOf({ host: 'fe80::2', port: 8080, data })).toBe('http://[fe80::2]:8080');
});

test('a port in use is refused with words that name it and the next step', async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void other.close());
	const { port } = other.address() as AddressInfo;
	const place = { host: '127.0.0.1', port, data: '.sise' };
	await expect(checkPortIsFree(place)).rejects.toThrow(`端口 ${port} 已被占用`);
	await expect(checkPortIsFree(place)).rejects.toThrow(`PORT=${port + 1} npm start`);
});
