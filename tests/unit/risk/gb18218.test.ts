import fc from 'fast-check';
import { expect, test } from 'vitest';
import data from '../../../data/rules/gb18218.json' with { type: 'json' };
import type { Holding } from '../../../src/lib/risk/layer.ts';
import { codeOf } from '../../../src/lib/risk/level.ts';
import { gradeMajorHazardSource, identify } from '../../../src/lib/risk/standards/gb18218.ts';
import { criticalOf, isCas } from '../../../src/lib/risk/standards/substance.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const of = (text: string): Holding[] =>
	text.split('; ').map((part) => {
		const [name, tonnes] = part.split(' ');
		return { name, tonnes: Number(tonnes) };
	});

test.each([
	['A', '硫化氢 2; 磷化氢 2; 氯 1', 102, 2.6, 85.6, '二级', 'orange'],
	['B', '二氧化硫 200', 60, 10, 30, '三级', 'yellow'],
	['C', '液氯 50; 液氨 20', 120, 12, 88, '二级', 'orange'],
	['D', '汽油 300', 0, 1.5, 0.75, '四级', 'blue'],
	['F', '液氨 100', 35, 10, 24, '三级', 'yellow'],
	['G', '液化石油气 2000', 150, 40, 120, '一级', 'red'],
	['H', '汽油 100; 甲醇 250', 20, 1, 1, '四级', 'blue'],
	['I', '液氯 62.5', 100, 12.5, 100, '一级', 'red'],
	['J', '液氯 62.5', 20, 12.5, 50, '二级', 'orange'],
	['K', '液氨 50', 10, 5, 10, '三级', 'yellow']
])('worked example %s: %s with %i people', (_, inventory, people, S, R, grade, level) => {
	const graded = gradeMajorHazardSource(of(inventory), people, SHIPPED);
	expect(graded.values.S).toBeCloseTo(S, 9);
	expect(graded.values.R).toBeCloseTo(R, 9);
	expect(graded).toMatchObject({ grade, level, missing: [] });
});

test('worked example E: below the threshold is no major hazard source, and needs no head count', () => {
	const graded = gradeMajorHazardSource(of('液化石油气 40; 甲醇 50'), null, SHIPPED);
	expect(graded).toMatchObject({ grade: '不构成', level: 'blue', missing: [] });
	expect(graded.values.S).toBeCloseTo(0.9, 9);
	expect(graded.reasons[0]).toMatchObject({ rule: 'GB18218-S', limit: 1 });
});

test('ten holdings of a tenth of Q each add up to exactly one', () => {
	const tenths = Array.from({ length: 10 }, () => ({ name: '氨', tonnes: 1 }));
	expect(identify(tenths, SHIPPED).S).not.toBe(1.1);
	expect(identify(tenths, SHIPPED).isMajor).toBe(true);
	expect(identify([{ name: '氨', tonnes: 9.999 }], SHIPPED).isMajor).toBe(false);
});

test.each([
	[0, 0.5],
	[1, 1],
	[29, 1],
	[30, 1.2],
	[49, 1.2],
	[50, 1.5],
	[99, 1.5],
	[100, 2]
])('%i exposed people give α = %d', (people, alpha) => {
	expect(gradeMajorHazardSource(of('液氨 50'), people, SHIPPED).values.alpha).toBe(alpha);
});

test('a major hazard source without a head count is not graded and says so', () => {
	const graded = gradeMajorHazardSource(of('液氯 50'), null, SHIPPED);
	expect(graded).toMatchObject({ level: null, grade: null, missing: ['exposedPeople'] });
	expect(graded.values.S).toBe(10);
	expect(graded.reasons[0].text.zh).toBe('未评估: 请补充“厂界外500米暴露人数”');
});

test('all 85 substances of Table 1 are found by name, alias and English name, with their own row', () => {
	expect(data.substances.rows.map((row) => row.no)).toEqual(Array.from({ length: 85 }, (_, i) => i + 1));
	for (const row of data.substances.rows) {
		expect(criticalOf({ name: row.name, tonnes: 1 }, SHIPPED)).toMatchObject({ qTonnes: row.q, beta: row.beta });
		expect(criticalOf({ name: row.nameEn.toUpperCase(), tonnes: 1 }, SHIPPED).name.zh).toBe(row.name);
		for (const cas of row.cas) expect(isCas(cas), cas).toBe(true);
	}
});

test('an alias never leads to another substance', () => {
	const owner = new Map<string, string[]>();
	for (const row of data.substances.rows) {
		for (const alias of new Set([row.name, ...row.aliases])) owner.set(alias, [...(owner.get(alias) ?? []), row.name]);
	}
	const shared = [...owner].filter(([, rows]) => rows.length > 1).map(([alias]) => alias);
	expect(shared).toEqual(['硝化棉']);
});

test('the β of Table 3 stands in Table 1 as it is', () => {
	for (const gas of data.toxicGases.rows)
		expect(criticalOf({ name: gas.name, tonnes: 1 }, SHIPPED).beta, gas.name).toBe(gas.beta);
});

