import type { Element } from '@xmldom/xmldom';
import type { Geometry } from 'geojson';
import type { RowNote } from './row.ts';

/** What togeojson does to the rings of a placemark without telling. */
export interface PlacemarkRings {
	/** Which of its rings are open, in the order of the file. */
	open: boolean[];
	/** Why a ring cannot be taken: a coordinate that is no number, or too few points. */
	refused: RowNote | null;
}

export const NO_RINGS: PlacemarkRings = { open: [], refused: null };

/**
 * The rings of the areas of a placemark as they are written. togeojson closes open ones, leaves out points that are no
 * numbers and rings of less than three points, all in silence: here it is told.
 */
export function ringsOf(placemark: Element, maxVertices: number): PlacemarkRings {
	const open: boolean[] = [];
	for (const polygon of placemark.getElementsByTagName('Polygon'))
		for (const ring of polygon.getElementsByTagName('LinearRing')) {
			const text = ring.getElementsByTagName('coordinates')[0]?.textContent ?? '';
			const points = text.trim().split(/\s+/);
			if (points.length > maxVertices)
				return {
					open,
					refused: {
						field: 'coordinates',
						text: {
							zh: `顶点超过 ${maxVertices} 个，请拆分或简化。`,
							en: `More than ${maxVertices} vertices; split or simplify it.`
						}
					}
				};
			const wrong = points.find((point) => !isPosition(point));
			if (wrong !== undefined)
				return {
					open,
					refused: {
						field: 'coordinates',
						text: {
							zh: `坐标“${wrong.slice(0, 40)}”不是“经度,纬度”两个数，请改正。`,
							en: `The coordinate "${wrong.slice(0, 40)}" is not longitude,latitude in numbers; correct it.`
						}
					}
				};
			const distinct = new Set(points).size;
			if (distinct < 3)
				return {
					open,
					refused: {
						field: 'coordinates',
						text: {
							zh: `一个环只有 ${distinct} 个不同的点，面至少需要 3 个。请补全坐标。`,
							en: `A ring has ${distinct} different points; an area needs at least 3. Complete its coordinates.`
						}
					}
				};
			open.push(points[0] !== points[points.length - 1]);
		}
	return { open, refused: null };
}

/** The geometry with the rings open again that togeojson closed. */
export function reopen(geometry: Geometry | null, open: readonly boolean[]): Geometry | null {
	if (geometry === null || !open.includes(true)) return geometry;
	let ring = 0;
	const each = (part: Geometry): Geometry => {
		if (part.type === 'GeometryCollection') return { ...part, geometries: part.geometries.map(each) };
		if (part.type !== 'Polygon') return part;
		return { ...part, coordinates: part.coordinates.map((line) => (open[ring++] ? line.slice(0, -1) : line)) };
	};
	return each(geometry);
}

function isPosition(text: string): boolean {
	const [lng, lat] = text.split(',');
	return isNumber(lng) && isNumber(lat);
}

function isNumber(text: string | undefined): boolean {
	return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text));
}
