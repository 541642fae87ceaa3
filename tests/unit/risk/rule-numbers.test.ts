import { expect, test } from 'vitest';
import { defaultInfluence } from '../../../src/lib/risk/layers/influence.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { knownRules } from '../../../src/lib/risk/rules/catalogue.ts';
import { changeRules, RuleChangeError, type RuleChange } from '../../../src/lib/risk/rules/change.ts';
import { numbersOf } from '../../../src/lib/risk/rules/numbers.ts';

const NUMBERS = numbersOf(SHIPPED);
const number = (path: string) => NUMBERS.find((one) => one.path === path)!;
const change = (path: string, value: RuleChange['value']) => changeRules(SHIPPED, [{ path, value }]);

function refusal(changes: RuleChange[]): RuleChangeError {
	try {
		changeRules(SHIPPED, changes);
	} catch (error) {
		if (error instanceof RuleChangeError) return error;
		throw error;
	}
	throw new Error('It was not refused.');
}

test('every number has its own path, a name in both languages, its clause and its confidence', () => {
	expect(NUMBERS.length).toBeGreaterThan(500);
	expect(new Set(NUMBERS.map((one) => one.path)).size).toBe(NUMBERS.length);
	for (const one of NUMBERS) {
		expect(one.name.zh, one.path).not.toBe('');
		expect(one.name.en, one.path).not.toBe('');
		expect(one.standard, one.path).not.toBe('');
		expect(one.clause, one.path).not.toBe('');
		expect(one.shipped, one.path).toBe(one.value);
	}
});

test('a number says what it is: where it stands, in what unit, and between which bounds it may be set', () => {
	expect(number('zoning.radii.park.value')).toMatchObject({
		name: { zh: '四色分布图 · 默认影响半径 · 园区', en: 'Four-colour zoning · default radius of influence · park' },
		value: 200,
		unit: 'm',
		confidence: 'DESIGN',
		editable: true,
		min: 1
	});
	expect(number('zoning.cell.value')).toMatchObject({ min: 10, max: 1000 });
	expect(number('clearances.rows.PIPE-30-5.limits.0.m')).toMatchObject({
		value: 5,
		clause: '第30条',
		confidence: 'VERIFIED',
		editable: false
	});
});

test('only what is 系统设定 may be set, and nothing that gives the rules their form', () => {
	for (const one of NUMBERS.filter((number) => number.editable)) expect(one.confidence, one.path).toBe('DESIGN');
	expect(number('zoning.cell.maxValue').editable).toBe(false);
	expect(NUMBERS.filter((one) => one.path.endsWith('.no') && one.editable)).toEqual([]);
	expect(NUMBERS.filter((one) => one.path.includes('.where.') && one.editable)).toEqual([]);
});

test('an editable number can take another value within its bounds, and nothing else changes', () => {
	const before = JSON.stringify(SHIPPED.tables);
	let changed = 0;
	const editable = NUMBERS.filter((number) => number.editable && typeof number.value === 'number');
	// Each makes a whole rule set: one of five stands for the rest.
	for (const one of editable.filter((_, i) => i % 5 === 0)) {
		const value = one.value as number;
		const other = [value + 1, value - 1].find((next) => next >= one.min! && next <= one.max!);
		if (other === undefined) continue;
		try {
			const rules = change(one.path, other);
			const different = numbersOf(rules).filter((next, i) => next.value !== NUMBERS[i].value);
			expect(different.map((next) => [next.path, next.value, next.shipped])).toEqual([[one.path, other, value]]);
			changed++;
		} catch (error) {
			// Numbers that cannot stand together say so.
			expect(error, one.path).toBeInstanceOf(RuleChangeError);
		}
	}
	expect(changed).toBeGreaterThan(10);
	expect(JSON.stringify(SHIPPED.tables)).toBe(before);
}, 60_000);

test('a changed rule set is another version, and the same changes give the same one', () => {
	const rules = change('zoning.radii.park.value', 250);
	expect(rules.tables.zoning.radii.park.value).toBe(250);
	expect(SHIPPED.tables.zoning.radii.park.value).toBe(200);
	expect(rules.version).not.toBe(SHIPPED.version);
	expect(change('zoning.radii.park.value', 250).version).toBe(rules.version);
	expect(changeRules(rules, [{ path: 'zoning.radii.park.value', value: 200 }]).version).toBe(SHIPPED.version);
});

test('a switch, a level word and a mode can be set, to what they can be', () => {
	expect(number('geohazard.risk.rows.中.level').choices).toEqual(['red', 'orange', 'yellow', 'blue']);
	expect(change('geohazard.risk.rows.中.level', 'orange').tables.geohazard.risk.rows[2].level).toBe('orange');
	expect(refusal([{ path: 'geohazard.risk.rows.中.level', value: 'purple' }]).text.en).toContain(
		'one of red, orange, yellow, blue, not purple'
	);
});

