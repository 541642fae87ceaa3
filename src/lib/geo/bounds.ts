import type { Geometry, Position } from 'geojson';

export type Box = [minX: number, minY: number, maxX: number, maxY: number];

/** The box of a geometry in its own coordinates; `[Infinity, Infinity, -Infinity, -Infinity]` when it is empty. */
export function boundsOf(geometry: Geometry): Box {
	const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
	eachPosition(geometry, (x, y) => {
		if (x < box[0]) box[0] = x;
		if (y < box[1]) box[1] = y;
		if (x > box[2]) box[2] = x;
		if (y > box[3]) box[3] = y;
	});
	return box;
}

/** Calls `see` with each vertex. */
export function eachPosition(geometry: Geometry, see: (x: number, y: number) => void): void {
	const walk = (value: unknown, nesting: number): void => {
		if (nesting === 0) see((value as Position)[0], (value as Position)[1]);
		else for (const part of value as unknown[]) walk(part, nesting - 1);
	};
	if (geometry.type === 'GeometryCollection') geometry.geometries.forEach((part) => eachPosition(part, see));
	else walk(geometry.coordinates, NESTING[geometry.type]);
}

const NESTING = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };
