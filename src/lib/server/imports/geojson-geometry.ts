import type { Geometry, Position } from 'geojson';
import type { RowNote } from './row.ts';

/** How many arrays lie around a position, by geometry type. */
const NESTING: Record<string, number> = {
	Point: 0,
	MultiPoint: 1,
	LineString: 1,
	MultiLineString: 2,
	Polygon: 2,
	MultiPolygon: 3
};
/** Members that RFC 7946 7.1 keeps from a geometry, because they would make it something else. */
const FOREIGN = ['geometry', 'properties', 'features'];

export interface CheckedGeometry {
	geometry: Geometry | null;
	/** Positions had heights other than 0. */
	heights?: true;
	mended: RowNote[];
	refused: RowNote | null;
}

/**
 * A value as a GeoJSON geometry with two numbers a position (RFC 7946 3.1): what can be mended without a guess is,
 * with a note; for the rest `refused` names the member and what it must be. Collections of one kind become a
 * multi-geometry. Rings are not checked here, only their structure.
 */
export function checkGeometry(value: unknown, maxVertices: number): CheckedGeometry {
	const mended: RowNote[] = [];
	const refused = (field: string, zh: string, en: string): CheckedGeometry => ({
		geometry: null,
		mended,
		refused: { field, text: { zh, en } }
	});
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		return refused(
			'geometry',
			`geometry 应为对象，实为 ${kindOf(value)}。`,
			`geometry is ${kindOf(value)}; it must be an object.`
		);
	const { type, coordinates, geometries } = value as Record<string, unknown>;
	for (const member of FOREIGN)
		if (member in value)
			mended.push({
				field: member,
				text: { zh: `几何中多余的 ${member} 已忽略。`, en: `Member ${member} does not belong to a geometry; left out.` }
			});
	if (type === 'GeometryCollection') return checkCollection(geometries, mended, maxVertices, refused);
	const nesting = typeof type === 'string' && Object.hasOwn(NESTING, type) ? NESTING[type] : undefined;
	if (nesting === undefined) {
		const known = [...Object.keys(NESTING), 'GeometryCollection'];
		const meant = known.find((name) => name.toLowerCase() === String(type).toLowerCase());
		const shown = typeof type === 'string' ? `"${type}"` : kindOf(type);
		return refused(
			'geometry.type',
			`几何类型为 ${shown}，应为 ${meant ?? known.join('、')}（区分大小写）。`,
			`Geometry type is ${shown}; it must be ${meant ?? `one of ${known.join(', ')}`} (case matters).`
		);
	}
	const walk = { vertices: 0, longest: 0, shortest: Infinity, heights: false, wrong: null as RowNote | null };
	const flat = copyPositions(coordinates, nesting, 'coordinates', walk, maxVertices);
	if (walk.wrong !== null) return { geometry: null, mended, refused: walk.wrong };
	if (walk.vertices === 0)
		return refused('coordinates', 'coordinates 为空，没有任何坐标。', 'coordinates hold no position at all.');
	if (walk.longest > 3)
		mended.push({
			field: 'coordinates',
			text: {
				zh: `坐标含 ${walk.longest} 个数，只取前两个（经度、纬度）。`,
				en: `A position has ${walk.longest} numbers; only the first two (longitude, latitude) were taken.`
			}
		});
	else if (walk.shortest !== walk.longest)
		mended.push({
			field: 'coordinates',
			text: {
				zh: '部分坐标带高程，高程已略去。',
				en: 'Some positions have a height and some have not; heights were left out.'
			}
		});
	const geometry = { type, coordinates: flat } as Geometry;
	return { geometry, mended, refused: null, ...(walk.heights && { heights: true }) };
}

/** Areas whose rings are not wound as RFC 7946 3.1.6 asks (outer counterclockwise, holes clockwise). */
export function isWoundWrong(geometry: Geometry): boolean {
	const polygons =
		geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
	return polygons.some((rings) =>
		rings.some((ring, i) => ring.length > 3 && (i === 0 ? doubleArea(ring) < 0 : doubleArea(ring) > 0))
	);
}

/** Twice the signed area of a ring, positive when it is counterclockwise. Measured from its first vertex, for precision. */
function doubleArea(ring: Position[]): number {
	const [x0, y0] = ring[0];
	let sum = 0;
	for (let i = 1; i < ring.length; i++)
		sum += (ring[i - 1][0] - x0) * (ring[i][1] - y0) - (ring[i][0] - x0) * (ring[i - 1][1] - y0);
	return sum;
}

