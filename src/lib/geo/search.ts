import { nearestOfRuns } from './distance.ts';
import type { Nearest } from './distance.ts';
import { isInside } from './inside.ts';
import type { ShapeIndex } from './nearby.ts';
import { BEGINS_PART, BORDER, INTERIOR, Pieces } from './pieces.ts';
import { AREA } from './shapes.ts';
import type { Shapes } from './shapes.ts';

/** In place of a vertex: this side is the area that the other side's vertex lies in. */
export const INSIDE = 0xffffffff;

/** Rounding to the millimetre brings in what is half a millimetre beyond the reach; the rest is for the float. */
const ROUNDING_M = 0.00051;

/**
 * Finds what of an index is near one geometry after the other, and keeps for each geometry found the nearest segments.
 * Its columns are as long as the index has geometries and are used again for each search.
 */
export class Search {
	readonly a: Shapes;
	readonly b: Shapes;
	/** The geometries found last, in no order: touched[0] … touched[found − 1]. */
	found = 0;
	readonly touched: Uint32Array<ArrayBuffer>;
	/** By geometry found: squared distance in m², and the first vertices of the nearest segments, or `INSIDE`. */
	readonly distance2: Float64Array;
	readonly vertexA: Uint32Array;
	readonly vertexB: Uint32Array;
	readonly #index: ShapeIndex;
	/** The search in which a geometry was touched last. */
	readonly #seen: Uint32Array;
	readonly #pieces: Pieces;
	readonly #nearest: Nearest = { distance2: 0, a: 0, b: 0 };
	readonly #compare: (entry: number, x0: number, y0: number, x1: number, y1: number) => boolean;
	readonly #contain: (entry: number) => boolean;
	#round = 0;
	#reach2 = 0;
	#i = 0;
	#piece = 0;

	constructor(a: Shapes, index: ShapeIndex) {
		this.a = a;
		this.b = index.shapes;
		this.#index = index;
		const columns = columnsOf(index);
		this.touched = columns.touched;
		this.distance2 = columns.distance2;
		this.vertexA = columns.vertexA;
		this.vertexB = columns.vertexB;
		this.#seen = columns.seen;
		this.#pieces = columns.pieces;
		this.#compare = (entry, x0, y0, x1, y1) => this.#comparePiece(entry, x0, y0, x1, y1);
		this.#contain = (entry) => this.#containPart(entry);
	}

	/** Finds all that is within `reachM` of geometry i, and perhaps a little that is not: the distance decides. */
	around(i: number, reachM: number, runM: number): void {
		this.found = 0;
		const { tree } = this.#index;
		if (!tree) return;
		const columns = columnsOf(this.#index);
		if (columns.nextRound === 0xffffffff) {
			columns.seen.fill(0);
			columns.nextRound = 1;
		}
		this.#round = columns.nextRound++;
		const pad = reachM + ROUNDING_M;
		this.#reach2 = pad * pad;
		this.#i = i;
		const pieces = this.#pieces;
		pieces.clear();
		pieces.cut(this.a, i, runM);
		const { box, flags } = pieces;
		for (let k = 0; k < pieces.count; k++) {
			if (!(flags[k] & BORDER)) continue;
			this.#piece = k;
			tree.search(box[4 * k] - pad, box[4 * k + 1] - pad, box[4 * k + 2] + pad, box[4 * k + 3] + pad, this.#compare);
		}
		if (this.a.kind[i] !== AREA) return;
		const whole = this.a.box;
		tree.search(whole[4 * i], whole[4 * i + 1], whole[4 * i + 2], whole[4 * i + 3], this.#contain);
	}

	/** Holds one piece of geometry i against one of the index. */
	#comparePiece(entry: number, x0: number, y0: number, x1: number, y1: number): boolean {
		const { pieces } = this.#index;
		const shape = pieces.shape[entry];
		const limit2 = this.#seen[shape] === this.#round ? this.distance2[shape] : this.#reach2;
		if (limit2 === 0) return false;
		const own = this.#pieces;
		const k = this.#piece;
		const flags = pieces.flags[entry];
		if (flags & INTERIOR && own.flags[k] & BEGINS_PART) {
			const vertex = own.first[k];
			if (isInside(this.b, shape, this.a.xy[2 * vertex], this.a.xy[2 * vertex + 1])) {
				this.#keep(shape, 0, vertex, INSIDE);
				return false;
			}
		}
		if (!(flags & BORDER)) return false;
		const gapX = Math.max(0, x0 - own.box[4 * k + 2], own.box[4 * k] - x1);
		const gapY = Math.max(0, y0 - own.box[4 * k + 3], own.box[4 * k + 1] - y1);
		if (gapX * gapX + gapY * gapY >= limit2) return false;
		const nearest = this.#nearest;
		nearest.distance2 = limit2;
		if (
			nearestOfRuns(this.a.xy, own.first[k], own.last[k], this.b.xy, pieces.first[entry], pieces.last[entry], nearest)
		)
			this.#keep(shape, nearest.distance2, nearest.a, nearest.b);
		return false;
	}

	/** Looks whether the part that an entry begins lies in area i. */
	#containPart(entry: number): boolean {
		const { pieces } = this.#index;
		if (!(pieces.flags[entry] & BEGINS_PART)) return false;
		const shape = pieces.shape[entry];
		if (this.#seen[shape] === this.#round && this.distance2[shape] === 0) return false;
		const vertex = pieces.first[entry];
		if (isInside(this.a, this.#i, this.b.xy[2 * vertex], this.b.xy[2 * vertex + 1]))
			this.#keep(shape, 0, INSIDE, vertex);
		return false;
	}

	#keep(shape: number, distance2: number, vertexA: number, vertexB: number): void {
		if (this.#seen[shape] !== this.#round) {
			this.#seen[shape] = this.#round;
			this.touched[this.found++] = shape;
		}
		this.distance2[shape] = distance2;
		this.vertexA[shape] = vertexA;
		this.vertexB[shape] = vertexB;
	}
}

interface Columns {
	touched: Uint32Array<ArrayBuffer>;
	distance2: Float64Array;
	vertexA: Uint32Array;
	vertexB: Uint32Array;
	seen: Uint32Array;
	/** Of the geometry that is asked about. */
	pieces: Pieces;
	nextRound: number;
}

/** The columns of an index are made once, so that asking for one neighbour does not cost memory for all. */
const columnsOfIndex = new WeakMap<ShapeIndex, Columns>();

function columnsOf(index: ShapeIndex): Columns {
	let columns = columnsOfIndex.get(index);
	if (!columns) {
		const { count } = index.shapes;
		columns = {
			touched: new Uint32Array(count),
			distance2: new Float64Array(count),
			vertexA: new Uint32Array(count),
			vertexB: new Uint32Array(count),
			seen: new Uint32Array(count),
			pieces: new Pieces(),
			nextRound: 1
		};
		columnsOfIndex.set(index, columns);
	}
	return columns;
}
