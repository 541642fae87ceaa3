import { AREA, type Shapes } from '../../geo/shapes.ts';
import { gridOver, OUTSIDE, type Areas, type Grid } from './grid.ts';
import { outlinesOf, type Position } from './outline.ts';
import { polygonsOf } from './zones.ts';

/** How the level of a cell changed from one grid to another. */
export const CELL_CHANGES = ['worse', 'better', 'newly-unassessed', 'newly-assessed'] as const;
export type CellChange = (typeof CELL_CHANGES)[number];

/** Levels of the cells of a grid, row by row from the south-west: 0 not assessed, 1 blue … 4 red, OUTSIDE. */
export interface LevelGrid {
	originX: number;
	originY: number;
	columns: number;
	rows: number;
	cellM: number;
	levels: Uint8Array;
}

/** The cells of one kind of change as a MultiPolygon of the metric plane. */
export interface ChangedCells {
	change: CellChange;
	polygons: Position[][][];
	/** Square metres, each cell whole. */
	areaM2: number;
}

/**
 * The cells that have another level in `b` than in `a`, joined by how they changed, in the order of CELL_CHANGES. Both
 * grids must have the same cells. A cell that only one of them has a part of the district in is no change of level.
 */
export function changedCells(a: LevelGrid, b: LevelGrid): ChangedCells[] {
	const changes = new Uint8Array(a.levels.length).fill(OUTSIDE);
	const cells = new Uint32Array(CELL_CHANGES.length);
	for (let cell = 0; cell < changes.length; cell++) {
		const change = changeOf(a.levels[cell], b.levels[cell]);
		if (change === null) continue;
		changes[cell] = CELL_CHANGES.indexOf(change);
		cells[changes[cell]]++;
	}
	const outlines = outlinesOf(wholeGrid(a), changes);
	return CELL_CHANGES.flatMap((change, code) => {
		const own = outlines.filter(({ cell }) => changes[cell] === code);
		return cells[code] === 0 ? [] : [{ change, polygons: polygonsOf(own), areaM2: cells[code] * a.cellM ** 2 }];
	});
}

function changeOf(before: number, after: number): CellChange | null {
	if (before === after || before === OUTSIDE || after === OUTSIDE) return null;
	if (after === 0) return 'newly-unassessed';
	if (before === 0) return 'newly-assessed';
	return after > before ? 'worse' : 'better';
}

/** The same cells without a district's border: the whole box is inside. */
function wholeGrid({ originX, originY, columns, rows, cellM }: LevelGrid): Grid {
	const areas: Areas = {
		district: rectangle(originX, originY, originX + columns * cellM, originY + rows * cellM),
		districtAssessed: false,
		subdistricts: NO_SHAPES,
		subdistrictAssessed: new Uint8Array()
	};
	return gridOver(areas, cellM);
}

function rectangle(west: number, south: number, east: number, north: number): Shapes {
	return {
		count: 1,
		kind: Uint8Array.of(AREA),
		partStart: Uint32Array.of(0, 1),
		vertexStart: Uint32Array.of(0, 5),
		hole: Uint8Array.of(0),
		xy: Float64Array.of(west, south, east, south, east, north, west, north, west, south),
		box: Float64Array.of(west, south, east, north)
	};
}

const NO_SHAPES: Shapes = {
	count: 0,
	kind: new Uint8Array(),
	partStart: Uint32Array.of(0),
	vertexStart: Uint32Array.of(0),
	hole: new Uint8Array(),
	xy: new Float64Array(),
	box: new Float64Array()
};
