import gcoord from 'gcoord';
import proj4 from 'proj4';
import { projectionOf } from '../../../../src/lib/geo/projections.ts';
import type { Rings } from './writers.ts';

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
