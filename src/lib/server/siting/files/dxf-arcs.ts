import type { Position } from 'geojson';

/** A vertex of a polyline; `bulge` is the tangent of a quarter of the arc's angle to the next vertex, 0 for a straight edge. */
export interface Bend {
	x: number;
	y: number;
	bulge: number;
}

/** How far a chord may depart from its arc. */
const TOLERANCE_M = 0.001;

/** Chords of one arc at most; a full circle of 1 km needs 2,222. */
const MOST_CHORDS = 5_000;

/**
 * The path through the vertices, arcs as chords; null where it has more than `maxVertices`. `metre` is a metre in the drawing's
 * units. Closed: the arc from the last
 * vertex to the first is part of it.
 */
export function pathWithArcs(
	bends: readonly Bend[],
	isClosed: boolean,
	metre: number,
	maxVertices: number
): Position[] | null {
	const path: Position[] = [];
	for (const [i, bend] of bends.entries()) {
		if (path.length >= maxVertices) return null;
		path.push([bend.x, bend.y]);
		const next = i + 1 < bends.length ? bends[i + 1] : isClosed ? bends[0] : null;
		if (bend.bulge !== 0 && next !== null) path.push(...arcBetween(bend, next, TOLERANCE_M * metre));
	}
	return path;
}

function arcBetween({ x, y, bulge }: Bend, next: Bend, tolerance: number): Position[] {
	const chord = Math.hypot(next.x - x, next.y - y);
	const radius = (chord * (1 + bulge * bulge)) / (4 * Math.abs(bulge));
	if (!Number.isFinite(radius)) return [[NaN, NaN]];
	if (radius <= tolerance) return [];
	const angle = 4 * Math.atan(bulge);
	const chords = Math.min(MOST_CHORDS, Math.ceil(Math.abs(angle) / (2 * Math.acos(1 - tolerance / radius))));
	// The centre lies beside the middle of the chord: left of it where the bulge is positive and less than a half circle.
	const beside = (1 - bulge * bulge) / (4 * bulge);
	const cx = (x + next.x) / 2 - beside * (next.y - y);
	const cy = (y + next.y) / 2 + beside * (next.x - x);
	const start = Math.atan2(y - cy, x - cx);
	return Array.from({ length: chords - 1 }, (_, k) => {
		const at = start + (angle * (k + 1)) / chords;
		return [cx + radius * Math.cos(at), cy + radius * Math.sin(at)];
	});
}
