import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packFolder, unpackFolder } from '../../../src/lib/server/db/tar.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sise-tar-'));
	mkdirSync(join(folder, 'in', 'base', 'empty'), { recursive: true });
	writeFileSync(join(folder, 'in', 'PG_VERSION'), '18\n');
	writeFileSync(join(folder, 'in', 'base', 'none'), '');
	writeFileSync(join(folder, 'in', 'base', 'block'), Buffer.alloc(512, 7));
	writeFileSync(join(folder, 'in', 'base', 'large'), Buffer.alloc(3_000_001, 9));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tar = () => join(folder, 'out.tar');
const list = (name: string) => readdirSync(join(folder, name), { recursive: true }).sort();

test('what was packed comes out the same', () => {
	packFolder(join(folder, 'in'), tar());
	unpackFolder(tar(), join(folder, 'out'));
	expect(list('out')).toEqual(list('in'));
	for (const name of ['PG_VERSION', 'base/none', 'base/block', 'base/large']) {
		expect(readFileSync(join(folder, 'out', name)).equals(readFileSync(join(folder, 'in', name)))).toBe(true);
	}
	expect(readdirSync(folder)).not.toContain('out.tar.new');
});

test('a tar file that is cut off or damaged is refused with words', () => {
	packFolder(join(folder, 'in'), tar());
	const whole = readFileSync(tar());
	truncateSync(tar(), whole.length - 1024);
	expect(() => unpackFolder(tar(), join(folder, 'a'))).toThrow('is cut off in a header');
	truncateSync(tar(), whole.length / 2);
	expect(() => unpackFolder(tar(), join(folder, 'b'))).toThrow('is cut off in ');
	whole[3] ^= 1;
	writeFileSync(tar(), whole);
	expect(() => unpackFolder(tar(), join(folder, 'c'))).toThrow('a header has a wrong checksum');
});
