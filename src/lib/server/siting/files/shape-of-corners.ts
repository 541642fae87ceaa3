import type { Geometry, Position } from 'geojson';

/** What a list of corners is meant as. */
export type ShapeKind = 'point' | 'line' | 'area';

/**
 * Lists of corners as one shape. Of an area the first list is the outer ring and others are holes; the last corner is
 * joined to the first, and `joined` tells whether one was, because the list did not repeat it. No list may be empty.
 */
export function shapeOfCorners(lists: readonly Position[][], kind: ShapeKind): { geometry: Geometry; joined: boolean } {
	if (kind === 'area') {
		const rings = lists.map(ringOf);
		return {
			geometry: { type: 'Polygon', coordinates: rings },
			joined: rings.some((ring, r) => ring.length > lists[r].length)
		};
	}
	const points = lists.flat();
	if (kind === 'point')
		return {
			geometry:
				points.length === 1 ? { type: 'Point', coordinates: points[0] } : { type: 'MultiPoint', coordinates: points },
			joined: false
		};
	return {
		geometry:
			lists.length === 1
				? { type: 'LineString', coordinates: lists[0] }
				: { type: 'MultiLineString', coordinates: [...lists] },
		joined: false
	};
}

function ringOf(corners: readonly Position[]): Position[] {
	const [first, last] = [corners[0], corners[corners.length - 1]];
	const isClosed = corners.length > 1 && first[0] === last[0] && first[1] === last[1];
	return isClosed ? [...corners] : [...corners, first];
}
