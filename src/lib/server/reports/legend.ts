import { label, type Box, type Shape } from './drawing.ts';
import { widthOf } from './typeface.ts';

/** A sample of how something is drawn, and what it is. */
export interface Sample {
	text: string;
	/** Draws the sample into a box. */
	draw: (box: Box) => Shape[];
}

const ROW = 13;
const SAMPLE = 20;

/** The samples in rows from the upper left corner of a place `width` points wide; `height` is what they take. */
export function legendOf(
	samples: readonly Sample[],
	[left, top]: readonly [number, number],
	width: number
): { shapes: Shape[]; height: number } {
	let [x, row] = [left, 0];
	const shapes = samples.flatMap(({ text, draw }) => {
		const needed = SAMPLE + 4 + widthOf(text, 6.5, 'regular') + 10;
		if (x + needed > left + width && x > left) [x, row] = [left, row + 1];
		const y = top + row * ROW;
		const made = [
			...draw([x, y + 1.5, x + SAMPLE, y + ROW - 1.5]),
			label([x + SAMPLE + 4, y + 9], text, { size: 6.5 })
		];
		x += needed;
		return made;
	});
	return { shapes, height: (row + 1) * ROW };
}
