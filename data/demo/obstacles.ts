import { areNear, isInside, segmentToRing, type Point, type Ring } from './plane-shapes.ts';

/** What buildings keep away from: lines and areas, each with the clearance it asks for, found by place. */
export interface Obstacles {
	/** Nothing may stand within `clearanceM` of the line. */
	addLine(line: readonly Point[], clearanceM: number): void;
	/** Nothing may stand in the ring or within `clearanceM` of its edge. */
	addArea(ring: Ring, clearanceM: number): void;
	/** What may matter to a ring inside this box. */
	around(box: Box): Nearby;
	/** Does the ring keep clear of all that is near? */
	isClear(ring: Ring, near: Nearby): boolean;
}

export type Box = readonly [minX: number, minY: number, maxX: number, maxY: number];

export interface Nearby {
	segments: { a: Point; b: Point; clearanceM: number; area: Ring | null }[];
	areas: Ring[];
}

const BIN_M = 300;

export function boxOf(points: readonly Point[], marginM = 0): Box {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of points) {
		minX = Math.min(minX, x);
		minY = Math.min(minY, y);
		maxX = Math.max(maxX, x);
		maxY = Math.max(maxY, y);
	}
	return [minX - marginM, minY - marginM, maxX + marginM, maxY + marginM];
}

export function obstaclesOf(): Obstacles {
	const segments: Nearby['segments'] = [];
	const segmentBins = new Map<number, number[]>();
	const areas: Ring[] = [];
	const areaBins = new Map<number, number[]>();

	const file = (bins: Map<number, number[]>, box: Box, item: number) => {
		for (const bin of binsOf(box)) {
			const held = bins.get(bin);
			if (held === undefined) bins.set(bin, [item]);
			else held.push(item);
		}
	};
	const addSegments = (line: readonly Point[], clearanceM: number, area: Ring | null) => {
		for (let i = 1; i < line.length; i++) {
			const [a, b] = [line[i - 1], line[i]];
			file(segmentBins, boxOf([a, b], clearanceM), segments.push({ a, b, clearanceM, area }) - 1);
		}
	};
	return {
		addLine: (line, clearanceM) => addSegments(line, clearanceM, null),
		addArea(ring, clearanceM) {
			addSegments([...ring, ring[0]], clearanceM, ring);
			file(areaBins, boxOf(ring), areas.push(ring) - 1);
		},
		around(box) {
			const found = new Set<number>();
			const within = new Set<number>();
			for (const bin of binsOf(box)) {
				for (const item of segmentBins.get(bin) ?? []) found.add(item);
				for (const item of areaBins.get(bin) ?? []) within.add(item);
			}
			const ring: Ring = [
				[box[0], box[1]],
				[box[2], box[1]],
				[box[2], box[3]],
				[box[0], box[3]]
			];
			const near = [...found].map((i) => segments[i]).filter((s) => segmentToRing(s.a, s.b, ring) <= s.clearanceM);
			// an area whose edge is not near either holds the whole box or nothing of it
			const edged = new Set(near.map((segment) => segment.area));
			const middle: Point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
			const held = [...within].map((i) => areas[i]);
			return { segments: near, areas: held.filter((area) => edged.has(area) || isInside(middle, area)) };
		},
		isClear(ring, near) {
			for (const area of near.areas) {
				if (isInside(ring[0], area)) return false;
				if (area.length <= 6 && areNear(ring, area, 0)) return false;
			}
			return near.segments.every((s) => segmentToRing(s.a, s.b, ring) > s.clearanceM);
		}
	};
}

function binsOf(box: Box): number[] {
	const bins: number[] = [];
	for (let i = Math.floor(box[0] / BIN_M); i <= Math.floor(box[2] / BIN_M); i++) {
		for (let j = Math.floor(box[1] / BIN_M); j <= Math.floor(box[3] / BIN_M); j++) bins.push(i * 65_536 + j);
	}
	return bins;
}
