import { pointSegmentDistance2 } from '../../geo/segments.ts';
import { AREA, POINT, type Shapes } from '../../geo/shapes.ts';
import { firstAtLeast, type CellWindow, type Frame } from './frame.ts';
import { eachRun } from './raster.ts';

/** Whether geometry i is one single point: those have a quicker way, by rows. */
export function isSinglePoint(shapes: Shapes, i: number): boolean {
	return shapes.kind[i] === POINT && shapes.partStart[i + 1] - shapes.partStart[i] === 1;
}

/**
 * Visits the cells whose centres are nearer to the point x, y than the last of `reaches` (metres, rising), as runs of a
 * row: first cell, last cell, and the ring they are in (0 is the innermost).
 */
export function eachBand(
	frame: Frame,
	window: CellWindow,
	x: number,
	y: number,
	reaches: ArrayLike<number>,
	rings: number,
	visit: (first: number, last: number, ring: number) => void
): void {
	const { cellM, columns, centreX, centreY } = frame;
	const outer = reaches[rings - 1];
	const perMetre = 1 / cellM;
	const west = x - centreX[0];
	const endRow = Math.min(window.lastRow + 1, firstAtLeast(centreY, cellM, y + outer));
	for (let row = Math.max(window.firstRow, firstAtLeast(centreY, cellM, y - outer)); row < endRow; row++) {
		const dy = centreY[row] - y;
		// What the rings inside have taken: from `taken` up to but without `takenEnd`.
		let taken = -1;
		let takenEnd = -1;
		for (let ring = 0; ring < rings; ring++) {
			const squaredReach = reaches[ring] * reaches[ring];
			const squaredHalf = squaredReach - dy * dy;
			if (squaredHalf <= 0) continue;
			const half = Math.sqrt(squaredHalf);
			let first = Math.ceil((west - half) * perMetre);
			let end = Math.floor((west + half) * perMetre) + 1;
			if (first < window.firstColumn) first = window.firstColumn;
			if (end > window.lastColumn + 1) end = window.lastColumn + 1;
			// The roots are rounded; the distance decides, as it does where a cell is explained.
			while (first > window.firstColumn && isNear(centreX[first - 1] - x, dy, squaredReach)) first--;
			while (first < end && !isNear(centreX[first] - x, dy, squaredReach)) first++;
			while (end <= window.lastColumn && isNear(centreX[end] - x, dy, squaredReach)) end++;
			while (end > first && !isNear(centreX[end - 1] - x, dy, squaredReach)) end--;
			if (first >= end) continue;
			const start = row * columns;
			if (taken < 0) visit(start + first, start + end - 1, ring);
			else {
				if (first < taken) visit(start + first, start + taken - 1, ring);
				if (takenEnd < end) visit(start + takenEnd, start + end - 1, ring);
			}
			taken = first;
			takenEnd = end;
		}
	}
}

function isNear(dx: number, dy: number, squaredReach: number): boolean {
	return dx * dx + dy * dy < squaredReach;
}

/** Finds the cells near lines and areas with their exact distance; kept from one feature to the next. */
export class Coverage {
	/** The cells found last: cells[0] … cells[count − 1], each once. */
	readonly cells: Int32Array;
	count = 0;
	/** Squared distance from a cell's centre to the feature; Infinity for cells not found. */
	readonly squared: Float64Array;
	readonly #frame: Frame;

	constructor(frame: Frame) {
		this.#frame = frame;
		this.cells = new Int32Array(frame.columns * frame.rows);
		this.squared = new Float64Array(frame.columns * frame.rows).fill(Infinity);
	}

	/** Finds the cells of the window whose centres are nearer than `reach` metres to geometry i. */
	find(window: CellWindow, shapes: Shapes, i: number, reach: number): void {
		const { cells, squared } = this;
		for (let k = 0; k < this.count; k++) squared[cells[k]] = Infinity;
		this.count = 0;
		if (shapes.kind[i] === AREA) {
			const { columns } = this.#frame;
			eachRun(this.#frame, shapes, i, window, (row, from, to) => {
				for (let cell = row * columns + from; cell <= row * columns + to; cell++) {
					squared[cell] = 0;
					cells[this.count++] = cell;
				}
			});
		}
		const { xy, vertexStart, partStart } = shapes;
		for (let part = partStart[i]; part < partStart[i + 1]; part++) {
			const first = vertexStart[part];
			const last = vertexStart[part + 1] - 1;
			if (first === last)
				this.#findNearSegment(window, reach, xy[2 * first], xy[2 * first + 1], xy[2 * first], xy[2 * first + 1]);
			for (let v = first; v < last; v++) {
				this.#findNearSegment(window, reach, xy[2 * v], xy[2 * v + 1], xy[2 * v + 2], xy[2 * v + 3]);
			}
		}
	}

	#findNearSegment(window: CellWindow, reach: number, ax: number, ay: number, bx: number, by: number): void {
		const { cellM, columns, centreX, centreY } = this.#frame;
		const { cells, squared } = this;
		const ux = bx - ax;
		const uy = by - ay;
		const squaredReach = reach * reach;
		// Along a row nobody is nearer than `reach` to the segment who is further than this from its line.
		const halfLine = uy === 0 ? Infinity : (reach * Math.sqrt(ux * ux + uy * uy)) / Math.abs(uy);
		const endRow = Math.min(window.lastRow + 1, firstAtLeast(centreY, cellM, Math.max(ay, by) + reach));
		for (
			let row = Math.max(window.firstRow, firstAtLeast(centreY, cellM, Math.min(ay, by) - reach));
			row < endRow;
			row++
		) {
			const y = centreY[row];
			// The part of the segment that is within reach of the row at all.
			let t0 = 0;
			let t1 = 1;
			if (uy !== 0) {
				const a = (y - reach - ay) / uy;
				const b = (y + reach - ay) / uy;
				t0 = Math.max(0, Math.min(a, b));
				t1 = Math.min(1, Math.max(a, b));
			}
			const x0 = ax + t0 * ux;
			const x1 = ax + t1 * ux;
			const onLine = uy === 0 ? 0 : ax + ((y - ay) / uy) * ux;
			const west = Math.max(Math.min(x0, x1) - reach, onLine - halfLine);
			const east = Math.min(Math.max(x0, x1) + reach, onLine + halfLine);
			let column = Math.ceil((west - centreX[0]) / cellM) - 1;
			let lastColumn = Math.floor((east - centreX[0]) / cellM) + 1;
			if (column < window.firstColumn) column = window.firstColumn;
			if (lastColumn > window.lastColumn) lastColumn = window.lastColumn;
			for (let cell = row * columns + column; column <= lastColumn; column++, cell++) {
				const before = squared[cell];
				if (before === 0) continue;
				const now = pointSegmentDistance2(centreX[column], y, ax, ay, bx, by);
				if (now >= before || now >= squaredReach) continue;
				if (before === Infinity) cells[this.count++] = cell;
				squared[cell] = now;
			}
		}
	}
}
