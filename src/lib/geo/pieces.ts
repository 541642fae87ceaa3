import { AREA, POINT } from './shapes.ts';
import type { Shapes } from './shapes.ts';

/** The piece is a run of segments whose distance counts. */
export const BORDER = 1;
/** The piece stands for the whole of an area: what lies inside its box may lie inside the area. */
export const INTERIOR = 2;
/** The piece begins a part that is no hole: its first vertex tells whether the part lies inside an area. */
export const BEGINS_PART = 4;

const MOST_SEGMENTS = 16;

/**
 * Geometries cut in runs of segments whose boxes stay small, as columns. A long line or a big ring has a box that
 * holds half the district; the boxes of its runs hold what is near. A building is one piece.
 */
export class Pieces {
	count = 0;
	shape: Uint32Array;
	/** First and last vertex of the run, both inclusive; the same for a point. */
	first: Uint32Array;
	last: Uint32Array;
	flags: Uint8Array;
	box: Float64Array;

	/** `expected`: room for so many at first; more come in all the same. */
	constructor(expected = 64) {
		this.shape = new Uint32Array(expected);
		this.first = new Uint32Array(expected);
		this.last = new Uint32Array(expected);
		this.flags = new Uint8Array(expected);
		this.box = new Float64Array(4 * expected);
	}

	/** Adds geometry i, in runs of at most 16 segments that end when their box grows wider than `runM` metres. */
	cut(shapes: Shapes, i: number, runM: number): void {
		const { kind, partStart, vertexStart, hole, xy } = shapes;
		const before = this.count;
		for (let p = partStart[i]; p < partStart[i + 1]; p++) {
			let flags = hole[p] ? BORDER : BORDER | BEGINS_PART;
			const end = vertexStart[p + 1] - 1;
			let v = vertexStart[p];
			do {
				let minX = xy[2 * v];
				let minY = xy[2 * v + 1];
				let maxX = minX;
				let maxY = minY;
				const first = v;
				while (v < end && v - first < MOST_SEGMENTS) {
					const x = xy[2 * v + 2];
					const y = xy[2 * v + 3];
					const west = x < minX ? x : minX;
					const east = x > maxX ? x : maxX;
					const south = y < minY ? y : minY;
					const north = y > maxY ? y : maxY;
					if (v > first && (east - west > runM || north - south > runM)) break;
					minX = west;
					maxX = east;
					minY = south;
					maxY = north;
					v++;
				}
				this.#add(i, first, v, flags, minX, minY, maxX, maxY);
				flags = BORDER;
			} while (v < end && kind[i] !== POINT);
		}
		if (kind[i] !== AREA) return;
		if (this.count === before + 1) {
			this.flags[before] |= INTERIOR;
			return;
		}
		const { box } = shapes;
		this.#add(i, 0, 0, INTERIOR, box[4 * i], box[4 * i + 1], box[4 * i + 2], box[4 * i + 3]);
	}

	/** Forgets all pieces and keeps the memory. */
	clear(): void {
		this.count = 0;
	}

	#add(
		shape: number,
		first: number,
		last: number,
		flags: number,
		minX: number,
		minY: number,
		maxX: number,
		maxY: number
	): void {
		const k = this.count++;
		if (k === this.shape.length) this.#grow(2 * k + 64);
		this.shape[k] = shape;
		this.first[k] = first;
		this.last[k] = last;
		this.flags[k] = flags;
		this.box[4 * k] = minX;
		this.box[4 * k + 1] = minY;
		this.box[4 * k + 2] = maxX;
		this.box[4 * k + 3] = maxY;
	}

	#grow(length: number): void {
		const { shape, first, last, flags, box } = this;
		this.shape = new Uint32Array(length);
		this.first = new Uint32Array(length);
		this.last = new Uint32Array(length);
		this.flags = new Uint8Array(length);
		this.box = new Float64Array(4 * length);
		this.shape.set(shape);
		this.first.set(first);
		this.last.set(last);
		this.flags.set(flags);
		this.box.set(box);
	}
}
