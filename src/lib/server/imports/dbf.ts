import { isUtf8 } from 'node:buffer';
import { encodingOf } from './decode-text.ts';
import { FileRefused } from './row.ts';

export interface Dbf {
	count: number;
	encoding: string;
	/** Record i, 0 first; null when it is marked as deleted. */
	record(i: number): Record<string, unknown> | null;
}

interface Field {
	name: string;
	type: string;
	offset: number;
	length: number;
}

/** Language driver ids of a DBF header that mean Chinese: 0x4D is code page 936. */
const GBK_DRIVERS = [0x4d, 0x7a];

/**
 * The attribute table of a shapefile (dBASE III). The encoding is the .cpg's where there is one that is known, else
 * what its bytes look like: UTF-8, GB18030 or Windows-1252. Throws a FileRefused when the table is cut off or its header is broken.
 */
export function readDbf(name: string, bytes: Uint8Array, cpg: Uint8Array | null): Dbf {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 33) throw broken(name, '文件头不完整', 'its header is cut off');
	const count = view.getUint32(4, true);
	const headerLength = view.getUint16(8, true);
	const recordLength = view.getUint16(10, true);
	if (recordLength < 1 || headerLength < 33 || headerLength > bytes.length)
		throw broken(name, '文件头有误', 'its header is not a DBF header');
	const records = Math.floor((bytes.length - headerLength) / recordLength);
	if (records < count)
		throw broken(name, `声明 ${count} 条记录，实有 ${records} 条`, `it states ${count} records and holds ${records}`);
	const body = bytes.subarray(headerLength, headerLength + count * recordLength);
	const encoding = encodingOfDbf(bytes.subarray(32, headerLength), body, view.getUint8(29), cpg);
	const decoder = new TextDecoder(encoding);
	const fields = fieldsOf(name, bytes, headerLength, recordLength, decoder);
	return {
		count,
		encoding,
		record(i) {
			const start = i * recordLength;
			if (body[start] === 0x2a) return null;
			const values: Record<string, unknown> = {};
			for (const field of fields) {
				const cell = body.subarray(start + field.offset, start + field.offset + field.length);
				const value = valueOf(
					decoder
						.decode(cell)
						.replace(/\0[\s\S]*$/, '')
						.trim(),
					field.type
				);
				if (value !== null) values[field.name] = value;
			}
			return values;
		}
	};
}

function fieldsOf(
	name: string,
	bytes: Uint8Array,
	headerLength: number,
	recordLength: number,
	decoder: TextDecoder
): Field[] {
	const fields: Field[] = [];
	let offset = 1;
	for (let at = 32; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
		const length = bytes[at + 16];
		const title = bytes.subarray(at, at + 11);
		const end = title.indexOf(0);
		fields.push({
			name: decoder.decode(end < 0 ? title : title.subarray(0, end)).trim(),
			type: String.fromCharCode(bytes[at + 11]),
			offset,
			length
		});
		offset += length;
	}
	if (offset > recordLength) throw broken(name, '字段总长超过记录长度', 'its fields are longer than its records');
	return fields;
}

function valueOf(text: string, type: string): unknown {
	if (text === '') return null;
	switch (type) {
		case 'N':
		case 'F': {
			// A number that overflowed its column is written as asterisks: absent, not zero.
			const number = Number(text);
			return Number.isFinite(number) ? number : /^\*+$/.test(text) ? null : text;
		}
		case 'L':
			return /^[ytj]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null;
		case 'D':
			return /^\d{8}$/.test(text)
				? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
				: text === '00000000'
					? null
					: text;
		default:
			return text;
	}
}

function encodingOfDbf(header: Uint8Array, body: Uint8Array, driver: number, cpg: Uint8Array | null): string {
	const stated = cpg === null ? null : encodingOfCpg(new TextDecoder().decode(cpg));
	// A .cpg that says UTF-8 beside bytes that are not is common where files were converted by hand.
	if (stated !== null && !(stated === 'utf-8' && !isUtf8(body))) return stated;
	if (GBK_DRIVERS.includes(driver)) return 'gb18030';
	return isUtf8(header) ? encodingOf(body) : 'gb18030';
}

function encodingOfCpg(cpg: string): string | null {
	const label = cpg
		.replace(/^\ufeff/, '')
		.trim()
		.toLowerCase();
	if (/(^|\D)936$|gbk|gb2312|gb18030/.test(label)) return 'gb18030';
	if (/65001|utf-?8/.test(label)) return 'utf-8';
	const number = /^(?:ansi |cp|windows-)?(\d{3,5})$/.exec(label)?.[1];
	try {
		return new TextDecoder(
			number === undefined ? label : number.startsWith('885') ? `iso-8859-${number.slice(4)}` : `windows-${number}`
		).encoding;
	} catch {
		return null;
	}
}

function broken(name: string, zh: string, en: string): FileRefused {
	return new FileRefused({
		zh: `${name} 的属性表（.dbf）${zh}。请重新导出 Shapefile。`,
		en: `The attribute table (.dbf) of ${name} is not whole: ${en}. Export the shapefile again.`
	});
}
