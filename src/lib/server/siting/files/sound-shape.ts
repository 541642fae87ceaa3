import type { Geometry, Position } from 'geojson';
import { flawsOf, type Flaw } from '../../../geo/area-topology.ts';
import { ShapesBuilder } from '../../../geo/geojson-shapes.ts';
import { eachMeeting, type Meeting } from '../../../geo/meetings.ts';
import { cleanLine, cleanRing, signedArea2 } from '../../../geo/rings.ts';
import type { Shapes } from '../../../geo/shapes.ts';
import type { Words } from '../../../risk/words.ts';
import { shown } from './landing.ts';

/** A ring whose ends are nearer than this is meant to be closed (系统设定: surveys round to a centimetre). */
export const CLOSING_M = 0.01;

/** An area that is on average narrower than this is a line (系统设定: what a survey's rounding alone can make of one). */
export const LEAST_WIDTH_M = 0.01;

/** Rings of one parcel (系统设定): each is held against each other, and no parcel has so many. */
const MOST_RINGS = 20;

export type Sound = { geometry: Geometry; notes: Words[] } | { refused: Words };

/**
 * A shape that means one thing: rings closed where their ends are within CLOSING_M, repeated points dropped, both told.
 * What would have to be guessed is refused with words that name the place: nothing that crosses itself is mended, for a
 * verdict on a shape that nobody drew holds for nobody. `metres` gives a position's place in a metric plane.
 */
export function soundShape(source: Geometry, metres: (position: Position) => [number, number]): Sound {
	const notes: Words[] = [];
	switch (source.type) {
		case 'GeometryCollection':
			return { refused: MIXED };
		case 'Point':
		case 'MultiPoint':
			return { geometry: source, notes };
		case 'LineString': {
			const line = cleanLine(source.coordinates);
			if (line.length < 2) return { refused: NO_LENGTH };
			if (line.length < source.coordinates.length) notes.push(THINNED);
			return { geometry: { type: 'LineString', coordinates: line }, notes };
		}
		case 'MultiLineString': {
			const lines = source.coordinates.map(cleanLine);
			if (lines.some((line) => line.length < 2)) return { refused: NO_LENGTH };
			return { geometry: { type: 'MultiLineString', coordinates: lines }, notes };
		}
		case 'Polygon':
		case 'MultiPolygon':
			return soundArea(source.type === 'Polygon' ? [source.coordinates] : source.coordinates, metres);
	}
}

function soundArea(polygons: Position[][][], metres: (position: Position) => [number, number]): Sound {
	const notes = new Set<Words>();
	const rings = polygons.flat().length;
	if (rings > MOST_RINGS) return { refused: tooManyRings(rings) };
	const sound: Position[][][] = [];
	let number = 0;
	for (const rings of polygons) {
		const closed: Position[][] = [];
		for (const ring of rings) {
			const taken = closeRing(ring, ++number, metres, notes);
			if ('refused' in taken) return taken;
			closed.push(taken.ring);
		}
		if (closed.length > 0) sound.push(closed);
	}
	if (sound.length === 0) return { refused: EMPTY };
	const geometry: Geometry =
		sound.length === 1 ? { type: 'Polygon', coordinates: sound[0] } : { type: 'MultiPolygon', coordinates: sound };
	const builder = new ShapesBuilder();
	builder.addGeometry(geometry);
	const shapes = builder.finish();
	const [flaw] = flawsOf(shapes, 1);
	if (flaw !== undefined) return { refused: wordsOfFlaw(flaw, shapes) };
	for (const [i, ring] of sound.flat().entries())
		if (widthOf(ring.map(metres)) < LEAST_WIDTH_M) return { refused: noArea(i + 1) };
	return { geometry, notes: [...notes] };
}

/** How wide a ring is on average, as if it were a strip as long as half of its length. */
function widthOf(ring: Position[]): number {
	let length = 0;
	for (let k = 1; k < ring.length; k++) length += Math.hypot(ring[k][0] - ring[k - 1][0], ring[k][1] - ring[k - 1][1]);
	return Math.abs(signedArea2(ring)) / length;
}

/** The ring closed and without repeats, or why it cannot be. */
function closeRing(
	ring: Position[],
	number: number,
	metres: (position: Position) => [number, number],
	notes: Set<Words>
): { ring: Position[] } | { refused: Words } {
	const thin = cleanLine(ring);
	const distinct = new Set(thin.map(([x, y]) => `${x} ${y}`)).size;
	if (distinct < 3) return { refused: tooFew(number, distinct) };
	const [first, last] = [thin[0], thin[thin.length - 1]];
	if (first[0] !== last[0] || first[1] !== last[1]) {
		const [a, b] = [metres(first), metres(last)];
		const gapM = Math.hypot(a[0] - b[0], a[1] - b[1]);
		if (gapM >= CLOSING_M) return { refused: unclosed(number, gapM, first) };
		thin[thin.length - 1] = [first[0], first[1]];
		notes.add(CLOSED);
	}
	if (thin.length < ring.length) notes.add(THINNED);
	const clean = cleanRing(thin);
	return clean.length < 4 ? { refused: noArea(number) } : { ring: clean };
}

