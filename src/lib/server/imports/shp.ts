import type { Geometry, Position } from 'geojson';
import { GeoError } from '../../geo/geo-error.ts';
import type { Words } from '../../risk/words.ts';
import { FileRefused } from './row.ts';

/** One shape, or why it cannot be read. A null shape has neither. */
export interface Shape {
	geometry: Geometry | null;
	refused: Words | null;
	/** It is of a Z type; its heights are left out. */
	heights?: true;
	/** Rings that are wound as holes and lie in no outer ring, taken as areas of their own; absent: none. */
	adrift?: number;
}

/** Shape types by their 2D kind; Z and M variants are 10 and 20 more. */
const POINT = 1;
const LINE = 3;
const AREA = 5;
const POINTS = 8;

/**
 * The shapes of a .shp in order (ESRI Shapefile Technical Description, 1998), in 2D. Throws a FileRefused when the file
 * is not a .shp, is cut off, or is of surfaces (MultiPatch); a single broken shape is refused alone.
 */
export function* readShp(name: string, bytes: Uint8Array, maxVertices: number): Generator<Shape> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 100 || view.getInt32(0) !== 9994) throw broken(name, null, '不是 .shp 文件', 'it is no .shp file');
	const stated = view.getInt32(24) * 2;
	const end = Math.min(bytes.length, stated);
	let number = 0;
	for (let at = 100; at + 8 <= end;) {
		number++;
		const length = view.getInt32(at + 4) * 2;
		if (length < 4 || at + 8 + length > bytes.length)
			throw broken(name, number, `第 ${number} 个图形被截断`, `shape ${number} is cut off`);
		const shape = new DataView(view.buffer, view.byteOffset + at + 8, length);
		const type = shape.getInt32(0, true);
		yield { ...shapeOf(shape, maxVertices), ...(type > 10 && type < 20 && { heights: true }) };
		at += 8 + length;
	}
	if (bytes.length < stated)
		throw broken(
			name,
			number + 1,
			`声明 ${stated} 字节，实有 ${bytes.length} 字节`,
			`it states ${stated} bytes and has ${bytes.length}`
		);
}

function shapeOf(view: DataView, maxVertices: number): Shape {
	const type = view.getInt32(0, true);
	if (type === 0) return { geometry: null, refused: null };
	const kind = type % 10;
	if (type > 28 || ![POINT, LINE, AREA, POINTS].includes(kind))
		return refuse(
			`图形类型 ${type} 不受支持，请转换为点、线或面`,
			`shape type ${type} is not supported; convert it to points, lines or areas`
		);
	try {
		if (kind === POINT) return { geometry: { type: 'Point', coordinates: positionAt(view, 4) }, refused: null };
		if (kind === POINTS) {
			const count = countAt(view, 36, maxVertices);
			const points = Array.from({ length: count }, (_, i) => positionAt(view, 40 + 16 * i));
			return { geometry: count === 0 ? null : { type: 'MultiPoint', coordinates: points }, refused: null };
		}
		const parts = partsOf(view, maxVertices);
		if (parts.length === 0) return { geometry: null, refused: null };
		if (kind === AREA) return { ...areaOf(parts), refused: null };
		const geometry: Geometry =
			parts.length === 1
				? { type: 'LineString', coordinates: parts[0] }
				: { type: 'MultiLineString', coordinates: parts };
		return { geometry, refused: null };
	} catch (error) {
		if (error instanceof GeoError) return { geometry: null, refused: error.words };
		if (!(error instanceof RangeError)) throw error;
		return refuse(`图形数据有误（${error.message}）`, `the shape is broken (${error.message})`);
	}
}

function partsOf(view: DataView, maxVertices: number): Position[][] {
	const partCount = countAt(view, 36, maxVertices);
	const vertexCount = countAt(view, 40, maxVertices);
	const vertices = 44 + 4 * partCount;
	const parts: Position[][] = [];
	let start = partCount === 0 ? 0 : view.getInt32(44, true);
	for (let p = 0; p < partCount; p++) {
		const end = p + 1 < partCount ? view.getInt32(44 + 4 * (p + 1), true) : vertexCount;
		if (start < 0 || end < start || end > vertexCount)
			throw new RangeError(`part ${p + 1} of ${partCount} does not follow the one before`);
		if (end > start)
			parts.push(Array.from({ length: end - start }, (_, i) => positionAt(view, vertices + 16 * (start + i))));
		start = end;
	}
	return parts;
}