test.each([
	[{ name: '硝化棉', cas: '9004-70-0', tonnes: 5 }, /^硝化棉 在表1 中有 5 种, 请写全名/],
	[{ name: '某硝化纤维素', cas: '9004-70-0', tonnes: 5 }, /在表1 中有 6 种/],
	[{ name: '工业萘', tonnes: 5 }, /不在 GB 18218-2018 表1 中, 请填写表2 的危险性类别/],
	[{ name: '甲醛', tonnes: 5 }, /不在 GB 18218-2018 表1 中/],
	[{ name: '液氯', cas: '7664-41-7', tonnes: 5 }, /不是同一物质/],
	[{ name: '液氯', cas: '7782-50-6', tonnes: 5 }, /校验位不符/],
	[{ name: '某溶剂', category: 'W99', tonnes: 5 }, /“W99” 不是 GB 18218-2018 表2 的类别/],
	[{ name: '液氯', tonnes: 0 }, /应大于 0/],
	[{ name: '液氯', tonnes: -3 }, /应大于 0/],
	[{ name: '液氯', tonnes: Number.NaN }, /应大于 0/]
] as [Holding, RegExp][])('%o leaves the unit ungraded, naming the holding', (holding, words) => {
	const graded = gradeMajorHazardSource([{ name: '汽油', tonnes: 300 }, holding], 50, SHIPPED);
	expect(graded).toMatchObject({ level: null, missing: ['inventory'] });
	expect(graded.reasons[0].text.zh).toMatch(words);
	expect(graded.reasons[0].text.zh).toContain(holding.name);
});

test('nitrocellulose is told apart by its full name', () => {
	expect(criticalOf({ name: '硝化纤维素（含乙醇≥25%）', cas: '9004-70-0', tonnes: 1 }, SHIPPED).qTonnes).toBe(10);
	expect(criticalOf({ name: '硝化棉溶液', cas: '9004-70-0', tonnes: 1 }, SHIPPED).qTonnes).toBe(50);
});

test('a substance that Table 1 does not name takes its category; of several the lowest Q and the largest β', () => {
	expect(criticalOf({ name: '某溶剂', category: 'W5.3', tonnes: 1 }, SHIPPED)).toMatchObject({
		qTonnes: 1000,
		beta: 1
	});
	expect(criticalOf({ name: '某气体', category: 'J3;W2', tonnes: 1 }, SHIPPED)).toMatchObject({ qTonnes: 10, beta: 2 });
	expect(criticalOf({ name: '一氧化碳', cas: '630-08-0', tonnes: 1 }, SHIPPED)).toMatchObject({ qTonnes: 10, beta: 2 });
});

test('a CAS number finds a substance whose trade name Table 1 does not have', () => {
	expect(criticalOf({ name: '工业酒精', cas: '64-17-5', tonnes: 1 }, SHIPPED).name.zh).toBe('乙醇');
});

test('a β of one’s own counts where the hazard class is in doubt, not against Table 3', () => {
	expect(criticalOf({ name: '氟', tonnes: 1, beta: 2 }, SHIPPED).beta).toBe(2);
	expect(criticalOf({ name: '氯', tonnes: 1, beta: 1 }, SHIPPED).beta).toBe(4);
});

test('a judgement is no surer than its β: verified for chlorine, recalled for petrol', () => {
	expect(gradeMajorHazardSource(of('液氯 50'), 120, SHIPPED).reasons[0].confidence).toBe('VERIFIED');
	expect(gradeMajorHazardSource(of('汽油 300'), 120, SHIPPED).reasons[0].confidence).toBe('RECALLED');
	expect(gradeMajorHazardSource(of('汽油 300; 液氯 50'), 120, SHIPPED).reasons[0].confidence).toBe('RECALLED');
});

const holding = fc.record({
	name: fc.constantFrom(...data.substances.rows.map((row) => row.name)),
	tonnes: fc.double({ min: 0.001, max: 5000, noNaN: true })
});

test('more of a substance, one substance more or more people never lower the level', () => {
	fc.assert(
		fc.property(
			fc.array(holding, { minLength: 1, maxLength: 6 }),
			fc.nat(300),
			holding,
			fc.nat(300),
			(inventory, people, more, morePeople) => {
				const before = codeOf(gradeMajorHazardSource(inventory, people, SHIPPED).level);
				const grown = [{ ...inventory[0], tonnes: inventory[0].tonnes + more.tonnes }, ...inventory.slice(1)];
				expect(codeOf(gradeMajorHazardSource(grown, people, SHIPPED).level)).toBeGreaterThanOrEqual(before);
				expect(codeOf(gradeMajorHazardSource([...inventory, more], people, SHIPPED).level)).toBeGreaterThanOrEqual(
					before
				);
				expect(codeOf(gradeMajorHazardSource(inventory, people + morePeople, SHIPPED).level)).toBeGreaterThanOrEqual(
					before
				);
			}
		)
	);
});

test('a substance that is held twice stands twice among the inputs, so that S can be added up by hand', () => {
	const grade = gradeMajorHazardSource(
		[
			{ name: '氨', tonnes: 30 },
			{ name: '氨', tonnes: 70 }
		],
		35,
		SHIPPED
	);
	expect(grade.reasons[0].inputs).toMatchObject({ '氨 q(t)': 30, '氨 (2) q(t)': 70, S: 10, R: 24 });
	expect(grade.values).toMatchObject({ 'q/Q 氨': 10, 'β·q/Q 氨': 20 });
});
