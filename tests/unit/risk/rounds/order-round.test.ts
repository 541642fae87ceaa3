import { expect, test } from 'vitest';
import { fractionsFrom } from '../../../../src/lib/risk/draw/split-mix.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';
import { orderRound, type RoundOptions } from '../../../../src/lib/risk/rounds/order-round.ts';
import { lengthOf, searchCycle } from '../../../../src/lib/risk/rounds/search.ts';
import type { RoundSite } from '../../../../src/lib/risk/rounds/urgency.ts';

interface Point {
	x: number;
	y: number;
}

const START = { x: 5000, y: 5000 };

const site = (id: string, x: number, y: number, more: Partial<RoundSite> = {}): RoundSite => ({
	id,
	x,
	y,
	level: 'yellow',
	daysSinceVisit: 30,
	dangersOpen: 0,
	dangersOverdue: 0,
	...more
});

/** Sites in a square of 10 km; the same for the same seed. */
function scattered(count: number, seed: number): RoundSite[] {
	const fractions = fractionsFrom(BigInt(seed));
	const next = () => 10_000 * fractions.next().value;
	return Array.from({ length: count }, (_, i) => site(`s${String(i).padStart(2, '0')}`, next(), next()));
}

const round = (sites: readonly RoundSite[], start: Point | null, options: RoundOptions = {}) =>
	orderRound(sites, start, options, SHIPPED);

const metres = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function wayLength(sites: readonly Point[], start: Point | null, returns: boolean): number {
	const way = start === null ? sites : [start, ...sites];
	const between = way.slice(1).reduce((sum, to, i) => sum + metres(way[i], to), 0);
	return between + (returns && way.length > 0 ? metres(way[way.length - 1], way[0]) : 0);
}

/** The length of the shortest of all orders, one after the other. */
function bruteForce(sites: readonly Point[], start: Point | null, returns: boolean): number {
	let best = Infinity;
	const order: Point[] = [];
	const left = new Set(sites);
	const go = (soFar: number, at: Point | null) => {
		if (soFar >= best) return;
		if (left.size === 0) {
			best = Math.min(best, soFar + (returns ? metres(at!, start ?? order[0]) : 0));
			return;
		}
		for (const next of [...left]) {
			left.delete(next);
			order.push(next);
			go(soFar + (at === null ? 0 : metres(at, next)), next);
			order.pop();
			left.add(next);
		}
	};
	go(0, start);
	return best;
}

/** Simulated annealing with single exchanges and turns, many times over: another way to look for a short closed tour. */
function longSearch(points: readonly Point[], seed: number): number {
	// The generator of Park and Miller: millions of numbers, quickly.
	let state = seed;
	const fraction = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
	const n = points.length;
	const d = points.map((a) => points.map((b) => metres(a, b)));
	let best = Infinity;
	for (let restart = 0; restart < 4; restart++) {
		const order = points.map((_, i) => i);
		let length = order.reduce((sum, at, i) => sum + d[at][order[(i + 1) % n]], 0);
		for (let heat = 2000; heat > 1; heat *= 0.9995) {
			for (let step = 0; step < 4; step++) {
				const a = 1 + Math.floor(fraction() * (n - 1));
				const b = 1 + Math.floor(fraction() * (n - 1));
				const [i, j] = a < b ? [a, b] : [b, a];
				const [p, q, r, s] = [order[i - 1], order[i], order[j], order[(j + 1) % n]];
				const change = d[p][r] + d[q][s] - d[p][q] - d[r][s];
				if (i === j || (change > 0 && fraction() >= Math.exp(-change / heat))) continue;
				for (let u = i, v = j; u < v; u++, v--) [order[u], order[v]] = [order[v], order[u]];
				length += change;
				best = Math.min(best, length);
			}
		}
	}
	return best;
}

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

test.each([
	['from a start, open', START, false],
	['from a start and back', START, true],
	['without a start, open', null, false],
	['without a start and back', null, true]
] as const)(
	'20 rounds of 9 sites are the shortest of all orders: %s',
	(_, start, returns) => {
		for (const seed of SEEDS) {
			const sites = scattered(9, seed);
			const answer = round(sites, start, { returns });
			expect(answer.isShortest).toBe(true);
			expect(answer.stops.map(({ id }) => id).sort()).toEqual(sites.map(({ id }) => id));
			expect(answer.totalM, `seed ${seed}`).toBeCloseTo(bruteForce(sites, start, returns), 3);
			const driven = answer.stops.map(({ id }) => sites.find((one) => one.id === id)!);
			expect(wayLength(driven, start, returns), `seed ${seed}`).toBeCloseTo(answer.totalM, 3);
		}
	},
	60_000
);

test('the search for many sites finds the shortest of 9 too', () => {
	for (const seed of SEEDS) {
		const points: Point[] = [START, ...scattered(9, seed)];
		const lengths = Float64Array.from(points.flatMap((a) => points.map((b) => metres(a, b))));
		const found = lengthOf(searchCycle(lengths, 10), lengths, 10);
		expect(found, `seed ${seed}`).toBeCloseTo(bruteForce(points.slice(1), START, true), 3);
	}
});

test('20 rounds of 30 sites are within 5 % of what a long search by another method finds', () => {
	for (const seed of SEEDS) {
		const sites = scattered(30, 100 + seed);
		const answer = round(sites, START, { returns: true });
		const least = longSearch([START, ...sites], seed);
		expect(answer.totalM / least, `seed ${seed}`).toBeLessThanOrEqual(1.05);
		expect(new Set(answer.stops.map(({ id }) => id)).size).toBe(30);
		expect(answer.isShortest).toBe(false);
	}
}, 120_000);

