import { indexShapes, pairsWithin, roundMm, type ShapeIndex } from '../../geo/nearby.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { inCorridor } from './corridor.ts';
import type { Lines } from './lines.ts';

/** Where a feature stands beside a line: the chainage nearest to it, and how far its outer edges reach along the line. */
export interface Stand {
	run: number;
	atM: number;
	firstM: number;
	lastM: number;
	distanceM: number;
}

/** A feature within reach of a line. */
export interface Beside {
	line: number;
	feature: number;
	/** The least of its stands', metres to the millimetre. */
	distanceM: number;
	stands: Stand[];
}

/** What is nearer than this is at the same place: the rounding of coordinates in floats, metres. */
const SAME_M = 1e-6;

/**
 * The features within `reachM` metres of a line (to the millimetre, inclusively), with the chainages at which they stand
 * beside it: where the distance is least, and where the line bends back, at each place where it is least around there.
 * So a strip along a straight stretch ends square, and a house beside two stretches stands at both.
 */
export function besideOf(features: Shapes, lines: Lines, segments: ShapeIndex, reachM: number): Beside[] {
	const near = inCorridor(features, lines.segments, reachM);
	const pairs = pairsWithin(selectShapes(features, near), segments, reachM);
	const found: Beside[] = [];
	for (let first = 0; first < pairs.count;) {
		const feature = near[pairs.a[first]];
		const line = lines.line[pairs.b[first]];
		let end = first;
		while (end < pairs.count && pairs.a[end] === pairs.a[first] && lines.line[pairs.b[end]] === line) end++;
		const stands: Stand[] = [];
		for (let n = first; n < end; n++) {
			const k = pairs.b[n];
			const distanceM = pairs.distanceM[n];
			const { xy } = lines.segments;
			const alongM = Math.hypot(pairs.points[4 * n + 2] - xy[4 * k], pairs.points[4 * n + 3] - xy[4 * k + 1]);
			const isLeast =
				(alongM > SAME_M || !isNearer(n - 1, k - 1)) &&
				(alongM < lines.segmentM[k] - SAME_M || !isNearer(n + 1, k + 1));
			if (isLeast) stands.push(standAt(features, feature, lines, k, alongM, roundMm(distanceM)));

			/** Whether pair m is the neighbouring segment in the same run, and nearer to the feature. */
			function isNearer(m: number, neighbour: number): boolean {
				if (m < first || m >= end || pairs.b[m] !== neighbour || lines.run[neighbour] !== lines.run[k]) return false;
				return pairs.distanceM[m] < distanceM - SAME_M;
			}
		}
		found.push({ line, feature, distanceM: Math.min(...stands.map((stand) => stand.distanceM)), stands });
		first = end;
	}
	return found;
}

/** An index of the segments of lines, for besideOf. */
export function indexLines(lines: Lines): ShapeIndex {
	return indexShapes(lines.segments);
}

/** Outer edges are those of the feature's vertices, laid upon the line's direction at the place nearest to it. */
function standAt(features: Shapes, feature: number, lines: Lines, k: number, alongM: number, distanceM: number): Stand {
	const { xy } = lines.segments;
	const dx = (xy[4 * k + 2] - xy[4 * k]) / lines.segmentM[k];
	const dy = (xy[4 * k + 3] - xy[4 * k + 1]) / lines.segmentM[k];
	let least = alongM;
	let most = alongM;
	const firstVertex = features.vertexStart[features.partStart[feature]];
	const endVertex = features.vertexStart[features.partStart[feature + 1]];
	for (let v = firstVertex; v < endVertex; v++) {
		const at = (features.xy[2 * v] - xy[4 * k]) * dx + (features.xy[2 * v + 1] - xy[4 * k + 1]) * dy;
		if (at < least) least = at;
		if (at > most) most = at;
	}
	const startM = lines.startM[k];
	return {
		run: lines.run[k],
		atM: roundMm(startM + alongM),
		firstM: roundMm(startM + least),
		lastM: roundMm(startM + most),
		distanceM
	};
}
