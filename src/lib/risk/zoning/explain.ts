import { squaredDistanceToPoint } from '../../geo/point-distance.ts';
import { codeOf, levelOf, type Level } from '../level.ts';
import { levelOfSum, shareOf } from './field.ts';
import type { ZoningNumbers } from './numbers.ts';
import { COUNT_BITS, levelOfTouched, ringAt } from './rings.ts';
import { reachOf, ringReachM, ringsOf, type Method, type ZoningFeatures } from './sources.ts';

/** What one feature gives a place. */
export interface Contribution {
	feature: number;
	/** From the place to the feature itself, metres, to the millimetre. */
	distanceM: number;
	radiusM: number;
	/** By rings: 1 is the innermost. By field null. */
	ring: number | null;
	/** By rings: the level it gives here. By field: its own level. */
	gives: Level;
	/** By field: what it adds to the sum. By rings null. */
	adds: number | null;
}

export interface Explanation {
	level: Level | null;
	/** Strongest first. */
	contributions: Contribution[];
	/** By rings: whether so many features gave the highest level that they raised it. */
	raised: boolean;
	/** By field: the sum. By rings null. */
	sum: number | null;
}

/**
 * Why the place x, y (a cell's centre, metres) has its level: which features, at what distance, give it what, and the
 * level that follows. It looks at the features alone, not at the grid, and must come to the grid's level.
 * `assessed`: whether a place that nothing touches is blue (the grid's `assessed` of its cell).
 */
export function explainCell(
	x: number,
	y: number,
	features: ZoningFeatures,
	method: Method,
	numbers: ZoningNumbers,
	assessed: boolean
): Explanation {
	const contributions = contributionsAt(x, y, features, method, numbers);
	const untouched: Level | null = assessed ? 'blue' : null;
	if (method === 'field') {
		const sum = contributions.reduce((total, { adds }) => total + (adds ?? 0), 0);
		return { level: sum > 0 ? levelOf(levelOfSum(sum, numbers)) : untouched, contributions, raised: false, sum };
	}
	if (contributions.length === 0) return { level: untouched, contributions, raised: false, sum: null };
	const highest = contributions[0].gives;
	const times = contributions.filter(({ gives }) => gives === highest).length;
	const touched = (codeOf(highest) << COUNT_BITS) + Math.min(times, numbers.accumulation.count);
	const code = levelOfTouched(touched, numbers);
	return { level: levelOf(code), contributions, raised: code > codeOf(highest), sum: null };
}

function contributionsAt(
	x: number,
	y: number,
	features: ZoningFeatures,
	method: Method,
	numbers: ZoningNumbers
): Contribution[] {
	const { shapes, level, radiusM } = features;
	const { box } = shapes;
	const contributions: Contribution[] = [];
	for (let i = 0; i < shapes.count; i++) {
		const reach = reachOf(features, i, method, numbers);
		if (reach === 0) continue;
		if (x < box[4 * i] - reach || x > box[4 * i + 2] + reach) continue;
		if (y < box[4 * i + 1] - reach || y > box[4 * i + 3] + reach) continue;
		const squared = squaredDistanceToPoint(shapes, i, x, y);
		if (squared >= reach * reach) continue;
		const contribution = { feature: i, distanceM: Math.round(Math.sqrt(squared) * 1000) / 1000, radiusM: radiusM[i] };
		if (method === 'field') {
			const weight = numbers.field.weights[level[i]];
			const adds = shareOf(weight, weight / reach, squared);
			contributions.push({ ...contribution, ring: null, gives: levelOf(level[i]) as Level, adds });
			continue;
		}
		const reaches = numbers.rings
			.slice(0, ringsOf(level[i], numbers))
			.map((ring) => ringReachM(radiusM[i], ring.reach));
		const ring = ringAt(squared, reaches);
		const gives = levelOf(level[i] - numbers.rings[ring].lower) as Level;
		contributions.push({ ...contribution, ring: ring + 1, gives, adds: null });
	}
	return contributions.sort(strongestFirst);
}

function strongestFirst(a: Contribution, b: Contribution): number {
	const stronger = (b.adds ?? 0) - (a.adds ?? 0) || codeOf(b.gives) - codeOf(a.gives);
	return stronger || a.distanceM - b.distanceM || a.feature - b.feature;
}
