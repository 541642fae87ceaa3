import { describe, expect, test } from 'vitest';
import { rulesInForce, rulesLeftOut } from '../../../src/lib/risk/clearance/catalogue.ts';
import type { Attributes, Holding } from '../../../src/lib/risk/layer.ts';
import { ruleSetOf, SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { gradeScoreItems } from '../../../src/lib/risk/standards/enterprise-score.ts';
import { gradeMajorHazardSource } from '../../../src/lib/risk/standards/gb18218.ts';
import { protectionClassOf } from '../../../src/lib/risk/standards/gb36894.ts';
import { gradeGeohazard, lossClassOf, threatClassOf } from '../../../src/lib/risk/standards/geohazard.ts';
import { impactRadiusM } from '../../../src/lib/risk/standards/impact-radius.ts';
import { consequenceOfLoss, gradeLec } from '../../../src/lib/risk/standards/lec.ts';
import { gradeLs, severityOfLoss } from '../../../src/lib/risk/standards/ls.ts';
import { Refusal } from '../../../src/lib/risk/standards/refusal.ts';

const held = (over: Partial<Holding>): Holding[] => [{ name: '氯', tonnes: 50, ...over }];

describe('an inventory that cannot be read leaves the unit ungraded, with words in both languages', () => {
	test.each<[string, Holding[], RegExp, RegExp]>([
		[
			'a substance that is not in the tables',
			held({ name: '某新物质' }),
			/某新物质 不在 GB 18218-2018 表1 中, 请填写表2 的危险性类别/,
			/某新物质 is not named in Table 1/
		],
		[
			'an unknown category',
			held({ name: '某新物质', category: 'W5.9' }),
			/“W5.9” 不是 GB 18218-2018 表2 的类别/,
			/"W5.9" is not a category/
		],
		['negative tonnes', held({ tonnes: -3 }), /氯: 数量 -3 t 无效/, /氯: -3 t/],
		['zero tonnes', held({ tonnes: 0 }), /氯: 数量 0 t 无效/, /氯: 0 t/],
		['a CAS number that is none', held({ cas: '7782-50-6' }), /CAS 号 7782-50-6 校验位不符/, /fails its check digit/]
	])('%s', (_, inventory, zh, en) => {
		const graded = gradeMajorHazardSource(inventory, 10, SHIPPED);
		expect(graded).toMatchObject({ level: null, grade: null, missing: ['inventory'] });
		expect(graded.reasons[0].text.zh).toMatch(zh);
		expect(graded.reasons[0].text.en).toMatch(en);
	});

	test('nobody on record is not the same as 0 people', () => {
		expect(gradeMajorHazardSource(held({}), null, SHIPPED)).toMatchObject({ level: null, missing: ['exposedPeople'] });
		expect(gradeMajorHazardSource(held({}), 0, SHIPPED)).toMatchObject({ values: { alpha: 0.5 }, missing: [] });
	});

	test.each([-1, Number.NaN])('%d people', (people) => {
		const graded = gradeMajorHazardSource(held({}), people, SHIPPED);
		expect(graded).toMatchObject({ level: null, missing: ['exposedPeople'] });
		expect(graded.reasons[0].text.zh).toContain(`(exposedPeople)为 ${people}`);
		expect(graded.reasons[0].text.en).toContain(`(exposedPeople) is ${people}`);
	});
});

const refused: [string, () => unknown, string][] = [
	['no diameter', () => impactRadiusM(0, 10, SHIPPED), 'diameterMm'],
	['a diameter that is missing', () => impactRadiusM(Number.NaN, 10, SHIPPED), 'diameterMm'],
	['a negative pressure', () => impactRadiusM(711, -1, SHIPPED), 'pressureMPa'],
	['L = 0', () => gradeLec(0, 6, 15, SHIPPED), 'L'],
	['C that is missing', () => gradeLec(1, 6, Number.NaN, SHIPPED), 'C'],
	['S = 6', () => gradeLs(1, 6, SHIPPED), 'S'],
	['L = 1.5', () => gradeLs(1.5, 1, SHIPPED), 'L'],
	['a loss below 0', () => consequenceOfLoss(-1, SHIPPED), 'lossWan'],
	['a loss that is missing', () => severityOfLoss(Number.NaN, SHIPPED), 'lossWan'],
	['fewer than 0 deaths', () => lossClassOf(-1, 0, SHIPPED), 'deaths'],
	['fewer than 0 threatened', () => threatClassOf(-1, 0, SHIPPED), 'threatenedPeople'],
	['a threat below 0', () => threatClassOf(1, -5, SHIPPED), 'lossWan']
];
test.each(refused)('%s is refused, naming the field in both languages', (_, ask, field) => {
	let thrown: unknown;
	try {
		ask();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(Refusal);
	expect(thrown).toBeInstanceOf(RangeError);
	expect(thrown).toMatchObject({ field });
	const { words } = thrown as Refusal;
	expect(words.zh).toContain(field);
	expect(words.zh).toContain('请核对');
	expect(words.en.length).toBeGreaterThan(10);
});

test('negative people do not make a geohazard zone small: its level stands, and the number is named', () => {
	const graded = gradeGeohazard({ risk: '高', threatenedPeople: -3 }, SHIPPED);
	expect(graded.level).toBe('orange');
	expect(graded.reasons[1]).toMatchObject({ rule: 'GEOHAZARD-THREAT', level: null, limit: null });
	expect(graded.reasons[1].text.zh).toContain('受威胁人数(threatenedPeople)为 -3');
});

test('a target without people has no class, and both languages name the attribute', () => {
	const targets: Attributes[] = [{ kind: 'residential' }, { kind: 'residential', people: -1 }];
	for (const attributes of targets) {
		expect(protectionClassOf('protection_target', attributes, SHIPPED)).toMatchObject({
			missing: 'people',
			text: { zh: expect.stringContaining('“人数”(people)'), en: expect.stringContaining('“People” (people)') }
		});
	}
});

test('a score item that nobody knows is named', () => {
	const graded = gradeScoreItems({ typo: true, outsidePark: -1 }, SHIPPED);
	expect(graded).toMatchObject({ level: null, missing: ['scoreItems'] });
	expect(graded.reasons[0].text).toMatchObject({
		zh: expect.stringContaining('typo、outsidePark'),
		en: expect.stringContaining('typo, outsidePark')
	});
});

describe('an expired rule', () => {
	test('is left out, and says until when it held and what took its place', () => {
		const left = rulesLeftOut('2026-11-23', '420112', SHIPPED).find(({ rule }) => rule === 'FAULT');
		expect(left?.why).toEqual({
			zh: '有效期至 2026-04-30, 由 LAW-22-AVOID 取代',
			en: 'In force until 2026-04-30, replaced by LAW-22-AVOID'
		});
	});

	test('without a successor says so without one', () => {
		const tables = structuredClone(SHIPPED.tables);
		const row = tables.clearances.rows.find(({ id }) => id === 'FW-50') as { effectiveTo: string | null };
		row.effectiveTo = '2026-06-30';
		const rules = ruleSetOf('test', tables);
		expect(rulesInForce('2026-06-30', '420112', rules).map(({ id }) => id)).toContain('FW-50');
		expect(rulesInForce('2026-07-01', '420112', rules).map(({ id }) => id)).not.toContain('FW-50');
		expect(rulesLeftOut('2026-07-01', '420112', rules).find(({ rule }) => rule === 'FW-50')?.why).toEqual({
			zh: '有效期至 2026-06-30',
			en: 'In force until 2026-06-30'
		});
	});
});
