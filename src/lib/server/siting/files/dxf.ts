import type { Position } from 'geojson';
import { decodeText } from '../../imports/decode-text.ts';
import { FileRefused, plainRow, type Reading, type Row, type RowNote } from '../../imports/row.ts';
import type { Limits } from '../../imports/limits.ts';
import type { Source } from '../../imports/source.ts';
import { pathWithArcs, type Bend } from './dxf-arcs.ts';
import { readEntities, type DxfEntity } from './dxf-entities.ts';
import { MOST_PARCELS, tooManyParcels, tooManyVertices } from './limits.ts';
import { joinLines, type Chain, type Segment } from './join-lines.ts';

/** What is read of a drawing; of anything else its kind is told. */
const READ = ['LWPOLYLINE', 'POLYLINE', 'LINE', 'POINT'];
/** Flags of a POLYLINE that make it a surface: a mesh, or faces. */
const SURFACE = 16 | 64;

/**
 * DXF: closed polylines are areas, open ones lines, LINEs of one layer that meet end to end are joined, POINTs are
 * points; arcs of polylines become chords. A parcel is named after its layer. States no CRS; x is east.
 */
export async function readDxf(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const entities = readEntities(name, decodeText(name, source.bytes()));
	const onPlan = entities.filter(isOnPlan);
	const lines = onPlan.reduce((count, { type }) => count + (type === 'LINE' ? 1 : 0), 0);
	if (lines > limits.vertices) throw tooManyVertices(name);
	if (onPlan.length - lines > MOST_PARCELS) throw tooManyParcels(name);
	const metre = metreOf(onPlan);
	const drawn = drawnOn(onPlan, metre);
	const ignored = ignoredNote(entities);
	if (drawn.length === 0)
		throw new FileRefused({
			zh: `${name} 中没有多段线、直线或点。请把地块边界画成闭合的多段线。${ignored?.zh ?? ''}`,
			en: `${name} has no polyline, line or point. Draw the boundary of a parcel as a closed polyline. ${ignored?.en ?? ''}`
		});
	return {
		format: 'DXF',
		tables: [
			{
				name: name.replace(/\.[^.]*$/, ''),
				crs: null,
				axesUnclear: false,
				notes: ignored === null ? [] : [ignored],
				rows: () => rowsOf(drawn, metre, limits.vertices)
			}
		],
		close() {}
	};
}

/** The length of a metre in the drawing's units: drawings are in metres, or in degrees where all of it would be. */
function metreOf(entities: readonly DxfEntity[]): number {
	const hasDegrees = ({ groups, vertices }: DxfEntity): boolean =>
		groups.every(([code, value]) => !POSITION_CODES.has(code) || Math.abs(Number(value)) <= 180) &&
		vertices.every(hasDegrees);
	const isDegrees = entities.every(hasDegrees);
	return isDegrees ? 1 / METRES_A_DEGREE : 1;
}

const POSITION_CODES = new Set([10, 20, 11, 21]);
const METRES_A_DEGREE = 111_320;

/** What a parcel is drawn by: one entity, or lines that were joined. */
type Drawn = { layer: string; of: DxfEntity | Chain };

function drawnOn(entities: readonly DxfEntity[], metre: number): Drawn[] {
	const drawn: Drawn[] = [];
	const lines = new Map<string, Segment[]>();
	for (const entity of entities) {
		const layer = textOf(entity, 8) ?? '0';
		if (entity.type !== 'LINE') {
			drawn.push({ layer, of: entity });
			continue;
		}
		const segment: Segment = [
			[numberOf(entity, 10), numberOf(entity, 20)],
			[numberOf(entity, 11), numberOf(entity, 21)]
		];
		const others = lines.get(layer);
		if (others === undefined) lines.set(layer, [segment]);
		else others.push(segment);
	}
	for (const [layer, segments] of lines)
		for (const chain of joinLines(segments, metre)) drawn.push({ layer, of: chain });
	return drawn;
}

/** A row for each parcel, made when it is asked for: arcs can be many times longer than what the file holds of them. */
function* rowsOf(drawn: readonly Drawn[], metre: number, maxVertices: number): Generator<Row> {
	const sizes = Map.groupBy(drawn, ({ layer }) => layer);
	const seen = new Map<string, number>();
	for (const [i, { layer, of }] of drawn.entries()) {
		const place = (seen.get(layer) ?? 0) + 1;
		seen.set(layer, place);
		const name = (sizes.get(layer)?.length ?? 1) > 1 ? `${layer} ${place}` : layer;
		const row = 'path' in of ? chainRow(of) : entityRow(of, metre, maxVertices);
		yield { ...row, number: i + 1, properties: { name } };
	}
}

/** Whether an entity is read: of a kind that is, in model space, and no surface. */
function isOnPlan(entity: DxfEntity): boolean {
	if (!READ.includes(entity.type) || textOf(entity, 67) === '1') return false;
	return entity.type !== 'POLYLINE' || (flagsOf(entity) & SURFACE) === 0;
}

