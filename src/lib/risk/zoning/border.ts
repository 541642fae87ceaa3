import type { Shapes } from '../../geo/shapes.ts';
import type { Frame } from './frame.ts';

/**
 * The district's border cut at the lines of the grid. Every place where the border crosses a line is one node that the
 * cells on both sides share, so that what is made of cells fits together without gap or overlap.
 *
 * Nodes 0 … corners − 1 are the corners of the grid (row · (columns + 1) + column), the others are the border's own
 * vertices and crossings. A point on a line belongs to the cell north or east of it; which cell the border is in follows
 * from counting lines, never from comparing computed coordinates, so that rounding cannot tear it.
 */
export interface Border {
	/** x, y of the nodes after the corners. */
	readonly nodeXy: number[];
	/** Pieces of the border: from node, to node, the cell it lies in, the border segment it is cut from. Inside on the left. */
	readonly pieces: number[];
	/** Stretches of grid lines inside the district: see Stretch, six numbers each. */
	readonly stretches: number[];
}

export const PIECE = 4;
/** axis (0: along a row's southern line, 1: along a column's western line), line, first and last cell, first and last node. */
export const STRETCH = 6;

interface Crossing {
	axis: number;
	line: number;
	/** Column of the crossed cell edge on a row's line, row on a column's line. */
	cell: number;
	at: number;
	/** Whether someone who walks along the line, east or north, enters the district here. */
	enters: boolean;
	node: number;
}

/** Cuts the district (all areas of `district`, joined) at the lines of the frame. */
export function cutBorder(frame: Frame, district: Shapes): Border {
	const nodes = new Nodes(frame);
	const pieces: number[] = [];
	const crossings: Crossing[] = [];
	const vertices = verticesByCell(frame, district);
	let segment = 0;
	for (let part = 0; part < district.hole.length; part++) {
		const ring = orientedRing(district, part);
		for (let k = 0; k + 3 < ring.length; k += 2) {
			cutSegment(frame, nodes, vertices, ring.slice(k, k + 4), segment++, pieces, crossings);
		}
	}
	return { nodeXy: nodes.xy, pieces, stretches: stretchesOf(crossings) };
}

/** The ring with the district on its left: outer rings counter-clockwise, holes clockwise. */
function orientedRing(district: Shapes, part: number): number[] {
	const { xy, vertexStart, hole } = district;
	const ring = Array.from(xy.subarray(2 * vertexStart[part], 2 * vertexStart[part + 1]));
	let doubled = 0;
	for (let k = 0; k + 3 < ring.length; k += 2) {
		doubled += (ring[k] - ring[0]) * (ring[k + 3] - ring[1]) - (ring[k + 2] - ring[0]) * (ring[k + 1] - ring[1]);
	}
	if (doubled > 0 === (hole[part] === 0)) return ring;
	const turned: number[] = [];
	for (let k = ring.length - 2; k >= 0; k -= 2) turned.push(ring[k], ring[k + 1]);
	return turned;
}

/** Walks one segment from cell to cell: at each step over the line that comes first. */
function cutSegment(
	frame: Frame,
	nodes: Nodes,
	vertices: Map<number, number[]>,
	[ax, ay, bx, by]: number[],
	segment: number,
	pieces: number[],
	crossings: Crossing[]
): void {
	const { lineX, lineY, columns } = frame;
	let column = cellBetween(lineX, frame.cellM, ax);
	let row = cellBetween(lineY, frame.cellM, ay);
	const lastColumn = cellBetween(lineX, frame.cellM, bx);
	const lastRow = cellBetween(lineY, frame.cellM, by);
	const east = lastColumn > column ? 1 : 0;
	const north = lastRow > row ? 1 : 0;
	let from = nodes.at(ax, ay);
	// A vertex on a line parts the line there, even where the border only touches it: whoever follows the line must
	// meet the border in a node.
	if (ax === lineX[column]) touch(crossings, 1, column, row, ay, from);
	if (ay === lineY[row]) touch(crossings, 0, row, column, ax, from);
	let fromX = ax;
	let fromY = ay;
	const goTo = (x: number, y: number) => {
		const cell = row * columns + column;
		const onTheWay = verticesBetween(vertices.get(cell) ?? [], fromX, fromY, x, y);
		for (const [toX, toY] of [...onTheWay, [x, y]]) {
			const to = nodes.at(toX, toY);
			if (to !== from) pieces.push(from, to, cell, segment);
			from = to;
		}
		fromX = x;
		fromY = y;
		return from;
	};
	while (column !== lastColumn || row !== lastRow) {
		const tX = column === lastColumn ? Infinity : (lineX[column + east] - ax) / (bx - ax);
		const tY = row === lastRow ? Infinity : (lineY[row + north] - ay) / (by - ay);
		if (tX <= tY) {
			const line = column + east;
			const at = within(ay + Math.min(tX, 1) * (by - ay), lineY[row], lineY[row + 1]);
			const node = goTo(lineX[line], at);
			crossings.push({ axis: 1, line, cell: row, at, enters: east === 1, node });
			column += east === 1 ? 1 : -1;
		} else {
			const line = row + north;
			const at = within(ax + Math.min(tY, 1) * (bx - ax), lineX[column], lineX[column + 1]);
			const node = goTo(at, lineY[line]);
			crossings.push({ axis: 0, line, cell: column, at, enters: north === 0, node });
			row += north === 1 ? 1 : -1;
		}
	}
	goTo(bx, by);
}

