import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearancesOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { decide } from '../../../src/lib/risk/clearance/decide.ts';
import type { Side } from '../../../src/lib/risk/clearance/rule.ts';
import type { State } from '../../../src/lib/risk/finding.ts';
import type { Attributes, Holding } from '../../../src/lib/risk/layer.ts';
import { codeOf } from '../../../src/lib/risk/level.ts';
import type { Grade } from '../../../src/lib/risk/reason.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { gradeChemicalZone } from '../../../src/lib/risk/standards/chemical-zone.ts';
import { gradeScoreItems, gradeScoreTotal } from '../../../src/lib/risk/standards/enterprise-score.ts';
import { fixedDistanceOf, lpgDistanceOf } from '../../../src/lib/risk/standards/fixed-distance.ts';
import { gradeMajorHazardSource } from '../../../src/lib/risk/standards/gb18218.ts';
import { PROTECTION_CLASSES, protectionClassOf, requiredContourOf } from '../../../src/lib/risk/standards/gb36894.ts';
import { gradeGeohazard, lossClassOf, threatClassOf } from '../../../src/lib/risk/standards/geohazard.ts';
import { impactRadiusM } from '../../../src/lib/risk/standards/impact-radius.ts';
import { gradeDangerousBuilding } from '../../../src/lib/risk/standards/jgj125.ts';
import { consequenceOfLoss, gradeLec } from '../../../src/lib/risk/standards/lec.ts';
import { gradeLs, severityOfLoss, type LsVariant } from '../../../src/lib/risk/standards/ls.ts';
import { overpressureDistanceM, overpressurePa } from '../../../src/lib/risk/standards/overpressure.ts';
import { gradePark } from '../../../src/lib/risk/standards/park-grade.ts';
import { societalRiskOf } from '../../../src/lib/risk/standards/societal-risk.ts';

const code = (grade: Grade) => codeOf(grade.level);
const positive = (max: number) => fc.double({ min: 0.001, max, noNaN: true });
const rising = (max: number) =>
	fc.tuple(positive(max), positive(max)).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]));
const fewer = (max: number) =>
	fc.tuple(fc.nat(max), fc.nat(max)).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]));

describe('GB 18218: more never lowers the level', () => {
	const names = ['氯', '氨', '汽油', '甲醇', '液化石油气', '硫化氢'];
	const inventory = fc.array(fc.record({ name: fc.constantFrom(...names), tonnes: positive(500) }), {
		minLength: 1,
		maxLength: 5
	});

	test('substance', () => {
		fc.assert(
			fc.property(inventory, fc.nat(4), positive(500), fc.nat(300), (held: Holding[], at, more, people) => {
				const raised = held.map((one, i) => (i === at % held.length ? { ...one, tonnes: one.tonnes + more } : one));
				const before = gradeMajorHazardSource(held, people, SHIPPED);
				for (const after of [raised, [...held, { name: '氨', tonnes: more }]]) {
					const graded = gradeMajorHazardSource(after, people, SHIPPED);
					expect(code(graded)).toBeGreaterThanOrEqual(code(before));
					expect(graded.values.S).toBeGreaterThanOrEqual(before.values.S);
				}
			})
		);
	});

	test('people', () => {
		fc.assert(
			fc.property(inventory, fewer(300), (held: Holding[], [few, many]) => {
				expect(code(gradeMajorHazardSource(held, many, SHIPPED))).toBeGreaterThanOrEqual(
					code(gradeMajorHazardSource(held, few, SHIPPED))
				);
			})
		);
	});
});

