import type { Geometry } from 'geojson';
import { densifyLngLat, DENSIFY_STEP_M, mapPositions, projectGeometry } from '../../geo/densify.ts';
import { GeoError } from '../../geo/geo-error.ts';
import type { Plane } from '../../geo/plane.ts';
import { problemsOf, repair } from '../../geo/validity.ts';
import { writeWkb } from '../../geo/wkb.ts';
import type { Words } from '../../risk/words.ts';
import { eachPosition } from '../../geo/bounds.ts';
import type { TableCrs } from './crs-of-table.ts';

/** A geometry as it is stored: in degrees and in metres, as WKB in hex. */
export interface Placed {
	geometry: Geometry;
	wkb: string;
	wkbM: string;
	notes: Words[];
}

/** A geometry of the file in longitude and latitude and in the plane, valid, or why it cannot be. */
export function place(
	source: Geometry,
	{ crs, swapped }: TableCrs,
	plane: Plane,
	maxVertices: number
): Placed | { refused: Words } {
	try {
		const isSame = !swapped && (crs.id === 'wgs84' || crs.id === 'cgcs2000');
		let geometry = isSame
			? source
			: mapPositions(source, ([x, y]) => (swapped ? crs.toLngLat(y, x) : crs.toLngLat(x, y)));
		let notes: Words[] = [];
		if (problemsOf(geometry).length > 0) {
			const repaired = repair(geometry);
			if ('refused' in repaired) return repaired;
			({ geometry, notes } = repaired);
		}
		if (tooLong(geometry, maxVertices))
			return {
				refused: {
					zh: '几何过长：展开后顶点太多。请核对坐标，或拆分。',
					en: 'The geometry is too long: it would have too many vertices. Check its coordinates, or split it.'
				}
			};
		return { geometry, notes, ...encode(geometry, plane) };
	} catch (error) {
		if (error instanceof GeoError) return { refused: error.words };
		throw error;
	}
}

/** Both geometries as WKB in hex. */
export function encode(geometry: Geometry, plane: Plane): { wkb: string; wkbM: string } {
	return { wkb: hexOf(geometry), wkbM: hexOf(projectGeometry(densifyLngLat(geometry), plane)) };
}

function hexOf(geometry: Geometry): string {
	const bytes = writeWkb(geometry);
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

const METRES_A_DEGREE = 111_320;

/** Whether densifying would give more than `maxVertices`: lines around the world in every row fill the memory. */
function tooLong(geometry: Geometry, maxVertices: number): boolean {
	if (geometry.type === 'Point' || geometry.type === 'MultiPoint') return false;
	let degrees = 0;
	let last: [number, number] | null = null;
	eachPosition(geometry, (x, y) => {
		if (last !== null) degrees += Math.abs(x - last[0]) + Math.abs(y - last[1]);
		last = [x, y];
	});
	return (degrees * METRES_A_DEGREE) / DENSIFY_STEP_M > maxVertices;
}
