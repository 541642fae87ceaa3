import type { Geometry } from 'geojson';
import { parseCoordinate } from '../../geo/coordinate.ts';
import type { RowNote } from './row.ts';
import { parseWkt } from './wkt.ts';

/** Where a table without geometry keeps it: in two columns, in one of `x, y`, or as WKT. */
export interface Columns {
	x: number;
	y: number;
	wkt: number;
	/** One column that holds both, `114.3,30.5`. */
	both: number;
	axesUnclear: boolean;
}

const EAST = [
	'经度',
	'东经',
	'lon',
	'lng',
	'long',
	'longitude',
	'横坐标',
	'东坐标',
	'easting',
	'east',
	'point_x',
	'coord_x'
];
const NORTH = ['纬度', '北纬', 'lat', 'latitude', '纵坐标', '北坐标', 'northing', 'north', 'point_y', 'coord_y'];
const X = ['x', 'x坐标', '坐标x', 'xcoord'];
const Y = ['y', 'y坐标', '坐标y', 'ycoord'];
const WKT = ['wkt', 'geometry', 'geom', 'the_geom', 'shape', '几何', '空间信息'];
const BOTH = ['经纬度', '坐标', '经纬度坐标', 'coordinates', 'lnglat', 'lonlat', 'location', '位置坐标'];

/**
 * Finds the columns that hold the position by their Chinese or English names: case, spaces, width and what stands in
 * brackets (`经度(°)`, `X (m)`, `经度_WGS84`) do not matter. Null when there is no position.
 */
export function findColumns(header: readonly string[]): Columns | null {
	const names = header.map(plainName);
	const find = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
	const east = find(EAST);
	const north = find(NORTH);
	const none = { x: -1, y: -1, wkt: -1, both: -1, axesUnclear: false };
	if (east >= 0 && north >= 0) return { ...none, x: east, y: north };
	const x = find(X);
	const y = find(Y);
	if (x >= 0 && y >= 0) return { ...none, x, y, axesUnclear: true };
	const wkt = find(WKT);
	if (wkt >= 0) return { ...none, wkt };
	const both = find(BOTH);
	return both >= 0 ? { ...none, both } : null;
}

/** No name of a column that is known is longer; the patterns take time by the square of the length. */
const LONGEST_NAME = 100;

/** A column's name for comparing. */
export function plainName(name: string): string {
	return name
		.slice(0, LONGEST_NAME)
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[({【[].*$/, '')
		.replace(/[_\s-]*(wgs-?84|gcj-?02|bd-?09|cgcs-?2000)$/, '')
		.replace(/[\s:°*]/g, '');
}

/** The geometry of one record, or why there is none. */
export function geometryOf(
	columns: Columns,
	cells: readonly unknown[],
	header: readonly string[],
	maxVertices: number
): { geometry: Geometry | null; refused: RowNote | null } {
	if (columns.wkt >= 0) {
		const text = String(cells[columns.wkt] ?? '').trim();
		if (text === '') return { geometry: null, refused: empty(header[columns.wkt]) };
		const parsed = parseWkt(text, maxVertices);
		return 'geometry' in parsed
			? { geometry: parsed.geometry, refused: null }
			: { geometry: null, refused: { field: header[columns.wkt], text: parsed.refused } };
	}
	const pair =
		columns.both >= 0 ? String(cells[columns.both] ?? '').split(/[,，;；\s]+/) : [cells[columns.x], cells[columns.y]];
	const fields =
		columns.both >= 0 ? [header[columns.both], header[columns.both]] : [header[columns.x], header[columns.y]];
	const position: number[] = [];
	for (let i = 0; i < 2; i++) {
		const cell = pair[i];
		if (cell === null || cell === undefined || String(cell).trim() === '')
			return { geometry: null, refused: empty(fields[i]) };
		const value = parseCoordinate(cell);
		if (value === null)
			return {
				geometry: null,
				refused: {
					field: fields[i],
					text: {
						zh: `${fields[i]}“${String(cell)}”不是坐标，应为数字或度分秒（114°18′20″）。`,
						en: `${fields[i]} "${String(cell)}" is not a coordinate; write a number or degrees, minutes and seconds (114°18′20″).`
					}
				}
			};
		position.push(value);
	}
	return { geometry: { type: 'Point', coordinates: position }, refused: null };
}

function empty(field: string): RowNote {
	return {
		field,
		text: {
			zh: `${field} 为空，没有位置，无法上图。`,
			en: `${field} is empty: there is no position to put on the map.`
		}
	};
}
