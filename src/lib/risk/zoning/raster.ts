import type { Shapes } from '../../geo/shapes.ts';
import { firstAtLeast, type CellWindow, type Frame } from './frame.ts';

/**
 * Visits the cells of `window` whose centres lie inside area i, as runs of a row: from column `from` to column `to`.
 * Even–odd over all its rings; a centre on a western or southern edge is inside, on an eastern or northern one outside,
 * so that areas which share an edge share no centre.
 */
export function eachRun(
	frame: Frame,
	shapes: Shapes,
	i: number,
	window: CellWindow,
	visit: (row: number, from: number, to: number) => void
): void {
	const { cellM, centreX, centreY } = frame;
	const { xy, partStart, vertexStart, box } = shapes;
	const firstRow = Math.max(window.firstRow, firstAtLeast(centreY, cellM, box[4 * i + 1]));
	const endRow = Math.min(window.lastRow + 1, firstAtLeast(centreY, cellM, box[4 * i + 3]));
	if (endRow <= firstRow) return;

	// Where the edges cross the rows' centre lines: counted first, then written row beside row.
	const start = new Uint32Array(endRow - firstRow + 1);
	let crossings: Float64Array | null = null;
	for (;;) {
		for (let part = partStart[i]; part < partStart[i + 1]; part++) {
			for (let v = vertexStart[part]; v < vertexStart[part + 1] - 1; v++) {
				const ay = xy[2 * v + 1];
				const by = xy[2 * v + 3];
				if (ay === by) continue;
				const low = Math.max(firstRow, firstAtLeast(centreY, cellM, Math.min(ay, by)));
				const end = Math.min(endRow, firstAtLeast(centreY, cellM, Math.max(ay, by)));
				for (let row = low; row < end; row++) {
					if (crossings === null) start[row - firstRow]++;
					else {
						const ax = xy[2 * v];
						crossings[--start[row - firstRow]] = ax + ((centreY[row] - ay) * (xy[2 * v + 2] - ax)) / (by - ay);
					}
				}
			}
		}
		if (crossings !== null) break;
		for (let k = 1; k < start.length; k++) start[k] += start[k - 1];
		crossings = new Float64Array(start[start.length - 1]);
	}

	for (let row = firstRow; row < endRow; row++) {
		const xs = crossings.subarray(start[row - firstRow], start[row - firstRow + 1]).sort();
		for (let k = 0; k + 1 < xs.length; k += 2) {
			const from = Math.max(window.firstColumn, firstAtLeast(centreX, cellM, xs[k]));
			const to = Math.min(window.lastColumn, firstAtLeast(centreX, cellM, xs[k + 1]) - 1);
			if (from <= to) visit(row, from, to);
		}
	}
}
