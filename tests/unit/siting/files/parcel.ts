import type { Geometry, Position } from 'geojson';
import { expect } from 'vitest';
import { planeOf } from '../../../../src/lib/geo/plane.ts';
import type { FileAnswer } from '../../../../src/lib/siting/api.ts';
import type { DistrictPlace } from '../../../../src/lib/server/siting/files/landing.ts';
import { readParcels } from '../../../../src/lib/server/siting/files/read-parcels.ts';
import type { Rings, Written } from './writers.ts';

/** 江岸 of Wuhan, roughly; its plane is the 3° zone of 114° E. */
export const DISTRICT: DistrictPlace = { code: 'jiangan', metricSrid: 4547, box: [114.25, 30.55, 114.4, 30.7] };

export function read({ name, bytes }: Written, crs: string | null = null, district = DISTRICT): Promise<FileAnswer> {
	return readParcels(name, bytes, { district, crs });
}

/** The largest distance, metres, from a corner of `rings` to the nearest of the geometry; it has as many corners. */
export function farthestM(geometry: Geometry, rings: Rings): number {
	const found: Position[] = geometry.type === 'Polygon' ? geometry.coordinates.flat() : [];
	expect(found).toHaveLength(rings.flat().length);
	const { project } = planeOf(DISTRICT.metricSrid);
	const places = found.map(([lng, lat]) => project(lng, lat));
	return Math.max(
		...rings.flat().map(([lng, lat]) => {
			const [x, y] = project(lng, lat);
			return Math.min(...places.map(([px, py]) => Math.hypot(px - x, py - y)));
		})
	);
}
