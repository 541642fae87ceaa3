import type { Geometry, Position } from 'geojson';
import { planeOf } from '../../src/lib/geo/plane.ts';
import type { Attributes, LayerId } from '../../src/lib/risk/layer.ts';
import { METRIC_SRID } from './demo-numbers.ts';
import type { Point } from './plane-shapes.ts';

/** One feature of the demo district. */
export interface DemoFeature {
	layer: LayerId;
	/** Unique within the district, the same in every run: `building-00001`. */
	key: string;
	name: string | null;
	attributes: Attributes;
	/** Longitude, latitude. */
	geometry: Geometry;
	/** Stated positional accuracy in metres; `null`: not stated. */
	accuracyM: number | null;
}

/** Feature number `k` of its layer, counted from 0. */
export function feature(
	layer: LayerId,
	k: number,
	name: string | null,
	attributes: Attributes,
	geometry: Geometry,
	accuracyM: number | null = null
): DemoFeature {
	return { layer, key: `${layer}-${String(k + 1).padStart(5, '0')}`, name, attributes, geometry, accuracyM };
}

const plane = planeOf(METRIC_SRID);

function degrees(point: Point): Position {
	return plane.unproject(point[0], point[1]);
}

export function pointOf(point: Point): Geometry {
	return { type: 'Point', coordinates: degrees(point) };
}

export function lineOf(line: readonly Point[]): Geometry {
	return { type: 'LineString', coordinates: line.map(degrees) };
}

/** The area of an open ring, anticlockwise as RFC 7946 asks. */
export function areaOf(ring: readonly Point[]): Geometry {
	const positions = ring.map(degrees);
	return { type: 'Polygon', coordinates: [[...positions, positions[0]]] };
}
