import type { RuleSet } from '../rule-set.ts';
import type { DrawLevel } from './draw-by-size.ts';
import { drawTable } from './table.ts';

/** Halvings of the interval in which the clock of the draw stops: more than a double has digits. */
const HALVINGS = 200;

/**
 * About how likely one site of each level is drawn when `count` are drawn of so many of each level, 0 to 1. A key is the
 * time at which an exponential clock of the site's weight rings, and a draw takes the first that ring; where the clock is
 * stopped at a fixed time t with as many rung on the average, a site is drawn with 1 − e^(−weight · t). For draws of more
 * than a few sites that is the exact chance to within a percent. Levels without sites are left out. Throws a RangeError
 * for a count that cannot be drawn.
 */
export function chancesOf(
	units: Partial<Record<DrawLevel, number>>,
	count: number,
	rules: RuleSet
): Partial<Record<DrawLevel, number>> {
	const { weights } = drawTable(rules);
	const levels = (Object.entries(units) as [DrawLevel, number][]).filter(([, some]) => some > 0);
	const all = levels.reduce((sum, [, some]) => sum + some, 0);
	if (!Number.isInteger(count) || count < 0 || count > all) {
		throw new RangeError(`${count} of ${all} sites cannot be drawn.`);
	}
	if (count === all) return Object.fromEntries(levels.map(([level]) => [level, 1]));
	const chance = (level: DrawLevel, t: number) => -Math.expm1(-weights[level] * t);
	const rung = (t: number) => levels.reduce((sum, [level, some]) => sum + some * chance(level, t), 0);
	let [low, high] = [0, 1];
	while (rung(high) < count && high < 1e9) high *= 2;
	for (let i = 0; i < HALVINGS; i++) {
		const middle = (low + high) / 2;
		if (rung(middle) < count) low = middle;
		else high = middle;
	}
	return Object.fromEntries(levels.map(([level]) => [level, chance(level, high)]));
}
