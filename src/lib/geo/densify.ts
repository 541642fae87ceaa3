import type { Geometry, Position } from 'geojson';
import type { Plane } from './plane.ts';
import { refusedCollection } from './wkb.ts';

/**
 * The longest segment in metres that may be projected as it is. Measured: of a segment that is straight in longitude
 * and latitude the middle departs from the straight line in the plane by 0.28 mm at 31° N, 0.52 mm at 47° N and
 * 0.65 mm at 54° N (tests/unit/geo/densify.test.ts).
 */
export const DENSIFY_STEP_M = 150;

const METRES_A_DEGREE = 111_320;

/**
 * The geometry with no segment longer than `maxStepM`: longer ones get points at equal steps, straight in longitude and
 * latitude. What is added depends on the two ends only and not on their order, so edges that two areas share stay shared.
 */
export function densifyLngLat(geometry: Geometry, maxStepM = DENSIFY_STEP_M): Geometry {
	if (!(maxStepM > 0)) throw new RangeError(`A step of ${maxStepM} m cannot be taken; it must be greater than 0.`);
	const line = (positions: Position[]) => densifyLine(positions, maxStepM);
	switch (geometry.type) {
		case 'Point':
		case 'MultiPoint':
			return geometry;
		case 'LineString':
			return { type: 'LineString', coordinates: line(geometry.coordinates) };
		case 'MultiLineString':
		case 'Polygon':
			return { type: geometry.type, coordinates: geometry.coordinates.map(line) };
		case 'MultiPolygon':
			return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(line)) };
		case 'GeometryCollection':
			throw refusedCollection();
	}
}

/** Longitude and latitude to metres of the plane, point by point; densify first. */
export function projectGeometry(geometry: Geometry, plane: Plane): Geometry {
	return mapPositions(geometry, ([lng, lat]) => plane.project(lng, lat));
}

/** Metres of the plane to longitude and latitude, point by point. */
export function unprojectGeometry(geometry: Geometry, plane: Plane): Geometry {
	return mapPositions(geometry, ([x, y]) => plane.unproject(x, y));
}

/** The geometry with each position replaced by what `map` makes of it: for `Crs.toLngLat` as well. */
export function mapPositions(geometry: Geometry, map: (position: Position) => Position): Geometry {
	switch (geometry.type) {
		case 'Point':
			return { type: 'Point', coordinates: map(geometry.coordinates) };
		case 'MultiPoint':
		case 'LineString':
			return { type: geometry.type, coordinates: geometry.coordinates.map(map) };
		case 'MultiLineString':
		case 'Polygon':
			return { type: geometry.type, coordinates: geometry.coordinates.map((part) => part.map(map)) };
		case 'MultiPolygon':
			return {
				type: 'MultiPolygon',
				coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(map)))
			};
		case 'GeometryCollection':
			throw refusedCollection();
	}
}

function densifyLine(positions: Position[], maxStepM: number): Position[] {
	const dense: Position[] = [];
	for (let k = 0; k < positions.length; k++) {
		if (k > 0) addBetween(dense, positions[k - 1], positions[k], maxStepM);
		dense.push(positions[k]);
	}
	return dense;
}

/** Pushes the points between `from` and `to`, computed from the lesser end whichever it is. */
function addBetween(dense: Position[], from: Position, to: Position, maxStepM: number): void {
	const forward = from[0] < to[0] || (from[0] === to[0] && from[1] <= to[1]);
	const [x0, y0] = forward ? from : to;
	const [x1, y1] = forward ? to : from;
	const middle = (((y0 + y1) / 2) * Math.PI) / 180;
	const lengthM = METRES_A_DEGREE * Math.hypot((x1 - x0) * Math.cos(middle), y1 - y0);
	const steps = Math.ceil(lengthM / maxStepM);
	for (let k = 1; k < steps; k++) {
		const t = (forward ? k : steps - k) / steps;
		dense.push([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t]);
	}
}
