/** Points, segments and rectangles in the metric plane: what the generator needs to keep things apart. */
export type Point = readonly [number, number];
export type Ring = readonly Point[];

export function distanceBetween(a: Point, b: Point): number {
	// Math.hypot is ten times slower
	const dx = a[0] - b[0];
	const dy = a[1] - b[1];
	return Math.sqrt(dx * dx + dy * dy);
}

export function mix(a: Point, b: Point, t: number): Point {
	return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

/** Length of a line in metres. */
export function lengthOf(line: readonly Point[]): number {
	let length = 0;
	for (let i = 1; i < line.length; i++) length += distanceBetween(line[i - 1], line[i]);
	return length;
}

/** Signed area of a ring in square metres: positive when it runs anticlockwise. */
export function signedArea(ring: Ring): number {
	let twice = 0;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		twice += (ring[j][0] - ring[0][0]) * (ring[i][1] - ring[0][1]);
		twice -= (ring[i][0] - ring[0][0]) * (ring[j][1] - ring[0][1]);
	}
	return twice / 2;
}

/** Is the point inside the ring? */
export function isInside(point: Point, ring: Ring): boolean {
	const [x, y] = point;
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const [xi, yi] = ring[i];
		const [xj, yj] = ring[j];
		if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
	}
	return inside;
}

/** Tells of many points whether they are inside one ring: its edges are kept by the strip of y that they cross. */
export function insideOf(ring: Ring): (point: Point) => boolean {
	const ys = ring.map((p) => p[1]);
	const low = Math.min(...ys);
	const strips = Math.max(1, ring.length >> 1);
	const stripM = (Math.max(...ys) - low) / strips;
	const edges: number[][] = Array.from({ length: strips + 1 }, () => []);
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const first = Math.floor((Math.min(ys[i], ys[j]) - low) / stripM);
		const last = Math.floor((Math.max(ys[i], ys[j]) - low) / stripM);
		for (let k = first; k <= last; k++) edges[k].push(i);
	}
	return ([x, y]) => {
		let inside = false;
		for (const i of edges[Math.floor((y - low) / stripM)] ?? []) {
			const [xi, yi] = ring[i];
			const [xj, yj] = ring[i === 0 ? ring.length - 1 : i - 1];
			if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
		}
		return inside;
	};
}

/** Distance from a point to a segment, metres. */
export function pointToSegment(p: Point, a: Point, b: Point): number {
	const dx = b[0] - a[0];
	const dy = b[1] - a[1];
	const squared = dx * dx + dy * dy;
	const t = squared === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared;
	const at = Math.min(1, Math.max(0, t));
	const ex = p[0] - a[0] - at * dx;
	const ey = p[1] - a[1] - at * dy;
	return Math.sqrt(ex * ex + ey * ey);
}

/** Where on a–b the two segments cross, 0 to 1; `null` when they do not. */
export function crossingOf(a: Point, b: Point, c: Point, d: Point): number | null {
	const rx = b[0] - a[0];
	const ry = b[1] - a[1];
	const sx = d[0] - c[0];
	const sy = d[1] - c[1];
	const turn = rx * sy - ry * sx;
	if (turn === 0) return null;
	const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / turn;
	const s = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / turn;
	return t >= 0 && t <= 1 && s >= 0 && s <= 1 ? t : null;
}

/** Distance between two segments, metres; 0 when they cross. */
export function segmentToSegment(a: Point, b: Point, c: Point, d: Point): number {
	if (crossingOf(a, b, c, d) !== null) return 0;
	return Math.min(pointToSegment(a, c, d), pointToSegment(b, c, d), pointToSegment(c, a, b), pointToSegment(d, a, b));
}

/** Distance between a segment and the area of a ring, metres; 0 when they touch. */
export function segmentToRing(a: Point, b: Point, ring: Ring): number {
	if (isInside(a, ring)) return 0;
	let least = Infinity;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		least = Math.min(least, segmentToSegment(a, b, ring[j], ring[i]));
	}
	return least;
}

/** Four corners, anticlockwise: `front` starts at corner 0 and runs along `along`; the body lies to its left. */
export function rectangleOf(start: Point, along: Point, widthM: number, depthM: number): Ring {
	const [ux, uy] = along;
	const end: Point = [start[0] + ux * widthM, start[1] + uy * widthM];
	return [start, end, [end[0] - uy * depthM, end[1] + ux * depthM], [start[0] - uy * depthM, start[1] + ux * depthM]];
}

