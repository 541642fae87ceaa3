import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { flawsOf } from './area-topology.ts';
import type { Flaw } from './area-topology.ts';
import type { Words } from './geo-error.ts';
import { ShapesBuilder } from './geojson-shapes.ts';
import { makeValid } from './make-valid.ts';
import { cleanLine, cleanRing, oriented } from './rings.ts';

/**
 * One thing that is wrong with a geometry: `part` counts its points, lines or rings from 0, over all polygons of it;
 * `point` counts from 0 in the part.
 */
export interface Problem {
	code:
		| 'not-supported'
		| 'empty'
		| 'not-finite'
		| 'out-of-range'
		| 'too-few-points'
		| 'unclosed'
		| 'repeated-point'
		| 'zero-area'
		| Flaw['code'];
	part: number;
	point: number;
	text: Words;
}

type Part = { positions: Position[]; kind: 'point' | 'line' | 'ring' };

/** Problems told of one geometry; the hundredth self-crossing tells nothing new. */
const MOST_PROBLEMS = 20;

/** More vertices than this are not cut and joined again: it would take seconds of the thread that does it. */
const MOST_VERTICES = 10_000;

/**
 * What is wrong with a geometry in longitude and latitude; nothing, if GEOS calls it valid, too (repeated points are
 * told here though GEOS lets them pass).
 */
export function problemsOf(geometry: Geometry): Problem[] {
	if (geometry.type === 'GeometryCollection') return [problem('not-supported', 0, 0)];
	const parts = partsOf(geometry);
	if (parts.length === 0 || parts[0].positions.length === 0) return [problem('empty', 0, 0)];
	const problems = parts.flatMap(problemsOfPart);
	const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
	if (isArea && problems.every(({ code }) => code === 'repeated-point')) {
		const builder = new ShapesBuilder();
		builder.addGeometry(mapRings(geometry, (ring) => cleanRing(ring)));
		const shapes = builder.finish();
		for (const { code, ring, vertex } of flawsOf(shapes, MOST_PROBLEMS))
			problems.push(problem(code, ring, vertex - shapes.vertexStart[ring]));
	}
	return problems.slice(0, MOST_PROBLEMS);
}

/**
 * The geometry made valid, and what was done to it: rings closed, repeated points and parts without length or area
 * dropped, areas that cross themselves taken apart and joined (all that they enclose counts, as in ST_MakeValid
 * 'structure'), rings turned by RFC 7946. Or the words that say why it cannot be. Areas of more than `mostVertices` are not cut.
 */
export function repair(
	geometry: Geometry,
	mostVertices = MOST_VERTICES
): { geometry: Geometry; notes: Words[] } | { refused: Words } {
	const problems = problemsOf(geometry);
	const fatal = problems.find(({ code }) => FATAL.has(code));
	if (fatal) return { refused: fatal.text };
	const notes = notesOf(problems);
	switch (geometry.type) {
		case 'LineString':
		case 'MultiLineString': {
			const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
			const clean = lines.map(cleanLine).filter((line) => line.length > 1);
			if (clean.length === 0) return { refused: NO_LENGTH };
			if (clean.length < lines.length) notes.push(DROPPED);
			const single = geometry.type === 'LineString';
			const mended: Geometry = single
				? { type: 'LineString', coordinates: clean[0] }
				: { type: 'MultiLineString', coordinates: clean };
			return { geometry: mended, notes };
		}
		case 'Polygon':
		case 'MultiPolygon':
			return repairArea(geometry, notes, mostVertices);
		default:
			return { geometry, notes };
	}
}

