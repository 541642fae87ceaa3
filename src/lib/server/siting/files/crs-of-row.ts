import type { Geometry } from 'geojson';
import { boundsOf, type Box } from '../../../geo/bounds.ts';
import { looksLikeDegrees, readCrs, type Crs } from '../../../geo/crs.ts';
import type { Words } from '../../../risk/words.ts';
import { choicesOf, landingsInside, type DistrictPlace } from './landing.ts';
import { crsOfTable, prefixedZoneOf } from '../../imports/crs-of-table.ts';
import type { Table } from '../../imports/row.ts';

/** The CRS of a row, and what a person should know of how it was found. */
export interface RowCrs {
	crs: Crs;
	note: Words | null;
}

/**
 * The CRS of one row: the one given, else the one that its file states, else what its coordinates say for certain: degrees,
 * or an easting with its zone's number before it. Otherwise the words that ask, with the systems in which it would lie
 * in the district. Each row is asked by itself, so that one wild row loses no other. Throws a FileRefused for a stated CRS
 * that is not known.
 */
export function crsOfRow(
	file: string,
	table: Table,
	geometry: Geometry,
	given: Crs | null,
	district: DistrictPlace
): RowCrs | { refused: Words } {
	if (given !== null) return { crs: given, note: null };
	const box = boundsOf(geometry);
	const turned: Box = [box[1], box[0], box[3], box[2]];
	const isDegrees = looksLikeDegrees(box) || looksLikeDegrees(turned);
	const zone = prefixedZoneOf(box);
	// RFC 7946 states EPSG:4326 for every GeoJSON without a word; metres in one say that nobody stated it.
	const stated = table.crs === 'EPSG:4326' && !isDegrees ? null : table.crs;
	// Which of x and y is north, the district tells later.
	if (stated !== null || isDegrees)
		return crsOfTable(file, { ...table, crs: stated, axesUnclear: false }, null, looksLikeDegrees(box) ? box : turned);
	if (zone !== null) {
		const crs = readCrs(`EPSG:${zone.code}`);
		return {
			crs,
			note: {
				zh: `未注明坐标系，横坐标带有带号 ${zone.zone}，按 ${crs.name}（${crs.id}）读取。若是西安 80 或北京 54，请先转换。`,
				en: `No coordinate system is stated; the eastings begin with zone ${zone.zone}: read as ${crs.name} (${crs.id}). If it is Xi'an 1980 or Beijing 1954, convert it first.`
			}
		};
	}
	const choices = choicesOf(landingsInside((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, district));
	return {
		refused: {
			zh: `未注明坐标系，坐标也不是经纬度，横坐标不带带号，无法判断。请选择坐标系${choices === '' ? '。它不在任何 CGCS2000 分带中落入本区，请先核对坐标' : `：落在本区之内的有 ${choices}`}。`,
			en: `No coordinate system is stated, the coordinates are not degrees and have no zone before the easting. Choose the coordinate system${choices === '' ? '; in no CGCS2000 zone does it lie in the district, so check the coordinates first' : `: it lies in the district in ${choices}`}.`
		}
	};
}