test('the same sites give the same round in whatever order they are given', () => {
	const sites = scattered(20, 7);
	const once = round(sites, START, { returns: true });
	expect(round([...sites].reverse(), START, { returns: true })).toEqual(once);
	expect(round([...sites.slice(9), ...sites.slice(0, 9)], START, { returns: true })).toEqual(once);
});

test('a round there and back comes to the urgent site sooner', () => {
	const sites = [site('a', 0, 1000), site('b', 1000, 1000), site('c', 1000, 0, { level: 'red' })];
	expect(round(sites, { x: 0, y: 0 }, { returns: true }).stops.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
	expect(round(sites, null, { returns: true }).stops[0].id).toBe('c');
});

test.each([9, 25])('%i sites: those with an overdue danger come first, and only if that is asked for', (count) => {
	const sites = scattered(count, 3).map((one, i) =>
		i % 4 === 0 ? { ...one, dangersOpen: 2, dangersOverdue: 1 } : one
	);
	const overdue = (id: string) => sites.find((one) => one.id === id)!.dangersOverdue > 0;
	const free = round(sites, START, { returns: true });
	for (const start of [START, null]) {
		for (const returns of [true, false]) {
			const pinned = round(sites, start, { returns, overdueFirst: true });
			const flags = pinned.stops.map(({ id }) => overdue(id));
			expect(flags).toEqual([...flags].sort((a, b) => Number(b) - Number(a)));
			expect(pinned.totalM).toBeLessThan(100_000);
			expect(pinned.stops[0].here.zh).toContain('逾期隐患');
		}
	}
	expect(free.totalM).toBeLessThan(round(sites, START, { returns: true, overdueFirst: true }).totalM);
	expect(free.stops.every(({ here }) => !here.zh.includes('逾期'))).toBe(true);
});

test('road distances decide where there are any, in their own direction, and the legs say so', () => {
	const sites = [site('a', 100, 0), site('b', 200, 0), site('c', 300, 0)];
	// A river: a is next to the start and far by road; the way back from c is free of it.
	const road: Record<string, number> = {
		'null-a': 9000,
		'null-b': 200,
		'null-c': 300,
		'c-a': 250,
		'b-c': 100,
		'b-a': 8000
	};
	const roadM = (from: string | null, to: string | null) => road[`${from}-${to}`] ?? null;
	const answer = round(sites, { x: 0, y: 0 }, { roadM });
	expect(answer.stops.map(({ id, leg }) => [id, leg])).toEqual([
		['b', { m: 200, by: 'road' }],
		['c', { m: 100, by: 'road' }],
		['a', { m: 250, by: 'road' }]
	]);
	expect(answer.totalM).toBe(550);
	expect(round(sites, { x: 0, y: 0 }, { roadM, returns: true }).back).toEqual({ m: 100, by: 'straight' });
});

test('every stop says why it is in the round and why it stands where it does', () => {
	const sites = [
		site('near', 0, 1000, { level: 'red', dangersOpen: 3, dangersOverdue: 1, daysSinceVisit: 73 }),
		site('far', 0, 5000, { level: null, daysSinceVisit: null })
	];
	const [first, second] = round(sites, { x: 0, y: 0 }).stops;
	expect(first.why.map(({ zh }) => zh)).toEqual([
		'重大风险（80 分）',
		'1 处隐患逾期未整改（40 分）',
		'2 处隐患未销号（20 分）',
		'上次检查在 73 天前，关注周期 1 个月（72 分）'
	]);
	expect(first.score).toBe(212);
	expect(first.here).toEqual({
		zh: '距起点直线 1.0 公里，是剩下各站中最近的',
		en: '1.0 km in a straight line from the start, the nearest of those left'
	});
	expect(second.why.map(({ en }) => en)).toEqual(['Not assessed (20 points)', 'No visit is on record (60 points)']);
	expect(second.here.en).toBe('4.0 km in a straight line from the stop before, the nearest of those left');
});

test('a stop that is not the nearest says which would have been', () => {
	// Going up to a first and then down to b would double the long way.
	const sites = [site('a', 0, 90), site('b', 0, -100), site('c', 0, 5000)];
	const [first] = round(sites, { x: 0, y: 0 }).stops;
	expect(first.id).toBe('b');
	expect(first.here.zh).toBe('距起点直线 100 米；a 更近（直线 90 米），但先到这里全程更短');
});

test('none, one and two sites are rounds too; a site twice and a way without length are refused', () => {
	expect(round([], START, { returns: true })).toMatchObject({ stops: [], back: null, totalM: 0 });
	expect(round([], null).totalM).toBe(0);
	expect(round([], null, { returns: true })).toMatchObject({ stops: [], back: null, totalM: 0 });
	expect(round([site('a', 5000, 5100)], START, { returns: true })).toMatchObject({ totalM: 200, back: { m: 100 } });
	expect(round([site('a', 0, 0)], null, { returns: true })).toMatchObject({ totalM: 0, stops: [{ leg: null }] });
	expect(round([site('a', 0, 0), site('b', 0, 7)], null).totalM).toBe(7);
	expect(() => round([site('a', 0, 0), site('a', 1, 1)], null)).toThrow('given twice');
	expect(() => round([site('a', NaN, 0)], START)).toThrow('has no length');
});
