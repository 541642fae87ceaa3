import type { Position } from 'geojson';
import { planeOf, type Plane } from '../geo/plane.ts';
import type { Neighbours } from './api.ts';
import { readShapes } from './shapes-text.ts';

/** All vertices of the neighbours: x, y in the metric plane, layer after layer. */
export interface Vertices {
	plane: Plane;
	xy: readonly Float64Array[];
}

export function verticesOf({ metricSrid, layers }: Neighbours): Vertices {
	return { plane: planeOf(metricSrid), xy: Object.values(layers).map(({ shapes }) => readShapes(shapes).xy) };
}

/**
 * The vertex nearest to a place, longitude and latitude, within so many degrees of longitude; undefined: none is. It goes
 * through all of them: a millisecond for half a million, and no index to keep.
 */
export function nearestVertex(
	{ plane, xy }: Vertices,
	[lng, lat]: Position,
	withinDegrees: number
): Position | undefined {
	const [x, y] = plane.project(lng, lat);
	const aside = plane.project(lng + withinDegrees, lat);
	let least = (aside[0] - x) ** 2 + (aside[1] - y) ** 2;
	let found: [number, number] | undefined;
	for (const vertices of xy) {
		for (let i = 0; i < vertices.length; i += 2) {
			const distance = (vertices[i] - x) ** 2 + (vertices[i + 1] - y) ** 2;
			if (distance > least) continue;
			least = distance;
			found = [vertices[i], vertices[i + 1]];
		}
	}
	return found && plane.unproject(...found);
}

/** The nearest of some positions to a place, all longitude and latitude, within so many degrees of longitude. */
export function nearestPosition(
	positions: readonly Position[],
	[lng, lat]: Position,
	withinDegrees: number
): Position | undefined {
	const narrow = Math.cos((lat * Math.PI) / 180);
	let least = (withinDegrees * narrow) ** 2;
	let found: Position | undefined;
	for (const position of positions) {
		const distance = ((position[0] - lng) * narrow) ** 2 + (position[1] - lat) ** 2;
		if (distance > least) continue;
		least = distance;
		found = position;
	}
	return found;
}
