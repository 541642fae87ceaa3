import type { Geometry, Position } from 'geojson';
import { GeoError } from './geo-error.ts';
import { AREA, LINE, POINT } from './shapes.ts';
import type { Shapes } from './shapes.ts';
import { readWkbCount, readWkbHeader, refusedCollection } from './wkb.ts';

/**
 * Fills the columns of `Shapes`, one geometry after the other, from WKB (the fast path: no objects are made) or from
 * GeoJSON. Each `add` returns the index of the geometry and throws a GeoError for what cannot be measured: a collection,
 * an empty geometry, a coordinate that is not finite, a ring that is not closed or has fewer than 4 points. After a
 * throw the builder is as it was before.
 */
export class ShapesBuilder {
	#count = 0;
	#parts = 0;
	#numbers = 0;
	#kind = new Uint8Array(4);
	#partStart = new Uint32Array(5);
	#vertexStart = new Uint32Array(5);
	#hole = new Uint8Array(4);
	#xy = new Float64Array(64);
	#box = new Float64Array(16);

	/** Adds one WKB or EWKB geometry; Z and M are dropped. */
	addWkb(bytes: Uint8Array, offset = 0): number {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return this.#add(() => this.#readWkb(view, offset));
	}

	/** Adds one GeoJSON geometry; a third coordinate is dropped. */
	addGeometry(geometry: Geometry): number {
		return this.#add(() => this.#readGeometry(geometry));
	}

	/** The columns, cut to what was added. The builder must not be used afterwards. */
	finish(): Shapes {
		return {
			count: this.#count,
			kind: this.#kind.slice(0, this.#count),
			partStart: this.#partStart.slice(0, this.#count + 1),
			vertexStart: this.#vertexStart.slice(0, this.#parts + 1),
			hole: this.#hole.slice(0, this.#parts),
			xy: this.#xy.slice(0, this.#numbers),
			box: this.#box.slice(0, 4 * this.#count)
		};
	}

	#add(read: () => number): number {
		const parts = this.#parts;
		const numbers = this.#numbers;
		const index = this.#count;
		try {
			const kind = read();
			if (this.#parts === parts) throw isEmpty(index);
			this.#close(kind, numbers);
		} catch (error) {
			this.#parts = parts;
			this.#numbers = numbers;
			throw error;
		}
		return index;
	}

