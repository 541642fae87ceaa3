import gcoord from 'gcoord';
import type { Geometry, Position } from 'geojson';
import proj4 from 'proj4';
import { expect } from 'vitest';
import { planeOf } from '../../../../src/lib/geo/plane.ts';
import { projectionOf } from '../../../../src/lib/geo/projections.ts';
import type { FileAnswer } from '../../../../src/lib/siting/api.ts';
import type { DistrictPlace } from '../../../../src/lib/siting/landing.ts';
import { readParcels } from '../../../../src/lib/server/siting/files/read-parcels.ts';
import type { Rings, Written } from './writers.ts';

/** 江岸 of Wuhan, roughly; its plane is the 3° zone of 114° E. */
export const DISTRICT: DistrictPlace = { code: 'jiangan', metricSrid: 4547, box: [114.25, 30.55, 114.4, 30.7] };

/** The parcel that every file holds: five corners, counterclockwise, about 120 m wide. */
export const PARCEL: Rings = [
	[
		[114.3001, 30.6001],
		[114.30135, 30.60012],
		[114.3014, 30.6009],
		[114.3007, 30.60135],
		[114.30008, 30.6008],
		[114.3001, 30.6001]
	]
];

export const HOLE: [number, number][] = [
	[114.3004, 30.6004],
	[114.3004, 30.6007],
	[114.3008, 30.6007],
	[114.3008, 30.6004],
	[114.3004, 30.6004]
];

/** Rings in longitude and latitude as a file in another CRS has them. */
export function inCrs(crs: string, rings: Rings): Rings {
	return rings.map((ring) => ring.map((position) => forward(crs, position)));
}

function forward(crs: string, position: [number, number]): [number, number] {
	if (crs === 'gcj02') return gcoord.transform([...position], gcoord.WGS84, gcoord.GCJ02) as [number, number];
	if (crs === 'bd09') return gcoord.transform([...position], gcoord.WGS84, gcoord.BD09) as [number, number];
	const projection = projectionOf(Number(crs.replace('EPSG:', '')));
	return projection === null ? position : proj4(projection.definition).forward([...position]);
}

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
