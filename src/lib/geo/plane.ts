import proj4 from 'proj4';
import { projectionOf } from './projections.ts';

/** A metric plane: metres, x east and y north. Distances in it are true to about 0.14 m a kilometre at the edge of a zone. */
export interface Plane {
	readonly srid: number;
	/** Degrees to metres. Throws where a coordinate is not finite. */
	project(lng: number, lat: number): [number, number];
	/** Metres to degrees: longitude, latitude. */
	unproject(x: number, y: number): [number, number];
}

/** A rough box of China: inside it the plane is a 3° Gauss–Krüger zone of CGCS2000. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 };

const planes = new Map<number, Plane>();

/**
 * The metric plane of a place: in China the 3° Gauss–Krüger zone without prefix (EPSG 4534–4554), elsewhere UTM
 * (EPSG 326xx, 327xx). Take it once for a district, by its centre, never feature by feature.
 * Throws a RangeError where UTM ends (south of 80° S, north of 84° N).
 */
export function planeFor(lng: number, lat: number): Plane {
	if (!(lng >= -180 && lng <= 180 && lat >= -80 && lat <= 84))
		throw new RangeError(`No metric plane at ${lng}, ${lat}: longitude must be in -180…180, latitude in -80…84.`);
	if (lng >= CHINA.west && lng <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north) {
		const meridian = Math.min(135, Math.max(75, 3 * Math.round(lng / 3)));
		return planeOf(4534 + (meridian - 75) / 3);
	}
	const zone = Math.min(60, Math.floor((lng + 180) / 6) + 1);
	return planeOf((lat < 0 ? 32700 : 32600) + zone);
}

/** The metric plane of an EPSG code. Throws a RangeError for a code that is no metric plane (3857 is none). */
export function planeOf(srid: number): Plane {
	let plane = planes.get(srid);
	if (plane) return plane;
	const projection = srid === 3857 ? null : projectionOf(srid);
	if (!projection) throw new RangeError(`EPSG:${srid} is not a metric plane that is known here.`);
	const { forward, inverse } = proj4(projection.definition);
	plane = {
		srid,
		project: (lng, lat) => forward([lng, lat]) as [number, number],
		unproject: (x, y) => inverse([x, y]) as [number, number]
	};
	planes.set(srid, plane);
	return plane;
}
