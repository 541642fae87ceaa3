import { expect, test } from 'vitest';
import { AREA, type Shapes } from '../../../src/lib/geo/shapes.ts';
import { changedCells, type LevelGrid } from '../../../src/lib/risk/zoning/change.ts';
import { OUTSIDE } from '../../../src/lib/risk/zoning/grid.ts';
import { signedAreaM2 } from '../../../src/lib/risk/zoning/outline.ts';

/** Cells of 100 m, drawn as rows from the north: 0 not assessed, 1 blue … 4 red, x outside. */
function grid(...rows: string[]): LevelGrid {
	const codes = rows.toReversed().flatMap((row) => [...row].map((cell) => (cell === 'x' ? OUTSIDE : Number(cell))));
	return {
		originX: 500_000,
		originY: 3_375_000,
		columns: rows[0].length,
		rows: rows.length,
		cellM: 100,
		levels: Uint8Array.from(codes)
	};
}

test('cells of another level are joined by how they changed', () => {
	const before = grid('x1122', 'x1122', '00344', '00344');
	const after = grid('11111', 'x1142', '02304', '00x41');
	const changed = changedCells(before, after, null);
	expect(changed.map(({ change, areaM2, polygons }) => [change, areaM2, polygons.length])).toEqual([
		// the one that turned from yellow to red
		['worse', 10_000, 1],
		// two yellow ones that turned blue stand together, the red one by itself
		['better', 30_000, 2],
		['newly-unassessed', 10_000, 1],
		['newly-assessed', 10_000, 1]
	]);
	expect(changed[0].polygons[0]).toEqual([
		[
			[500_300, 3_375_200],
			[500_400, 3_375_200],
			[500_400, 3_375_300],
			[500_300, 3_375_300],
			[500_300, 3_375_200]
		]
	]);
	for (const { areaM2, polygons } of changed) {
		const drawn = polygons.flat().reduce((sum, ring) => sum + signedAreaM2(ring), 0);
		expect(drawn).toBe(areaM2);
	}
});

test('a change around what stayed has a hole, and no change has no polygon', () => {
	const before = grid('111', '111', '111');
	const [{ change, polygons, areaM2 }] = changedCells(before, grid('222', '212', '222'), null);
	expect([change, areaM2, polygons.length, polygons[0].length]).toEqual(['worse', 80_000, 1, 2]);
	expect(changedCells(before, before, null)).toEqual([]);
});

test('cells that touch in a corner stay two polygons, so that each is valid', () => {
	const [{ polygons }] = changedCells(grid('11', '11'), grid('21', '12'), null);
	expect(polygons.map((polygon) => polygon.length)).toEqual([1, 1]);
});

test('a change at the border is cut there, and whole where the border was another one', () => {
	const corners = [
		[0, 0],
		[250, 0],
		[250, 200],
		[0, 200],
		[0, 0]
	].flatMap(([x, y]) => [500_000 + x, 3_375_000 + y]);
	const district: Shapes = {
		count: 1,
		kind: Uint8Array.of(AREA),
		partStart: Uint32Array.of(0, 1),
		vertexStart: Uint32Array.of(0, 5),
		hole: Uint8Array.of(0),
		xy: Float64Array.from(corners),
		box: Float64Array.of(500_000, 3_375_000, 500_250, 3_375_200)
	};
	const area = (columns: string, after: string) =>
		changedCells(grid(columns, columns), grid(columns, after), district).map(({ areaM2 }) => areaM2);
	expect(area('111', '122')).toEqual([15_000]);
	expect(area('1111', '1222')).toEqual([30_000]);
});
