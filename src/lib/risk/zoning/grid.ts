import type { Shapes } from '../../geo/shapes.ts';
import { cutBorder, PIECE, STRETCH, type Border } from './border.ts';
import { frameOver, wholeOf, type Frame } from './frame.ts';
import { eachRun } from './raster.ts';

/** The level code of a cell that has no part in the district. */
export const OUTSIDE = 255;

/** The cells over a district. */
export interface Grid extends Frame {
	/** 0: no part in the district, 1: wholly in it, 2: the border passes through it. */
	readonly inside: Uint8Array;
	/**
	 * Which subdistrict the cell's centre lies in (the first, where they overlap), −1 for none. Where the centre lies
	 * outside the district, the subdistrict of the nearest cell of the district whose centre does not.
	 */
	readonly subdistrict: Int32Array;
	/** 1 where a cell that nothing touches is blue, 0 where it is not assessed. */
	readonly assessed: Uint8Array;
	/** Square metres in the district of the cells through which the border passes. */
	readonly partM2: ReadonlyMap<number, number>;
	readonly border: Border;
}

export interface Areas {
	/** The district: all its areas joined. They must be valid and must not overlap. */
	district: Shapes;
	/** Counts only where there are no subdistricts. */
	districtAssessed: boolean;
	subdistricts: Shapes;
	/** 1 where subdistrict i is assessed. */
	subdistrictAssessed: Uint8Array;
}

/** A part of a cell smaller than this share of it is what rounding leaves beside a line, and no part. */
const NO_PART = 1e-7;

/** The grid of `cellM` metres over the district. Throws a RangeError where no such grid is possible (see frameOver). */
export function gridOver(areas: Areas, cellM: number): Grid {
	const { district, subdistricts, subdistrictAssessed } = areas;
	if (district.count === 0) throw new RangeError('The district has no area to lay a grid over.');
	if (subdistrictAssessed.length !== subdistricts.count)
		throw new RangeError(`${subdistrictAssessed.length} assessed flags for ${subdistricts.count} subdistricts.`);
	const frame = frameOver(boxOf(district), cellM);
	const border = cutBorder(frame, district);
	const inside = new Uint8Array(frame.columns * frame.rows);
	for (let k = 0; k < border.pieces.length; k += PIECE) inside[border.pieces[k + 2]] = 2;
	fillInside(frame, border, inside);
	const bare = { ...frame, inside, border };
	const partM2 = partsOf(bare);
	for (const [cell, m2] of partM2) {
		if (m2 > NO_PART * cellM * cellM) continue;
		inside[cell] = 0;
		partM2.delete(cell);
	}
	const subdistrict = subdistrictsOf(bare, areas);
	const assessed = new Uint8Array(inside.length);
	for (let cell = 0; cell < inside.length; cell++) {
		const s = subdistrict[cell];
		const is = s >= 0 ? subdistrictAssessed[s] === 1 : subdistricts.count === 0 && areas.districtAssessed;
		if (inside[cell] !== 0 && is) assessed[cell] = 1;
	}
	return { ...bare, subdistrict, assessed, partM2 };
}

/** Square metres of the district in a cell; 0 outside. */
export function cellAreaM2(grid: Grid, cell: number): number {
	if (grid.inside[cell] === 1) return grid.cellM * grid.cellM;
	return grid.partM2.get(cell) ?? 0;
}

/**
 * Visits every cell edge, or part of one, that runs inside the district: the cells on its left and right, and its two
 * nodes in the direction of the walk (east on the lines of rows, north on the lines of columns).
 */
export function eachInnerEdge(
	grid: Pick<Grid, 'columns' | 'border'>,
	visit: (left: number, right: number, from: number, to: number, axis: number) => void
): void {
	const { columns } = grid;
	const { stretches } = grid.border;
	for (let k = 0; k < stretches.length; k += STRETCH) {
		const axis = stretches[k];
		const line = stretches[k + 1];
		const last = stretches[k + 3];
		let from = stretches[k + 4];
		for (let cell = stretches[k + 2]; cell <= last; cell++) {
			const end = axis === 0 ? line * (columns + 1) + cell + 1 : (cell + 1) * (columns + 1) + line;
			const to = cell === last ? stretches[k + 5] : end;
			if (from === to) continue;
			if (axis === 0) visit(line * columns + cell, (line - 1) * columns + cell, from, to, axis);
			else visit(cell * columns + line - 1, cell * columns + line, from, to, axis);
			from = to;
		}
	}
}