/** Rings as areas: a clockwise ring begins one, a counterclockwise one is a hole of the smallest that holds it. */
function areaOf(rings: Position[][]): { geometry: Geometry; adrift?: number } {
	const outer: { rings: Position[][]; area: number; box: number[] }[] = [];
	const holes: Position[][] = [];
	for (const ring of rings) {
		const area = doubleArea(ring);
		if (area <= 0 || rings.length === 1) outer.push({ rings: [ring], area: Math.abs(area), box: boxOf(ring) });
		else holes.push(ring);
	}
	let adrift = 0;
	for (const hole of holes) {
		let home: (typeof outer)[number] | null = null;
		for (const candidate of outer)
			if ((home === null || candidate.area < home.area) && holds(candidate, hole)) home = candidate;
		// Some writers wind outer rings the wrong way: a hole in nothing is an area of its own.
		if (home === null) {
			outer.push({ rings: [hole], area: doubleArea(hole), box: boxOf(hole) });
			adrift++;
		} else home.rings.push(hole);
	}
	const geometry: Geometry =
		outer.length === 1
			? { type: 'Polygon', coordinates: outer[0].rings }
			: { type: 'MultiPolygon', coordinates: outer.map((area) => area.rings) };
	return { geometry, ...(adrift > 0 && { adrift }) };
}

function holds(area: { rings: Position[][]; box: number[] }, ring: Position[]): boolean {
	const [minX, minY, maxX, maxY] = area.box;
	// A hole may touch its outer ring in a vertex: the first vertex strictly inside or outside decides.
	for (const [x, y] of ring) {
		if (x < minX || x > maxX || y < minY || y > maxY) return false;
		const side = sideOf(area.rings[0], x, y);
		if (side !== 0) return side > 0;
	}
	return true;
}

/** 1 inside, −1 outside, 0 on the ring. */
function sideOf(ring: Position[], x: number, y: number): number {
	let inside = false;
	for (let i = 1; i < ring.length; i++) {
		const [ax, ay] = ring[i - 1];
		const [bx, by] = ring[i];
		if ((ax === x && ay === y) || (bx === x && by === y)) return 0;
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside ? 1 : -1;
}

function doubleArea(ring: Position[]): number {
	const [x0, y0] = ring[0];
	let sum = 0;
	for (let i = 1; i < ring.length; i++)
		sum += (ring[i - 1][0] - x0) * (ring[i][1] - y0) - (ring[i][0] - x0) * (ring[i - 1][1] - y0);
	return sum;
}

function boxOf(ring: Position[]): number[] {
	const box = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of ring) {
		box[0] = Math.min(box[0], x);
		box[1] = Math.min(box[1], y);
		box[2] = Math.max(box[2], x);
		box[3] = Math.max(box[3], y);
	}
	return box;
}

function positionAt(view: DataView, offset: number): Position {
	return [view.getFloat64(offset, true), view.getFloat64(offset + 8, true)];
}

function countAt(view: DataView, offset: number, max: number): number {
	const count = view.getInt32(offset, true);
	if (count < 0 || count > view.byteLength) throw new RangeError(`a count of ${count}`);
	if (count > max)
		throw new GeoError({
			zh: `顶点超过 ${max} 个，请拆分或简化。`,
			en: `More than ${max} vertices; split or simplify it.`
		});
	return count;
}

function refuse(zh: string, en: string): Shape {
	return { geometry: null, refused: { zh: `${zh}。`, en: `${en[0].toUpperCase()}${en.slice(1)}.` } };
}

function broken(name: string, row: number | null, zh: string, en: string): FileRefused {
	return new FileRefused(
		{
			zh: `${name} 的图形（.shp）${zh}。请重新导出或重新下载。`,
			en: `The shapes (.shp) of ${name} are not whole: ${en}. Export or download it again.`
		},
		row
	);
}
