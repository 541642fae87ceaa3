import type { Level } from '../level.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { fractionsFrom, seedFrom } from './split-mix.ts';
import { drawTable } from './table.ts';

export interface DrawnFrom {
	id: string;
	level: Level | null;
}

/** A site of a draw, with the numbers that decided: anybody can work them out again. */
export interface DrawKey {
	id: string;
	weight: number;
	/** The site's random number, above 0 and below 1. */
	u: number;
	/** −ln(u) / weight: the smallest are drawn. */
	key: number;
}

/** How a draw is made, to be printed with it. */
export const DRAW_METHOD: Words = {
	zh: '对象按编号（UTF-16 代码单元）升序排列；以种子启动 SplitMix64，第 k 个输出 z 给第 k 个对象：u = (⌊z ÷ 2^11⌋ + 0.5) ÷ 2^53，键 = −ln(u) ÷ 权重；键最小的若干个对象被抽中。',
	en: 'Sites are sorted by id (UTF-16 code units). SplitMix64 starts from the seed; its k-th output z is the k-th site’s: u = (⌊z / 2^11⌋ + 0.5) / 2^53, key = −ln(u) / weight. Those with the smallest keys are drawn.'
};

/** The weight of a level in a draw (系统设定, data/rules/draw.json). */
export function weightOf(level: Level | null, rules: RuleSet): number {
	return drawTable(rules).weights[level ?? 'notAssessed'];
}

/**
 * Draws `count` of these sites at random without replacement, weighted by level (Efraimidis and Spirakis 2006: as if each
 * were drawn by itself with its share of the weight that is left). The same sites and seed (16 hexadecimal digits) give
 * the same draw, in whatever order the sites come. First drawn first. Throws a RangeError for a seed that is none, a site
 * that is given twice, and a count that is not a whole number from 0 to that of the sites.
 */
export function drawSites(sites: readonly DrawnFrom[], count: number, seed: string, rules: RuleSet): DrawKey[] {
	if (!Number.isInteger(count) || count < 0 || count > sites.length) {
		throw new RangeError(`${count} of ${sites.length} sites cannot be drawn.`);
	}
	return drawKeys(sites, seed, rules).slice(0, count);
}

/** The keys of all sites, those first that are drawn first. */
export function drawKeys(sites: readonly DrawnFrom[], seed: string, rules: RuleSet): DrawKey[] {
	const fractions = fractionsFrom(seedFrom(seed));
	const keys = sortedById(sites).map(({ id, level }): DrawKey => {
		const weight = weightOf(level, rules);
		const u = fractions.next().value;
		return { id, weight, u, key: -Math.log(u) / weight };
	});
	return keys.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
}

/** In the order of their ids, so that no draw hangs on the order of a list. Throws a RangeError for one given twice. */
export function sortedById<T extends { id: string }>(these: readonly T[]): T[] {
	const sorted = [...these].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	sorted.forEach(({ id }, i) => {
		if (sorted[i + 1]?.id === id) throw new RangeError(`"${id}" is given twice.`);
	});
	return sorted;
}