function repairArea(
	geometry: Polygon | MultiPolygon,
	notes: Words[],
	mostVertices: number
): { geometry: Geometry; notes: Words[] } | { refused: Words } {
	const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
	const clean: Position[][][] = [];
	for (const [shell, ...holes] of polygons) {
		const rings = [shell ?? [], ...holes].map(cleanRing);
		if (rings[0].length > 3) clean.push(rings.filter((ring) => ring.length > 3));
	}
	if (clean.length === 0) return { refused: NO_AREA };
	if (clean.flat().length < polygons.flat().length) notes.push(DROPPED);
	let mended: MultiPolygon = { type: 'MultiPolygon', coordinates: clean };
	if (problemsOf(mended).length > 0) {
		const vertices = clean.flat().reduce((sum, ring) => sum + ring.length, 0);
		if (vertices > mostVertices) return { refused: tooMany(vertices, mostVertices) };
		const isValid = (coordinates: Position[][][]) => problemsOf({ type: 'MultiPolygon', coordinates }).length === 0;
		const made = makeValid(clean, isValid);
		if (made === null) return { refused: BEYOND_REPAIR };
		if (made.length === 0) return { refused: NO_AREA };
		mended = { type: 'MultiPolygon', coordinates: made };
		notes.push(CUT);
	}
	const coordinates = mended.coordinates.map(oriented);
	const single = coordinates.length === 1 && (geometry.type === 'Polygon' || polygons.length === 1);
	return {
		geometry: single ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates },
		notes
	};
}

function problemsOfPart({ positions, kind }: Part, part: number): Problem[] {
	const problems: Problem[] = [];
	let distinct = 0;
	positions.forEach(([lng, lat], k) => {
		if (!Number.isFinite(lng) || !Number.isFinite(lat)) problems.push(problem('not-finite', part, k));
		else if (Math.abs(lng) > 180 || Math.abs(lat) > 90) problems.push(problem('out-of-range', part, k));
		else if (k > 0 && lng === positions[k - 1][0] && lat === positions[k - 1][1])
			problems.push(problem('repeated-point', part, k));
		else distinct++;
	});
	if (problems.some(({ code }) => FATAL.has(code)) || kind === 'point') return problems;
	if (kind === 'line') return distinct < 2 ? [problem('too-few-points', part, 0)] : problems;
	if (positions.length < 3) return [problem('too-few-points', part, 0)];
	const [first, last] = [positions[0], positions[positions.length - 1]];
	if (first[0] !== last[0] || first[1] !== last[1]) problems.push(problem('unclosed', part, positions.length - 1));
	else if (positions.length < 4) return [problem('too-few-points', part, 0)];
	if (cleanRing(positions).length < 4) problems.push(problem('zero-area', part, 0));
	return problems;
}

function partsOf(geometry: Exclude<Geometry, { type: 'GeometryCollection' }>): Part[] {
	switch (geometry.type) {
		case 'Point':
			return [{ positions: [geometry.coordinates], kind: 'point' }];
		case 'MultiPoint':
			return geometry.coordinates.map((position) => ({ positions: [position], kind: 'point' }));
		case 'LineString':
			return [{ positions: geometry.coordinates, kind: 'line' }];
		case 'MultiLineString':
			return geometry.coordinates.map((positions) => ({ positions, kind: 'line' }));
		case 'Polygon':
			return geometry.coordinates.map((positions) => ({ positions, kind: 'ring' }));
		case 'MultiPolygon':
			return geometry.coordinates.flat().map((positions) => ({ positions, kind: 'ring' }));
	}
}

function mapRings(geometry: Polygon | MultiPolygon, map: (ring: Position[]) => Position[]): Polygon | MultiPolygon {
	if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: geometry.coordinates.map(map) };
	return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((rings) => rings.map(map)) };
}

const FATAL = new Set<Problem['code']>(['not-supported', 'empty', 'not-finite', 'out-of-range']);

