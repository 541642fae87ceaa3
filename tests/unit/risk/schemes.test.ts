import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import lecData from '../../../data/rules/lec.json' with { type: 'json' };
import { codeOf } from '../../../src/lib/risk/level.ts';
import { gradeScoreItems, gradeScoreTotal, SCORE_KEYS } from '../../../src/lib/risk/standards/enterprise-score.ts';
import { gradeGeohazard, lossClassOf, threatClassOf } from '../../../src/lib/risk/standards/geohazard.ts';
import { impactRadius, impactRadiusM } from '../../../src/lib/risk/standards/impact-radius.ts';
import { gradeDangerousBuilding } from '../../../src/lib/risk/standards/jgj125.ts';
import { consequenceOfLoss, gradeLec } from '../../../src/lib/risk/standards/lec.ts';
import { controlTierOf, gradeLs, severityOfLoss, type LsVariant } from '../../../src/lib/risk/standards/ls.ts';
import { gradePark } from '../../../src/lib/risk/standards/park-grade.ts';
import { ruleSetOf, SHIPPED } from '../../../src/lib/risk/rule-set.ts';

describe('应急〔2018〕19号', () => {
	const worked = {
		hazardSourceLevel: '三级',
		hazardousProcesses: 1,
		classAUnits: 3,
		outsidePark: true,
		standardisationLevel: '三级',
		fiveYearsWithout: true
	};

	test('the worked example scores 93, blue', () => {
		expect(gradeScoreItems(worked, SHIPPED)).toMatchObject({ level: 'blue', values: { T: 93 } });
	});

	test('the external safety distance not kept: the group is capped at 10, so 86, yellow', () => {
		const graded = gradeScoreItems({ ...worked, externalDistanceFails: true }, SHIPPED);
		expect(graded).toMatchObject({ level: 'yellow', values: { T: 86 } });
		// Who adds the points up by hand must see that 13 of them count as 10.
		expect(graded.reasons[0].inputs).toMatchObject({ '周边环境: 合计扣 13, 至多扣': 10 });
	});

	test('a direct-red flag makes it red whatever the score', () => {
		const graded = gradeScoreItems({ ...worked, specialStaffUnlicensed: true }, SHIPPED);
		expect(graded).toMatchObject({ level: 'red', values: { T: 93 } });
		expect(graded.reasons[0].text.zh).toContain('特种作业人员');
	});

	test('bonuses may carry the score above 100', () => {
		expect(gradeScoreItems({ standardisationLevel: 1, fireBrigade: true }, SHIPPED).values.T).toBe(118);
	});

	test('an item that nobody knows leaves it ungraded, never uncounted', () => {
		const graded = gradeScoreItems({ ...worked, explosive: 1 }, SHIPPED);
		expect(graded).toMatchObject({ level: null, missing: ['scoreItems'] });
		expect(graded.reasons[0].text.zh).toContain('explosive');
		expect(gradeScoreItems({ outsidePark: 3 }, SHIPPED).level).toBeNull();
		expect(gradeScoreItems({ explosives: -1 }, SHIPPED).level).toBeNull();
	});

	test('tenths of a point add up without dust: 101 supervised chemicals are capped at 5', () => {
		expect(gradeScoreItems({ supervisedChemicals: 3 }, SHIPPED).values.T).toBe(99.7);
		expect(gradeScoreItems({ supervisedChemicals: 101 }, SHIPPED).values.T).toBe(95);
	});

	test.each([
		[100, 'blue'],
		[90, 'blue'],
		[89.9, 'yellow'],
		[75, 'yellow'],
		[74.9, 'orange'],
		[60, 'orange'],
		[59.9, 'red'],
		[-20, 'red']
	])('a total of %d is %s', (T, level) => {
		expect(gradeScoreTotal(T, SHIPPED).level).toBe(level);
	});

	test('a deduction more never betters the level', () => {
		const counts = ['explosives', 'hazardousProcesses', 'classAUnits', 'obsoleteEquipment', 'uncertifiedManagers'];
		fc.assert(
			fc.property(fc.array(fc.nat(8), { minLength: 5, maxLength: 5 }), fc.nat(4), (numbers, which) => {
				const items = Object.fromEntries(counts.map((key, i) => [key, numbers[i]]));
				const more = { ...items, [counts[which]]: numbers[which] + 1 };
				expect(codeOf(gradeScoreItems(more, SHIPPED).level)).toBeGreaterThanOrEqual(
					codeOf(gradeScoreItems(items, SHIPPED).level)
				);
			})
		);
	});

	test('no two items share a key', () => {
		expect(new Set(SCORE_KEYS.map((item) => item.key)).size).toBe(SCORE_KEYS.length);
	});
});

