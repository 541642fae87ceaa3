import type { Geometry, Position } from 'geojson';
import { mapPositions } from '../geo/densify.ts';
import type { Plane } from '../geo/plane.ts';
import { problemsOf } from '../geo/validity.ts';
import type { Words } from '../risk/words.ts';
import type { Parcel } from './api.ts';

/** A parcel on the page. The key stays the same through every change of name and shape. */
export interface DrawnParcel extends Parcel {
	key: string;
	/** What was done to it when it came from a file. */
	notes: Words[];
}

export type Kind = 'point' | 'line' | 'area';

export function kindOf({ type }: Geometry): Kind {
	if (type === 'Point' || type === 'MultiPoint') return 'point';
	return type === 'LineString' || type === 'MultiLineString' ? 'line' : 'area';
}

/** Why it cannot be asked about as it is drawn, in words; null: nothing is wrong with it. */
export function wrongWith(geometry: Geometry): Words | null {
	return problemsOf(geometry).find(({ code }) => code !== 'repeated-point')?.text ?? null;
}

/** All positions, ring after ring; the last of a ring repeats its first. */
export function positionsOf(geometry: Geometry): Position[] {
	const positions: Position[] = [];
	mapPositions(geometry, (position) => (positions.push(position), position));
	return positions;
}

/** West, south, east, north. */
export function boxOf(geometries: readonly Geometry[]): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lng, lat] of geometries.flatMap(positionsOf)) {
		box[0] = Math.min(box[0], lng);
		box[1] = Math.min(box[1], lat);
		box[2] = Math.max(box[2], lng);
		box[3] = Math.max(box[3], lat);
	}
	return box;
}

/** The geometry moved by so many metres of the plane. */
export function moved(geometry: Geometry, plane: Plane, eastM: number, northM: number): Geometry {
	return mapPositions(geometry, ([lng, lat]) => {
		const [x, y] = plane.project(lng, lat);
		return plane.unproject(x + eastM, y + northM);
	});
}

/** A square of `sideM` metres in the plane with its middle at a place. */
export function squareAt(lng: number, lat: number, plane: Plane, sideM: number): Geometry {
	const [x, y] = plane.project(lng, lat);
	const half = sideM / 2;
	const corners = [
		[-half, -half],
		[half, -half],
		[half, half],
		[-half, half],
		[-half, -half]
	];
	return { type: 'Polygon', coordinates: [corners.map(([dx, dy]) => plane.unproject(x + dx, y + dy))] };
}

/** How large it is in the plane: square metres of an area, metres of a line; 0 of points. */
export function sizeOf(geometry: Geometry, plane: Plane): number {
	if (geometry.type === 'GeometryCollection') return 0;
	const flat = (positions: Position[]) => positions.map(([lng, lat]) => plane.project(lng, lat));
	switch (geometry.type) {
		case 'LineString':
			return lengthOf(flat(geometry.coordinates));
		case 'MultiLineString':
			return geometry.coordinates.reduce((sum, line) => sum + lengthOf(flat(line)), 0);
		case 'Polygon':
			return areaOf(geometry.coordinates.map(flat));
		case 'MultiPolygon':
			return geometry.coordinates.reduce((sum, rings) => sum + areaOf(rings.map(flat)), 0);
		default:
			return 0;
	}
}

function lengthOf(line: [number, number][]): number {
	let sum = 0;
	for (let i = 1; i < line.length; i++) sum += Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]);
	return sum;
}

function areaOf([shell, ...holes]: [number, number][][]): number {
	return holes.reduce((sum, hole) => sum - ringArea(hole), ringArea(shell ?? []));
}

function ringArea(ring: [number, number][]): number {
	if (ring.length === 0) return 0;
	// From the first corner, so that metres of a whole zone do not eat the digits.
	const [x0, y0] = ring[0];
	let twice = 0;
	for (let i = 1; i < ring.length; i++) {
		const [ax, ay] = ring[i - 1];
		const [bx, by] = ring[i];
		twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
	}
	return Math.abs(twice) / 2;
}
