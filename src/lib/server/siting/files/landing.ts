import { readCrs, type Crs } from '../../../geo/crs.ts';
import { GeoError } from '../../../geo/geo-error.ts';
import type { Words } from '../../../risk/words.ts';

/** Where a district lies: what the coordinates of a parcel are held against. */
export interface DistrictPlace {
	code: string;
	/** EPSG code of the plane in which it is measured. */
	metricSrid: number;
	/** West, south, east, north of the district, degrees. */
	box: readonly [number, number, number, number];
}

/** A coordinate system in which coordinates would lie in the district, perhaps with x and y exchanged. */
export interface Landing {
	id: string;
	name: string;
	swapped: boolean;
}

/** EPSG codes of the CGCS2000 Gauss–Krüger zones from 75° E on: 3° with prefix and without, 6° likewise. */
const ZONES = [
	{ first: 4513, last: 4533, width: 3 },
	{ first: 4534, last: 4554, width: 3 },
	{ first: 4491, last: 4501, width: 6 },
	{ first: 4502, last: 4512, width: 6 }
] as const;

const METRES_A_DEGREE = 111_320;

/** A zone farther from the district than this, degrees between its meridian and the district's middle, is not used there. */
const ZONE_REACH_DEGREES = 4.5;

const known = new Map<string, Crs>();

function knownCrs(id: string): Crs {
	let crs = known.get(id);
	if (crs === undefined) known.set(id, (crs = readCrs(id)));
	return crs;
}

/** What is tried where coordinates land outside: degrees, then the CGCS2000 zones around the district. */
function triedCrses({ box }: DistrictPlace): Crs[] {
	const middle = (box[0] + box[2]) / 2;
	const tried = [knownCrs('wgs84')];
	for (const { first, last, width } of ZONES)
		for (let code = first; code <= last; code++)
			if (Math.abs(75 + width * (code - first) - middle) <= ZONE_REACH_DEGREES) tried.push(knownCrs(`EPSG:${code}`));
	return tried;
}

/** Longitude and latitude of x, y; null where the coordinate system has no such place. */
export function toPlace(crs: Crs, x: number, y: number): [number, number] | null {
	if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
	try {
		const [lng, lat] = crs.toLngLat(x, y);
		return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
	} catch (error) {
		if (error instanceof GeoError) return null;
		throw error;
	}
}

/** Whether x, y lies in the box of the district. */
export function landsInside(crs: Crs, x: number, y: number, { box }: DistrictPlace): boolean {
	const place = toPlace(crs, x, y);
	return place !== null && place[0] >= box[0] && place[0] <= box[2] && place[1] >= box[1] && place[1] <= box[3];
}

/** Every coordinate system among degrees and the CGCS2000 zones around the district in which x, y (or y, x) lies in the district. */
export function landingsInside(x: number, y: number, district: DistrictPlace): Landing[] {
	const found: Landing[] = [];
	for (const swapped of [false, true])
		for (const crs of triedCrses(district))
			if (swapped ? landsInside(crs, y, x, district) : landsInside(crs, x, y, district))
				found.push({ id: crs.id, name: crs.name, swapped });
	return found;
}

/** Coordinate systems to choose from, for a sentence: `EPSG:4547（CGCS2000 / 3-degree Gauss-Kruger CM 114E）`. */
export function choicesOf(landings: readonly Landing[]): string {
	const names = landings.map(({ id, name }) => (id.startsWith('EPSG') ? `${id} (${name})` : id));
	return [...new Set(names)].join(', ');
}

/** Why x, y read in `crs` is not in the district, and what to do: exchange the axes, choose another zone, or look again. */
export function whyOutside(crs: Crs, x: number, y: number, district: DistrictPlace): Words {
	const place = toPlace(crs, x, y);
	const where =
		place === null
			? {
					zh: `坐标 ${shown(x)}, ${shown(y)} 不在“${crs.name}”的范围内`,
					en: `${shown(x)}, ${shown(y)} is not of "${crs.name}"`
				}
			: {
					zh: `按“${crs.name}”读取，地块在本区之外（经度 ${shown(place[0])}，纬度 ${shown(place[1])}）`,
					en: `Read as "${crs.name}" the parcel lies outside the district (longitude ${shown(place[0])}, latitude ${shown(place[1])})`
				};
	if (landsInside(crs, y, x, district))
		return {
			zh: `${where.zh}；X 与 Y 对调后则在本区之内：坐标轴颠倒了。请对调两列坐标后重新上传。`,
			en: `${where.en}; with x and y exchanged it lies inside: the axes are swapped. Exchange the two coordinates and upload it again.`
		};
	const landings = landingsInside(x, y, district);
	const straight = landings.filter(({ swapped }) => !swapped);
	if (straight.length > 0)
		return {
			zh: `${where.zh}；坐标系若为 ${choicesOf(straight)} 则在本区之内。请核对带号，并改选该坐标系。`,
			en: `${where.en}; in ${choicesOf(straight)} it lies inside. Check the zone, and choose that coordinate system.`
		};
	if (landings.length > 0)
		return {
			zh: `${where.zh}；X 与 Y 对调且坐标系为 ${choicesOf(landings)} 时则在本区之内。请对调两列坐标，并改选该坐标系。`,
			en: `${where.en}; with x and y exchanged and in ${choicesOf(landings)} it lies inside. Exchange the two coordinates and choose that coordinate system.`
		};
	const km = place === null ? null : kilometresFrom(district.box, place[0], place[1]);
	const away = km === null ? null : km.toFixed(km < 10 ? 1 : 0);
	return {
		zh: `${where.zh}${away === null ? '' : `，相距约 ${away} km`}。请核对坐标和坐标系；若地块确在他区，请改选该区。`,
		en: `${where.en}${away === null ? '' : `, about ${away} km away`}. Check the coordinates and their system; if the parcel is in another district, choose that one.`
	};
}

/** A coordinate for a sentence: degrees to about a centimetre, metres to the millimetre. */
export function shown(value: number): string {
	return String(Number(value.toFixed(Math.abs(value) <= 180 ? 7 : 3)));
}

/** How far a place lies outside of a box, kilometres, roughly; 0 inside. */
export function kilometresFrom([west, south, east, north]: DistrictPlace['box'], lng: number, lat: number): number {
	const dx = Math.max(west - lng, 0, lng - east) * Math.cos((lat * Math.PI) / 180);
	const dy = Math.max(south - lat, 0, lat - north);
	return (Math.hypot(dx, dy) * METRES_A_DEGREE) / 1000;
}