describe('LEC', () => {
	test.each([
		[3, 6, 15, 270, 'orange'],
		[6, 6, 40, 1440, 'red'],
		[1, 6, 7, 42, 'blue'],
		[3, 6, 7, 126, 'yellow'],
		[1, 10, 7, 70, 'yellow']
	])('L%d·E%d·C%d = %d is %s', (L, E, C, D, level) => {
		expect(gradeLec(L, E, C, SHIPPED)).toMatchObject({ level, values: { D } });
	});

	test('320 is red and 160 orange; the tables themselves never give either', () => {
		expect(gradeLec(3.2, 10, 10, SHIPPED).level).toBe('red');
		expect(gradeLec(1.6, 10, 10, SHIPPED).level).toBe('orange');
		const all = lecData.L.flatMap((l) => lecData.E.flatMap((e) => lecData.C.map((c) => l.value * e.value * c.value)));
		expect(all).not.toContain(160);
		expect(all).not.toContain(320);
	});

	test('exactly 320 is red by a choice of this house, and says so; 321 is red by the tables', () => {
		expect(gradeLec(3.2, 10, 10, SHIPPED).reasons[0].confidence).toBe('DESIGN');
		expect(gradeLec(3.21, 10, 10, SHIPPED).reasons[0].confidence).toBe('VERIFIED_SECONDARY');
	});

	test('typed-in tenths do not miss a boundary by their last binary digit', () => {
		expect(0.1 * 0.7 * 1000).not.toBe(70);
		expect(gradeLec(0.1, 0.7, 1000, SHIPPED)).toMatchObject({ level: 'yellow', values: { D: 70 } });
	});

	test.each([
		[0, 1],
		[0.99, 1],
		[1, 3],
		[10, 7],
		[25, 15],
		[50, 40],
		[100, 40],
		[100.01, 100]
	])('a loss of %d 万元 counts as C = %d', (lossWan, C) => {
		expect(consequenceOfLoss(lossWan, SHIPPED)).toBe(C);
	});

	test('a factor of 0 is refused', () => {
		expect(() => gradeLec(0, 6, 15, SHIPPED)).toThrow('L 0, E 6, C 15: each factor of LEC is above 0.');
	});
});

describe('LS', () => {
	const rows = (text: string) => text.split(' ').map((row) => [...row]);
	const colours: Record<string, string> = { 红: 'red', 橙: 'orange', 黄: 'yellow', 蓝: 'blue' };

	test.each<[LsVariant, string]>([
		['5x5', '蓝蓝蓝蓝蓝 蓝蓝蓝蓝黄 蓝蓝黄黄橙 蓝蓝黄橙红 蓝黄橙红红'],
		['5x5-B', '蓝蓝蓝黄黄 蓝黄黄黄橙 蓝黄橙橙红 黄黄橙红红 黄橙红红红'],
		['4x4', '蓝蓝蓝黄 蓝黄黄橙 蓝黄橙红 黄橙红红']
	])('the whole %s matrix', (variant, matrix) => {
		rows(matrix).forEach((row, l) =>
			row.forEach((colour, s) => {
				expect(gradeLs(l + 1, s + 1, SHIPPED, variant).level, `L${l + 1} S${s + 1}`).toBe(colours[colour]);
			})
		);
	});

	test.each([
		[0, 1],
		[0.5, 2],
		[1, 3],
		[50, 4],
		[100, 5]
	])('a loss of %d 万元 counts as S = %d', (lossWan, S) => {
		expect(severityOfLoss(lossWan, SHIPPED)).toBe(S);
	});

	test('red and orange are for the company to control, yellow for the workshop, blue for the team', () => {
		expect((['red', 'orange', 'yellow', 'blue'] as const).map((level) => controlTierOf(level, SHIPPED).zh)).toEqual([
			'公司级',
			'公司级',
			'车间(部室)级',
			'班组、岗位级'
		]);
	});

	test('what the matrix does not have is refused', () => {
		expect(() => gradeLs(6, 1, SHIPPED)).toThrow('L is 6; the 5x5 matrix has whole numbers from 1 to 5.');
		expect(() => gradeLs(2, 2.5, SHIPPED)).toThrow('S is 2.5');
	});
});

test.each([
	['A', 'blue'],
	['B', 'yellow'],
	['C', 'orange'],
	['D', 'red']
])('JGJ 125: grade %s of a building is %s', (dangerGrade, level) => {
	expect(gradeDangerousBuilding({ dangerGrade, planId: '一栋一方案-7' }, SHIPPED)).toMatchObject({
		grade: dangerGrade,
		level
	});
});

