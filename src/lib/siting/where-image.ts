import { VERDICTS, type Verdict } from '../risk/siting/answer.ts';

/** Red, green, blue of a verdict on the map of where it could stand. */
export const WHERE_COLOUR: Readonly<Record<Verdict, readonly [number, number, number]>> = {
	veto: [122, 10, 36],
	undecided: [77, 86, 98],
	conditional: [201, 120, 16],
	clear: [31, 122, 74]
};

/** Pixels along a side of a cell, so that each verdict has a pattern and not only a colour. */
export const CELL_PX = 4;
/** Which of the 16 pixels of a cell are drawn: all, a chequer, a diagonal, the corner dot. */
const DRAWN: Readonly<Record<Verdict, (x: number, y: number) => boolean>> = {
	veto: () => true,
	undecided: (x, y) => (x + y) % 2 === 0,
	conditional: (x, y) => (x + y) % CELL_PX === 0,
	clear: (x, y) => x === 1 && y === 1
};
/** How much is seen of a pixel that its pattern draws, and of one beside it. */
const STRONG = 170;
const FAINT = 70;

/**
 * The pixels (red, green, blue, alpha) of the map of where a project could stand, `CELL_PX` along a side of each cell, from
 * the north-west, row by row. `cells` are positions in VERDICTS; 255 is outside and stays clear.
 */
export function whereImage(cells: Uint8Array, columns: number, rows: number): Uint8ClampedArray<ArrayBuffer> {
	const width = columns * CELL_PX;
	const pixels = new Uint8ClampedArray(width * rows * CELL_PX * 4);
	for (let y = 0; y < rows * CELL_PX; y++) {
		for (let x = 0; x < width; x++) {
			const verdict = VERDICTS[cells[Math.floor(y / CELL_PX) * columns + Math.floor(x / CELL_PX)]];
			if (verdict === undefined) continue;
			const at = 4 * (y * width + x);
			pixels.set(WHERE_COLOUR[verdict], at);
			pixels[at + 3] = DRAWN[verdict](x % CELL_PX, y % CELL_PX) ? STRONG : FAINT;
		}
	}
	return pixels;
}

/** The bytes of a text in base64. */
export function cellsOf(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
