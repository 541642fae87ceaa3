import type { Position } from 'geojson';
import { parseCoordinate } from '../geo/coordinate.ts';
import { readCrs } from '../geo/crs.ts';
import { GeoError } from '../geo/geo-error.ts';
import type { Words } from '../risk/words.ts';
import type { DistrictPlace } from './landing.ts';
import { placeParcel, type PlacedParcel } from './place-parcel.ts';
import { shapeOfCorners, type ShapeKind } from './shape-of-corners.ts';

/** `J1`, `12` or `P-3` before the two coordinates. */
const POINT_NUMBER = /^[A-Za-z]{0,2}-?\d{1,5}$/;

/**
 * Typed coordinates as a parcel: a corner a line, `x,y` or `lon,lat`, a point number before them if one likes, separated
 * by commas, spaces or tabs; degrees, minutes and seconds too. An area is closed by itself; after an empty line the next
 * ring begins, a hole. Metres may stand either way round, as surveys write x for north: the district tells which.
 */
export function readTypedCorners(
	text: string,
	kind: ShapeKind,
	crs: string,
	district: DistrictPlace
): PlacedParcel | { refused: Words } {
	const rings: Position[][] = [[]];
	for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
		const line = raw.normalize('NFKC').trim();
		if (line === '') {
			if (rings[rings.length - 1].length > 0) rings.push([]);
			continue;
		}
		const position = positionOf(line);
		if (position === null) return { refused: unreadable(i + 1, line) };
		rings[rings.length - 1].push(position);
	}
	const lists = rings.filter((ring) => ring.length > 0);
	if (lists.length === 0)
		return { refused: { zh: '没有坐标。请每行输入一个点。', en: 'There are no coordinates. Type a point a line.' } };
	try {
		return placeParcel(shapeOfCorners(lists, kind).geometry, readCrs(crs), 'unclear', district);
	} catch (error) {
		if (error instanceof GeoError) return { refused: error.words };
		throw error;
	}
}

/** No line of two coordinates is longer. */
const LONGEST_LINE = 200;

function positionOf(line: string): Position | null {
	if (line.length > LONGEST_LINE) return null;
	let cells = line.split(/\s*[,;、\t]\s*/).filter((cell) => cell !== '');
	if (cells.length === 1) cells = line.split(/\s+/);
	if (cells.length === 3 && POINT_NUMBER.test(cells[0])) cells = cells.slice(1);
	if (cells.length !== 2) return null;
	const [x, y] = cells.map(parseCoordinate);
	return x === null || y === null ? null : [x, y];
}

function unreadable(line: number, text: string): Words {
	return {
		zh: `第 ${line} 行“${text.slice(0, 40)}”不是两个坐标。请写成“X,Y”或“经度,纬度”，每行一个点。`,
		en: `Line ${line}, "${text.slice(0, 40)}", is not two coordinates. Write x,y or longitude,latitude, a point a line.`
	};
}
