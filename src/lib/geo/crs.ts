import proj4 from 'proj4';
import { bd09ToWgs84, gcj02ToWgs84 } from './gcj02.ts';
import { GeoError } from './geo-error.ts';
import { projectionOf } from './projections.ts';

/** The coordinate system of a file, and the way from it to stored longitude and latitude. */
export interface Crs {
	/** `wgs84`, `cgcs2000`, `gcj02`, `bd09`, `EPSG:4547`, or `prj:` with the name that a .prj gives. */
	id: string;
	name: string;
	/** Coordinates of the file (x east, y north) to longitude and latitude, degrees. Throws a GeoError where they cannot be. */
	toLngLat(x: number, y: number): [number, number];
	/** Error in metres that the conversion adds to the position. */
	accuracyM: number;
	/** What was done, for the record. */
	transform: string;
}

/**
 * Metres added to the stated accuracy of what comes in GCJ-02 or BD-09. 系统设定: the published formulas are not the
 * official ones, and reference cities come back up to a metre off.
 */
export const OFFSET_ACCURACY_M = 5;

/** 系统设定: three parameters shift the Swiss datum to WGS 84 to about a metre. */
const SWISS_ACCURACY_M = 1;

/** No .prj is longer: the longest of ESRI's have two thousand characters. */
const LONGEST_WKT = 20_000;

/** Half the width beyond which an easting cannot belong to its zone: a 6° zone is 334 km to each side on the equator. */
const ZONE_REACH_M = 500_000;

const WGS84: Crs = {
	id: 'wgs84',
	name: 'WGS 84',
	toLngLat: (x, y) => [x, y],
	accuracyM: 0,
	transform: 'none'
};

const NAMED: Record<string, Crs> = {
	wgs84: WGS84,
	crs84: WGS84,
	cgcs2000: {
		id: 'cgcs2000',
		name: 'CGCS2000',
		toLngLat: (x, y) => [x, y],
		accuracyM: 0,
		transform: 'none: CGCS2000 is taken as equal to WGS 84'
	},
	gcj02: {
		id: 'gcj02',
		name: 'GCJ-02',
		toLngLat: gcj02ToWgs84,
		accuracyM: OFFSET_ACCURACY_M,
		transform: 'GCJ-02 to WGS 84, the published offset inverted by iteration'
	},
	bd09: {
		id: 'bd09',
		name: 'BD-09',
		toLngLat: bd09ToWgs84,
		accuracyM: OFFSET_ACCURACY_M,
		transform: 'BD-09 to GCJ-02 to WGS 84, the published offsets inverted by iteration'
	}
};
NAMED.wgs1984 = WGS84;
NAMED['国家2000'] = NAMED.cgcs2000;
NAMED.bd09ll = NAMED.bd09;

/** Datums that coincide with WGS 84 to a few decimetres, as WKT and ESRI write them. */
const EQUAL_DATUM =
	/wgs.?(19)?84|china.?2000|cgcs.?2000|china.?geodetic.?coordinate.?system.?2000|etrs.?(19)?89|european.?terrestrial.?reference.?system.?1989/i;

/** Datums before CGCS2000, as surveys name them, with the EPSG codes that stand on them. */
const OLD_DATUMS: readonly { datum: string; named: RegExp; codes: readonly [number, number][] }[] = [
	{
		datum: "Xi'an 1980",
		named: /西安.?(19)?80|80.?西安|80.?年?国家大地|xi'?an.?(19)?80/i,
		codes: [
			[2327, 2390],
			[4610, 4610]
		]
	},
	{
		datum: 'Beijing 1954',
		named: /北京.?(19)?54|54.?北京|beijing.?(19)?54/i,
		codes: [
			[2401, 2442],
			[4214, 4214],
			[21413, 21483]
		]
	}
];

/**
 * The coordinate system named by `text`: `wgs84`, `cgcs2000`, `gcj02`, `bd09`, `EPSG:n` or `n`, the URN or address of
 * an EPSG code, or the WKT of a .prj file. Throws a GeoError that says what can be given for anything else, and for a
 * .prj on a datum (Beijing 1954, Xi'an 1980, …) that needs local parameters to become CGCS2000.
 */
export function readCrs(text: string): Crs {
	const given = text.trim();
	if (given.length > LONGEST_WKT) return refuse(`${given.slice(0, 40)}…`);
	if (given.includes('[')) return readWkt(given);
	const code =
		/^(?:epsg:+|urn:(?:x-)?ogc:def:crs:epsg:[^:]*:|https?:\/\/www\.opengis\.net\/def\/crs\/epsg\/[^/]*\/)?(\d+)$/i.exec(
			given
		);
	if (code) return crsOfCode(Number(code[1]), given);
	const old = OLD_DATUMS.find(({ named }) => named.test(given));
	if (old) throw needsParameters(given, old.datum);
	const name = given.toLowerCase().replace(/^(urn:ogc:def:crs:ogc:[^:]*:|ogc:)/, '');
	return NAMED[name.replace(/[-_ ]/g, '')] ?? refuse(given);
}