/** The border's vertices, x and y, by the cell they lie in. */
function verticesByCell(frame: Frame, district: Shapes): Map<number, number[]> {
	const byCell = new Map<number, number[]>();
	for (let k = 0; k < district.xy.length; k += 2) {
		const column = cellBetween(frame.lineX, frame.cellM, district.xy[k]);
		const row = cellBetween(frame.lineY, frame.cellM, district.xy[k + 1]);
		const cell = row * frame.columns + column;
		const list = byCell.get(cell);
		if (list === undefined) byCell.set(cell, [district.xy[k], district.xy[k + 1]]);
		else list.push(district.xy[k], district.xy[k + 1]);
	}
	return byCell;
}

/** The vertices that stand exactly on the way from a to b, in its order: a lake that touches the border between its ends. */
function verticesBetween(vertices: number[], ax: number, ay: number, bx: number, by: number): [number, number][] {
	const ux = bx - ax;
	const uy = by - ay;
	const length2 = ux * ux + uy * uy;
	const found: { at: number; place: [number, number] }[] = [];
	for (let k = 0; k < vertices.length; k += 2) {
		const vx = vertices[k] - ax;
		const vy = vertices[k + 1] - ay;
		const at = vx * ux + vy * uy;
		if (ux * vy === uy * vx && at > 0 && at < length2) found.push({ at, place: [vertices[k], vertices[k + 1]] });
	}
	return found.sort((a, b) => a.at - b.at).map(({ place }) => place);
}

/** Leaves the district and enters it again in one node. */
function touch(crossings: Crossing[], axis: number, line: number, cell: number, at: number, node: number): void {
	crossings.push({ axis, line, cell, at, enters: false, node }, { axis, line, cell, at, enters: true, node });
}

/** Pairs the crossings of each line: the k-th entry belongs to the k-th exit. */
function stretchesOf(crossings: Crossing[]): number[] {
	crossings.sort((a, b) => a.axis - b.axis || a.line - b.line || a.cell - b.cell || a.at - b.at);
	const entries = crossings.filter((crossing) => crossing.enters);
	const exits = crossings.filter((crossing) => !crossing.enters);
	const stretches: number[] = [];
	entries.forEach((entry, k) => {
		const exit = exits[k];
		stretches.push(entry.axis, entry.line, entry.cell, Math.max(entry.cell, exit.cell), entry.node, exit.node);
	});
	return stretches;
}

/** The cell between whose lines a value lies; the first or last one for what lies on or beyond the outer lines. */
function cellBetween(lines: Float64Array, cellM: number, value: number): number {
	let k = Math.floor((value - lines[0]) / cellM);
	k = within(k, 0, lines.length - 2);
	while (k > 0 && value < lines[k]) k--;
	while (k < lines.length - 2 && value >= lines[k + 1]) k++;
	return k;
}

function within(value: number, low: number, high: number): number {
	return value < low ? low : value > high ? high : value;
}

/** One node for one place: what meets in a point, meets in a node. */
class Nodes {
	readonly xy: number[] = [];
	readonly #byPlace = new Map<string, number>();
	readonly #frame: Frame;

	constructor(frame: Frame) {
		this.#frame = frame;
	}

	at(x: number, y: number): number {
		const { lineX, lineY, cellM, columns, rows } = this.#frame;
		const column = Math.round((x - lineX[0]) / cellM);
		const row = Math.round((y - lineY[0]) / cellM);
		if (lineX[column] === x && lineY[row] === y) return row * (columns + 1) + column;
		const place = `${x} ${y}`;
		let node = this.#byPlace.get(place);
		if (node === undefined) {
			node = (columns + 1) * (rows + 1) + this.xy.length / 2;
			this.#byPlace.set(place, node);
			this.xy.push(x, y);
		}
		return node;
	}
}
