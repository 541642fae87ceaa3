import { expect, test } from 'vitest';
import { drawKeys, drawSites, weightOf, type DrawnFrom } from '../../../../src/lib/risk/draw/draw-sites.ts';
import { splitMix64 } from '../../../../src/lib/risk/draw/split-mix.ts';
import { LEVELS } from '../../../../src/lib/risk/level.ts';
import { ruleSetOf, SHIPPED, type RuleTables } from '../../../../src/lib/risk/rule-set.ts';

const SITES: DrawnFrom[] = [
	{ id: '甲', level: 'red' },
	{ id: '乙', level: 'orange' },
	{ id: 'c', level: 'yellow' },
	{ id: 'd', level: 'blue' },
	{ id: 'e', level: null },
	{ id: 'f', level: 'blue' },
	{ id: 'g', level: 'orange' }
];
const WEIGHTS = new Map(SITES.map(({ id, level }) => [id, weightOf(level, SHIPPED)]));
const DRAWS = 10_000;
/** Seeds that were fixed before anybody looked: 1 to 10,000. */
const SEEDS = Array.from({ length: DRAWS }, (_, i) => (i + 1).toString(16).padStart(16, '0'));

const idsOf = (sites: readonly { id: string }[]) => sites.map(({ id }) => id);

/** Σ (seen − expected)² / expected. */
function chiSquare(seen: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): number {
	return [...expected].reduce((sum, [key, share]) => {
		const count = DRAWS * share;
		return sum + ((seen.get(key) ?? 0) - count) ** 2 / count;
	}, 0);
}

/** The exact probability of each set of `count` sites, if each is drawn by itself with its share of what is left. */
function setProbabilities(count: number): Map<string, number> {
	const sets = new Map<string, number>();
	const go = (drawn: readonly string[], probability: number) => {
		if (drawn.length === count) {
			const key = [...drawn].sort().join();
			sets.set(key, (sets.get(key) ?? 0) + probability);
			return;
		}
		const left = [...WEIGHTS].filter(([id]) => !drawn.includes(id));
		const all = left.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [id, weight] of left) go([...drawn, id], (probability * weight) / all);
	};
	go([], 1);
	return sets;
}

test('the generator gives the published numbers of SplitMix64', () => {
	const numbers = splitMix64(1234567n);
	expect([1, 2, 3, 4, 5].map(() => numbers.next().value)).toEqual([
		6457827717110365317n,
		3203168211198807973n,
		9817491932198370423n,
		4593380528125082431n,
		16408922859458223821n
	]);
});

test('the weights are those of the standard: 8, 4, 2, 1, and what is not assessed is not taken for low', () => {
	expect(LEVELS.map((level) => weightOf(level, SHIPPED))).toEqual([8, 4, 2, 1]);
	expect(weightOf(null, SHIPPED)).toBeGreaterThan(weightOf('blue', SHIPPED));
});

test('a draw repeats from its seed, whatever the order of the list, and another seed gives another', () => {
	const seed = '0123456789abcdef';
	const draw = drawSites(SITES, 3, seed, SHIPPED);
	expect(drawSites(SITES, 3, seed, SHIPPED)).toEqual(draw);
	expect(drawSites([...SITES].reverse(), 3, seed.toUpperCase(), SHIPPED)).toEqual(draw);
	expect(drawKeys([...SITES].reverse(), seed, SHIPPED).slice(0, 3)).toEqual(draw);
	const others = SEEDS.slice(0, 50).map((one) => idsOf(drawSites(SITES, 3, one, SHIPPED)).join());
	expect(new Set(others).size).toBeGreaterThan(10);
});

test('anybody can work a draw out by hand, as the method says', () => {
	const numbers = splitMix64(0x2an);
	const keys = [...SITES]
		.sort((a, b) => (a.id < b.id ? -1 : 1))
		.map(({ id }) => {
			const u = (Number(numbers.next().value / 2048n) + 0.5) / 9007199254740992;
			return { id, key: -Math.log(u) / WEIGHTS.get(id)! };
		});
	const byHand = keys.sort((a, b) => a.key - b.key).slice(0, 4);
	expect(idsOf(drawSites(SITES, 4, '000000000000002a', SHIPPED))).toEqual(idsOf(byHand));
});

test('over 10,000 draws of one site the frequencies follow the weights', () => {
	const total = [...WEIGHTS.values()].reduce((a, b) => a + b, 0);
	const expected = new Map([...WEIGHTS].map(([id, weight]) => [id, weight / total]));
	const seen = new Map<string, number>();
	for (const seed of SEEDS) {
		const [{ id }] = drawSites(SITES, 1, seed, SHIPPED);
		seen.set(id, (seen.get(id) ?? 0) + 1);
	}
	// 6 degrees of freedom: 22.46 is passed by chance once in a thousand.
	expect(chiSquare(seen, expected)).toBeLessThan(22.46);
});

test('over 10,000 draws of three sites every set comes as often as drawing one after the other would give it', () => {
	const expected = setProbabilities(3);
	expect(expected.size).toBe(35);
	expect([...expected.values()].reduce((a, b) => a + b)).toBeCloseTo(1, 12);
	const seen = new Map<string, number>();
	for (const seed of SEEDS) {
		const key = idsOf(drawSites(SITES, 3, seed, SHIPPED))
			.sort()
			.join();
		seen.set(key, (seen.get(key) ?? 0) + 1);
	}
	// 34 degrees of freedom: 65.25 is passed by chance once in a thousand.
	expect(chiSquare(seen, expected)).toBeLessThan(65.25);
});

test('equal weights would not pass the same test: it can tell', () => {
	const seen = new Map([...WEIGHTS.keys()].map((id) => [id, DRAWS / 7]));
	const expected = new Map([...WEIGHTS].map(([id, weight]) => [id, weight / 22]));
	expect(chiSquare(seen, expected)).toBeGreaterThan(1000);
});

test('all can be drawn, and none; more than there are, one site twice and a seed that is none are refused', () => {
	expect(idsOf(drawSites(SITES, 7, SEEDS[0], SHIPPED)).sort()).toEqual(idsOf(SITES).sort());
	expect(drawSites(SITES, 0, SEEDS[0], SHIPPED)).toEqual([]);
	expect(drawSites([], 0, SEEDS[0], SHIPPED)).toEqual([]);
	for (const count of [8, -1, 1.5, NaN]) expect(() => drawSites(SITES, count, SEEDS[0], SHIPPED)).toThrow(RangeError);
	expect(() => drawSites([...SITES, SITES[0]], 1, SEEDS[0], SHIPPED)).toThrow('given twice');
	for (const seed of ['', '12', 'g'.repeat(16), '0'.repeat(17)]) {
		expect(() => drawSites(SITES, 1, seed, SHIPPED)).toThrow('16 hexadecimal digits');
	}
});

test('a rule set of an edition without draws asks the shipped weights', () => {
	const { draw: _, ...older } = SHIPPED.tables;
	expect(weightOf('red', ruleSetOf('2026.10', older as RuleTables))).toBe(8);
});
