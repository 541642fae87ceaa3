import type { Position } from 'geojson';
import * as polyclip from 'polyclip-ts';
import { ShapesBuilder } from './geojson-shapes.ts';
import { placeInRing } from './inside.ts';
import { eachMeeting } from './meetings.ts';
import { cleanRing, signedArea2 } from './rings.ts';

type MultiPoly = ReturnType<typeof polyclip.union>;

/** More crossings than this are no mistake of drawing, and cutting them takes seconds. */
const MOST_MEETINGS = 5000;

/** Narrower than this, in degrees (a micrometre) or metres, a ring is what rounding left of a line. */
const SLIVER_WIDTH = 1e-11;

/**
 * Tolerances of the overlay, degrees, in the order of trying: exact at first. The exact answer is rounded to doubles,
 * and edges that nearly coincide may cross then; with a tolerance of up to 0.01 mm they are one.
 */
const TOLERANCES = [undefined, 1e-13, 1e-12, 1e-11, 1e-10] as const;

/**
 * Polygons that may cross themselves and each other as valid ones: everything that a shell encloses counts, what its
 * holes enclose does not (a hole all apart from it becomes an area), and all are joined: ST_MakeValid 'structure'.
 * Empty where no area is left; `null` where there are too many crossings, or no answer is good by `isValid`. Rings must
 * be clean (`cleanRing`).
 */
export function makeValid(
	polygons: Position[][][],
	isValid: (polygons: Position[][][]) => boolean
): Position[][][] | null {
	const sorted = polygons.map(sortRings);
	if (sorted.includes(null)) return null;
	for (const tolerance of TOLERANCES) {
		try {
			polyclip.setPrecision(tolerance);
			const made = withoutSlivers(overlay(sorted as SortedRings[]));
			if (made.length === 0 || isValid(made)) return made;
		} catch {
			// The overlay loses its way on some inputs, where rounding made two edges change places. The next one may not.
		} finally {
			polyclip.setPrecision();
		}
	}
	return null;
}

/** The rings of one polygon: its shell, the holes that it has, and the holes that lie apart from it. */
interface SortedRings {
	shell: MultiPoly;
	holes: MultiPoly[];
	outside: MultiPoly[];
}

function overlay(polygons: SortedRings[]): MultiPoly {
	const areas = polygons.flatMap(({ shell, holes, outside }) => {
		const area = holes.length > 0 ? polyclip.difference(shell, ...holes) : polyclip.union(shell);
		return area.length > 0 ? [area, ...outside] : [];
	});
	const [first, ...others] = areas;
	return first ? polyclip.union(first, ...others) : [];
}

function sortRings(rings: Position[][]): SortedRings | null {
	const builder = new ShapesBuilder();
	builder.addGeometry({ type: 'Polygon', coordinates: rings });
	const shapes = builder.finish();
	const meetsShell = new Set<number>();
	let met = 0;
	eachMeeting(shapes, ({ ringA, ringB }) => {
		if (ringA === 0) meetsShell.add(ringB);
		return ++met <= MOST_MEETINGS;
	});
	if (met > MOST_MEETINGS) return null;
	const area = (ring: Position[]): MultiPoly => [[ring.map(([x, y]): [number, number] => [x, y])]];
	const sorted: SortedRings = { shell: area(rings[0]), holes: [], outside: [] };
	for (let r = 1; r < rings.length; r++) {
		const isHole = meetsShell.has(r) || rings[r].some(([x, y]) => placeInRing(shapes, 0, x, y) > 0);
		(isHole ? sorted.holes : sorted.outside).push(area(rings[r]));
	}
	return sorted;
}

function withoutSlivers(polygons: MultiPoly): Position[][][] {
	return polygons
		.map((rings) => rings.map(cleanRing).filter((ring, r) => r === 0 || isWide(ring)))
		.filter(([shell]) => isWide(shell));
}

function isWide(ring: Position[]): boolean {
	if (ring.length < 4) return false;
	let length = 0;
	for (let k = 1; k < ring.length; k++) length += Math.hypot(ring[k][0] - ring[k - 1][0], ring[k][1] - ring[k - 1][1]);
	return Math.abs(signedArea2(ring)) / length > SLIVER_WIDTH;
}
