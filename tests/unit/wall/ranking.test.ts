import { expect, test } from 'vitest';
import { SHIPPED, type RuleSet } from '../../../src/lib/risk/rule-set.ts';
import { rankSubdistricts, type RankingUnit } from '../../../src/lib/server/wall/ranking.ts';

const UNITS = { red: 0, orange: 0, yellow: 0, blue: 1, none: 0 };

/** An assessed subdistrict of a square kilometre. */
function area(id: string, given: Partial<RankingUnit> = {}): RankingUnit {
	return {
		id,
		name: id,
		assessed: true,
		level: 'blue',
		units: UNITS,
		density: 0,
		areaM2: 1e6,
		broken: 0,
		overdue: 0,
		bbox: null,
		...given
	};
}

const ranked = (areas: readonly RankingUnit[], rules: RuleSet = SHIPPED) =>
	rankSubdistricts(areas, rules).map(({ id, rank, score, named }) => [id, rank, score, named]);

test('the first two are commended and the last two named; a broken rule and an overdue danger weigh as the data says', () => {
	const { broken, overdue } = SHIPPED.tables.wall.ranking;
	const areas = [
		area('e', { density: 100 }),
		area('d', { overdue: 1 }),
		area('c', { broken: 2, areaM2: 2e6 }),
		area('b', { density: 2 }),
		area('a', { density: 1 })
	];
	expect(ranked(areas)).toEqual([
		['a', 1, 1, 'commended'],
		['b', 2, 2, 'commended'],
		['c', 3, broken.value, null],
		['d', 4, overdue.value, 'named'],
		['e', 5, 100, 'named']
	]);
});

test('equal scores are told apart by overdue dangers, broken rules, red and orange units, then by id', () => {
	const areas = [
		area('h', { density: 30 }),
		area('g', { density: 30 }),
		area('f', { density: 30, units: { ...UNITS, orange: 3 } }),
		area('e', { density: 30, units: { ...UNITS, red: 1 } }),
		area('d', { density: 10, broken: 2 }),
		area('c', { density: 0, overdue: 1 })
	];
	const ids = ['g', 'h', 'f', 'e', 'd', 'c'];
	expect(ranked(areas).map(([id]) => id)).toEqual(ids);
	expect(ranked(areas.toReversed()).map(([id]) => id)).toEqual(ids);
	expect(ranked(areas).map(([, , score]) => score)).toEqual([30, 30, 30, 30, 30, 30]);
});

test('what is not assessed is not ranked, and is no better for it: it stands at the end', () => {
	const areas = [
		area('never', { assessed: false, density: 5 }),
		area('empty', { level: null }),
		area('flat', { areaM2: 0 }),
		...['a', 'b', 'c', 'd'].map((id, i) => area(id, { density: i + 1 }))
	];
	expect(ranked(areas)).toEqual([
		['a', 1, 1, 'commended'],
		['b', 2, 2, 'commended'],
		['c', 3, 3, 'named'],
		['d', 4, 4, 'named'],
		['empty', null, null, null],
		['flat', null, null, null],
		['never', null, null, null]
	]);
});

test('with fewer than four nobody is commended or named, and who has nothing against them is never named', () => {
	expect(
		ranked([area('a'), area('b', { density: 1 }), area('c', { density: 2 })]).map(([, , , named]) => named)
	).toEqual([null, null, null]);
	const clean = ['a', 'b', 'c', 'd'].map((id) => area(id));
	expect(ranked(clean).map(([, , , named]) => named)).toEqual(['commended', 'commended', null, null]);
});

test('a rule set that is older than the wall is ranked by the numbers that are shipped', () => {
	const { wall: _, ...tables } = SHIPPED.tables;
	const older = { ...SHIPPED, tables } as RuleSet;
	const areas = [area('a', { broken: 1 }), area('b', { overdue: 1 })];
	expect(ranked(areas, older)).toEqual(ranked(areas));
});
