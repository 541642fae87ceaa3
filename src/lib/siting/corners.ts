import type { Geometry, Position } from 'geojson';
import { readCrs } from '../geo/crs.ts';
import { GeoError } from '../geo/geo-error.ts';
import { planeOf } from '../geo/plane.ts';
import type { Words } from '../risk/words.ts';
import type { Kind } from './parcel.ts';

/** How corners are written: in degrees, or in metres of a plane; which of the two numbers comes first. */
export interface CornerStyle {
	/** EPSG code of the plane; null: degrees. */
	srid: number | null;
	northFirst: boolean;
}

export interface Corner {
	/** Line of the text, from 1. */
	line: number;
	/** Number of the ring, from 1: further ones are holes. */
	ring: number;
	position: Position;
}

export interface ReadCorners {
	corners: Corner[];
	wrong: { line: number; text: Words }[];
}

/** 0.1 mm on the ground, and a millimetre. */
const DEGREE_DIGITS = 9;
const METRE_DIGITS = 3;

/**
 * The corners as text, a line each: `J1,x,y`, and with rings `J1,ring,x,y` as land surveys write them. `exact` gives
 * the position of each line: one that is read back unchanged is the same to the last bit.
 */
export function writeCorners(geometry: Geometry, style: CornerStyle): { text: string; exact: Map<string, Position> } {
	const rings = ringsOf(geometry);
	const exact = new Map<string, Position>();
	let corner = 0;
	const lines = rings.flatMap((ring, r) =>
		ring.map((position) => {
			const numbers = numbersOf(position, style);
			const line = [`J${++corner}`, ...(rings.length > 1 ? [String(r + 1)] : []), ...numbers].join(',');
			exact.set(line, position);
			return line;
		})
	);
	return { text: lines.join('\n'), exact };
}

/** Reads corners, a line each; lines that cannot be read are told, the others are kept. Throws nothing. */
export function readCorners(text: string, style: CornerStyle, exact?: ReadonlyMap<string, Position>): ReadCorners {
	const read: ReadCorners = { corners: [], wrong: [] };
	const toLngLat = style.srid === null ? fromDegrees : readCrs(`EPSG:${style.srid}`).toLngLat;
	for (const [i, raw] of text.split('\n').entries()) {
		const line = raw.trim();
		if (line === '') continue;
		const known = exact?.get(line);
		try {
			const { ring, numbers } = fieldsOf(line);
			read.corners.push({ line: i + 1, ring, position: known ?? toLngLat(...inOrder(numbers, style)) });
		} catch (error) {
			if (!(error instanceof GeoError)) throw error;
			read.wrong.push({ line: i + 1, text: error.words });
		}
	}
	return read;
}

/** The geometry that corners make, or why they make none. A ring need not repeat its first corner. */
export function geometryOf(corners: readonly Corner[], kind: Kind): Geometry | { wrong: Words } {
	if (kind === 'point') return corners.length === 1 ? { type: 'Point', coordinates: corners[0].position } : ONE_POINT;
	if (kind === 'line') {
		if (corners.length < 2) return TWO_POINTS;
		return { type: 'LineString', coordinates: corners.map(({ position }) => position) };
	}
	const numbers = [...new Set(corners.map(({ ring }) => ring))].sort((a, b) => a - b);
	const rings = numbers.map((number) => closed(corners.filter(({ ring }) => ring === number)));
	if (rings.length === 0 || rings.some((ring) => ring.length < 4)) return THREE_CORNERS;
	return { type: 'Polygon', coordinates: rings };
}

function closed(corners: readonly Corner[]): Position[] {
	const ring = corners.map(({ position }) => position);
	const [first, last] = [ring[0], ring[ring.length - 1]];
	return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

/** Rings without their closing corner, lines, or single points. Of several areas only one can be written. */
function ringsOf(geometry: Geometry): Position[][] {
	switch (geometry.type) {
		case 'Point':
			return [[geometry.coordinates]];
		case 'LineString':
			return [geometry.coordinates];
		case 'Polygon':
			return geometry.coordinates.map((ring) => ring.slice(0, -1));
		default:
			return [];
	}
}

function numbersOf([lng, lat]: Position, { srid, northFirst }: CornerStyle): [string, string] {
	const [x, y] = srid === null ? [lng, lat] : planeOf(srid).project(lng, lat);
	const digits = srid === null ? DEGREE_DIGITS : METRE_DIGITS;
	const [east, north] = [x.toFixed(digits), y.toFixed(digits)];
	return northFirst ? [north, east] : [east, north];
}

function fieldsOf(line: string): { ring: number; numbers: [number, number] } {
	const fields = line
		.split(/[\s,;，；、]+/)
		.map((field) => field.trim())
		.filter((field) => field !== '');
	if (fields.length < 2 || fields.length > 4) throw new GeoError(FIELDS);
	const numbers = fields.slice(-2).map(numberOf) as [number, number];
	const ring = fields.length === 4 ? Number(fields[1]) : 1;
	if (!Number.isInteger(ring) || ring < 1) throw new GeoError(RING(fields[1]));
	return { ring, numbers };
}

/** A decimal number, or degrees, minutes and seconds: 114°05′30.12″. */
function numberOf(field: string): number {
	if (/^[-+]?\d+(\.\d+)?$/.test(field)) return Number(field);
	const parts = /^(\d{1,3})[°度](?:(\d{1,2})[′'分](?:(\d{1,2}(?:\.\d+)?)[″"秒]?)?)?$/.exec(field);
	if (parts === null) throw new GeoError(NO_NUMBER(field));
	return Number(parts[1]) + Number(parts[2] ?? 0) / 60 + Number(parts[3] ?? 0) / 3600;
}

/** East before north. */
function inOrder([first, second]: [number, number], { northFirst }: CornerStyle): [number, number] {
	return northFirst ? [second, first] : [first, second];
}

function fromDegrees(lng: number, lat: number): Position {
	if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180) return [lng, lat];
	throw new GeoError(Math.abs(lng) <= 90 && Math.abs(lat) <= 180 ? SWAPPED : NO_DEGREES);
}

const ONE_POINT = { wrong: { zh: '点地块只需要一行坐标。', en: 'A point needs exactly one line.' } };
const TWO_POINTS = { wrong: { zh: '线至少需要两个点。', en: 'A line needs at least two points.' } };
const THREE_CORNERS = {
	wrong: { zh: '面（每一圈）至少需要三个拐点。', en: 'An area needs at least three corners in each ring.' }
};
const FIELDS: Words = {
	zh: '一行应为：两个坐标，前面可有点号（J1）和圈号。',
	en: 'A line is two coordinates, before them perhaps the name of the corner (J1) and the number of the ring.'
};
const SWAPPED: Words = {
	zh: '看来经度与纬度颠倒了：请切换坐标顺序。',
	en: 'Longitude and latitude look swapped: switch the order.'
};
const NO_DEGREES: Words = {
	zh: '不是经纬度：经度 ±180、纬度 ±90。若为平面坐标，请改选投影坐标系。',
	en: 'These are no degrees (±180, ±90). If they are metres of a plane, choose its coordinate system.'
};
const NO_NUMBER = (field: string): Words => ({ zh: `“${field}”不是数字。`, en: `“${field}” is no number.` });
const RING = (field: string): Words => ({
	zh: `圈号“${field}”应为 1、2、3 …`,
	en: `The number of the ring, “${field}”, must be 1, 2, 3 …`
});
