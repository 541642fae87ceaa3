import { roundMm } from '../../geo/nearby.ts';
import { LINE, type Shapes } from '../../geo/shapes.ts';
import type { Link } from './chains.ts';
import type { Stretch } from './stretches.ts';

/** What one pipeline is of a line, by the chainage of the line. */
export interface Span extends Link, Stretch {}

/**
 * Lines with chainage, each one pipeline or a chain of them. Chainage begins at the first vertex and runs on over the
 * parts of a MultiLineString and over the links of a chain; a gap between two parts has no length. Parts that meet within
 * a millimetre are one run; nothing is counted across a gap.
 */
export interface Lines {
	/** The pipelines that each line is made of, in order of chainage. */
	spans: Span[][];
	lengthM: number[];
	/** Runs of each line in order of chainage. */
	runs: Run[][];
	/** Every segment of every line as a shape of two vertices, in order of line and chainage. */
	segments: Shapes;
	/** By segment: its line, its run within the line, its part, the chainage of its first vertex, its length. */
	line: Uint32Array;
	run: Uint32Array;
	part: Uint32Array;
	startM: Float64Array;
	segmentM: Float64Array;
}

/** A stretch without gaps: segments `first` to `last`, both inclusive. */
export interface Run extends Stretch {
	first: number;
	last: number;
}

/** The given chains of pipelines, measured. A chain without length is left out. */
export function measureLines(shapes: Shapes, chains: readonly (readonly Link[])[]): Lines {
	const spans: Span[][] = [];
	const lengthM: number[] = [];
	const runs: Run[][] = [];
	const columns = { line: [] as number[], run: [] as number[], part: [] as number[], startM: [] as number[] };
	const segmentM: number[] = [];
	const xy: number[] = [];
	for (const chain of chains) {
		const own: Run[] = [];
		const ofChain: Span[] = [];
		let chainageM = 0;
		let end: [number, number] | null = null;
		for (const link of chain) {
			const fromM = chainageM;
			for (const { p, ax, ay, bx, by } of segmentsAlong(shapes, link)) {
				const length = Math.hypot(bx - ax, by - ay);
				if (length === 0) continue;
				const segment = segmentM.length;
				if (end === null || roundMm(Math.hypot(ax - end[0], ay - end[1])) > 0) {
					own.push({ fromM: chainageM, toM: chainageM, first: segment, last: segment });
				}
				const run = own[own.length - 1];
				columns.line.push(spans.length);
				columns.run.push(own.length - 1);
				columns.part.push(p);
				columns.startM.push(chainageM);
				segmentM.push(length);
				xy.push(ax, ay, bx, by);
				chainageM += length;
				run.toM = chainageM;
				run.last = segment;
				end = [bx, by];
			}
			ofChain.push({ ...link, fromM, toM: chainageM });
		}
		if (own.length === 0) continue;
		spans.push(ofChain);
		lengthM.push(chainageM);
		runs.push(own);
	}
	return {
		spans,
		lengthM,
		runs,
		segments: segmentShapes(xy),
		line: Uint32Array.from(columns.line),
		run: Uint32Array.from(columns.run),
		part: Uint32Array.from(columns.part),
		startM: Float64Array.from(columns.startM),
		segmentM: Float64Array.from(segmentM)
	};
}

/** The segments of a pipeline in the direction of its chain, each with its part. */
function* segmentsAlong(shapes: Shapes, { feature, reversed }: Link) {
	const { partStart, vertexStart, xy } = shapes;
	const parts = Array.from({ length: partStart[feature + 1] - partStart[feature] }, (_, k) => partStart[feature] + k);
	for (const p of reversed ? parts.reverse() : parts) {
		const count = vertexStart[p + 1] - vertexStart[p] - 1;
		for (let k = 0; k < count; k++) {
			const a = reversed ? vertexStart[p] + count - k : vertexStart[p] + k;
			const b = reversed ? a - 1 : a + 1;
			yield { p, ax: xy[2 * a], ay: xy[2 * a + 1], bx: xy[2 * b], by: xy[2 * b + 1] };
		}
	}
}

/** Shapes of two vertices each, from x, y, x, y of each. */
export function segmentShapes(xy: readonly number[]): Shapes {
	const count = xy.length / 4;
	const box = new Float64Array(xy.length);
	for (let k = 0; k < count; k++) {
		box[4 * k] = Math.min(xy[4 * k], xy[4 * k + 2]);
		box[4 * k + 1] = Math.min(xy[4 * k + 1], xy[4 * k + 3]);
		box[4 * k + 2] = Math.max(xy[4 * k], xy[4 * k + 2]);
		box[4 * k + 3] = Math.max(xy[4 * k + 1], xy[4 * k + 3]);
	}
	return {
		count,
		kind: new Uint8Array(count).fill(LINE),
		partStart: Uint32Array.from({ length: count + 1 }, (_, k) => k),
		vertexStart: Uint32Array.from({ length: count + 1 }, (_, k) => 2 * k),
		hole: new Uint8Array(count),
		xy: Float64Array.from(xy),
		box
	};
}

/** The point of segment k at a chainage, which is taken to lie on it. */
export function pointOn(lines: Lines, k: number, chainageM: number): [number, number] {
	const { xy } = lines.segments;
	const t = Math.min(1, Math.max(0, (chainageM - lines.startM[k]) / lines.segmentM[k]));
	return [xy[4 * k] + t * (xy[4 * k + 2] - xy[4 * k]), xy[4 * k + 1] + t * (xy[4 * k + 3] - xy[4 * k + 1])];
}

/** What runs over a stretch of one run, as x, y, x, y …: one line for each part of the pipeline. */
export function cutLine(lines: Lines, run: Run, { fromM, toM }: Stretch): Float64Array[] {
	const parts: Float64Array[] = [];
	let open: number[] = [];
	let openPart = -1;
	const close = () => {
		if (open.length >= 4) parts.push(Float64Array.from(open));
	};
	for (let k = run.first; k <= run.last; k++) {
		const startM = lines.startM[k];
		const endM = startM + lines.segmentM[k];
		const a = Math.max(fromM, startM);
		const b = Math.min(toM, endM);
		// Slivers below a tenth of a millimetre are the rounding of chainage, no line.
		if (b - a < 1e-4) continue;
		if (lines.part[k] !== openPart) {
			close();
			open = pointOn(lines, k, a);
			openPart = lines.part[k];
		}
		open.push(...pointOn(lines, k, b));
	}
	close();
	return parts;
}
