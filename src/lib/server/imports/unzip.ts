import { inflateRawSync } from 'node:zlib';
import type { Limits } from './limits.ts';
import { FileRefused } from './row.ts';

/** One file in a zip; `bytes` unpacks it. */
export interface ZipEntry {
	name: string;
	bytes(): Uint8Array;
}

/**
 * The files in a zip (folders and `__MACOSX` left out), by the central directory. Names in UTF-8 or GB18030.
 * Nothing is unpacked until `bytes()`, and never more than the directory states: a zip whose entries are too many, too
 * large, packed too tightly, overlapping, encrypted, or larger than they say throws a FileRefused.
 */
export function openZip(name: string, zip: Uint8Array, limits: Limits): ZipEntry[] {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	const end = endOfDirectory(name, view);
	const count = view.getUint16(end + 10, true);
	if (count === 0xffff || count > limits.zipEntries) throw tooMuch(name, `${count} 个条目`, `${count} entries`);
	const entries: ZipEntry[] = [];
	const spans: [number, number][] = [];
	let total = 0;
	let at = view.getUint32(end + 16, true);
	for (let i = 0; i < count; i++) {
		if (at + 46 > zip.length || view.getUint32(at, true) !== 0x02014b50) throw broken(name);
		const flags = view.getUint16(at + 8, true);
		const method = view.getUint16(at + 10, true);
		const packed = view.getUint32(at + 20, true);
		const unpacked = view.getUint32(at + 24, true);
		const nameLength = view.getUint16(at + 28, true);
		const header = view.getUint32(at + 42, true);
		const entryName = decodeName(zip.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
		at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		if (entryName.endsWith('/') || entryName.startsWith('__MACOSX/')) continue;
		if ((flags & 1) !== 0)
			throw new FileRefused({
				zh: `${name} 中的 ${entryName} 已加密，请解密后重新打包。`,
				en: `${entryName} in ${name} is encrypted; pack it again without a password.`
			});
		if (method !== 0 && method !== 8) throw broken(name);
		if (header + 30 > zip.length || view.getUint32(header, true) !== 0x04034b50) throw broken(name);
		const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
		if (start + packed > zip.length) throw broken(name);
		total += unpacked;
		if (total > limits.unpackedBytes || unpacked > limits.zipRatio * packed + 65536)
			throw tooMuch(name, `${entryName} 解压后 ${unpacked} 字节`, `${entryName} of ${unpacked} bytes unpacked`);
		spans.push([header, start + packed]);
		entries.push({
			name: entryName,
			bytes: () => unpack(name, entryName, zip.subarray(start, start + packed), method, unpacked)
		});
	}
	spans.sort((a, b) => a[0] - b[0]);
	for (let i = 1; i < spans.length; i++)
		if (spans[i][0] < spans[i - 1][1]) throw tooMuch(name, '互相重叠的条目', 'entries that overlap');
	return entries;
}

function unpack(zip: string, name: string, packed: Uint8Array, method: number, size: number): Uint8Array {
	if (method === 0) {
		if (packed.length !== size) throw broken(zip);
		return packed;
	}
	try {
		const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
		if (bytes.length !== size) throw new RangeError(`${bytes.length} bytes where ${size} are stated`);
		return bytes;
	} catch (cause) {
		throw new FileRefused(
			{
				zh: `${zip} 中的 ${name} 无法解压，或解压后比其声明的 ${size} 字节更大。请重新打包。`,
				en: `${name} in ${zip} cannot be unpacked, or is larger than the ${size} bytes it states. Pack it again.`
			},
			null,
			{ cause }
		);
	}
}

function endOfDirectory(name: string, view: DataView): number {
	for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65535); at--)
		if (view.getUint32(at, true) === 0x06054b50) return at;
	throw broken(name);
}

function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder(isUtf8 ? 'utf-8' : 'gb18030').decode(bytes);
	}
}

function broken(name: string): FileRefused {
	return new FileRefused({
		zh: `${name} 不是完整的 zip 文件，可能下载中断。请重新打包或重新下载。`,
		en: `${name} is not a whole zip file, perhaps cut off on its way. Pack or download it again.`
	});
}

function tooMuch(name: string, zh: string, en: string): FileRefused {
	return new FileRefused({
		zh: `${name} 含${zh}，超过允许的范围，未解压。若确为数据，请拆分后导入。`,
		en: `${name} holds ${en}: more than is allowed, nothing was unpacked. If it is data, split it.`
	});
}