test.each<[string, RuleChange[], string, string]>([
	[
		'a path with a typo',
		[{ path: 'zoning.radi.park.value', value: 250 }],
		'The rules have no zoning.radi.park.value. Did you mean zoning.radii.park.value?',
		'是否为 zoning.radii.park.value'
	],
	[
		'an object instead of its number',
		[{ path: 'zoning.radii.park', value: 250 }],
		'Did you mean zoning.radii.park.value?',
		'zoning.radii.park.value'
	],
	[
		'a number of the law',
		[{ path: 'clearances.rows.PIPE-30-5.limits.0.m', value: 3 }],
		'石油天然气管道保护法 第30条 (VERIFIED); a district may set only DESIGN numbers',
		'辖区不能改'
	],
	['a bound', [{ path: 'zoning.cell.maxValue', value: 5000 }], 'form of the rules', '结构'],
	['a word for a number', [{ path: 'zoning.cell.value', value: '50' }], 'must be a number, not "50"', '应为数字'],
	['no number', [{ path: 'zoning.radii.park.value', value: Number.NaN }], 'must be a number', '应为数字'],
	['null', [{ path: 'zoning.radii.park.value', value: null }], 'must be a number, not null', '应为数字'],
	[
		'out of bounds',
		[{ path: 'zoning.cell.value', value: 5 }],
		'between 10 and 1000 m, not be 5',
		'须在 10 与 1000 m 之间'
	],
	['no radius at all', [{ path: 'zoning.radii.park.value', value: 0 }], 'must lie between 1 and', '须在 1 与'],
	['half a ring', [{ path: 'zoning.rings.count', value: 2.5 }], 'must be a whole number, not 2.5', '须为整数'],
	[
		'breaks that do not fall',
		[{ path: 'zoning.field.breaks.orange.atLeast', value: 25 }],
		'do not fall from red to yellow',
		'不能同时成立'
	],
	[
		'weights by which a worse level weighs less',
		[{ path: 'zoning.field.weights.red', value: 5 }],
		'zoning.field.weights.red is 5, zoning.field.weights.orange is 10',
		'权重不能由红到蓝递增'
	],
	[
		'more features than a counter holds',
		[{ path: 'zoning.rings.accumulate.features', value: 32 }],
		'Accumulation takes 1 to 31 features, not 32',
		'不能同时成立'
	],
	[
		'a floor above its ceiling',
		[{ path: 'clearances.metMargin.least', value: 60 }],
		'clearances.metMargin.least (60 m) is above clearances.metMargin.most (50 m)',
		'至少（60 米）大于至多'
	],
	[
		'one number twice',
		[
			{ path: 'zoning.radii.park.value', value: 250 },
			{ path: 'zoning.radii.park.value', value: 300 }
		],
		'is given twice',
		'给了两次'
	],
	['nothing', [], 'Nothing is changed', '没有改变任何数值'],
	['the value it has', [{ path: 'zoning.radii.park.value', value: 200 }], 'Nothing is changed', '没有改变任何数值']
])('%s is refused in words that say why', (_, changes, en, zh) => {
	const { text } = refusal(changes);
	expect(text.en).toContain(en);
	expect(text.zh).toContain(zh);
});

test('every rule is listed once, of each kind some, with its clause and what it asks', () => {
	const rules = knownRules(SHIPPED);
	expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
	expect(rules.filter((rule) => rule.kind === 'clearance')).toHaveLength(SHIPPED.tables.clearances.rows.length);
	for (const kind of ['grading', 'upgrade', 'hca', 'zoning'])
		expect(
			rules.some((rule) => rule.kind === kind),
			kind
		).toBe(true);
	for (const rule of rules) {
		expect(rule.name.zh, rule.id).not.toBe('');
		expect(rule.clause, rule.id).not.toBe('');
		expect(rule.limit.zh, rule.id).not.toBe('');
	}
	expect(rules.find((rule) => rule.id === 'PIPE-30-5')).toMatchObject({
		clause: '石油天然气管道保护法 第30条',
		limit: { zh: '≤ 5 m' }
	});
});

test('a district’s own radius stands in its rule, and in the words of its reasons', () => {
	const rules = change('zoning.radii.park.value', 250);
	expect(knownRules(rules).find((rule) => rule.id === 'INFLUENCE-PARK')!.limit.en).toBe('250 m');
	expect(defaultInfluence('park', rules)).toMatchObject({ radiusM: 250, from: { zh: '系统设定: 园区默认 250 米' } });
});
