import {
	closeSync,
	fstatSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	readSync,
	renameSync,
	writeSync
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder as one tar file (ustar: files and folders only) and back, streamed, so that a district of a million
 * buildings needs no more memory than a small one. PGlite reads and writes the same format.
 */
const BLOCK = 512;
const CHUNK = 1 << 20;

/**
 * Writes `folder` into `file`: under another name first, fsynced, renamed into place, the folder fsynced. Until the
 * rename an older `file` stays whole. Throws what the file system throws.
 */
export function packFolder(folder: string, file: string): void {
	const part = `${file}.new`;
	const out = openSync(part, 'w', 0o600);
	try {
		const buffer = Buffer.alloc(CHUNK);
		const add = (name: string) => {
			for (const entry of readdirSync(join(folder, name), { withFileTypes: true })) {
				const path = name ? `${name}/${entry.name}` : entry.name;
				if (entry.isDirectory()) {
					writeSync(out, header(`${path}/`, 0, '5'));
					add(path);
				} else if (entry.isFile()) addFile(out, join(folder, path), path, buffer);
			}
		};
		add('');
		writeSync(out, Buffer.alloc(2 * BLOCK));
		fsyncSync(out);
	} finally {
		closeSync(out);
	}
	renameSync(part, file);
	syncFolder(dirname(file));
}

/** Makes the names in a folder safe against power loss. Windows cannot, and does not need to. */
function syncFolder(folder: string): void {
	if (process.platform === 'win32') return;
	const handle = openSync(folder, 'r');
	try {
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

function addFile(out: number, path: string, name: string, buffer: Buffer): void {
	const input = openSync(path, 'r');
	try {
		const { size } = fstatSync(input);
		writeSync(out, header(name, size, '0'));
		for (let left = size; left > 0;) {
			const read = readSync(input, buffer, 0, Math.min(left, CHUNK), null);
			if (read === 0) throw new Error(`${name} became shorter while it was read.`);
			writeSync(out, buffer, 0, read);
			left -= read;
		}
		const rest = size % BLOCK;
		if (rest > 0) writeSync(out, Buffer.alloc(BLOCK - rest));
	} finally {
		closeSync(input);
	}
}

function header(name: string, size: number, type: '0' | '5'): Buffer {
	const block = Buffer.alloc(BLOCK);
	if (Buffer.byteLength(name) > 100)
		throw new Error(`The name ${name} has more than 100 bytes; a tar file cannot hold it.`);
	block.write(name, 0);
	block.write(type === '5' ? '0000700\0' : '0000600\0', 100);
	block.write('0000000\0' + '0000000\0', 108);
	block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
	block.write('00000000000\0', 136);
	block.write('        ', 148);
	block.write(type, 156);
	block.write('ustar\0' + '00', 257);
	block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
	return block;
}

/** Sum of the header's bytes, its own field counted as spaces. */
function checksum(block: Buffer): number {
	let sum = 0;
	for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : block[i];
	return sum;
}

/** Writes the content of a tar file into `folder`, which is made. Throws when the tar file is damaged or cut off. */
export function unpackFolder(file: string, folder: string): void {
	const input = openSync(file, 'r');
	const buffer = Buffer.alloc(CHUNK);
	const block = Buffer.alloc(BLOCK);
	const fill = (target: Buffer, length: number, what: string) => {
		for (let got = 0; got < length;) {
			const read = readSync(input, target, got, length - got, null);
			if (read === 0) throw new Error(`${file} is cut off in ${what}.`);
			got += read;
		}
	};
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		for (;;) {
			fill(block, BLOCK, 'a header');
			if (block.every((byte) => byte === 0)) return;
			if (octal(block, 148, 8) !== checksum(block))
				throw new Error(`${file} is damaged: a header has a wrong checksum.`);
			const name = block.toString('utf8', 0, 100).replace(/\0.*$/s, '').replace(/^\/+/, '');
			if (name.split('/').includes('..'))
				throw new Error(`${file} holds the name ${name}, which leads out of the folder.`);
			if (block[156] === '5'.charCodeAt(0)) {
				mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
				continue;
			}
			mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
			const out = openSync(join(folder, name), 'w', 0o600);
			try {
				const size = octal(block, 124, 12);
				for (let left = size; left > 0;) {
					const length = Math.min(left, CHUNK);
					fill(buffer, length, name);
					writeSync(out, buffer, 0, length);
					left -= length;
				}
				if (size % BLOCK > 0) fill(block, BLOCK - (size % BLOCK), name);
			} finally {
				closeSync(out);
			}
		}
	} finally {
		closeSync(input);
	}
}

function octal(block: Buffer, start: number, length: number): number {
	return parseInt(block.toString('latin1', start, start + length).replace(/[\0 ]/g, ''), 8) || 0;
}
