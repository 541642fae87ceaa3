import { VERDICTS, type Verdict } from '../risk/siting/answer.ts';

/** Red, green, blue of a verdict on the map of where it could stand. */
export const WHERE_COLOUR: Readonly<Record<Verdict, readonly [number, number, number]>> = {
	veto: [122, 10, 36],
	undecided: [77, 86, 98],
	conditional: [201, 120, 16],
	clear: [31, 122, 74]
};

/** So many pixels make a pattern's square, along and across. */
const TILE = 4;
/** Which pixels of it are drawn: all, a chequer, a diagonal, a dot. Each verdict has a pattern and not only a colour. */
const DRAWN: Readonly<Record<Verdict, (x: number, y: number) => boolean>> = {
	veto: () => true,
	undecided: (x, y) => (x + y) % 2 === 0,
	conditional: (x, y) => (x + y) % TILE === 0,
	clear: (x, y) => x === 1 && y === 1
};
/** How much is seen of a pixel that its pattern draws, and of one beside it, of 255. */
const STRONG = 120;
const FAINT = 45;
/** No side of the image is longer: what a graphics card takes. */
const MOST_PX = 8192;

/** Pixels along a side of a cell. */
export function cellPxOf(columns: number, rows: number): number {
	return Math.max(1, Math.min(TILE, Math.floor(MOST_PX / Math.max(columns, rows))));
}

/**
 * The pixels (red, green, blue, alpha) of the map of where a project could stand, `cellPx` along a side of each cell, from
 * the north-west, row by row. `cells` are positions in VERDICTS; 255 is outside and stays clear.
 */
export function whereImage(
	cells: Uint8Array,
	columns: number,
	rows: number,
	cellPx: number
): Uint8ClampedArray<ArrayBuffer> {
	const width = columns * cellPx;
	const pixels = new Uint32Array(width * rows * cellPx);
	const tiles = VERDICTS.map(tileOf);
	for (let y = 0; y < rows * cellPx; y++) {
		const row = Math.floor(y / cellPx) * columns;
		for (let x = 0; x < width; x++) {
			const verdict = cells[row + Math.floor(x / cellPx)];
			if (verdict < tiles.length) pixels[y * width + x] = tiles[verdict][(y % TILE) * TILE + (x % TILE)];
		}
	}
	return new Uint8ClampedArray(pixels.buffer);
}

/** The pixels of a verdict's pattern, each as the four bytes of a colour. */
function tileOf(verdict: Verdict): Uint32Array {
	const bytes = new Uint8Array(4 * TILE * TILE);
	for (let at = 0; at < TILE * TILE; at++) {
		const isDrawn = DRAWN[verdict](at % TILE, Math.floor(at / TILE));
		bytes.set([...WHERE_COLOUR[verdict], isDrawn ? STRONG : FAINT], 4 * at);
	}
	return new Uint32Array(bytes.buffer);
}

/** The bytes of a text in base64. */
export function cellsOf(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
