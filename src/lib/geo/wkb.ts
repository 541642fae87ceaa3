import type { Geometry, Position } from 'geojson';
import { GeoError } from './geo-error.ts';

/** The start of one WKB geometry. `type` is 1–6; `stride` the bytes of a coordinate (16, 24 or 32). */
export interface WkbHeader {
	little: boolean;
	type: number;
	stride: number;
	/** SRID of EWKB, else `null`. */
	srid: number | null;
	/** Offset of the first byte after the header. */
	next: number;
}

const NAMES = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const;

/** Reads ISO WKB (1000s for Z, M, ZM) and EWKB (flags, SRID). Throws a GeoError for collections, curves and broken bytes. */
export function readWkbHeader(view: DataView, offset: number): WkbHeader {
	if (offset + 5 > view.byteLength) throw cutShort(offset, view.byteLength);
	const order = view.getUint8(offset);
	if (order > 1) throw broken(`Byte ${offset} of the WKB is ${order}; a byte order is 0 or 1.`);
	const little = order === 1;
	const code = view.getUint32(offset + 1, little);
	const iso = code & 0x0fffffff;
	const type = iso % 1000;
	const isoDimension = Math.floor(iso / 1000);
	const hasZ = (code & 0x80000000) !== 0 || isoDimension === 1 || isoDimension === 3;
	const hasM = (code & 0x40000000) !== 0 || isoDimension === 2 || isoDimension === 3;
	if (type === 7) throw refusedCollection();
	if (type < 1 || type > 6 || isoDimension > 3) throw refusedType(iso);
	let next = offset + 5;
	let srid: number | null = null;
	if (code & 0x20000000) {
		if (next + 4 > view.byteLength) throw cutShort(next, view.byteLength);
		srid = view.getUint32(next, little);
		next += 4;
	}
	return { little, type, stride: 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0), srid, next };
}

/** The count at `offset`, each of whose members needs at least `size` bytes: a lying count is found before memory is taken. */
export function readWkbCount(view: DataView, offset: number, little: boolean, size: number): number {
	if (offset + 4 > view.byteLength) throw cutShort(offset, view.byteLength);
	const count = view.getUint32(offset, little);
	if (count * size > view.byteLength - offset - 4) throw cutShort(offset, view.byteLength);
	return count;
}

/** One WKB or EWKB geometry as GeoJSON, in 2D: Z and M are dropped. Throws a GeoError where it cannot be read. */
export function readWkb(bytes: Uint8Array, offset = 0): Geometry {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const header = readWkbHeader(view, offset);
	const { little, stride } = header;
	let at = header.next;

	function position(): Position {
		if (at + stride > view.byteLength) throw cutShort(at, view.byteLength);
		const point = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
		at += stride;
		return point;
	}
	function positions(): Position[] {
		const count = readWkbCount(view, at, little, stride);
		at += 4;
		return Array.from({ length: count }, position);
	}
	function rings(): Position[][] {
		const count = readWkbCount(view, at, little, 4);
		at += 4;
		return Array.from({ length: count }, positions);
	}
	/** The members of a multi geometry, each of which repeats a header. */
	function members<T>(type: number, read: () => T): T[] {
		const count = readWkbCount(view, at, little, 5);
		at += 4;
		return Array.from({ length: count }, () => {
			const member = readWkbHeader(view, at);
			if (member.type !== type || member.little !== little || member.stride !== stride)
				throw broken(`A ${NAMES[type + 3]} of WKB holds a member of another kind at byte ${at}.`);
			at = member.next;
			return read();
		});
	}

	switch (header.type) {
		case 1:
			return { type: 'Point', coordinates: position() };
		case 2:
			return { type: 'LineString', coordinates: positions() };
		case 3:
			return { type: 'Polygon', coordinates: rings() };
		case 4:
			return { type: 'MultiPoint', coordinates: members(1, position) };
		case 5:
			return { type: 'MultiLineString', coordinates: members(2, positions) };
		default:
			return { type: 'MultiPolygon', coordinates: members(3, rings) };
	}
}