/** What was wrong at a place, `{part}` and `{point}` to be filled in; and what repair does about it. */
const SAYINGS: Record<Problem['code'], Words> = {
	'not-supported': {
		zh: '不支持几何集合（GeometryCollection）。请拆分为单独的点、线或面要素。',
		en: 'A GeometryCollection is not supported. Split it into features of points, lines or areas.'
	},
	empty: { zh: '几何为空。', en: 'The geometry is empty.' },
	'not-finite': {
		zh: '第 {part} 部分第 {point} 点的坐标不是有效数字。',
		en: 'Point {point} of part {part} has a coordinate that is not a finite number.'
	},
	'out-of-range': {
		zh: '第 {part} 部分第 {point} 点超出经度 ±180、纬度 ±90 的范围。请核对坐标系。',
		en: 'Point {point} of part {part} is beyond longitude ±180 or latitude ±90. Check the coordinate system.'
	},
	'too-few-points': {
		zh: '第 {part} 部分的点太少：线至少需要 2 个不同的点，环至少需要 4 个点。',
		en: 'Part {part} has too few points: a line needs at least 2 different ones, a ring at least 4.'
	},
	unclosed: { zh: '第 {part} 个环未闭合。', en: 'Ring {part} is not closed.' },
	'repeated-point': {
		zh: '第 {part} 部分第 {point} 点与前一点重复。',
		en: 'Point {point} of part {part} repeats the one before.'
	},
	'zero-area': { zh: '第 {part} 个环没有面积。', en: 'Ring {part} has no area.' },
	'self-crossing': {
		zh: '第 {part} 个环在第 {point} 点附近自相交。',
		en: 'Ring {part} meets itself near point {point}.'
	},
	'rings-cross': {
		zh: '第 {part} 个环在第 {point} 点附近与另一个环相交。',
		en: 'Ring {part} crosses another ring near point {point}.'
	},
	'hole-outside': {
		zh: '第 {part} 个环是洞，却不在其外环之内。',
		en: 'Ring {part} is a hole and lies outside of its shell.'
	},
	nested: { zh: '第 {part} 个环套在另一个环之内。', en: 'Ring {part} lies within another ring.' },
	'interior-split': {
		zh: '第 {part} 个环在第 {point} 点附近与其他环相接，把面的内部割裂。',
		en: 'Ring {part} touches others near point {point} so that the inside of the area falls apart.'
	}
};

const CUT: Words = {
	zh: '面自相交或环重叠，已拆分合并为有效的面。',
	en: 'The area crossed itself or its rings overlapped; it was taken apart and joined into a valid one.'
};
const CLOSED: Words = { zh: '环未闭合，已闭合。', en: 'A ring was not closed; it was closed.' };
const THINNED: Words = { zh: '已删除重复的点。', en: 'Repeated points were dropped.' };
const DROPPED: Words = { zh: '已删除没有长度或面积的部分。', en: 'Parts without length or area were dropped.' };
const NO_LENGTH: Words = {
	zh: '线没有长度：至少需要两个不同的点。请补全坐标。',
	en: 'The line has no length: it needs two different points. Complete its coordinates.'
};
const NO_AREA: Words = {
	zh: '面没有面积：环至少需要三个不共线的点。请补全坐标，或改为点、线。',
	en: 'The area has no area: a ring needs three points that are not on one line. Complete its coordinates, or give a point or a line.'
};
const BEYOND_REPAIR: Words = {
	zh: '面自相交过多，无法自动修复。请在制图软件中修复后重新导入。',
	en: 'The area crosses itself too much to be repaired here. Mend it in a GIS and import it again.'
};

function tooMany(vertices: number, most: number): Words {
	return {
		zh: `面自相交，且有 ${vertices} 个顶点，超过自动修复的上限 ${most}。请在制图软件中修复后重新导入。`,
		en: `The area crosses itself and has ${vertices} vertices; up to ${most} can be repaired here. Mend it in a GIS and import it again.`
	};
}

function notesOf(problems: Problem[]): Words[] {
	const codes = new Set(problems.map(({ code }) => code));
	return [...(codes.has('unclosed') ? [CLOSED] : []), ...(codes.has('repeated-point') ? [THINNED] : [])];
}

function problem(code: Problem['code'], part: number, point: number): Problem {
	const fill = (words: string) => words.replace('{part}', String(part)).replace('{point}', String(point));
	return { code, part, point, text: { zh: fill(SAYINGS[code].zh), en: fill(SAYINGS[code].en) } };
}
