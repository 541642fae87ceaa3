import type { Geometry, Position } from 'geojson';
import { densifyLngLat, projectGeometry } from '../../geo/densify.ts';
import type { Plane } from '../../geo/plane.ts';
import { ringWithin, runsThrough, thin } from './clip.ts';
import type { Box, Point } from './drawing.ts';
import { onPaper, type View } from './view.ts';

/** A geometry on paper: polygons as rings (even-odd), lines and points by themselves. */
export interface Drawn {
	areas: Point[][];
	lines: Point[][];
	points: Point[];
}

/** What is nearer than this cannot be told apart on paper, points. */
const THIN_PT = 0.15;
/** What is cut off ends this far outside the frame, so that its cut edges are not seen, points. */
const BEYOND_PT = 12;

/** Longitude and latitude to metres of the plane, straight segments staying straight. */
export function inPlane(geometry: Geometry, plane: Plane): Geometry {
	return projectGeometry(densifyLngLat(geometry), plane);
}

/** The part of a geometry of the plane (metres) that a view shows. */
export function drawnIn(view: View, geometry: Geometry): Drawn {
	const [left, top, right, bottom] = view.frame;
	const around: Box = [left - BEYOND_PT, top - BEYOND_PT, right + BEYOND_PT, bottom + BEYOND_PT];
	const line = (positions: readonly Position[]) => positions.map((position) => onPaper(view, position));
	const { areas, lines, points } = partsOf(geometry);
	return {
		areas: areas.map((ring) => thin(ringWithin(line(ring), around), THIN_PT)).filter((ring) => ring.length > 2),
		lines: lines.flatMap((one) => runsThrough(line(one), around)).map((run) => thin(run, THIN_PT)),
		points: line(points).filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom)
	};
}

/** Rings, lines and points of a geometry. */
export function partsOf(geometry: Geometry): { areas: Position[][]; lines: Position[][]; points: Position[] } {
	switch (geometry.type) {
		case 'Point':
			return { areas: [], lines: [], points: [geometry.coordinates] };
		case 'MultiPoint':
			return { areas: [], lines: [], points: geometry.coordinates };
		case 'LineString':
			return { areas: [], lines: [geometry.coordinates], points: [] };
		case 'MultiLineString':
			return { areas: [], lines: geometry.coordinates, points: [] };
		case 'Polygon':
			return { areas: geometry.coordinates, lines: [], points: [] };
		case 'MultiPolygon':
			return { areas: geometry.coordinates.flat(), lines: [], points: [] };
		case 'GeometryCollection': {
			const parts = geometry.geometries.map(partsOf);
			return {
				areas: parts.flatMap(({ areas }) => areas),
				lines: parts.flatMap(({ lines }) => lines),
				points: parts.flatMap(({ points }) => points)
			};
		}
	}
}

/** Every position of a geometry. */
export function positionsOf(geometry: Geometry): Position[] {
	const { areas, lines, points } = partsOf(geometry);
	return [...areas.flat(), ...lines.flat(), ...points];
}
