import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import lecData from '../../../data/rules/lec.json' with { type: 'json' };
import { codeOf } from '../../../src/lib/risk/level.ts';
import { gradeScoreItems, gradeScoreTotal, SCORE_KEYS } from '../../../src/lib/risk/standards/enterprise-score.ts';
import { gradeGeohazard } from '../../../src/lib/risk/standards/geohazard.ts';
import { impactRadius, impactRadiusM } from '../../../src/lib/risk/standards/impact-radius.ts';
import { gradeDangerousBuilding } from '../../../src/lib/risk/standards/jgj125.ts';
import { gradeLec } from '../../../src/lib/risk/standards/lec.ts';
import { gradeLs, type LsVariant } from '../../../src/lib/risk/standards/ls.ts';
import { gradePark } from '../../../src/lib/risk/standards/park-grade.ts';

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
		expect(gradeScoreItems(worked)).toMatchObject({ level: 'blue', values: { T: 93 } });
	});

	test('the external safety distance not kept: the group is capped at 10, so 86, yellow', () => {
		expect(gradeScoreItems({ ...worked, externalDistanceFails: true })).toMatchObject({
			level: 'yellow',
			values: { T: 86 }
		});
	});

	test('a direct-red flag makes it red whatever the score', () => {
		const graded = gradeScoreItems({ ...worked, specialStaffUnlicensed: true });
		expect(graded).toMatchObject({ level: 'red', values: { T: 93 } });
		expect(graded.reasons[0].text.zh).toContain('特种作业人员');
	});

	test('bonuses may carry the score above 100', () => {
		expect(gradeScoreItems({ standardisationLevel: 1, fireBrigade: true }).values.T).toBe(118);
	});

	test('an item that nobody knows leaves it ungraded, never uncounted', () => {
		const graded = gradeScoreItems({ ...worked, explosive: 1 });
		expect(graded).toMatchObject({ level: null, missing: ['scoreItems'] });
		expect(graded.reasons[0].text.zh).toContain('explosive');
		expect(gradeScoreItems({ outsidePark: 3 }).level).toBeNull();
		expect(gradeScoreItems({ explosives: -1 }).level).toBeNull();
	});

	test('tenths of a point add up without dust: 101 supervised chemicals are capped at 5', () => {
		expect(gradeScoreItems({ supervisedChemicals: 3 }).values.T).toBe(99.7);
		expect(gradeScoreItems({ supervisedChemicals: 101 }).values.T).toBe(95);
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
		expect(gradeScoreTotal(T).level).toBe(level);
	});

	test('a deduction more never betters the level', () => {
		const counts = ['explosives', 'hazardousProcesses', 'classAUnits', 'obsoleteEquipment', 'uncertifiedManagers'];
		fc.assert(
			fc.property(fc.array(fc.nat(8), { minLength: 5, maxLength: 5 }), fc.nat(4), (numbers, which) => {
				const items = Object.fromEntries(counts.map((key, i) => [key, numbers[i]]));
				const more = { ...items, [counts[which]]: numbers[which] + 1 };
				expect(codeOf(gradeScoreItems(more).level)).toBeGreaterThanOrEqual(codeOf(gradeScoreItems(items).level));
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
		expect(gradeLec(L, E, C)).toMatchObject({ level, values: { D } });
	});

	test('320 is red and 160 orange; the tables themselves never give either', () => {
		expect(gradeLec(3.2, 10, 10).level).toBe('red');
		expect(gradeLec(1.6, 10, 10).level).toBe('orange');
		const all = lecData.L.flatMap((l) => lecData.E.flatMap((e) => lecData.C.map((c) => l.value * e.value * c.value)));
		expect(all).not.toContain(160);
		expect(all).not.toContain(320);
	});

	test('a factor of 0 is refused', () => {
		expect(() => gradeLec(0, 6, 15)).toThrow('L 0, E 6, C 15: each factor of LEC is above 0.');
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
				expect(gradeLs(l + 1, s + 1, variant).level, `L${l + 1} S${s + 1}`).toBe(colours[colour]);
			})
		);
	});

	test('what the matrix does not have is refused', () => {
		expect(() => gradeLs(6, 1)).toThrow('L is 6; the 5x5 matrix has whole numbers from 1 to 5.');
		expect(() => gradeLs(2, 2.5)).toThrow('S is 2.5');
	});
});

test.each([
	['A', 'blue'],
	['B', 'yellow'],
	['C', 'orange'],
	['D', 'red']
])('JGJ 125: grade %s of a building is %s', (dangerGrade, level) => {
	expect(gradeDangerousBuilding({ dangerGrade, planId: '一栋一方案-7' })).toMatchObject({ grade: dangerGrade, level });
});

test('a building of grade D without a treatment plan says so; one never appraised is not graded', () => {
	expect(gradeDangerousBuilding({ dangerGrade: 'D' }).reasons.map((reason) => reason.rule)).toContain('JGJ125-PLAN');
	expect(gradeDangerousBuilding({ storeys: 3 })).toMatchObject({ level: null, missing: ['dangerGrade'] });
});

test.each([
	[59.9, 'A', 'red'],
	[60, 'B', 'orange'],
	[69.9, 'B', 'orange'],
	[70, 'C', 'yellow'],
	[84.9, 'C', 'yellow'],
	[85, 'D', 'blue']
])('a park with %d points is of grade %s, %s: here A is the worst', (score, grade, level) => {
	expect(gradePark({ score })).toMatchObject({ grade, level });
});

test('a park is grade A at once where a flag stands, whatever its score, and the list is marked as recalled', () => {
	const graded = gradePark({ score: 92, directA: { residentsInside: true, notAssessed: false } });
	expect(graded).toMatchObject({ grade: 'A', level: 'red' });
	expect(graded.reasons[0].confidence).toBe('RECALLED');
	expect(gradePark({ grade: 'B' })).toMatchObject({ grade: 'B', level: 'orange' });
	expect(gradePark({})).toMatchObject({ level: null, missing: ['score'] });
});

test('a geohazard zone goes by its risk, else by its susceptibility, else it is not graded', () => {
	expect(gradeGeohazard({ risk: '极高', susceptibility: '低' }).level).toBe('red');
	expect(gradeGeohazard({ susceptibility: '高' }).level).toBe('orange');
	expect(gradeGeohazard({ kind: 'danger' })).toMatchObject({ level: null, missing: ['risk'] });
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
	expect(impactRadiusM(diameterMm, pressureMPa)).toBeCloseTo(radiusM, 1);
	expect(impactRadius(diameterMm, pressureMPa)).toMatchObject({ radiusM, rule: 'GB32167-PIR', confidence: 'RECALLED' });
});
