import { expect, test } from 'vitest';
import { cellAt } from '../../../src/lib/risk/zoning/frame.ts';
import { cellAreaM2, gridOver, type Grid } from '../../../src/lib/risk/zoning/grid.ts';
import { area, box, districtOf, LAKE_DISTRICT, shapesOf } from './district.ts';

function totalM2(grid: Grid): number {
	let sum = 0;
	for (let cell = 0; cell < grid.inside.length; cell++) sum += cellAreaM2(grid, cell);
	return sum;
}

test('a district that ends on lines of the grid has no cells beyond them', () => {
	const grid = gridOver(districtOf(area(box(300, 500, 1300, 1100))), 100);
	expect([grid.originX, grid.originY, grid.columns, grid.rows]).toEqual([300, 500, 10, 6]);
	expect(grid.inside.every((is) => is !== 0)).toBe(true);
	expect(totalM2(grid)).toBe(600_000);
});

test('the grid starts at a multiple of the cell size, so that a moved border keeps the cells where they are', () => {
	const grid = gridOver(districtOf(area(box(512_345.6, 3_390_071, 513_000, 3_390_900))), 100);
	expect([grid.originX, grid.originY]).toEqual([512_300, 3_390_000]);
	expect([grid.columns, grid.rows]).toEqual([7, 9]);
	expect(cellAt(grid, 512_399, 3_390_100)).toBe(7);
	expect(cellAt(grid, 512_299, 3_390_100)).toBe(-1);
});

test('a border that a projection moved by a billionth of a metre makes no row of empty cells', () => {
	const grid = gridOver(districtOf(area(box(-1e-9, -1e-9, 1000 + 1e-9, 1000 + 1e-9))), 100);
	expect([grid.columns, grid.rows]).toEqual([10, 10]);
	expect(totalM2(grid)).toBeCloseTo(1e6, 3);
});

test('a cell is outside when no part of it is in the district, not when its centre is outside', () => {
	const grid = gridOver(
		districtOf(
			area([
				[0, 0],
				[1000, 0],
				[0, 1000],
				[0, 0]
			])
		),
		100
	);
	// The hypotenuse runs through the corners: the cells on it are halved, those beyond it have no part.
	for (let row = 0; row < 10; row++) {
		for (let column = 0; column < 10; column++) {
			const areaM2 = cellAreaM2(grid, row * 10 + column);
			expect(areaM2).toBeCloseTo(row + column < 9 ? 10_000 : row + column === 9 ? 5_000 : 0, 6);
		}
	}
});

test('cells know their part of the district on both sides of a lake', () => {
	const grid = gridOver(LAKE_DISTRICT, 100);
	expect(totalM2(grid)).toBeCloseTo(2_000_000 - 60_000, 6);
	expect(grid.inside[cellAt(grid, 750, 550)]).toBe(0);
	expect(cellAreaM2(grid, cellAt(grid, 650, 450))).toBeCloseTo(10_000 - 70 * 80, 6);
});

test('the centre decides the subdistrict; on a shared edge it belongs to one of them, never to both', () => {
	const areas = {
		...LAKE_DISTRICT,
		subdistricts: shapesOf(area(box(0, 0, 950, 1000)), area(box(950, 0, 2000, 1000)))
	};
	const grid = gridOver(areas, 100);
	expect(grid.subdistrict[cellAt(grid, 850, 50)]).toBe(0);
	expect(grid.subdistrict[cellAt(grid, 950, 50)]).toBe(1);
	expect(grid.assessed[cellAt(grid, 850, 50)]).toBe(1);
	expect(grid.assessed[cellAt(grid, 950, 50)]).toBe(0);
});

test('a cell of the border whose centre lies outside belongs to the subdistrict beside it', () => {
	const district = area(box(0, 0, 1020, 1000));
	const grid = gridOver(
		{
			district: shapesOf(district),
			districtAssessed: false,
			subdistricts: shapesOf(area(box(0, 0, 1020, 500)), area(box(0, 500, 1020, 1000))),
			subdistrictAssessed: Uint8Array.of(1, 0)
		},
		100
	);
	expect(grid.columns).toBe(11);
	expect(grid.subdistrict[cellAt(grid, 1010, 450)]).toBe(0);
	expect(grid.subdistrict[cellAt(grid, 1010, 550)]).toBe(1);
});

test('a gap between subdistricts is not assessed, whatever the district is', () => {
	const grid = gridOver({ ...LAKE_DISTRICT, districtAssessed: true }, 100);
	expect(grid.assessed[cellAt(grid, 50, 50)]).toBe(1);
	const gap = gridOver(
		{
			...LAKE_DISTRICT,
			districtAssessed: true,
			subdistricts: shapesOf(area(box(0, 0, 500, 1000))),
			subdistrictAssessed: Uint8Array.of(1)
		},
		100
	);
	expect(gap.subdistrict[cellAt(gap, 750, 50)]).toBe(-1);
	expect(gap.assessed[cellAt(gap, 750, 50)]).toBe(0);
});

test('what cannot be a grid is refused with the size that can', () => {
	const areas = districtOf(area(box(0, 0, 100_000, 100_000)));
	expect(() => gridOver(areas, 0)).toThrow('A cell of 0 m is not possible');
	expect(() => gridOver(areas, 1)).toThrow(
		'A grid of 100000 × 100000 cells of 1 m is more than 64000000 cells; take cells of 13 m or more.'
	);
	expect(() => gridOver({ ...areas, district: shapesOf() }, 100)).toThrow('The district has no area');
});