function checkCollection(
	geometries: unknown,
	mended: RowNote[],
	maxVertices: number,
	refused: (field: string, zh: string, en: string) => CheckedGeometry
): CheckedGeometry {
	if (!Array.isArray(geometries))
		return refused(
			'geometries',
			`geometries 应为数组，实为 ${kindOf(geometries)}。`,
			`geometries is ${kindOf(geometries)}; it must be an array.`
		);
	const parts: Geometry[] = [];
	let heights = false;
	for (const [i, member] of geometries.entries()) {
		const part = checkGeometry(member, maxVertices);
		mended.push(...part.mended);
		heights ||= part.heights === true;
		if (part.refused !== null)
			return { geometry: null, mended, refused: { ...part.refused, field: `geometries[${i}].${part.refused.field}` } };
		if (part.geometry !== null) parts.push(part.geometry);
	}
	const joined = joinGeometries(parts);
	if (joined === null)
		return refused(
			'geometry',
			parts.length === 0 ? '几何集合为空。' : '几何集合混有点、线、面，一个要素只能是其中一种。请拆成多个要素。',
			parts.length === 0
				? 'The geometry collection is empty.'
				: 'The geometry collection mixes points, lines and areas; a feature is one of them. Split it into features.'
		);
	mended.push({
		field: 'geometry',
		text: { zh: `几何集合已改为 ${joined.type}。`, en: `The geometry collection was turned into a ${joined.type}.` }
	});
	return { geometry: joined, mended, refused: null, ...(heights && { heights }) };
}

/** One geometry of several of the same kind (points, lines or areas); null when they differ or there is none. */
function joinGeometries(parts: Geometry[]): Geometry | null {
	if (parts.length === 0) return null;
	if (parts.length === 1) return parts[0].type === 'GeometryCollection' ? null : parts[0];
	const kind = parts[0].type.replace('Multi', '');
	if (kind === 'GeometryCollection' || parts.some((part) => part.type.replace('Multi', '') !== kind)) return null;
	const coordinates: unknown[] = [];
	for (const part of parts) {
		if (part.type === 'GeometryCollection') return null;
		if (part.type.startsWith('Multi')) coordinates.push(...(part.coordinates as unknown[]));
		else coordinates.push(part.coordinates);
	}
	return { type: `Multi${kind}`, coordinates } as Geometry;
}

interface Walk {
	vertices: number;
	longest: number;
	shortest: number;
	heights: boolean;
	wrong: RowNote | null;
}

/** A copy of nested positions with two numbers each; `walk.wrong` says where the structure is not as it must be. */
function copyPositions(value: unknown, nesting: number, at: string, walk: Walk, maxVertices: number): unknown {
	if (!Array.isArray(value)) {
		const what = nesting === 0 ? { zh: '坐标', en: 'a position, an array of numbers' } : { zh: '数组', en: 'an array' };
		walk.wrong = {
			field: at,
			text:
				value === undefined
					? { zh: `缺少 ${at}。`, en: `Member ${at} is missing.` }
					: {
							zh: `${at} 应为${what.zh}，实为 ${kindOf(value)}。`,
							en: `${at} is ${kindOf(value)}; it must be ${what.en}.`
						}
		};
		return null;
	}
	if (nesting > 0) {
		const copy: unknown[] = [];
		for (let i = 0; i < value.length && walk.wrong === null; i++)
			copy.push(copyPositions(value[i], nesting - 1, `${at}[${i}]`, walk, maxVertices));
		return copy;
	}
	if (++walk.vertices > maxVertices)
		walk.wrong = {
			field: 'coordinates',
			text: {
				zh: `顶点超过 ${maxVertices} 个，请拆分或简化。`,
				en: `More than ${maxVertices} vertices; split or simplify it.`
			}
		};
	else if (value.length < 2)
		walk.wrong = {
			field: at,
			text: {
				zh: `${at} 只有 ${value.length} 个数，坐标至少要两个。`,
				en: `${at} has ${value.length} numbers; a position needs 2.`
			}
		};
	else
		for (let i = 0; i < value.length; i++)
			if (typeof value[i] !== 'number' || !Number.isFinite(value[i]))
				walk.wrong ??= {
					field: `${at}[${i}]`,
					text: {
						zh: `${at}[${i}] 是 ${kindOf(value[i])}，应为数字。`,
						en: `${at}[${i}] is ${kindOf(value[i])}; it must be a number.`
					}
				};
	walk.heights ||= value.length > 2 && value[2] !== 0;
	walk.longest = Math.max(walk.longest, value.length);
	walk.shortest = Math.min(walk.shortest, value.length);
	return [value[0], value[1]];
}

/** A value's kind for messages, with the value itself where it is short. */
export function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (value === undefined) return 'missing';
	if (Array.isArray(value)) return 'an array';
	if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
	if (typeof value === 'object') return 'an object';
	return String(value);
}