/** Do two convex rings come nearer than `gapM` along every axis of either? */
export function areNear(a: Ring, b: Ring, gapM: number): boolean {
	return !isApart(a, b, gapM) && !isApart(b, a, gapM);
}

function isApart(a: Ring, b: Ring, gapM: number): boolean {
	for (let i = 0, j = a.length - 1; i < a.length; j = i++) {
		const dx = a[i][0] - a[j][0];
		const dy = a[i][1] - a[j][1];
		const length = Math.sqrt(dx * dx + dy * dy);
		let least = Infinity;
		for (const p of b) least = Math.min(least, ((p[0] - a[j][0]) * dy - (p[1] - a[j][1]) * dx) / length);
		if (least >= gapM) return true;
	}
	return false;
}

/** Direction from a to b, of length 1. */
export function directionOf(a: Point, b: Point): Point {
	const length = distanceBetween(a, b);
	return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** The line moved to its left by `offsetM` (right when negative), corner by corner. */
export function besideOf(line: readonly Point[], offsetM: number): Point[] {
	return line.map((point, i) => {
		const before = directionOf(line[Math.max(0, i - 1)], line[Math.max(1, i)]);
		const after = directionOf(line[Math.min(line.length - 2, i)], line[Math.min(line.length - 1, i + 1)]);
		const nx = -(before[1] + after[1]);
		const ny = before[0] + after[0];
		const stretch = 2 / (nx * nx + ny * ny);
		return [point[0] + nx * stretch * offsetM, point[1] + ny * stretch * offsetM];
	});
}

/** The line with a vertex at least every `stepM` metres. */
export function densify(line: readonly Point[], stepM: number): Point[] {
	const dense: Point[] = [line[0]];
	for (let i = 1; i < line.length; i++) {
		const parts = Math.ceil(distanceBetween(line[i - 1], line[i]) / stepM);
		for (let k = 1; k < parts; k++) dense.push(mix(line[i - 1], line[i], k / parts));
		dense.push(line[i]);
	}
	return dense;
}

/** The piece of a line between two lengths along it, metres. */
export function pieceOf(line: readonly Point[], fromM: number, toM: number): Point[] {
	const piece: Point[] = [];
	let walked = 0;
	for (let i = 1; i < line.length; i++) {
		const length = distanceBetween(line[i - 1], line[i]);
		const start = (fromM - walked) / length;
		const end = (toM - walked) / length;
		if (start >= 0 && start < 1) piece.push(mix(line[i - 1], line[i], start));
		if (end > 0 && end < 1) {
			piece.push(mix(line[i - 1], line[i], end));
			return piece;
		}
		if (start < 1 && end >= 1) piece.push(line[i]);
		walked += length;
	}
	return piece;
}

/** A smooth line through the points (Catmull–Rom), `steps` vertices between two of them. */
export function smoothLine(points: readonly Point[], steps: number): Point[] {
	const line: Point[] = [];
	for (let i = 0; i + 1 < points.length; i++) {
		const p0 = points[Math.max(0, i - 1)];
		const p1 = points[i];
		const p2 = points[i + 1];
		const p3 = points[Math.min(points.length - 1, i + 2)];
		for (let k = 0; k < steps; k++) {
			const t = k / steps;
			const at = (axis: 0 | 1) =>
				p1[axis] +
				(t / 2) *
					(p2[axis] -
						p0[axis] +
						t *
							(2 * p0[axis] -
								5 * p1[axis] +
								4 * p2[axis] -
								p3[axis] +
								t * (3 * (p1[axis] - p2[axis]) + p3[axis] - p0[axis])));
			line.push([at(0), at(1)]);
		}
	}
	line.push(points[points.length - 1]);
	return line;
}

/** A closed, rugged ring around a place: `radiusM` on average, `rugged` 0 (a circle) to 1. */
export function blobOf(centre: Point, radiusM: number, rugged: number, points: number, phase: number): Point[] {
	const ring: Point[] = [];
	for (let i = 0; i < points; i++) {
		const angle = (i / points) * 2 * Math.PI;
		let swell = 0;
		for (let k = 2; k <= 7; k++) swell += Math.sin(k * angle + phase * k * k) / k ** 1.1;
		const r = radiusM * Math.max(0.25, 1 + rugged * 0.45 * swell);
		ring.push([centre[0] + r * Math.cos(angle), centre[1] + r * Math.sin(angle)]);
	}
	return ring;
}