test('a building of grade D without a treatment plan says so; one never appraised is not graded', () => {
	expect(gradeDangerousBuilding({ dangerGrade: 'D' }, SHIPPED).reasons.map((reason) => reason.rule)).toContain(
		'JGJ125-PLAN'
	);
	expect(gradeDangerousBuilding({ storeys: 3 }, SHIPPED)).toMatchObject({ level: null, missing: ['dangerGrade'] });
});

test.each([
	[59.9, 'A', 'red'],
	[60, 'B', 'orange'],
	[69.9, 'B', 'orange'],
	[70, 'C', 'yellow'],
	[84.9, 'C', 'yellow'],
	[85, 'D', 'blue']
])('a park with %d points is of grade %s, %s: here A is the worst', (score, grade, level) => {
	expect(gradePark({ score }, SHIPPED)).toMatchObject({ grade, level });
});

test('a park is grade A at once where a flag stands, whatever its score, and the list is marked as recalled', () => {
	const graded = gradePark({ score: 92, directA: { residentsInside: true, notAssessed: false } }, SHIPPED);
	expect(graded).toMatchObject({ grade: 'A', level: 'red' });
	expect(graded.reasons[0].confidence).toBe('RECALLED');
	expect(gradePark({ grade: 'B' }, SHIPPED)).toMatchObject({ grade: 'B', level: 'orange' });
	expect(gradePark({}, SHIPPED)).toMatchObject({ level: null, missing: ['score'] });
});

test('a direct-A case counts only while its switch is on, and its words say that the list is to be checked', () => {
	const tables = structuredClone(SHIPPED.tables);
	for (const row of tables.park.directA.rows) if (row.key === 'notAssessed') row.on = false;
	const park = { score: 92, directA: { notAssessed: true } };
	expect(gradePark(park, SHIPPED).reasons[0].text.zh).toContain('(清单待核对)');
	expect(gradePark(park, SHIPPED).level).toBe('red');
	expect(gradePark(park, ruleSetOf('test', tables)).level).toBe('blue');
});

test.each([
	[29, 999, '大型', 3],
	[30, 0, '特大型', 4],
	[0, 1000, '特大型', 4],
	[10, 0, '大型', 3],
	[3, 0, '中型', 2],
	[2, 499.9, '中型', 2],
	[2, 99.9, '小型', 1]
])('a disaster with %i deaths and a loss of %d 万元 is %s', (deaths, lossWan, zh, size) => {
	expect(lossClassOf(deaths, lossWan, SHIPPED)).toMatchObject({ name: { zh }, size, confidence: 'VERIFIED' });
});

test.each([
	[1000, 0, '特大型'],
	[0, 10_000, '特大型'],
	[999, 0, '大型'],
	[100, 0, '中型'],
	[99, 500, '中型'],
	[99, 499, '小型']
])('a threat to %i people and %d 万元 is %s', (people, lossWan, zh) => {
	expect(threatClassOf(people, lossWan, SHIPPED)).toMatchObject({ name: { zh }, confidence: 'VERIFIED_SECONDARY' });
});

test('the people a zone threatens stand beside its level, as a size that gives none', () => {
	const graded = gradeGeohazard({ risk: '低', threatenedPeople: 600 }, SHIPPED);
	expect(graded.level).toBe('blue');
	expect(graded.reasons[1]).toMatchObject({ rule: 'GEOHAZARD-THREAT', level: null, measured: 600, limit: 500 });
	expect(gradeGeohazard({ threatenedPeople: 600 }, SHIPPED)).toMatchObject({ level: null, missing: ['risk'] });
});

test('a geohazard zone goes by its risk, else by its susceptibility, else it is not graded', () => {
	expect(gradeGeohazard({ risk: '极高', susceptibility: '低' }, SHIPPED).level).toBe('red');
	expect(gradeGeohazard({ susceptibility: '高' }, SHIPPED).level).toBe('orange');
	expect(gradeGeohazard({ kind: 'danger' }, SHIPPED)).toMatchObject({ level: null, missing: ['risk'] });
});

test.each([
	[219, 4, 43.4],
	[273, 1.6, 34.2],
	[508, 6.3, 126.2],
	[711, 10, 222.6],
	[813, 10, 254.5],
	[1016, 10, 318.1],
	[1219, 12, 418.1]
])('a gas pipeline of %d mm at %d MPa reaches %d m', (diameterMm, pressureMPa, radiusM) => {
	expect(impactRadiusM(diameterMm, pressureMPa, SHIPPED)).toBeCloseTo(radiusM, 1);
	expect(impactRadius(diameterMm, pressureMPa, SHIPPED)).toMatchObject({
		radiusM,
		rule: 'GB32167-PIR',
		confidence: 'RECALLED'
	});
});
