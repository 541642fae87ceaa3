import type { Pattern } from '../../risk/level-look.ts';
import { path, type Path, type Point } from './drawing.ts';

/**
 * The strokes of a pattern within closed lines (even-odd), as a path: what says a colour without colour, and is drawn the
 * same by every format. The strokes of two neighbours lie on the same lines, for they are counted from the origin.
 *
 * @param step points from stroke to stroke
 */
export function hatch(
	lines: readonly (readonly Point[])[],
	kind: Pattern['kind'],
	step: number,
	width: number,
	ink: string
): Path {
	const strokes = [
		...(kind === 'falling' ? [] : strokesWithin(lines, 1, step)),
		...(kind === 'falling' || kind === 'crossed' ? strokesWithin(lines, -1, step) : [])
	];
	const look = { stroke: ink, width };
	if (kind !== 'dotted') return path(strokes, look);
	return path(
		strokes.flatMap((stroke) => dotsOn(stroke, step, width)),
		look
	);
}

/** Pieces of the lines x·slope + y = k·step·√2 that are inside: y grows downwards, so that slope 1 rises. */
function strokesWithin(lines: readonly (readonly Point[])[], slope: 1 | -1, step: number): [Point, Point][] {
	const spacing = step * Math.SQRT2;
	const crossings = new Map<number, number[]>();
	for (const ring of lines) {
		for (let i = 0; i < ring.length; i++) {
			const [ax, ay] = ring[i];
			const [bx, by] = ring[(i + 1) % ring.length];
			const [from, to] = [slope * ax + ay, slope * bx + by];
			if (from === to) continue;
			// Half open, so that a corner on a stroke is crossed once.
			const first = Math.floor(Math.min(from, to) / spacing) + 1;
			const last = Math.floor(Math.max(from, to) / spacing);
			for (let k = first; k <= last; k++) {
				const x = ax + ((bx - ax) * (k * spacing - from)) / (to - from);
				const found = crossings.get(k);
				if (found) found.push(x);
				else crossings.set(k, [x]);
			}
		}
	}
	return [...crossings].flatMap(([k, xs]) => {
		xs.sort((a, b) => a - b);
		const at = (x: number): Point => [x, k * spacing - slope * x];
		return Array.from({ length: xs.length >> 1 }, (_, i): [Point, Point] => [at(xs[2 * i]), at(xs[2 * i + 1])]);
	});
}

/** Short strokes, as long as they are wide, where the stroke crosses the vertical lines of the pattern. */
function dotsOn([from, to]: [Point, Point], step: number, width: number): [Point, Point][] {
	const dots: [Point, Point][] = [];
	const half = width / 2;
	for (let k = Math.ceil((from[0] + half) / step); k * step <= to[0] - half; k++) {
		const x = k * step;
		const y = from[1] + ((to[1] - from[1]) * (x - from[0])) / (to[0] - from[0]);
		dots.push([
			[x - half, y],
			[x + half, y]
		]);
	}
	return dots;
}
