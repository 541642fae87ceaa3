import { deflateRawSync } from 'node:zlib';

interface Entry {
	name: string;
	bytes: Uint8Array;
	/** What the directory states instead of the true size. */
	statedSize?: number;
}

/** A zip of these entries; stated sizes may lie, to build hostile files. */
export function zipOf(entries: Entry[]): Uint8Array {
	const locals: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, bytes, statedSize } of entries) {
		const packed = deflateRawSync(bytes, { level: 9 });
		const title = Buffer.from(name);
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(0x800, 6);
		local.writeUInt16LE(8, 8);
		local.writeUInt32LE(packed.length, 18);
		local.writeUInt32LE(bytes.length, 22);
		local.writeUInt16LE(title.length, 26);
		const central = Buffer.alloc(46);
		central.writeUInt32LE(0x02014b50, 0);
		central.writeUInt16LE(0x800, 8);
		central.writeUInt16LE(8, 10);
		central.writeUInt32LE(packed.length, 20);
		central.writeUInt32LE(statedSize ?? bytes.length, 24);
		central.writeUInt16LE(title.length, 28);
		central.writeUInt32LE(offset, 42);
		locals.push(local, title, packed);
		directory.push(central, title);
		offset += 30 + title.length + packed.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, central, end]);
}
