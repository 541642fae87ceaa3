import { expect, test } from 'vitest';
import { ruleOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { criteriaFor, hazchemLawOf } from '../../../src/lib/risk/standards/hidden-danger.ts';

const TODAY = '2026-11-23';
const of = (set: string, who: Parameters<typeof criteriaFor>[0], today = TODAY) =>
	criteriaFor(who, today, SHIPPED).items.filter((item) => item.set === set);

test('a chemical plant is held against all 20 items of 121号 and all 53 clauses of AQ 3067', () => {
	expect(of('121', { kind: 'hazchem_production' }).map((item) => item.no)).toEqual(
		Array.from({ length: 20 }, (_, i) => String(i + 1))
	);
	const clauses = of('AQ3067', { kind: 'hazchem_production' });
	expect(clauses).toHaveLength(53);
	expect(clauses[0].no).toBe('5.1.1');
	expect(clauses.at(-1)?.no).toBe('5.7.7');
	expect(clauses.filter((item) => item.isTopicOnly).map((item) => item.no)).toEqual([
		'5.2.8',
		'5.2.10',
		'5.3.4',
		'5.3.6'
	]);
});

test('AQ 3067 holds from 2026-09-30, the day before only 121号 does, and it says so', () => {
	expect(of('AQ3067', { industry: '2614' }, '2026-09-30')).toHaveLength(53);
	expect(of('AQ3067', { industry: '2614' }, '2026-09-29')).toEqual([]);
	expect(of('121', { industry: '2614' }, '2026-09-29')).toHaveLength(20);
	expect(criteriaFor({ industry: '2614' }, '2026-09-29', SHIPPED).remarks[0].zh).toContain('AQ 3067-2026 当日不适用');
});

test('what a map can see names rules of the catalogue that exist', () => {
	const seen = criteriaFor({ kind: 'hazchem_storage' }, TODAY, SHIPPED).items.filter((item) => item.seenBy !== null);
	expect(seen.map(({ set, no }) => `${set} ${no}`)).toEqual([
		'121 3',
		'121 8',
		'121 9',
		'AQ3067 5.2.2',
		'AQ3067 5.2.4',
		'AQ3067 5.2.5'
	]);
	const named = [...seen, ...hazchemLawOf(TODAY, SHIPPED)].flatMap((item) => item.seenBy?.rules ?? []);
	for (const id of named) expect(ruleOf(id, SHIPPED).id).toBe(id);
});

test('where only part was collected, or nothing, it says so: an empty list is no all-clear', () => {
	expect(criteriaFor({ industry: '3110' }, TODAY, SHIPPED)).toMatchObject({
		items: [{ no: '3(1)' }, { no: '3(2)' }, { no: '3(3)' }],
		remarks: [{ zh: expect.stringContaining('只收集到部分条文') }]
	});
	expect(criteriaFor({ kind: 'firework_retail' }, TODAY, SHIPPED)).toMatchObject({
		items: [],
		remarks: [{ zh: expect.stringContaining('没有收录') }]
	});
	expect(criteriaFor({}, TODAY, SHIPPED).remarks[0].zh).toContain('缺少企业类型(kind)和行业代码(industry)');
});

test('the law’s fines are in 万元 and hold from 2026-05-01', () => {
	expect(hazchemLawOf('2026-04-30', SHIPPED)).toEqual([]);
	const law = hazchemLawOf('2026-05-01', SHIPPED);
	expect(law.map((one) => one.article)).toEqual(
		['13', '17', '18', '19', '20', '21', '22', '28', '39', '99', '101', '103', '104'].map((no) => `第${no}条`)
	);
	expect(law.find((one) => one.article === '第103条')).toMatchObject({
		clause: '危险化学品安全法 第103条',
		confidence: 'VERIFIED',
		fines: {
			enterprise: { from: 5, upTo: 10 },
			overdueEnterprise: { from: 10, upTo: 20 },
			overduePersons: { from: 2, upTo: 5 }
		}
	});
	expect(SHIPPED.tables.hiddenDangers.law.unit).toBe('万元');
});