describe('scores', () => {
	const { groups, directRed } = SHIPPED.tables.anyingji;
	const deductions = groups.flatMap((group) => group.items).filter((item) => item.points < 0);

	test('应急〔2018〕19号: no deduction and no direct-red flag lowers the level, whatever else is on record', () => {
		const keys = deductions.map((item) => item.key);
		fc.assert(
			fc.property(fc.array(fc.nat(4), { minLength: keys.length, maxLength: keys.length }), fc.nat(60), (counts, at) => {
				const valueOf = (how: string, count: number) => (how === 'flag' ? count > 0 : count);
				const items = Object.fromEntries(deductions.map(({ key, how }, i) => [key, valueOf(how, counts[i])]));
				const { key, how } = deductions[at % keys.length];
				const more = { ...items, [key]: valueOf(how, Number(items[key]) + 1) };
				const before = gradeScoreItems(items, SHIPPED);
				expect(code(gradeScoreItems(more, SHIPPED))).toBeGreaterThanOrEqual(code(before));
				const flagged = { ...items, [directRed[at % directRed.length].key]: true };
				expect(gradeScoreItems(flagged, SHIPPED).level).toBe('red');
			})
		);
	});

	test('a lower score of an enterprise or a park is never a better level', () => {
		fc.assert(
			fc.property(rising(130), ([low, high]) => {
				expect(code(gradeScoreTotal(low, SHIPPED))).toBeGreaterThanOrEqual(code(gradeScoreTotal(high, SHIPPED)));
				expect(code(gradePark({ score: low }, SHIPPED))).toBeGreaterThanOrEqual(
					code(gradePark({ score: high }, SHIPPED))
				);
			})
		);
	});

	test('a direct-A flag never betters a park', () => {
		const keys = SHIPPED.tables.park.directA.rows.map((row) => row.key);
		fc.assert(
			fc.property(fc.nat(100), fc.constantFrom(...keys), (score, key) => {
				expect(gradePark({ score, directA: { [key]: true } }, SHIPPED).level).toBe('red');
			})
		);
	});
});

describe('likelihood and severity', () => {
	test('LEC: a higher factor never lowers the level', () => {
		fc.assert(
			fc.property(fc.tuple(positive(10), positive(10), positive(100)), fc.nat(2), positive(50), (factors, at, more) => {
				const raised = factors.map((factor, i) => (i === at ? factor + more : factor));
				expect(code(gradeLec(raised[0], raised[1], raised[2], SHIPPED))).toBeGreaterThanOrEqual(
					code(gradeLec(...factors, SHIPPED))
				);
			})
		);
	});

	test.each<[LsVariant, number]>([
		['5x5', 5],
		['5x5-B', 5],
		['4x4', 4]
	])('LS %s: one step more of L or S never lowers the level', (variant, size) => {
		for (let L = 1; L <= size; L++) {
			for (let S = 1; S <= size; S++) {
				const before = code(gradeLs(L, S, SHIPPED, variant));
				if (L < size) expect(code(gradeLs(L + 1, S, SHIPPED, variant))).toBeGreaterThanOrEqual(before);
				if (S < size) expect(code(gradeLs(L, S + 1, SHIPPED, variant))).toBeGreaterThanOrEqual(before);
			}
		}
	});

	test('a greater loss never has a smaller consequence', () => {
		fc.assert(
			fc.property(rising(200), ([small, great]) => {
				expect(consequenceOfLoss(great, SHIPPED)).toBeGreaterThanOrEqual(consequenceOfLoss(small, SHIPPED));
				expect(severityOfLoss(great, SHIPPED)).toBeGreaterThanOrEqual(severityOfLoss(small, SHIPPED));
			})
		);
	});

	test('chemical zone: no item raised by a step lowers the level', () => {
		const steps = {
			fireHazard: ['戊', '丁', '丙', '乙', '甲'],
			acuteToxicity: ['无', '5', '4', '3', '2', '1'],
			control: ['无', '重点监管', '特别管控', '重点监管且特别管控'],
			operation: ['1', '2', '3', '4'],
			pressureMPa: [0, 0.1, 0.5, 1.6, 9.9, 10],
			temperatureC: [-20, 20, 149, 150, 449, 450],
			neighbours: [0, 2, 3, 9, 10, 29, 30],
			people: [0, 2, 3, 9, 10, 29, 30],
			hazardSource: ['不构成', '四级', '三级', '二级', '一级'],
			targets: [
				{ third: 0, other: 0 },
				{ third: 1, other: 0 },
				{ third: 2, other: 0 },
				{ third: 3, other: 0 },
				{ third: 3, other: 1 }
			]
		};
		const keys = Object.keys(steps) as (keyof typeof steps)[];
		fc.assert(
			fc.property(fc.array(fc.nat(6), { minLength: 10, maxLength: 10 }), fc.nat(9), (choice, at) => {
				const zoneOf = (chosen: number[]) =>
					Object.fromEntries(keys.map((key, i) => [key, steps[key][Math.min(chosen[i], steps[key].length - 1)]]));
				const raised = choice.map((step, i) => (i === at ? step + 1 : step));
				expect(code(gradeChemicalZone(zoneOf(raised), SHIPPED))).toBeGreaterThanOrEqual(
					code(gradeChemicalZone(zoneOf(choice), SHIPPED))
				);
			})
		);
	});
});