function wordsOfFlaw({ code, ring }: Flaw, shapes: Shapes): Words {
	switch (code) {
		case 'hole-outside':
			return {
				zh: `第 ${ring + 1} 个环应是洞，却不在外环之内。请改正圈号或坐标；若是另一地块，请分开填写。`,
				en: `Ring ${ring + 1} is a hole and lies outside of its outer ring. Correct the ring number or the coordinates; if it is another parcel, give it as one.`
			};
		case 'nested':
			return {
				zh: `第 ${ring + 1} 个环套在另一个环之内，重复计入。请把它作为洞，或删去。`,
				en: `Ring ${ring + 1} lies within another ring and would count twice. Make it a hole, or delete it.`
			};
		case 'interior-split':
			return {
				zh: `第 ${ring + 1} 个环与其他环相接，把地块割成不相连的几部分。请分成几个地块。`,
				en: `Ring ${ring + 1} touches others so that the parcel falls apart. Give its parts as parcels.`
			};
		case 'self-crossing':
		case 'rings-cross':
			return crossing(shapes);
	}
}

/** Words that name the place where the boundary meets itself: point numbers as in the file, and the coordinates. */
function crossing(shapes: Shapes): Words {
	const crossings: Meeting[] = [];
	const touches: Meeting[] = [];
	eachMeeting(shapes, (meeting) => {
		// Two rings may touch in a point: that is told only where nothing else is.
		const isTouch = meeting.ringA !== meeting.ringB && meeting.kind === 'touch';
		(isTouch ? touches : crossings).push(meeting);
		return isTouch;
	});
	const { edgeA, edgeB, ringA, ringB, x, y } = crossings[0] ?? touches[0];
	const edge = (vertex: number, ring: number): Words => {
		const k = vertex - shapes.vertexStart[ring] + 1;
		const isLast = vertex === shapes.vertexStart[ring + 1] - 2;
		const ends = `${k}–${isLast ? 1 : k + 1}`;
		const many = shapes.partStart[1] > 1;
		return {
			zh: many ? `第 ${ring + 1} 环 ${ends} 点的边` : `${ends} 点的边`,
			en: many ? `edge ${ends} of ring ${ring + 1}` : `edge ${ends}`
		};
	};
	const [a, b] = [edge(edgeA, ringA), edge(edgeB, ringB)];
	return {
		zh: `边界自相交：${a.zh}与${b.zh}在 ${shown(x)}, ${shown(y)} 处相交。请核对这几点的坐标和顺序后重新上传。`,
		en: `The boundary crosses itself: ${a.en} meets ${b.en} at ${shown(x)}, ${shown(y)}. Check the coordinates and the order of these points and upload it again.`
	};
}

const CLOSED: Words = {
	zh: '首尾两点相差不到 1 cm，已闭合。',
	en: 'The first and the last point are less than 1 cm apart; the ring was closed.'
};
const THINNED: Words = { zh: '已删除重复的点。', en: 'Repeated points were dropped.' };
const NO_LENGTH: Words = {
	zh: '线没有长度：至少需要两个不同的点。请补全坐标。',
	en: 'The line has no length: it needs two different points. Complete its coordinates.'
};
const EMPTY: Words = { zh: '没有坐标。请补全。', en: 'It has no coordinates. Give them.' };
const MIXED: Words = {
	zh: '混有点、线、面。请拆成单独的地块。',
	en: 'It mixes points, lines and areas. Split it into parcels.'
};

function tooManyRings(rings: number): Words {
	return {
		zh: `有 ${rings} 个环，一个地块最多 ${MOST_RINGS} 个。请拆成几个地块。`,
		en: `It has ${rings} rings; a parcel has at most ${MOST_RINGS}. Split it into several parcels.`
	};
}

function tooFew(ring: number, distinct: number): Words {
	return {
		zh: `第 ${ring} 个环只有 ${distinct} 个不同的点，面至少需要 3 个。请补全坐标。`,
		en: `Ring ${ring} has ${distinct} different points; an area needs at least 3. Complete its coordinates.`
	};
}

function unclosed(ring: number, gapM: number, [x, y]: Position): Words {
	const gap = gapM < 1 ? `${(gapM * 100).toFixed(1)} cm` : `${gapM.toFixed(2)} m`;
	return {
		zh: `第 ${ring} 个环未闭合：首尾两点相距 ${gap}。请在末尾重复第一点（${shown(x)}, ${shown(y)}），或补上缺少的点。`,
		en: `Ring ${ring} is not closed: its first and last point are ${gap} apart. Repeat the first point (${shown(x)}, ${shown(y)}) at the end, or add the points that are missing.`
	};
}

function noArea(ring: number): Words {
	return {
		zh: `第 ${ring} 个环没有面积：它的点在一条线上，或几乎重合。请核对坐标；若是线状项目，请画成线。`,
		en: `Ring ${ring} has no area: its points lie on one line or nearly coincide. Check the coordinates; if the project is a line, give it as a line.`
	};
}
