import { expect, test } from 'vitest';
import { consequenceOf, rankGroups, rankingFormula } from '../../../../src/lib/risk/duties/ranking.ts';
import { SHIPPED } from '../../../../src/lib/risk/rule-set.ts';

const group = (name: string | null, done: number, overdue: number) => ({
	group: name,
	people: 1,
	done,
	due: 0,
	overdue,
	rate: done + overdue === 0 ? null : done / (done + overdue)
});
const ranked = (...groups: ReturnType<typeof group>[]) =>
	rankGroups(groups, SHIPPED).map((one) => `${one.group} ${one.rank} ${one.standing}`);

test('the first two are commended and the last two named', () => {
	expect(ranked(group('a', 1, 9), group('b', 9, 1), group('c', 5, 5), group('d', 8, 2), group('e', 2, 8))).toEqual([
		'b 1 commended',
		'd 2 commended',
		'c 3 null',
		'e 4 named',
		'a 5 named'
	]);
});

test('of equal rates fewer overdue come first, then more done; what is equal in all shares a rank and its lot', () => {
	expect(ranked(group('a', 2, 2), group('b', 1, 1), group('z', 10, 0), group('y', 20, 0), group('x', 3, 9))).toEqual([
		'y 1 commended',
		'z 2 commended',
		'b 3 null',
		'a 4 named',
		'x 5 named'
	]);
	expect(ranked(group('q', 9, 1), group('p', 9, 1), group('o', 9, 1), group('n', 1, 9), group('m', 0, 1))).toEqual([
		'o 1 commended',
		'p 1 commended',
		'q 1 commended',
		'n 4 named',
		'm 5 named'
	]);
	const last = rankGroups(
		[group('a', 9, 0), group('b', 8, 0), group('c', 1, 1), group('d', 1, 1), group('e', 1, 1)],
		SHIPPED
	);
	expect(last.filter(({ standing }) => standing === 'named').map((one) => one.group)).toEqual(['c', 'd', 'e']);
});

test('nobody is both, and nobody is named who has nothing overdue or nothing to rank', () => {
	expect(ranked(group('a', 1, 1))).toEqual(['a 1 commended']);
	expect(ranked(group('a', 1, 1), group('b', 0, 4), group('c', 3, 1))).toEqual([
		'c 1 commended',
		'a 2 commended',
		'b 3 named'
	]);
	expect(ranked(group('a', 4, 0), group('b', 3, 0), group('c', 2, 0), group('d', 1, 0))).toEqual([
		'a 1 commended',
		'b 2 commended',
		'c 3 null',
		'd 4 null'
	]);
	expect(ranked(group('b', 0, 0), group('a', 1, 0), group(null, 0, 0))).toEqual([
		'a 1 commended',
		'b null null',
		'null null null'
	]);
	expect(ranked()).toEqual([]);
});

test('the order of the input does not matter', () => {
	const groups = [group('a', 1, 2), group('b', 1, 2), group('c', 7, 2), group('d', 0, 0)];
	expect(rankGroups([...groups].reverse(), SHIPPED)).toEqual(rankGroups(groups, SHIPPED));
});

test('what follows grows with the quarters in a row, and the formula says how many', () => {
	expect(consequenceOf(0, SHIPPED)).toBeNull();
	expect([1, 2, 3, 9].map((quarters) => consequenceOf(quarters, SHIPPED)!.inRow)).toEqual([1, 2, 3, 3]);
	expect(consequenceOf(2, SHIPPED)!.clause).toContain('(二十六)');
	expect(rankingFormula(SHIPPED).zh).toContain('前 2 位通报表扬，后 2 位通报批评');
});