test('classes run the right way: D is the worst house, 极高 the worst zone', () => {
	const houses = ['A', 'B', 'C', 'D'].map((dangerGrade) => code(gradeDangerousBuilding({ dangerGrade }, SHIPPED)));
	const zones = ['低', '中', '高', '极高'].map((risk) => code(gradeGeohazard({ risk }, SHIPPED)));
	const prone = ['非', '低', '中', '高'].map((susceptibility) => code(gradeGeohazard({ susceptibility }, SHIPPED)));
	for (const codes of [houses, zones, prone]) expect(codes).toEqual([...codes].sort((a, b) => a - b));
});

test('geohazards: more people or a greater loss never make a smaller class, and never change the level', () => {
	fc.assert(
		fc.property(fewer(2000), rising(20_000), ([few, many], [small, great]) => {
			for (const sizeOf of [lossClassOf, threatClassOf]) {
				expect(sizeOf(many, small, SHIPPED).size).toBeGreaterThanOrEqual(sizeOf(few, small, SHIPPED).size);
				expect(sizeOf(few, great, SHIPPED).size).toBeGreaterThanOrEqual(sizeOf(few, small, SHIPPED).size);
			}
			expect(gradeGeohazard({ risk: '中', threatenedPeople: many }, SHIPPED).level).toBe('yellow');
		})
	);
});

describe('GB 36894', () => {
	const rank = (layer: 'building' | 'protection_target', attributes: Attributes) => {
		const found = protectionClassOf(layer, attributes, SHIPPED);
		return 'class' in found ? PROTECTION_CLASSES.length - PROTECTION_CLASSES.indexOf(found.class) : null;
	};

	test('more people, households or floor area never make a target less protected', () => {
		const uses = ['residential', 'dwelling', 'office', 'commercial', 'crowd', 'other'];
		const kinds = ['residential', 'market', 'crowd', 'transport', 'logistics_hub'];
		fc.assert(
			fc.property(
				fc.constantFrom(...uses),
				fc.constantFrom(...kinds),
				fewer(500),
				fewer(60),
				fewer(9000),
				(use, kind, [few, many], [some, more], [small, large]) => {
					const house = { use, people: few, households: some };
					expect(rank('building', { ...house, people: many })).toBeGreaterThanOrEqual(rank('building', house)!);
					expect(rank('building', { ...house, households: more })).toBeGreaterThanOrEqual(rank('building', house)!);
					const place = { kind, people: few, floorAreaM2: small };
					expect(rank('protection_target', { ...place, people: many })).toBeGreaterThanOrEqual(
						rank('protection_target', place)!
					);
					expect(rank('protection_target', { ...place, floorAreaM2: large })).toBeGreaterThanOrEqual(
						rank('protection_target', place)!
					);
				}
			)
		);
	});

	test('a more protected class, and a new one, never bear more risk', () => {
		const risks = PROTECTION_CLASSES.map((of) => requiredContourOf(of, 'existing', SHIPPED).perYear);
		expect(risks).toEqual([...risks].sort((a, b) => a - b));
		for (const of of PROTECTION_CLASSES) {
			expect(requiredContourOf(of, 'new', SHIPPED).perYear).toBeLessThan(
				requiredContourOf(of, 'existing', SHIPPED).perYear
			);
		}
	});

	test('F–N: a point more, more deaths or more often never betters the zone', () => {
		const point = fc.record({ N: fc.integer({ min: 1, max: 999 }), F: fc.double({ min: 0, max: 1e-2, noNaN: true }) });
		const level = (points: { N: number; F: number }[]) => codeOf(societalRiskOf(points, SHIPPED).reason.level);
		fc.assert(
			fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), point, (points, one) => {
				const before = level(points);
				expect(level([...points, one])).toBeGreaterThanOrEqual(before);
				const [first, ...rest] = points;
				expect(level([{ ...first, N: first.N + 1 }, ...rest])).toBeGreaterThanOrEqual(before);
				expect(level([{ ...first, F: first.F * 2 }, ...rest])).toBeGreaterThanOrEqual(before);
			})
		);
	});
});

