import type { Box, Point } from './drawing.ts';

/** The runs of a line that pass through a box: segments whose own box misses it are left out. */
export function runsThrough(line: readonly Point[], [left, top, right, bottom]: Box): Point[][] {
	const runs: Point[][] = [];
	let run: Point[] = [];
	for (let i = 1; i < line.length; i++) {
		const [a, b] = [line[i - 1], line[i]];
		const misses =
			Math.max(a[0], b[0]) < left ||
			Math.min(a[0], b[0]) > right ||
			Math.max(a[1], b[1]) < top ||
			Math.min(a[1], b[1]) > bottom;
		if (misses) {
			if (run.length > 0) runs.push(run);
			run = [];
		} else if (run.length === 0) run = [a, b];
		else run.push(b);
	}
	if (run.length > 0) runs.push(run);
	return runs;
}

/** The part of a ring within a box (Sutherland–Hodgman); its edges along the box are no edges of the ring. */
export function ringWithin(ring: readonly Point[], [left, top, right, bottom]: Box): Point[] {
	let kept = cut(ring, (point) => point[0] - left);
	kept = cut(kept, (point) => right - point[0]);
	kept = cut(kept, (point) => point[1] - top);
	return cut(kept, (point) => bottom - point[1]);
}

function cut(ring: readonly Point[], inside: (point: Point) => number): Point[] {
	const out: Point[] = [];
	ring.forEach((point, i) => {
		const before = ring[(i + ring.length - 1) % ring.length];
		const [was, is] = [inside(before), inside(point)];
		if (was < 0 !== is < 0) {
			const t = was / (was - is);
			out.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
		}
		if (is >= 0) out.push(point);
	});
	return out;
}

/** A line without the points that lie nearer than `step` to the one before: what cannot be seen is not drawn. */
export function thin(line: readonly Point[], step: number): Point[] {
	const out: Point[] = [];
	line.forEach((point, i) => {
		const last = out.at(-1);
		const isEnd = i === line.length - 1;
		if (!last || isEnd || Math.abs(point[0] - last[0]) + Math.abs(point[1] - last[1]) >= step) out.push(point);
	});
	return out;
}
