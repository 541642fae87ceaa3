/** Where the cells of a grid lie. Row 0 is the southernmost, column 0 the westernmost; cell = row · columns + column. */
export interface Frame {
	readonly cellM: number;
	readonly columns: number;
	readonly rows: number;
	/** South-west corner, metres: whole multiples of cellM, so that two runs of one district share their cells. */
	readonly originX: number;
	readonly originY: number;
	/** Centres of columns and rows, metres. */
	readonly centreX: Float64Array;
	readonly centreY: Float64Array;
	/** The lines between: one more than columns and rows. */
	readonly lineX: Float64Array;
	readonly lineY: Float64Array;
}

/** A block of cells; both ends count. */
export interface CellWindow {
	firstColumn: number;
	lastColumn: number;
	firstRow: number;
	lastRow: number;
}

/** 64 million: a byte each for a whole province at 50 m, and still one typed array. */
const MAX_CELLS = 64_000_000;
/** A box that passes a line by less than this part of a cell ends on that line: what a projection's rounding leaves. */
const ON_LINE = 1e-6;

/**
 * The frame over a box of minX, minY, maxX, maxY metres.
 * Throws a RangeError for a cell size that is not above 0, for an empty box and for a grid of more than 64 million cells.
 */
export function frameOver(box: ArrayLike<number>, cellM: number): Frame {
	if (!(cellM > 0 && cellM < Infinity))
		throw new RangeError(`A cell of ${cellM} m is not possible; it must be above 0.`);
	const [minX, minY, maxX, maxY] = [box[0], box[1], box[2], box[3]];
	if (!(maxX > minX && maxY > minY && maxX - minX < Infinity && maxY - minY < Infinity))
		throw new RangeError(`The district's box ${minX}, ${minY}, ${maxX}, ${maxY} has no area.`);
	const originColumn = Math.floor(minX / cellM + ON_LINE);
	const originRow = Math.floor(minY / cellM + ON_LINE);
	const columns = Math.max(1, Math.ceil(maxX / cellM - ON_LINE) - originColumn);
	const rows = Math.max(1, Math.ceil(maxY / cellM - ON_LINE) - originRow);
	if (columns * rows > MAX_CELLS) {
		const fit = Math.ceil(Math.sqrt(((maxX - minX) * (maxY - minY)) / MAX_CELLS) * 1.01);
		throw new RangeError(
			`A grid of ${columns} × ${rows} cells of ${cellM} m is more than ${MAX_CELLS} cells; take cells of ${fit} m or more.`
		);
	}
	const steps = (origin: number, count: number, shift: number) =>
		Float64Array.from({ length: count }, (_, k) => (origin + k + shift) * cellM);
	const lineX = steps(originColumn, columns + 1, 0);
	const lineY = steps(originRow, rows + 1, 0);
	return {
		cellM,
		columns,
		rows,
		originX: lineX[0],
		originY: lineY[0],
		centreX: steps(originColumn, columns, 0.5),
		centreY: steps(originRow, rows, 0.5),
		lineX,
		lineY
	};
}

/** All cells of a frame. */
export function wholeOf(frame: Frame): CellWindow {
	return { firstColumn: 0, lastColumn: frame.columns - 1, firstRow: 0, lastRow: frame.rows - 1 };
}

/** The first k whose value is at least `limit`; their count when there is none. Values rise by `step`. */
export function firstAtLeast(values: Float64Array, step: number, limit: number): number {
	let k = Math.ceil((limit - values[0]) / step);
	if (!(k > 0)) k = 0;
	else if (k > values.length) k = values.length;
	while (k > 0 && values[k - 1] >= limit) k--;
	while (k < values.length && values[k] < limit) k++;
	return k;
}

/** The cell in which a point lies; −1 outside the frame. */
export function cellAt(frame: Frame, x: number, y: number): number {
	const column = Math.floor((x - frame.originX) / frame.cellM);
	const row = Math.floor((y - frame.originY) / frame.cellM);
	const lies = column >= 0 && column < frame.columns && row >= 0 && row < frame.rows;
	return lies ? row * frame.columns + column : -1;
}
