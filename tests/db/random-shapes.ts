import type { Geometry, Position } from 'geojson';
import { writeWkb } from '../../src/lib/geo/wkb.ts';

/** Mulberry32: the same numbers at each run. */
export function randomOf(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Points, lines and areas on a lattice of 24 metres, so that they often touch, cross, nest and share edges. */
export function latticeShape(random: () => number): Geometry {
	const at = (): Position => [Math.floor(random() * 24), Math.floor(random() * 24)];
	const kind = random();
	if (kind < 0.2) return { type: 'Point', coordinates: at() };
	if (kind < 0.5) {
		const line = Array.from({ length: 2 + Math.floor(random() * 4) }, at).filter(
			(p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]
		);
		return line.length < 2 ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line };
	}
	const [x, y] = at();
	const [w, h] = [2 + Math.floor(random() * 12), 2 + Math.floor(random() * 12)];
	const isHoled = random() < 0.3 && w > 3 && h > 3;
	return isHoled ? yard(x, y, x + w, y + h, 1) : box(x, y, x + w, y + h);
}

export function box(x0: number, y0: number, x1: number, y1: number): Geometry {
	return { type: 'Polygon', coordinates: [ring(x0, y0, x1, y1)] };
}

/** A box with a hole that leaves a rim of so many metres. */
export function yard(x0: number, y0: number, x1: number, y1: number, rim: number): Geometry {
	const hole = ring(x0 + rim, y0 + rim, x1 - rim, y1 - rim).reverse();
	return { type: 'Polygon', coordinates: [ring(x0, y0, x1, y1), hole] };
}

export function line(...coordinates: Position[]): Geometry {
	return { type: 'LineString', coordinates };
}

export function point(x: number, y: number): Geometry {
	return { type: 'Point', coordinates: [x, y] };
}

/** Turned about 0, 0 by an angle in radians, then moved by x, y. */
export function moved(geometry: Geometry, angle: number, x: number, y: number): Geometry {
	const [cos, sin] = angle === 0 ? [1, 0] : [Math.cos(angle), Math.sin(angle)];
	return JSON.parse(JSON.stringify(geometry), (_, value: unknown) =>
		isPosition(value) ? [x + value[0] * cos - value[1] * sin, y + value[0] * sin + value[1] * cos] : value
	) as Geometry;
}

export const hex = (geometry: Geometry) => Buffer.from(writeWkb(geometry)).toString('hex');

function ring(x0: number, y0: number, x1: number, y1: number): Position[] {
	return [
		[x0, y0],
		[x1, y0],
		[x1, y1],
		[x0, y1],
		[x0, y0]
	];
}

function isPosition(value: unknown): value is [number, number] {
	return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number');
}
