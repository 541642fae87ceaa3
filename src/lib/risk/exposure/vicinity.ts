import type { Shapes } from '../../geo/shapes.ts';

/** Cells of this many metres: a plant with its surroundings covers some tens of them. */
const CELL_M = 250;

/**
 * A quick answer to whether geometry i of some shapes can be within so many metres of any of `areas`: by boxes in a coarse
 * grid, so that most of a city is never indexed. Never false for one that is; the distance decides the rest.
 */
export function vicinityOf(areas: Shapes, withinM: number): (shapes: Shapes, i: number) => boolean {
	const near = new Set<number>();
	for (let a = 0; a < areas.count; a++) {
		eachCell(areas, a, withinM + 1, (cell) => {
			near.add(cell);
			return false;
		});
	}
	return (shapes, i) => eachCell(shapes, i, 0, (cell) => near.has(cell));
}

/** Visits the cells of a geometry's box, widened by so many metres, until one is found; returns whether one was. */
function eachCell({ box }: Shapes, i: number, padM: number, visit: (cell: number) => boolean): boolean {
	const west = Math.floor((box[4 * i] - padM) / CELL_M);
	const south = Math.floor((box[4 * i + 1] - padM) / CELL_M);
	const east = Math.floor((box[4 * i + 2] + padM) / CELL_M);
	const north = Math.floor((box[4 * i + 3] + padM) / CELL_M);
	for (let x = west; x <= east; x++) for (let y = south; y <= north; y++) if (visit(x * 2 ** 26 + y)) return true;
	return false;
}