/** x of a node of the grid or its border, metres. */
export function nodeX(grid: Pick<Grid, 'columns' | 'rows' | 'lineX' | 'border'>, node: number): number {
	const own = node - (grid.columns + 1) * (grid.rows + 1);
	return own < 0 ? grid.lineX[node % (grid.columns + 1)] : grid.border.nodeXy[2 * own];
}

/** y of a node of the grid or its border, metres. */
export function nodeY(grid: Pick<Grid, 'columns' | 'rows' | 'lineY' | 'border'>, node: number): number {
	const own = node - (grid.columns + 1) * (grid.rows + 1);
	return own < 0 ? grid.lineY[Math.floor(node / (grid.columns + 1))] : grid.border.nodeXy[2 * own + 1];
}

/** Marks the cells that the border does not touch: where their southern or western edge is inside, they are. */
function fillInside(frame: Frame, border: Border, inside: Uint8Array): void {
	eachInnerEdge({ columns: frame.columns, border }, (left, right) => {
		if (inside[left] === 0) inside[left] = 1;
		if (inside[right] === 0) inside[right] = 1;
	});
}

/** Areas of the border's cells by Green's formula: its own pieces, and the stretches of cell edge inside. */
function partsOf(grid: Pick<Grid, 'columns' | 'rows' | 'lineX' | 'lineY' | 'border' | 'inside'>): Map<number, number> {
	const { border, inside, lineX, lineY, columns } = grid;
	const parts = new Map<number, number>();
	const add = (cell: number, from: number, to: number) => {
		const x = lineX[cell % columns];
		const y = lineY[Math.floor(cell / columns)];
		const fromX = nodeX(grid, from) - x;
		const fromY = nodeY(grid, from) - y;
		const twice = fromX * (nodeY(grid, to) - y) - (nodeX(grid, to) - x) * fromY;
		parts.set(cell, (parts.get(cell) ?? 0) + twice / 2);
	};
	const { pieces } = border;
	for (let k = 0; k < pieces.length; k += PIECE) add(pieces[k + 2], pieces[k], pieces[k + 1]);
	eachInnerEdge(grid, (left, right, from, to) => {
		if (inside[left] === 2) add(left, from, to);
		if (inside[right] === 2) add(right, to, from);
	});
	return parts;
}

function subdistrictsOf(grid: Frame & Pick<Grid, 'inside' | 'border'>, areas: Areas): Int32Array {
	const { columns } = grid;
	const { district, subdistricts } = areas;
	const of = new Int32Array(columns * grid.rows).fill(-1);
	const whole = wholeOf(grid);
	for (let s = subdistricts.count - 1; s >= 0; s--) {
		eachRun(grid, subdistricts, s, whole, (row, from, to) => of.fill(s, row * columns + from, row * columns + to + 1));
	}
	if (subdistricts.count === 0) return of;
	const centred = new Uint8Array(of.length);
	for (let d = 0; d < district.count; d++) {
		eachRun(grid, district, d, whole, (row, from, to) => centred.fill(1, row * columns + from, row * columns + to + 1));
	}
	// Breadth first from the cells whose centres lie inside, over the edges that run inside.
	const beside = new Map<number, number[]>();
	const link = (a: number, b: number) => {
		if (centred[a] === 0 && of[a] < 0) beside.set(b, [...(beside.get(b) ?? []), a]);
	};
	eachInnerEdge(grid, (left, right) => {
		link(left, right);
		link(right, left);
	});
	let reached = [...beside.keys()].filter((cell) => centred[cell] === 1 || of[cell] >= 0).sort((a, b) => a - b);
	while (reached.length > 0) {
		const next: number[] = [];
		for (const cell of reached) {
			for (const neighbour of beside.get(cell) ?? []) {
				if (of[neighbour] >= 0 || of[cell] < 0) continue;
				of[neighbour] = of[cell];
				next.push(neighbour);
			}
		}
		reached = next;
	}
	return of;
}

/** The box around all geometries: west, south, east, north in metres; infinite and inside out where there are none. */
export function boxOf(shapes: Shapes): [number, number, number, number] {
	const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < shapes.count; i++) {
		box[0] = Math.min(box[0], shapes.box[4 * i]);
		box[1] = Math.min(box[1], shapes.box[4 * i + 1]);
		box[2] = Math.max(box[2], shapes.box[4 * i + 2]);
		box[3] = Math.max(box[3], shapes.box[4 * i + 3]);
	}
	return box;
}
