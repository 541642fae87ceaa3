import { expect, it } from 'vitest';
import { cellPxOf, whereImage } from '../../../src/lib/siting/where-image.ts';

it('each verdict has a colour and a pattern of its own, and what is outside is clear', () => {
	const CELL_PX = cellPxOf(5, 1);
	const pixels = whereImage(Uint8Array.of(0, 1, 2, 3, 255), 5, 1, CELL_PX);
	const width = 5 * CELL_PX;
	const cell = (column: number) => {
		const found: string[] = [];
		for (let y = 0; y < CELL_PX; y++)
			for (let x = 0; x < CELL_PX; x++)
				found.push(
					pixels
						.slice(4 * (y * width + column * CELL_PX + x))
						.slice(0, 4)
						.join()
				);
		return found;
	};
	expect(new Set(cell(4))).toEqual(new Set(['0,0,0,0']));
	const colours = [0, 1, 2, 3].map((column) => cell(column)[0].split(',').slice(0, 3).join());
	expect(new Set(colours).size).toBe(4);
	const patterns = [0, 1, 2, 3].map((column) =>
		cell(column)
			.map((pixel) => pixel.split(',')[3])
			.join()
	);
	expect(new Set(patterns).size).toBe(4);
});

it('no side is longer than a graphics card takes, however large the district', () => {
	for (const columns of [100, 1300, 2049, 5000, 8192])
		expect(columns * cellPxOf(columns, 10)).toBeLessThanOrEqual(8192);
	expect(cellPxOf(1300, 900)).toBe(4);
});