function entityRow(entity: DxfEntity, metre: number, maxVertices: number): Row {
	const row = plainRow(0, {}, null);
	if (entity.type === 'POINT') {
		const heights = heightOf(entity, 30) !== 0;
		const coordinates = [numberOf(entity, 10), numberOf(entity, 20)];
		return { ...row, geometry: { type: 'Point', coordinates }, ...(heights && { heights }) };
	}
	const bends = entity.type === 'LWPOLYLINE' ? bendsOf(entity) : entity.vertices.map(bendOfVertex);
	const heights = heightOf(entity, 38) !== 0 || entity.vertices.some((vertex) => heightOf(vertex, 30) !== 0);
	const isClosed = (flagsOf(entity) & 1) !== 0;
	const path = pathWithArcs(bends, isClosed, metre, maxVertices);
	if (path === null) return { ...row, refused: { field: null, text: tooMany(maxVertices) } };
	const ring = closedRing(path, isClosed, metre);
	const mended: RowNote[] = bends.some(({ bulge }) => bulge !== 0) ? [ARCS] : [];
	if (ring === null) mended.push(OPEN);
	return {
		...row,
		geometry: ring === null ? { type: 'LineString', coordinates: path } : { type: 'Polygon', coordinates: [ring] },
		...(heights && { heights }),
		mended: mended.length > 0 ? mended : null
	};
}

function chainRow({ path, isClosed, lines, fork }: Chain): Row {
	const row = plainRow(0, {}, null);
	if (fork !== null) return { ...row, refused: { field: null, text: forked(fork) } };
	const mended: RowNote[] = lines > 1 ? [joined(lines)] : [];
	if (!isClosed) mended.push(OPEN);
	return {
		...row,
		geometry: isClosed ? { type: 'Polygon', coordinates: [path] } : { type: 'LineString', coordinates: path },
		mended: mended.length > 0 ? mended : null
	};
}

/** A path as a ring where it is marked as closed, or ends where it begins, near enough to be told later; else null. */
function closedRing(path: Position[], isClosed: boolean, metre: number): Position[] | null {
	if (path.length === 0) return isClosed ? [] : null;
	const [first, last] = [path[0], path[path.length - 1]];
	const gap = Math.hypot(first[0] - last[0], first[1] - last[1]);
	if (isClosed) return gap === 0 && path.length > 1 ? path : [...path, first];
	return path.length > 3 && gap < NEARLY_M * metre ? path : null;
}

/** Ends nearer than this belong to a ring, which is then closed or refused by what a ring's ends may be apart (系统设定). */
const NEARLY_M = 1;

function bendsOf(entity: DxfEntity): Bend[] {
	const bends: Bend[] = [];
	for (const [code, value] of entity.groups) {
		const last = bends[bends.length - 1];
		if (code === 10) bends.push({ x: toNumber(value), y: NaN, bulge: 0 });
		else if (code === 20 && last !== undefined) last.y = toNumber(value);
		else if (code === 42 && last !== undefined) last.bulge = toNumber(value);
	}
	return bends;
}

function bendOfVertex(vertex: DxfEntity): Bend {
	return { x: numberOf(vertex, 10), y: numberOf(vertex, 20), bulge: heightOf(vertex, 42) };
}

function textOf(entity: DxfEntity, code: number): string | null {
	return entity.groups.find((group) => group[0] === code)?.[1] ?? null;
}

/** A number that has to be there: NaN where it is not, which refuses the shape. */
function numberOf(entity: DxfEntity, code: number): number {
	return toNumber(textOf(entity, code) ?? '');
}

/** A number that is 0 where it is not given. */
function heightOf(entity: DxfEntity, code: number): number {
	return toNumber(textOf(entity, code) ?? '0');
}

function flagsOf(entity: DxfEntity): number {
	return toNumber(textOf(entity, 70) ?? '0');
}

function toNumber(text: string): number {
	return text.trim() === '' ? NaN : Number(text);
}

function ignoredNote(entities: readonly DxfEntity[]): { zh: string; en: string } | null {
	const counts = Map.groupBy(
		entities.filter((entity) => !isOnPlan(entity)),
		({ type }) => type
	);
	if (counts.size === 0) return null;
	const list = [...counts].map(([type, those]) => `${type} ×${those.length}`).join(', ');
	return {
		zh: `图中的 ${list} 不是地块边界，未读取。`,
		en: `${list} of the drawing are no boundaries of parcels and were not read.`
	};
}

const ARCS: RowNote = {
	field: null,
	text: {
		zh: '弧段已化为折线，偏差不超过 1 mm。',
		en: 'Arcs were turned into chords that depart from them by at most 1 mm.'
	}
};
const OPEN: RowNote = {
	field: null,
	text: {
		zh: '多段线未闭合，按线读取。若是地块，请在 CAD 中闭合后重新上传。',
		en: 'The polyline is open and was read as a line. If it is a parcel, close it and upload the drawing again.'
	}
};

function tooMany(most: number): { zh: string; en: string } {
	return {
		zh: `顶点（含弧段化成的）超过 ${most} 个，请拆分或简化。`,
		en: `More than ${most} vertices, those of its arcs included; split or simplify it.`
	};
}

function joined(lines: number): RowNote {
	return {
		field: null,
		text: { zh: `由 ${lines} 条首尾相接的直线连成。`, en: `It was joined from ${lines} lines that meet end to end.` }
	};
}

function forked([x, y]: Position): { zh: string; en: string } {
	return {
		zh: `在 ${x}, ${y} 处有三条以上直线相接，无法判断地块边界。请把边界画成闭合的多段线。`,
		en: `More than two lines meet at ${x}, ${y}: which of them bound the parcel cannot be told. Draw it as a closed polyline.`
	};
}
