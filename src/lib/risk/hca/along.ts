import { indexShapes, pairsWithin, roundMm } from '../../geo/nearby.ts';
import { distanceToPoint } from '../../geo/point-distance.ts';
import { selectShapes } from '../../geo/select-shapes.ts';
import type { Shapes } from '../../geo/shapes.ts';
import { pointOn, segmentShapes, type Lines } from './lines.ts';
import { mergeStretches, type Stretch } from './stretches.ts';

/** A long thing (road, river, reserve) within reach of a line, and the stretches of the line that are. */
export interface Along {
	line: number;
	feature: number;
	distanceM: number;
	stretches: (Stretch & { run: number })[];
}

/**
 * The stretches of line `line` that come within `reachM` metres of the features (to the millimetre, inclusively): found
 * by steps of `stationM`, their two ends then to the millimetre.
 */
export function alongOf(
	features: Shapes,
	near: readonly number[],
	lines: Lines,
	line: number,
	reachM: number,
	stationM: number
): Along[] {
	const steps = cutInSteps(lines, line, stationM);
	const asked = selectShapes(features, Uint32Array.from(near));
	const pairs = pairsWithin(steps.shapes, indexShapes(asked), reachM);
	const found = new Map<number, { distanceM: number; byRun: Map<number, Stretch[]> }>();
	for (let n = 0; n < pairs.count; n++) {
		const b = pairs.b[n];
		let one = found.get(b);
		if (one === undefined) found.set(b, (one = { distanceM: Infinity, byRun: new Map() }));
		one.distanceM = Math.min(one.distanceM, roundMm(pairs.distanceM[n]));
		const { run, ...stretch } = steps.stretches[pairs.a[n]];
		const known = one.byRun.get(run);
		if (known === undefined) one.byRun.set(run, [stretch]);
		else known.push(stretch);
	}
	return [...found].map(([b, { distanceM, byRun }]) => {
		const isWithin = ([x, y]: [number, number]) => distanceToPoint(asked, b, x, y) <= reachM + SAME_M;
		const stretches = [...byRun].flatMap(([run, own]) => {
			return mergeStretches(own).map((stretch) => ({
				run,
				...narrowed(stretch, lines, line, run, stationM, isWithin)
			}));
		});
		return { line, feature: near[b], distanceM, stretches };
	});
}

/** What is nearer than this is at the same place: the rounding of coordinates in floats, metres. */
const SAME_M = 1e-7;

/** Below this a stretch is a touch: it keeps its whole steps, so that there is a line to draw. Metres. */
const TOUCH_M = 1;

/** A stretch without what is out of reach in its first and its last step. */
function narrowed(
	{ fromM, toM }: Stretch,
	lines: Lines,
	line: number,
	run: number,
	stationM: number,
	isWithin: (point: [number, number]) => boolean
): Stretch {
	/** Halves the way from a place out of reach to one within it, to below a tenth of a millimetre. */
	const edge = (outM: number, inM: number) => {
		if (isWithin(placeAt(lines, line, run, outM))) return outM;
		while (Math.abs(outM - inM) > 1e-5) {
			const middleM = (outM + inM) / 2;
			if (isWithin(placeAt(lines, line, run, middleM))) inM = middleM;
			else outM = middleM;
		}
		return roundMm(inM);
	};
	const first = edge(fromM, Math.min(toM, fromM + stationM));
	const last = edge(toM, Math.max(fromM, toM - stationM));
	return last - first < TOUCH_M ? { fromM, toM } : { fromM: first, toM: last };
}

/** The point of a run at a chainage. */
function placeAt(lines: Lines, line: number, run: number, chainageM: number): [number, number] {
	let { first: low, last: high } = lines.runs[line][run];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (lines.startM[middle] <= chainageM) low = middle;
		else high = middle - 1;
	}
	return pointOn(lines, low, chainageM);
}

function cutInSteps(lines: Lines, line: number, stationM: number) {
	const xy: number[] = [];
	const stretches: (Stretch & { run: number })[] = [];
	lines.runs[line].forEach(({ first, last }, run) => {
		for (let k = first; k <= last; k++) {
			const startM = lines.startM[k];
			const endM = startM + lines.segmentM[k];
			// Steps end at stations, which are counted from the beginning of the line, and at bends.
			for (let fromM = startM; fromM < endM;) {
				const toM = Math.min(endM, (Math.floor(fromM / stationM + 1e-9) + 1) * stationM);
				xy.push(...pointOn(lines, k, fromM), ...pointOn(lines, k, toM));
				stretches.push({ run, fromM, toM });
				fromM = toM;
			}
		}
	});
	return { shapes: segmentShapes(xy), stretches };
}