	/** Takes the parts read since the last geometry as one of `kind`, with its box. */
	#close(kind: number, from: number): void {
		const i = this.#count;
		const xy = this.#xy;
		let minX = Infinity;
		let minY = Infinity;
		let maxX = -Infinity;
		let maxY = -Infinity;
		for (let k = from; k < this.#numbers; k += 2) {
			const x = xy[k];
			const y = xy[k + 1];
			if (!Number.isFinite(x) || !Number.isFinite(y)) throw notFinite(i, x, y);
			if (x < minX) minX = x;
			if (x > maxX) maxX = x;
			if (y < minY) minY = y;
			if (y > maxY) maxY = y;
		}
		if (i === this.#kind.length) {
			this.#kind = grown(this.#kind, 2 * i);
			this.#partStart = grown(this.#partStart, 2 * i + 1);
			this.#box = grown(this.#box, 8 * i);
		}
		this.#kind[i] = kind;
		this.#partStart[i + 1] = this.#parts;
		this.#box.set([minX, minY, maxX, maxY], 4 * i);
		this.#count = i + 1;
	}

	/** Ends the part whose numbers stand in #xy since the last one. */
	#endPart(kind: number, isHole: boolean): void {
		const first = this.#vertexStart[this.#parts];
		const end = this.#numbers / 2;
		const least = kind === AREA ? 4 : kind === LINE ? 2 : 1;
		const ring = this.#parts - this.#partStart[this.#count];
		if (end - first < least) throw tooFew(this.#count, ring, end - first, kind);
		const xy = this.#xy;
		if (kind === AREA && (xy[2 * first] !== xy[2 * end - 2] || xy[2 * first + 1] !== xy[2 * end - 1]))
			throw unclosed(this.#count, ring);
		if (this.#parts === this.#hole.length) {
			this.#hole = grown(this.#hole, 2 * this.#parts);
			this.#vertexStart = grown(this.#vertexStart, 2 * this.#parts + 1);
		}
		this.#hole[this.#parts] = isHole ? 1 : 0;
		this.#parts++;
		this.#vertexStart[this.#parts] = end;
	}

	#reserve(vertices: number): void {
		const needed = this.#numbers + 2 * vertices;
		if (needed > this.#xy.length) this.#xy = grown(this.#xy, Math.max(needed, 2 * this.#xy.length));
	}

	#readWkb(view: DataView, offset: number): number {
		const { little, type, stride, next } = readWkbHeader(view, offset);
		const kind = type > 3 ? type - 4 : type - 1;
		if (type <= 3) {
			this.#readWkbPart(view, next, little, stride, kind);
			return kind;
		}
		const count = readWkbCount(view, next, little, 5);
		let at = next + 4;
		for (let k = 0; k < count; k++) {
			const member = readWkbHeader(view, at);
			if (member.type !== type - 3) throw mixed(this.#count);
			at = this.#readWkbPart(view, member.next, member.little, member.stride, kind);
		}
		return kind;
	}

	/** Reads one point, line or polygon behind its header; returns the offset of the byte after it. */
	#readWkbPart(view: DataView, offset: number, little: boolean, stride: number, kind: number): number {
		let at = offset;
		const rings = kind === AREA ? readWkbCount(view, at, little, 4) : 1;
		if (kind === AREA) at += 4;
		for (let ring = 0; ring < rings; ring++) {
			let count = 1;
			if (kind !== POINT) {
				count = readWkbCount(view, at, little, stride);
				at += 4;
			} else if (at + stride > view.byteLength) {
				throw isEmpty(this.#count);
			}
			this.#reserve(count);
			for (let k = 0; k < count; k++, at += stride) {
				this.#xy[this.#numbers++] = view.getFloat64(at, little);
				this.#xy[this.#numbers++] = view.getFloat64(at + 8, little);
			}
			this.#endPart(kind, ring > 0);
		}
		return at;
	}

	#readGeometry(geometry: Geometry): number {
		switch (geometry.type) {
			case 'Point':
				this.#readPart([geometry.coordinates], POINT, false);
				return POINT;
			case 'MultiPoint':
				for (const point of geometry.coordinates) this.#readPart([point], POINT, false);
				return POINT;
			case 'LineString':
				this.#readPart(geometry.coordinates, LINE, false);
				return LINE;
			case 'MultiLineString':
				for (const line of geometry.coordinates) this.#readPart(line, LINE, false);
				return LINE;
			case 'Polygon':
				geometry.coordinates.forEach((ring, r) => this.#readPart(ring, AREA, r > 0));
				return AREA;
			case 'MultiPolygon':
				for (const rings of geometry.coordinates) rings.forEach((ring, r) => this.#readPart(ring, AREA, r > 0));
				return AREA;
			case 'GeometryCollection':
				throw refusedCollection();
		}
	}

	#readPart(positions: Position[], kind: number, isHole: boolean): void {
		this.#reserve(positions.length);
		for (const position of positions) {
			this.#xy[this.#numbers++] = position[0];
			this.#xy[this.#numbers++] = position[1];
		}
		this.#endPart(kind, isHole);
	}
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(array: T, length: number): T {
	const larger = new (array.constructor as new (length: number) => T)(length);
	larger.set(array);
	return larger;
}

function tooFew(feature: number, part: number, points: number, kind: number): GeoError {
	const least = kind === AREA ? 4 : 2;
	const what = kind === AREA ? { zh: '环', en: 'Ring' } : { zh: '线', en: 'Line' };
	return new GeoError({
		zh: `要素 ${feature} 的第 ${part} 个${what.zh}只有 ${points} 个点，至少需要 ${least} 个。`,
		en: `${what.en} ${part} of feature ${feature} has ${points} points; it needs at least ${least}.`
	});
}

function unclosed(feature: number, ring: number): GeoError {
	return new GeoError({
		zh: `要素 ${feature} 的第 ${ring} 个环未闭合：最后一点应与第一点相同。`,
		en: `Ring ${ring} of feature ${feature} is not closed: its last point must repeat its first.`
	});
}

function notFinite(feature: number, x: number, y: number): GeoError {
	return new GeoError({
		zh: `要素 ${feature} 含有无效坐标（${x}, ${y}）。`,
		en: `Feature ${feature} has the coordinate ${x}, ${y}; both must be finite numbers.`
	});
}

function isEmpty(feature: number): GeoError {
	return new GeoError({ zh: `要素 ${feature} 的几何为空。`, en: `Feature ${feature} has an empty geometry.` });
}

function mixed(feature: number): GeoError {
	return new GeoError({
		zh: `要素 ${feature} 的多部件几何中混有其他类型。`,
		en: `Feature ${feature} is a multi geometry with a member of another kind.`
	});
}