/** Whether a box (minX, minY, maxX, maxY) can be longitude and latitude. Small planar coordinates can, too. */
export function looksLikeDegrees(bbox: readonly [number, number, number, number]): boolean {
	return (
		bbox[0] >= -180 && bbox[1] >= -90 && bbox[2] <= 180 && bbox[3] <= 90 && bbox[0] <= bbox[2] && bbox[1] <= bbox[3]
	);
}

function crsOfCode(code: number, given: string): Crs {
	if (code === 4326) return WGS84;
	if (code === 4490) return NAMED.cgcs2000;
	const projection = projectionOf(code);
	if (!projection) {
		const old = OLD_DATUMS.find(({ codes }) => codes.some(([first, last]) => code >= first && code <= last));
		if (old) throw needsParameters(given, old.datum);
		return refuse(given);
	}
	const swiss = code === 2056 || code === 21781;
	return projected(`EPSG:${code}`, projection.name, projection.definition, swiss ? SWISS_ACCURACY_M : 0);
}

function readWkt(wkt: string): Crs {
	const name = /\[\s*"([^"]*)"/.exec(wkt)?.[1] ?? '';
	const datum = /\bDATUM\s*\[\s*"([^"]*)"/i.exec(wkt)?.[1] ?? '';
	if (/^ch1903/i.test(datum.replace(/^D_/i, ''))) {
		if (/LV95/i.test(name)) return crsOfCode(2056, name);
		if (/LV03/i.test(name)) return crsOfCode(21781, name);
	}
	if (!EQUAL_DATUM.test(datum) && !/\bTOWGS84\s*\[/i.test(wkt)) throw needsParameters(name, datum);
	try {
		return projected(`prj:${name}`, name, wkt, 0);
	} catch (error) {
		throw new GeoError({
			zh: `无法读懂 .prj 中的坐标系“${name}”（${String(error)}）。请用 --crs 指明坐标系。`,
			en: `The coordinate system "${name}" of the .prj cannot be read (${String(error)}). Name it with --crs.`
		});
	}
}

function projected(id: string, name: string, definition: string, accuracyM: number): Crs {
	const converter = proj4(definition);
	const { projName, x0 } = new proj4.Proj(definition) as { projName?: string; x0?: number };
	if (projName === 'longlat')
		return {
			id,
			name,
			toLngLat: (x, y) => converter.inverse([x, y]) as [number, number],
			accuracyM,
			transform: `${name} to WGS 84`
		};
	const zoneCentre = projName && /tmerc|utm|transverse_mercator|gauss/i.test(projName) ? (x0 ?? 0) : null;
	const toLngLat = (x: number, y: number): [number, number] => {
		if (zoneCentre !== null && Math.abs(x - zoneCentre) > ZONE_REACH_M) throw notOfZone(name, zoneCentre, x, y);
		const [lng, lat] = converter.inverse([x, y]);
		return [lng, lat];
	};
	return { id, name, toLngLat, accuracyM, transform: `${name} to WGS 84 by inverse projection` };
}

function notOfZone(name: string, zoneCentre: number, x: number, y: number): GeoError {
	const swapped = Math.abs(y - zoneCentre) <= ZONE_REACH_M;
	const advice = swapped
		? { zh: '看来 x 与 y 颠倒了：x 应为东坐标，y 应为北坐标。', en: 'x and y look swapped: x must be east, y north.' }
		: {
				zh: '请核对带号前缀：东坐标带两位带号的用 EPSG:4513–4533，不带的用 EPSG:4534–4554。',
				en: 'Check the zone prefix: eastings with two digits of zone are EPSG:4513–4533, without are EPSG:4534–4554.'
			};
	return new GeoError({
		zh: `坐标 ${x}, ${y} 不在“${name}”的投影带内。${advice.zh}`,
		en: `${x}, ${y} does not lie in the zone of "${name}". ${advice.en}`
	});
}

function needsParameters(name: string, datum: string): GeoError {
	return new GeoError({
		zh: `坐标系“${name}”的基准“${datum}”换算到 CGCS2000 需要当地参数。请先转换为 CGCS2000 或 WGS84 再导入。`,
		en: `"${name}" is on the datum "${datum}", which needs local parameters to become CGCS2000. Convert the file to CGCS2000 or WGS 84 first.`
	});
}

function refuse(given: string): never {
	throw new GeoError({
		zh: `不认识坐标系“${given}”。可用：wgs84、cgcs2000、gcj02、bd09，或 EPSG:n（4326、4490、3857、CGCS2000 高斯–克吕格 4491–4554、UTM 32601–32660 与 32701–32760、瑞士 2056 与 21781）。`,
		en: `Unknown coordinate system "${given}". Give wgs84, cgcs2000, gcj02, bd09, or EPSG:n (4326, 4490, 3857, CGCS2000 Gauss-Krüger 4491–4554, UTM 32601–32660 and 32701–32760, Swiss 2056 and 21781).`
	});
}
