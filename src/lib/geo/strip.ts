import { area, buffer, feature, featureCollection, intersect } from '@turf/turf';
import type { Geometry, MultiPolygon, Polygon } from 'geojson';
import { densifyLngLat } from './densify.ts';

/**
 * Points on a quarter circle: turf's default of 8 leaves a strip up to 7.7 m off at 1 km. It is a drawing all the same:
 * what is broken is decided by distance (docs/decisions/0002).
 */
const STEPS = 24;
/** turf buffers a long straight segment along another curve: 24 m off on 40 km. */
const STEP_M = 1_000;

/** The strip of so many metres around a geometry, degrees, to be drawn; the area itself at 0 m; `null`: nothing to draw. */
export function stripAround(geometry: Geometry, metres: number): Polygon | MultiPolygon | null {
	if (!(metres > 0)) return isArea(geometry) ? geometry : null;
	return buffer(feature(densifyLngLat(geometry, STEP_M)), metres, { units: 'meters', steps: STEPS })?.geometry ?? null;
}

/** The part of an area that lies in the strip (占压) and its square metres; `null`: none, or no area. */
export function overlapOf(
	strip: Polygon | MultiPolygon,
	target: Geometry
): { geometry: Polygon | MultiPolygon; areaM2: number } | null {
	if (!isArea(target)) return null;
	const common = intersect(featureCollection([feature(strip), feature(target)]));
	return common === null ? null : { geometry: common.geometry, areaM2: area(common) };
}

function isArea(geometry: Geometry): geometry is Polygon | MultiPolygon {
	return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
}
