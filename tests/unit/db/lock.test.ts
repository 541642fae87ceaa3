import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderLocked, readLock, takeLock, type Owner } from '../../../src/lib/server/db/lock.ts';
import { ROOT } from '../../../src/lib/server/root.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sise-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'lock.json');
const stored = (): Owner => JSON.parse(readFileSync(file(), 'utf8'));
const forge = (owner: Partial<Owner>) => {
	const whole = { id: 'forged', pid: 1, started: null, host: hostname(), since: 'then', address: null, secret: 's' };
	writeFileSync(file(), JSON.stringify({ ...whole, ...owner }));
};
/** A pid that no process has: of one that has ended. */
const gone = () => spawnSync(process.execPath, ['-e', '']).pid;

test('a lock holds, names its owner, and is gone when released', () => {
	const lock = takeLock(folder);
	expect(statSync(file()).mode & 0o777).toBe(0o600);
	lock.setAddress('http://localhost:3000');
	const owner = readLock(folder)!;
	expect(owner).toMatchObject({ pid: process.pid, address: 'http://localhost:3000', secret: lock.secret });
	let refused: unknown;
	try {
		takeLock(folder);
	} catch (error) {
		refused = error;
	}
	expect(refused).toBeInstanceOf(DataFolderLocked);
	expect((refused as DataFolderLocked).owner).toEqual(owner);
	expect((refused as DataFolderLocked).message).toContain(`process ${process.pid} at http://localhost:3000`);
	lock.release();
	expect(readLock(folder)).toBeNull();
	expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that has ended is taken over', () => {
	forge({ pid: gone() });
	expect(readLock(folder)).toBeNull();
	const lock = takeLock(folder);
	expect(stored().id).toBe(lock.id);
	lock.release();
	expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform === 'linux')('a pid that another process has got since is recognised', () => {
	forge({ pid: process.pid, started: 'another boot:1' });
	takeLock(folder).release();
});

test('a lock cut off by a power loss is taken over', () => {
	writeFileSync(file(), '{"pid": 1');
	takeLock(folder).release();
});

test('a lock of another host stands while it is touched', () => {
	forge({ host: 'elsewhere', pid: 1 });
	expect(() => takeLock(folder)).toThrow('process 1 on elsewhere since then');
	const old = new Date(Date.now() - 120_000);
	utimesSync(file(), old, old);
	takeLock(folder).release();
});

test('releasing does not remove a lock that is another’s by now', () => {
	const lock = takeLock(folder);
	forge({ id: 'other', pid: process.pid });
	lock.release();
	expect(stored().id).toBe('other');
});

test('of many that find a stale lock at once exactly one takes it, also when a taker died half-way', async () => {
	for (const halfWay of [false, true]) {
		forge({ pid: gone() });
		if (halfWay) writeFileSync(`${file()}.over-forged`, JSON.stringify({ ...stored(), id: 'half', pid: gone() }));
		const script = `
			import { takeLock } from ${JSON.stringify(join(ROOT, 'src', 'lib', 'server', 'db', 'lock.ts'))};
			while (Date.now() < ${Date.now() + 1500});
			try { takeLock(process.argv[1]); console.log('took'); setTimeout(() => {}, 3000); }
			catch (error) { console.log(error.name); }`;
		const takers = Array.from({ length: 6 }, async () => {
			const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
				stdio: ['ignore', 'pipe', 'inherit']
			});
			let out = '';
			for await (const chunk of child.stdout) out += chunk;
			return out.trim();
		});
		expect((await Promise.all(takers)).sort()).toEqual([...Array(5).fill('DataFolderLocked'), 'took']);
		rmSync(file());
		expect(readdirSync(folder)).toEqual([]);
	}
}, 60_000);
