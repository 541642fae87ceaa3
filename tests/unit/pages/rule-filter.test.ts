import { expect, test } from 'vitest';
import type { RuleItem, RuleNumber } from '../../../src/lib/api.ts';
import { askedOf, filterNumbers, filterRules, type RuleFilter } from '../../../src/lib/pages/rule-filter.ts';

const all: RuleFilter = { text: '', kind: null, confidence: null, asked: null };
const words = (zh: string, en: string) => ({ zh, en });

function rule(id: string, more: Partial<RuleItem> = {}): RuleItem {
	return {
		id,
		kind: 'clearance',
		name: words('管道五米', 'Five metres of a pipeline'),
		clause: '管道保护法 第30条',
		confidence: 'VERIFIED',
		severity: 'red',
		limit: words('≥ 5 m', '≥ 5 m'),
		effectiveFrom: '2010-10-01',
		effectiveTo: null,
		leftOut: null,
		notAsked: null,
		touched: 4,
		states: { broken: 1, met: 3, uncertain: 0, undecided: 0 },
		note: null,
		...more
	};
}

test('a rule that the run could not ask, one that does not hold here, and one before any run are told apart', () => {
	expect(askedOf(rule('A'))).toBe('asked');
	expect(askedOf(rule('A', { touched: 0 }))).toBe('asked');
	expect(askedOf(rule('A', { notAsked: words('图层为空', 'layer is empty'), touched: 0 }))).toBe('not-asked');
	expect(askedOf(rule('A', { leftOut: words('只在武汉', 'Wuhan only') }))).toBe('left-out');
	expect(askedOf(rule('A', { touched: null, states: null }))).toBe('unknown');
});

test('rules are found by id, name, clause and note in either language, whatever the case', () => {
	const rules = [
		rule('PIPE-30-5'),
		rule('GAS-1', { name: words('燃气', 'City gas'), clause: 'GB 55009', note: words('甲', 'x') })
	];
	const found = (text: string) => filterRules(rules, { ...all, text }).map(({ id }) => id);
	expect(found('pipe-30')).toEqual(['PIPE-30-5']);
	expect(found('CITY GAS')).toEqual(['GAS-1']);
	expect(found(' 第30条 ')).toEqual(['PIPE-30-5']);
	expect(found('甲')).toEqual(['GAS-1']);
	expect(found('')).toEqual(['PIPE-30-5', 'GAS-1']);
});

test('filters of kind, confidence and asked hold together', () => {
	const rules = [
		rule('A'),
		rule('B', { confidence: 'RECALLED' }),
		rule('C', { kind: 'upgrade', confidence: 'RECALLED' }),
		rule('D', { confidence: 'RECALLED', notAsked: words('无', 'none') })
	];
	const filter: RuleFilter = { text: '', kind: 'clearance', confidence: 'RECALLED', asked: 'asked' };
	expect(filterRules(rules, filter).map(({ id }) => id)).toEqual(['B']);
});

test('numbers that a district may set can be listed alone', () => {
	const number = (path: string, editable: boolean) =>
		({ path, editable, standard: 'GB', clause: '1', name: words('半径', 'Radius') }) as RuleNumber;
	const numbers = [number('zoning.radii.park.value', true), number('gb18218.alpha.0', false)];
	expect(filterNumbers(numbers, '', true).map(({ path }) => path)).toEqual(['zoning.radii.park.value']);
	expect(filterNumbers(numbers, '', false)).toHaveLength(2);
	expect(filterNumbers(numbers, 'alpha', false).map(({ path }) => path)).toEqual(['gb18218.alpha.0']);
	expect(filterNumbers(numbers, 'alpha', true)).toEqual([]);
});
