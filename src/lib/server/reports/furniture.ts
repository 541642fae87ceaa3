import { boxPath, label, path, type Box, type Point, type Shape } from './drawing.ts';
import { metresAPoint, onPaper, roundUp, type View } from './view.ts';

const INK = '#16191e';
const FAINT = '#6c7480';

/** Crosses where round metres of the plane meet, and their eastings and northings along the frame. */
export function gridOf(view: View): { crosses: Shape[]; margin: Shape[] } {
	const [left, , , bottom] = view.frame;
	const [west, south, east, north] = view.ground;
	const step = roundUp(80 * metresAPoint(view));
	const xs = roundNumbers(west, east, step);
	const ys = roundNumbers(south, north, step);
	const crosses = xs.flatMap((x) =>
		ys.map((y) => {
			const [px, py] = onPaper(view, [x, y]);
			const arms: Point[][] = [
				[
					[px - 3, py],
					[px + 3, py]
				],
				[
					[px, py - 3],
					[px, py + 3]
				]
			];
			return path(arms, { stroke: FAINT, width: 0.4 });
		})
	);
	const look = { size: 5.5, colour: FAINT, align: 'middle' } as const;
	const margin = [
		...xs.map((x) => label([onPaper(view, [x, south])[0], bottom + 7], `${x}`, look)),
		...ys.map((y) => label([left - 3, onPaper(view, [west, y])[1]], `${y}`, { ...look, upright: true }))
	];
	return { crosses, margin };
}

/** Multiples of `step` in a range, leaving out those so near its ends that their labels would stand out. */
function roundNumbers(from: number, to: number, step: number): number[] {
	const room = step * 0.15;
	const numbers: number[] = [];
	for (let k = Math.ceil((from + room) / step); k * step <= to - room; k++) numbers.push(k * step);
	return numbers;
}

/** An arrow to grid north, in the upper right corner of the frame. */
export function northArrow({ frame: [, top, right] }: View, word: string): { shapes: Shape[]; box: Box } {
	const [x, y] = [right - 20, top + 10];
	const half = (side: 1 | -1): Point[] => [
		[x, y],
		[x + side * 6, y + 22],
		[x, y + 17]
	];
	const box: Box = [right - 38, top + 4, right - 4, top + 44];
	return {
		box,
		shapes: [
			boxPath(box, { fill: '#ffffff', opacity: 0.85 }),
			path([half(-1)], { closed: true, fill: INK, stroke: INK, width: 0.5 }),
			path([half(1)], { closed: true, fill: '#ffffff', stroke: INK, width: 0.5 }),
			label([x, y + 31], word, { size: 6.5, align: 'middle', bold: true })
		]
	};
}

/** A bar of a round length of about 110 points, in four parts, from its left end. */
export function scaleBar(view: View, [x, y]: Point): Shape[] {
	const metres = metresAPoint(view);
	const length = roundUp(70 * metres);
	const part = length / metres / 4;
	const inKm = length >= 2000;
	const tick = (share: number) => {
		const value = length * share;
		return inKm ? `${Number((value / 1000).toFixed(3))}` : `${Number(value.toFixed(3))}`;
	};
	return [
		...[0, 1, 2, 3].map((i) =>
			boxPath([x + i * part, y, x + (i + 1) * part, y + 4], {
				fill: i % 2 === 0 ? INK : '#ffffff',
				stroke: INK,
				width: 0.5
			})
		),
		label([x, y + 11], '0', { size: 6, align: 'middle' }),
		label([x + 2 * part, y + 11], tick(0.5), { size: 6, align: 'middle' }),
		label([x + 4 * part, y + 11], `${tick(1)} ${inKm ? 'km' : 'm'}`, { size: 6, align: 'middle' })
	];
}
