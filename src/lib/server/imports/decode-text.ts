import { isUtf8 } from 'node:buffer';
import { FileRefused } from './row.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/**
 * The encoding of a text: UTF-8 where every byte of it is UTF-8, UTF-16 by its mark, else GB18030 (which holds GBK and
 * GB 2312), or Windows-1252 where bytes beyond ASCII mostly stand alone between letters, as in "Wäsche".
 */
export function encodingOf(bytes: Uint8Array): Encoding {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	if (isUtf8(bytes)) return 'utf-8';
	return isWestern(bytes) ? 'windows-1252' : 'gb18030';
}

/** In Chinese text nearly every character is two bytes from 0xA1 up; in western text such a byte is followed by a letter. */
function isWestern(bytes: Uint8Array): boolean {
	let pairs = 0;
	let alone = 0;
	for (let i = 0; i < bytes.length; i++) {
		if (bytes[i] < 0x80) continue;
		if (bytes[i + 1] >= 0x80) {
			pairs++;
			i++;
		} else alone++;
	}
	return alone > pairs;
}

/**
 * A text without its byte order mark. Throws a FileRefused that names the line when the bytes are none of these.
 */
export function decodeText(name: string, bytes: Uint8Array, encoding = encodingOf(bytes)): string {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch (cause) {
		const line = brokenLine(bytes, encoding);
		throw new FileRefused(
			{
				zh: `${name} 第 ${line} 行不是 UTF-8，也不是 GB18030 编码。请另存为 UTF-8 后重新导入。`,
				en: `Line ${line} of ${name} is neither UTF-8 nor GB18030. Save it as UTF-8 and import it again.`
			},
			line,
			{ cause }
		);
	}
}

/** The first line that does not decode by itself; 1 when none can be told. */
function brokenLine(bytes: Uint8Array, encoding: Encoding): number {
	const decoder = new TextDecoder(encoding, { fatal: true });
	let line = 1;
	for (let start = 0; start < bytes.length; line++) {
		const end = bytes.indexOf(10, start);
		try {
			decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end));
		} catch {
			return line;
		}
		if (end < 0) break;
		start = end + 1;
	}
	return 1;
}
