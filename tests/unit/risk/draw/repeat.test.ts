import { expect, test } from 'vitest';
import { chancesOf } from '../../../../src/lib/risk/draw/chances.ts';
import { countsBySize, drawBySize, type DrawSize } from '../../../../src/lib/risk/draw/draw-by-size.ts';
import { drawInspectors } from '../../../../src/lib/risk/draw/draw-inspectors.ts';
import { repeatDraw, type KeptDraw } from '../../../../src/lib/risk/draw/repeat.ts';
import type { Level } from '../../../../src/lib/risk/level.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';

const SEED = '00c0ffee00c0ffee';
const LEVELS: readonly (Level | null)[] = ['red', 'orange', 'yellow', 'yellow', 'blue', 'blue', 'blue', null];
const POOL = Array.from({ length: 40 }, (_, i) => ({ id: `enterprise/${i}`, level: LEVELS[i % LEVELS.length] }));

function made(size: DrawSize): KeptDraw {
	const { keys, drawn } = drawBySize(POOL, size, SEED, SHIPPED);
	const levelOf = new Map(POOL.map(({ id, level }) => [id, level]));
	const people = ['a', 'b', 'c', 'd'].map((id, i) => {
		return { id, name: id, employers: i === 0 ? [drawn[0]] : [], relativesAt: [], subdistricts: null };
	});
	const sites = drawn.map((id) => ({ id, name: id, lastInspectors: ['b'], subdistricts: [] }));
	const { pairs, recused } = drawInspectors(sites, people, SEED, SHIPPED);
	return {
		seed: SEED,
		size,
		pool: keys.map((key) => ({ ...key, level: levelOf.get(key.id)! })),
		drawn,
		inspectors: people.map(({ id }) => ({ id })),
		recused: recused.map(({ site, inspector }) => ({ site, inspector })),
		pairs: pairs!
	};
}

test('a draw that was kept comes out again, by number and by shares, through JSON and without why somebody was recused', () => {
	for (const size of [{ count: 6 }, { share: { red: 100, orange: 50, blue: 10 } }]) {
		const kept = JSON.parse(JSON.stringify(made(size))) as KeptDraw;
		const { differences, keys, sites, people } = repeatDraw(kept, SHIPPED);
		expect(differences).toEqual([]);
		expect([keys, sites, people]).toEqual([40, kept.drawn.length, 2 * kept.drawn.length]);
	}
});

test('whatever is changed in a kept draw is found when it is repeated', () => {
	const kept = made({ count: 6 });
	const [first, ...others] = kept.pairs;
	const changed: KeptDraw[] = [
		{ ...kept, seed: '00c0ffee00c0ffef' },
		{ ...kept, drawn: [...kept.drawn.slice(1), kept.pool[20].id] },
		{ ...kept, pool: kept.pool.map((one, i) => (i === 30 ? { ...one, level: 'red', weight: 8 } : one)) },
		{ ...kept, pool: kept.pool.map((one, i) => (i === 3 ? { ...one, key: one.key * 1.001 } : one)) },
		{ ...kept, pairs: [{ ...first, inspectors: first.inspectors.map((id) => (id === 'c' ? 'd' : 'c')) }, ...others] }
	];
	for (const one of changed) expect(repeatDraw(one, SHIPPED).differences).not.toEqual([]);
	expect(repeatDraw({ ...kept, inspectors: null, pairs: [] }, SHIPPED)).toMatchObject({ people: 0, differences: [] });
});

test('by shares each level gives its own part, rounded up, whatever the seed', () => {
	const size = { share: { red: 100, yellow: 15, notAssessed: 1 } };
	expect([...countsBySize(POOL, size)!]).toEqual([
		['red', 5],
		['orange', 0],
		['yellow', 2],
		['blue', 0],
		['notAssessed', 1]
	]);
	const levels = drawBySize(POOL, size, SEED, SHIPPED).drawn.map((id) => POOL.find((one) => one.id === id)!.level);
	expect(Map.groupBy(levels, (level) => level).size).toBe(3);
	expect(levels).toHaveLength(8);
	expect(() => drawBySize(POOL, { share: { red: 101 } }, SEED, SHIPPED)).toThrow('0 to 100 %');
	expect(() => drawBySize(POOL, { count: 41 }, SEED, SHIPPED)).toThrow('41 of 40');
});

test('the chances that are told before a draw are those that 4,000 draws show', () => {
	const units = { red: 5, orange: 5, yellow: 10, blue: 15, notAssessed: 5 };
	const told = chancesOf(units, 10, SHIPPED);
	const levelOf = new Map(POOL.map(({ id, level }) => [id, level ?? 'notAssessed'] as const));
	const seen = { red: 0, orange: 0, yellow: 0, blue: 0, notAssessed: 0 };
	const draws = 4000;
	for (let i = 1; i <= draws; i++) {
		const { drawn } = drawBySize(POOL, { count: 10 }, i.toString(16).padStart(16, '0'), SHIPPED);
		for (const id of drawn) seen[levelOf.get(id)!]++;
	}
	for (const [level, share] of Object.entries(told) as [keyof typeof units, number][]) {
		expect(Math.abs(seen[level] / draws / units[level] - share), level).toBeLessThan(0.02);
	}
	expect(chancesOf({ red: 2, blue: 0 }, 2, SHIPPED)).toEqual({ red: 1 });
	expect(chancesOf({ red: 2 }, 0, SHIPPED).red).toBeCloseTo(0, 12);
	expect(() => chancesOf({ red: 2 }, 3, SHIPPED)).toThrow(RangeError);
});
