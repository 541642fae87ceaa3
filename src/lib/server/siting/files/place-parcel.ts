import type { Geometry, Position } from 'geojson';
import { boundsOf, eachPosition, type Box } from '../../../geo/bounds.ts';
import type { Crs } from '../../../geo/crs.ts';
import { mapPositions } from '../../../geo/densify.ts';
import { planeOf } from '../../../geo/plane.ts';
import { oriented } from '../../../geo/rings.ts';
import { problemsOf } from '../../../geo/validity.ts';
import type { Words } from '../../../risk/words.ts';
import type { Parcel } from '../../../siting/api.ts';
import { kilometresFrom, landsInside, toPlace, whyOutside, type DistrictPlace } from './landing.ts';
import { soundShape } from './sound-shape.ts';

/** A point farther outside of the district than this is a slip of the pen (系统设定): no parcel reaches so far beyond. */
const STRAY_KM = 20;

/** A parcel's shape in longitude and latitude. */
export interface PlacedParcel extends Omit<Parcel, 'name'> {
	/** The coordinate system it was in, and what brought it to longitude and latitude. */
	crs: Words;
	notes: Words[];
}

/**
 * A shape in the coordinates of a file, or of a person's typing, as a parcel of the district: converted, held against
 * the district, and sound; or the words that say why not and what to do. Where the axes are `unclear` (columns that are
 * called x and y only: in Chinese surveying x is north) they are exchanged if only so the parcel lies in the district.
 * The shape must hold positions, all of finite numbers.
 */
export function placeParcel(
	source: Geometry,
	crs: Crs,
	axes: 'east-north' | 'unclear',
	district: DistrictPlace
): PlacedParcel | { refused: Words } {
	const box = boundsOf(source);
	const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
	const isTurned = axes === 'unclear' && !landsInside(crs, x, y, district) && landsInside(crs, y, x, district);
	const shape = isTurned ? mapPositions(source, ([north, east]) => [east, north]) : source;
	const toLngLat = remembered(crs);
	const there = mapPositions(shape, toLngLat);
	const isNowhere = numberOf(there, (lng) => Number.isNaN(lng)) !== null;
	if (isNowhere || areApart(boundsOf(there), district.box)) return { refused: whyOutside(crs, x, y, district) };
	const astray = numberOf(there, (lng, lat) => kilometresFrom(district.box, lng, lat) > STRAY_KM);
	if (astray !== null) return { refused: strayPoint(astray) };
	const plane = planeOf(district.metricSrid);
	const sound = soundShape(shape, (position) => {
		const [lng, lat] = toLngLat(position);
		return plane.project(lng, lat);
	});
	if ('refused' in sound) return sound;
	const geometry = turned(mapPositions(sound.geometry, toLngLat));
	const [problem] = problemsOf(geometry);
	if (problem !== undefined) return { refused: problem.text };
	return {
		geometry,
		accuracyM: crs.accuracyM > 0 ? crs.accuracyM : null,
		crs: crsWords(crs),
		notes: isTurned ? [TURNED, ...sound.notes] : sound.notes
	};
}

/**
 * The way to longitude and latitude, NaN where the CRS has no such place; each position is converted once: GCJ-02 is
 * inverted by iteration, which takes its time.
 */
function remembered(crs: Crs): (position: Position) => Position {
	const places = new Map<string, Position>();
	return ([east, north]) => {
		const key = `${east} ${north}`;
		let place = places.get(key);
		if (place === undefined) places.set(key, (place = toPlace(crs, east, north) ?? [NaN, NaN]));
		return place;
	};
}

/** Which vertex is the first for which `is` holds, counted from 1; null: none. */
function numberOf(geometry: Geometry, is: (x: number, y: number) => boolean): number | null {
	let number = 0;
	let found: number | null = null;
	eachPosition(geometry, (x, y) => {
		number++;
		if (found === null && is(x, y)) found = number;
	});
	return found;
}

function areApart(a: Box, b: DistrictPlace['box']): boolean {
	return a[0] > b[2] || a[2] < b[0] || a[1] > b[3] || a[3] < b[1];
}

function crsWords({ id, name, accuracyM, transform }: Crs): Words {
	const named = id.startsWith('EPSG') ? `${name} (${id})` : name;
	if (id === 'wgs84' || id === 'cgcs2000')
		return { zh: `${named} 经纬度，未换算`, en: `${named}, longitude and latitude as they are` };
	if (id === 'gcj02' || id === 'bd09')
		return {
			zh: `${named}，按公开算法迭代反算为 WGS 84；公开算法并非官方算法，位置精度按 ${accuracyM} m 计`,
			en: `${named}, brought to WGS 84 by inverting the published offset; it is not the official one, so positions count as accurate to ${accuracyM} m`
		};
	return { zh: `${named}，反算为经纬度`, en: id.startsWith('EPSG') ? `${id}: ${transform}` : transform };
}

const TURNED: Words = {
	zh: 'X 为北、Y 为东（测量习惯），已按此读取。',
	en: 'x is north and y is east, as surveyors write; it was read so.'
};

function strayPoint(point: number): Words {
	return {
		zh: `第 ${point} 个点离本区超过 ${STRAY_KM} km，其余的点在本区附近。请核对这一点的坐标是否漏位或错位。`,
		en: `Point ${point} is more than ${STRAY_KM} km outside the district while others are near it. Check whether a digit of its coordinates is missing or wrong.`
	};
}

/** Rings turned by RFC 7946: one parcel gives one geometry, however it was drawn. */
function turned(geometry: Geometry): Geometry {
	if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: oriented(geometry.coordinates) };
	if (geometry.type === 'MultiPolygon')
		return { type: 'MultiPolygon', coordinates: geometry.coordinates.map(oriented) };
	return geometry;
}