describe('distances', () => {
	test('more explosive reaches farther, and nearer is more pressure', () => {
		fc.assert(
			fc.property(rising(20_000), rising(3000), ([little, much], [near, far]) => {
				expect(overpressureDistanceM(much, 5000, SHIPPED)).toBeGreaterThanOrEqual(
					overpressureDistanceM(little, 5000, SHIPPED)
				);
				expect(overpressureDistanceM(much, 2000, SHIPPED)).toBeGreaterThan(overpressureDistanceM(much, 9000, SHIPPED));
				expect(overpressurePa(much, near, SHIPPED)).toBeGreaterThanOrEqual(overpressurePa(much, far, SHIPPED));
			})
		);
	});

	test('a wider pipe or more pressure never has a smaller impact radius', () => {
		fc.assert(
			fc.property(rising(1500), rising(15), ([thin, wide], [low, high]) => {
				expect(impactRadiusM(wide, low, SHIPPED)).toBeGreaterThanOrEqual(impactRadiusM(thin, low, SHIPPED));
				expect(impactRadiusM(thin, high, SHIPPED)).toBeGreaterThanOrEqual(impactRadiusM(thin, low, SHIPPED));
			})
		);
	});

	test('more LPG, or a larger tank, never keeps a smaller distance', () => {
		fc.assert(
			fc.property(rising(10_000), rising(400), ([little, much], [small, large]) => {
				const at = (total: number, tank: number) => lpgDistanceOf(total, tank, 'residential', SHIPPED).m;
				expect(at(much, small)).toBeGreaterThanOrEqual(at(little, small));
				expect(at(little, large)).toBeGreaterThanOrEqual(at(little, small));
			})
		);
	});

	test('a greater depot, station or volume never keeps a smaller distance in any column', () => {
		const falling = [
			['gb50074-4.0.10', ['1', '2', '3', '4', '5']],
			['gb50016-4.2.1', ['1000-5000', '200-1000', '50-200', '1-50']],
			['gb50016-4.2.1-high-rise', ['1000-5000', '200-1000', '50-200', '1-50']]
		] as const;
		for (const [id, rows] of falling) {
			const heads = SHIPPED.tables.fixedDistances.tables.find((table) => table.id === id)?.heads ?? [];
			for (const { id: column } of heads) {
				// 工矿企业 of the third set, and railways of grades 3 to 5, stay level: none rises.
				const distances = rows.map((row) => fixedDistanceOf(id, row, column, SHIPPED).m);
				expect(distances, `${id} ${column}`).toEqual([...distances].sort((a, b) => b - a));
			}
		}
	});

	test('nearer is never better, for every rule of the catalogue that asks a pair', () => {
		const RANK: Readonly<Record<State, number>> = { met: 0, uncertain: 1, undecided: 1, broken: 2 };
		const rules = clearancesOf(SHIPPED).filter((rule) => rule.asks === 'pair');
		const sideOf = (id: string, roles: readonly string[], accuracyM: number | null): Side => ({
			id,
			layer: null,
			roles,
			attributes: { externalSafetyDistanceM: 300 },
			accuracyM
		});
		fc.assert(
			fc.property(fc.constantFrom(...rules), rising(1200), fc.option(fc.nat(5)), (rule, [near, far], accuracyM) => {
				const source = sideOf('a', rule.sources, accuracyM);
				const target = sideOf('b', rule.targets, null);
				const at = (distanceM: number) => RANK[decide(rule, source, target, distanceM, '2026-11-23').state];
				expect(at(near), rule.id).toBeGreaterThanOrEqual(at(far));
				expect(at(0), rule.id).toBeGreaterThanOrEqual(at(near));
			}),
			{ numRuns: 1000 }
		);
	});
});
