import { ringWithin, runsThrough } from './clip.ts';
import type { Box, Point } from './drawing.ts';
import type { Drawn } from './geometry-paths.ts';

/** A point on what is seen of a drawn geometry within a box, for its name; null where nothing of it is. */
export function anchorOf({ areas, lines, points }: Drawn, box: Box): Point | null {
	const seen = areas.map((ring) => ringWithin(ring, box)).filter((ring) => ring.length > 2);
	if (seen.length > 0) return inside(seen);
	const run = lines.flatMap((line) => runsThrough(line, box)).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
	if (run !== undefined) return midway(run, box);
	return points[0] ?? null;
}

/** The middle of the longest of some level chords: inside an area, whatever its shape and holes. */
function inside(rings: readonly Point[][]): Point {
	const ys = rings.flat().map(([, y]) => y);
	const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
	let best: [number, Point] = [-1, rings[0][0]];
	for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
		const y = top + (bottom - top) * share;
		const xs = rings.flatMap((ring) => crossingsOf(ring, y)).sort((a, b) => a - b);
		for (let i = 0; i + 1 < xs.length; i += 2) {
			const length = xs[i + 1] - xs[i];
			if (length > best[0] * 1.2) best = [length, [(xs[i] + xs[i + 1]) / 2, y]];
		}
	}
	return best[1];
}

function crossingsOf(ring: readonly Point[], y: number): number[] {
	return ring.flatMap(([ax, ay], i) => {
		const [bx, by] = ring[(i + 1) % ring.length];
		return ay < y === by < y ? [] : [ax + ((bx - ax) * (y - ay)) / (by - ay)];
	});
}

/** The middle of a run, moved to the nearest of its samples that lies in the box. */
function midway(run: readonly Point[], [left, top, right, bottom]: Box): Point {
	const samples = run.slice(1).flatMap((b, i) => {
		const a = run[i];
		return Array.from({ length: 9 }, (_, k): Point => [a[0] + ((b[0] - a[0]) * k) / 8, a[1] + ((b[1] - a[1]) * k) / 8]);
	});
	const seen = samples.filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
	return (seen.length > 0 ? seen : samples)[Math.floor((seen.length || samples.length) / 2)];
}

function lengthOf(run: readonly Point[]): number {
	return run.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - run[i][0], y - run[i][1]), 0);
}