/** A geometry of a GeoPackage: its WKB behind a header with the SRID and perhaps a box. `geometry` is null where it is empty. */
export function readGeoPackageBlob(blob: Uint8Array): { srid: number; geometry: Geometry | null } {
	if (blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50)
		throw broken('The blob does not begin with "GP": it is no GeoPackage geometry.');
	const flags = blob[3];
	const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
	const srid = view.getInt32(4, (flags & 1) === 1);
	const boxBytes = [0, 32, 48, 48, 64][(flags >> 1) & 7];
	if (boxBytes === undefined) throw broken(`The GeoPackage header has box kind ${(flags >> 1) & 7}; 0 to 4 exist.`);
	if (flags & 0x20) throw broken('The GeoPackage blob is of an extended type, which is not supported.');
	return { srid, geometry: flags & 0x10 ? null : readWkb(blob, 8 + boxBytes) };
}

/** A geometry as little-endian ISO WKB, 2D. Throws a GeoError for collections. */
export function writeWkb(geometry: Geometry): Uint8Array {
	const bytes = new Uint8Array(sizeOf(geometry));
	const view = new DataView(bytes.buffer);
	let at = 0;
	function uint(value: number): void {
		view.setUint32(at, value, true);
		at += 4;
	}
	function header(type: number): void {
		view.setUint8(at++, 1);
		uint(type);
	}
	function position(point: Position): void {
		view.setFloat64(at, point[0], true);
		view.setFloat64(at + 8, point[1], true);
		at += 16;
	}
	function positions(points: Position[]): void {
		uint(points.length);
		points.forEach(position);
	}
	function rings(all: Position[][]): void {
		uint(all.length);
		all.forEach(positions);
	}
	function members<T>(type: number, all: T[], write: (member: T) => void): void {
		header(type + 3);
		uint(all.length);
		for (const member of all) {
			header(type);
			write(member);
		}
	}
	switch (geometry.type) {
		case 'Point':
			header(1);
			position(geometry.coordinates);
			break;
		case 'LineString':
			header(2);
			positions(geometry.coordinates);
			break;
		case 'Polygon':
			header(3);
			rings(geometry.coordinates);
			break;
		case 'MultiPoint':
			members(1, geometry.coordinates, position);
			break;
		case 'MultiLineString':
			members(2, geometry.coordinates, positions);
			break;
		case 'MultiPolygon':
			members(3, geometry.coordinates, rings);
			break;
	}
	return bytes;
}

function sizeOf(geometry: Geometry): number {
	const line = (points: Position[]) => 4 + 16 * points.length;
	const area = (rings: Position[][]) => rings.reduce((sum, ring) => sum + line(ring), 4);
	switch (geometry.type) {
		case 'Point':
			return 21;
		case 'LineString':
			return 5 + line(geometry.coordinates);
		case 'Polygon':
			return 5 + area(geometry.coordinates);
		case 'MultiPoint':
			return 9 + 21 * geometry.coordinates.length;
		case 'MultiLineString':
			return geometry.coordinates.reduce((sum, part) => sum + 5 + line(part), 9);
		case 'MultiPolygon':
			return geometry.coordinates.reduce((sum, part) => sum + 5 + area(part), 9);
		case 'GeometryCollection':
			throw refusedCollection();
	}
}

/** What is said of a GeometryCollection, wherever it turns up. */
export function refusedCollection(): GeoError {
	return new GeoError({
		zh: '不支持几何集合（GeometryCollection）。请拆分为单独的点、线或面要素。',
		en: 'A GeometryCollection is not supported. Split it into features of points, lines or areas.'
	});
}

function refusedType(type: number): GeoError {
	return new GeoError({
		zh: `不支持 WKB 几何类型 ${type}。请转换为点、线、面（曲线需先转为折线）。`,
		en: `WKB geometry type ${type} is not supported. Convert it to points, lines or areas (curves to segments first).`
	});
}

function cutShort(at: number, length: number): GeoError {
	return broken(`The WKB of ${length} bytes ends within what begins at byte ${at}.`);
}

function broken(en: string): GeoError {
	return new GeoError({
		zh: `几何的二进制数据已损坏，请重新导出该文件。（${en}）`,
		en: `${en} Export the file again.`
	});
}
