/** A DBF of one text field with these cells. */
export function dbfOf(cells: Uint8Array[], driver = 0): Uint8Array {
	const width = 20;
	const header = Buffer.alloc(65);
	header[0] = 3;
	header.writeUInt32LE(cells.length, 4);
	header.writeUInt16LE(65, 8);
	header.writeUInt16LE(width + 1, 10);
	header[29] = driver;
	header.write('NAME', 32, 'latin1');
	header[43] = 'C'.charCodeAt(0);
	header[48] = width;
	header[64] = 0x0d;
	return Buffer.concat([
		header,
		...cells.map((cell) => Buffer.concat([Buffer.from(' '), cell, Buffer.alloc(width - cell.length, 0x20)]))
	]);
}

/** A .shp of one polygon with these rings. */
export function shpOf(rings: [number, number][][]): Uint8Array {
	const points = rings.flat();
	const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
	content.writeInt32LE(5, 0);
	content.writeInt32LE(rings.length, 36);
	content.writeInt32LE(points.length, 40);
	let start = 0;
	for (const [i, ring] of rings.entries()) {
		content.writeInt32LE(start, 44 + 4 * i);
		start += ring.length;
	}
	for (const [i, [x, y]] of points.entries()) {
		content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * i);
		content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * i);
	}
	const header = Buffer.alloc(108);
	header.writeInt32BE(9994, 0);
	header.writeInt32BE((108 + content.length) / 2, 24);
	header.writeInt32LE(5, 32);
	header.writeInt32BE(1, 100);
	header.writeInt32BE(content.length / 2, 104);
	return Buffer.concat([header, content]);
}
