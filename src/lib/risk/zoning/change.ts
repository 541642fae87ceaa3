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
	areaM2: number;
}

/**
 * The cells that have another level in `b` than in `a`, joined by how they changed, in the order of CELL_CHANGES, and cut
 * at the border of the district; whole where it is null, or where its grid would have other cells: the border was another
 * one then. Both grids must have the same cells. A cell in which only one of them has a part of the district is no change.
 */
export function changedCells(a: LevelGrid, b: LevelGrid, district: Shapes | null): ChangedCells[] {
	const changes = new Uint8Array(a.levels.length).fill(OUTSIDE);
	for (let cell = 0; cell < changes.length; cell++) {
		const change = changeOf(a.levels[cell], b.levels[cell]);
		if (change !== null) changes[cell] = CELL_CHANGES.indexOf(change);
	}
	const outlines = outlinesOf(gridOf(a, district), changes);
	return CELL_CHANGES.flatMap((change, code) => {
		const own = outlines.filter(({ cell }) => changes[cell] === code);
		if (own.length === 0) return [];
		return [{ change, polygons: polygonsOf(own), areaM2: own.reduce((sum, { areaM2 }) => sum + areaM2, 0) }];
	});
}

function changeOf(before: number, after: number): CellChange | null {
	if (before === after || before === OUTSIDE || after === OUTSIDE) return null;
	if (after === 0) return 'newly-unassessed';
	if (before === 0) return 'newly-assessed';
	return after > before ? 'worse' : 'better';
}

function gridOf({ originX, originY, columns, rows, cellM }: LevelGrid, district: Shapes | null): Grid {
	if (district !== null) {
		const grid = gridOver({ ...BARE, district }, cellM);
		const isSame =
			grid.originX === originX && grid.originY === originY && grid.columns === columns && grid.rows === rows;
		if (isSame) return grid;
	}
	const whole = rectangle(originX, originY, originX + columns * cellM, originY + rows * cellM);
	return gridOver({ ...BARE, district: whole }, cellM);
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

/** Who lies in which subdistrict is not asked here. */
const BARE: Omit<Areas, 'district'> = {
	districtAssessed: false,
	subdistricts: NO_SHAPES,
	subdistrictAssessed: new Uint8Array()
};
