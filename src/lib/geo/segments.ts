/**
 * The squared distance of the point p to the segment a–b, which may have no length.
 */
export function pointSegmentDistance2(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
	const rx = bx - ax;
	const ry = by - ay;
	let ex = px - ax;
	let ey = py - ay;
	const along = ex * rx + ey * ry;
	if (along > 0) {
		const length2 = rx * rx + ry * ry;
		const t = along < length2 ? along / length2 : 1;
		ex -= t * rx;
		ey -= t * ry;
	}
	return ex * ex + ey * ey;
}

/** The squared distance of the segments a–b and c–d: 0 where they meet. Either may have no length. */
export function segmentDistance2(
	ax: number,
	ay: number,
	bx: number,
	by: number,
	cx: number,
	cy: number,
	dx: number,
	dy: number
): number {
	if (cross(ax, ay, bx, by, cx, cy, dx, dy)) return 0;
	return Math.min(
		pointSegmentDistance2(ax, ay, cx, cy, dx, dy),
		pointSegmentDistance2(bx, by, cx, cy, dx, dy),
		pointSegmentDistance2(cx, cy, ax, ay, bx, by),
		pointSegmentDistance2(dx, dy, ax, ay, bx, by)
	);
}

/**
 * Writes the two nearest points of the segments a–b and c–d to `out` from `at`: x, y on a–b, then x, y on c–d. Where
 * they cross, both are the crossing.
 */
export function writeNearestPoints(
	ax: number,
	ay: number,
	bx: number,
	by: number,
	cx: number,
	cy: number,
	dx: number,
	dy: number,
	out: Float64Array,
	at: number
): void {
	if (cross(ax, ay, bx, by, cx, cy, dx, dy)) {
		const rx = bx - ax;
		const ry = by - ay;
		const sx = dx - cx;
		const sy = dy - cy;
		const t = ((cx - ax) * sy - (cy - ay) * sx) / (rx * sy - ry * sx);
		out[at] = out[at + 2] = ax + t * rx;
		out[at + 1] = out[at + 3] = ay + t * ry;
		return;
	}
	const fromA = pointSegmentDistance2(ax, ay, cx, cy, dx, dy);
	const fromB = pointSegmentDistance2(bx, by, cx, cy, dx, dy);
	const fromC = pointSegmentDistance2(cx, cy, ax, ay, bx, by);
	const fromD = pointSegmentDistance2(dx, dy, ax, ay, bx, by);
	const least = Math.min(fromA, fromB, fromC, fromD);
	if (least === fromA) writeFoot(ax, ay, cx, cy, dx, dy, out, at, at + 2);
	else if (least === fromB) writeFoot(bx, by, cx, cy, dx, dy, out, at, at + 2);
	else if (least === fromC) writeFoot(cx, cy, ax, ay, bx, by, out, at + 2, at);
	else writeFoot(dx, dy, ax, ay, bx, by, out, at + 2, at);
}

/** Whether the segments cross at a point inside both. Touching is left to the distance of their ends. */
function cross(
	ax: number,
	ay: number,
	bx: number,
	by: number,
	cx: number,
	cy: number,
	dx: number,
	dy: number
): boolean {
	const rx = bx - ax;
	const ry = by - ay;
	const c = rx * (cy - ay) - ry * (cx - ax);
	const d = rx * (dy - ay) - ry * (dx - ax);
	if (c > 0 ? d >= 0 : c === 0 || d <= 0) return false;
	const sx = dx - cx;
	const sy = dy - cy;
	const a = sx * (ay - cy) - sy * (ax - cx);
	const b = sx * (by - cy) - sy * (bx - cx);
	return a > 0 ? b < 0 : a < 0 && b > 0;
}

/** Writes p at `atPoint` and the point of a–b nearest to it at `atFoot`. */
function writeFoot(
	px: number,
	py: number,
	ax: number,
	ay: number,
	bx: number,
	by: number,
	out: Float64Array,
	atPoint: number,
	atFoot: number
): void {
	const rx = bx - ax;
	const ry = by - ay;
	const length2 = rx * rx + ry * ry;
	const along = (px - ax) * rx + (py - ay) * ry;
	const t = along <= 0 ? 0 : along < length2 ? along / length2 : 1;
	out[atPoint] = px;
	out[atPoint + 1] = py;
	out[atFoot] = t === 1 ? bx : ax + t * rx;
	out[atFoot + 1] = t === 1 ? by : ay + t * ry;
}
