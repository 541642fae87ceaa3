import { expect, test } from 'vitest';
import type { Exposure } from '../../../src/lib/risk/exposure/exposure.ts';
import type { Finding } from '../../../src/lib/risk/finding.ts';
import { gradeFeature } from '../../../src/lib/risk/grade-feature.ts';
import type { Attributes, GradeContext, LayerId } from '../../../src/lib/risk/layer.ts';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { levelOfReasons } from '../../../src/lib/risk/reason.ts';
import { ruleSetOf, SHIPPED, type RuleSet, type RuleTables } from '../../../src/lib/risk/rule-set.ts';

type Upgrades = RuleTables['upgrades'];
type Switch = { [Key in keyof Upgrades]: Upgrades[Key] extends { on: boolean } ? Key : never }[keyof Upgrades];

const CONTEXT: GradeContext = {
	rules: SHIPPED,
	today: '2026-11-23',
	findings: [],
	hca: null,
	exposure: null,
	override: null
};

function graded(layer: LayerId, attributes: Attributes, context: Partial<GradeContext> = {}) {
	const grade = gradeFeature(layerOf(layer), attributes, { ...CONTEXT, ...context });
	expect(levelOfReasons(grade.reasons)).toBe(grade.level);
	expect(grade.computed).toBe(grade.level);
	return grade;
}

function without(name: Switch): RuleSet {
	const tables = structuredClone(SHIPPED.tables);
	tables.upgrades[name].on = false;
	return ruleSetOf('test', tables);
}

const finding = (rule: string, source: string, target: string, measuredM: number): Finding => ({
	rule,
	source,
	target,
	state: 'broken',
	cause: null,
	measuredM,
	requiredM: 300,
	marginM: measuredM - 300,
	accuracyM: null,
	yieldsTo: null,
	from: null,
	to: null
});

/** Yellow by LEC: 10 × 3 × 3 = 90. */
const YELLOW: Attributes = { L: 10, E: 3, C: 3 };
const ORANGE: Attributes = { L: 10, E: 6, C: 3 };
const UNIT: Attributes = { inventory: [{ name: '液氨', tonnes: 50 }], exposedPeople: 35, unitKind: 'production' };
const CONTOUR = { inContour: [{ contour: 'c', feature: 's', name: '一小' }] };
const EXPOSURE: Exposure = {
	hazardSource: 'u',
	boundary: { feature: 'p', kind: 'plant' },
	withinM: 500,
	counted: 35,
	registered: 35,
	people: 35,
	who: [],
	features: 0,
	estimated: 0,
	inContour: [],
	confidence: 'VERIFIED',
	text: { zh: '', en: '' }
};

const CASES: [Switch, string, LayerId, Attributes, Partial<GradeContext>, string | null, string | null][] = [
	['majorDanger', 'open', 'enterprise', { ...YELLOW, majorDanger: 'open' }, {}, 'yellow', 'orange'],
	['majorDanger', 'listed', 'enterprise', { ...YELLOW, majorDanger: 'listed' }, {}, 'yellow', 'orange'],
	['majorDanger', 'overdue', 'enterprise', { ...YELLOW, majorDanger: 'overdue' }, {}, 'yellow', 'red'],
	['majorDanger', 'closed', 'enterprise', { ...YELLOW, majorDanger: 'none' }, {}, 'yellow', 'yellow'],
	['majorDanger', 'not graded', 'enterprise', { majorDanger: 'overdue' }, {}, null, 'red'],
	['fatalAccident', 'last month', 'enterprise', { ...YELLOW, fatalAccidentOn: '2026-10-20' }, {}, 'yellow', 'orange'],
	['fatalAccident', 'to the day', 'enterprise', { ...ORANGE, fatalAccidentOn: '2025-11-23' }, {}, 'orange', 'red'],
	['fatalAccident', 'a day late', 'enterprise', { ...YELLOW, fatalAccidentOn: '2025-11-22' }, {}, 'yellow', 'yellow'],
	['fatalAccident', 'not graded', 'enterprise', { fatalAccidentOn: '2026-10-20' }, {}, null, null],
	['severeAccident', 'to the day', 'enterprise', { ...YELLOW, severeAccidentOn: '2023-11-23' }, {}, 'yellow', 'red'],
	['severeAccident', 'a day late', 'enterprise', { ...YELLOW, severeAccidentOn: '2023-11-22' }, {}, 'yellow', 'yellow'],
	[
		'externalDistance',
		'own',
		'hazard_source',
		UNIT,
		{ findings: [finding('LAW-22', 'u', 's', 120)] },
		'yellow',
		'orange'
	],
	['contour', 'own', 'hazard_source', UNIT, { exposure: { ...EXPOSURE, ...CONTOUR } }, 'yellow', 'orange'],
	['occupied', 'D', 'building', { dangerGrade: 'D', planId: '1', occupied: true }, {}, 'red', 'red'],
	['occupied', 'C', 'building', { dangerGrade: 'C', occupied: true }, {}, 'orange', 'orange'],
	['occupied', 'B', 'building', { dangerGrade: 'B', occupied: true }, {}, 'yellow', 'yellow']
];

test.each(CASES)('%s, %s: %s switched off it is %4$s', (name, _, layer, attributes, context, off, on) => {
	expect(graded(layer, attributes, { ...context, rules: without(name) }).level).toBe(off);
	expect(graded(layer, attributes, context).level).toBe(on);
});

test('a live oil or gas pipeline under a building is red until it is cleared, an abandoned one by this rule not', () => {
	const findings = [finding('PIPE-30-5', 'pipeline/a', 'building/b', 3), finding('PIPE-30-5', 'pipeline/a', 'c', 1)];
	const rules = (attributes: Attributes, set = SHIPPED) =>
		graded('pipeline', { pipeClass: 'gas_trunk', ...attributes }, { findings, rules: set }).reasons.map(
			(one) => one.rule
		);
	expect(rules({ status: 'live' })).toContain('UP-ENCROACHMENT');
	expect(rules({})).toContain('UP-ENCROACHMENT');
	expect(rules({ status: 'abandoned' })).not.toContain('UP-ENCROACHMENT');
	expect(rules({ status: 'live' }, without('encroachment'))).not.toContain('UP-ENCROACHMENT');
	const { reasons } = graded('pipeline', { pipeClass: 'gas_trunk', status: 'live' }, { findings });
	const reason = reasons.find((one) => one.rule === 'UP-ENCROACHMENT')!;
	expect(reason).toMatchObject({ level: 'red', measured: 1, limit: 300, unit: 'm', inputs: { broken: 2 } });
	expect(reason.text.zh).toContain('被占压 2 处, 最近 c 1 米');
});

test('the building inside the safety distance of a unit is not raised for it, the unit is', () => {
	const findings = [finding('LAW-22', 'u', 'building/b', 120)];
	const home = graded('building', { dangerGrade: 'B', use: 'dwelling' }, { findings });
	expect(home.level).toBe('yellow');
	const unit = graded('hazard_source', UNIT, { findings });
	expect(unit.reasons[0]).toMatchObject({ rule: 'UP-EXTERNAL-DISTANCE', measured: 120, limit: 300, level: 'orange' });
	const kept = [{ ...findings[0], state: 'met' as const }];
	expect(graded('hazard_source', UNIT, { findings: kept }).level).toBe('yellow');
	expect(graded('hazard_source', UNIT, { findings: null }).level).toBe('yellow');
});

test('a step up is from the level without it, that of the other upgrades included, and says from and to', () => {
	const both = graded('enterprise', { ...YELLOW, majorDanger: 'open', fatalAccidentOn: '2026-10-20' });
	expect(both.level).toBe('red');
	expect(both.reasons[0]).toMatchObject({
		rule: 'UP-FATAL-ACCIDENT',
		inputs: { from: 'orange', to: 'red', until: '2027-10-20' },
		level: 'red'
	});
	expect(both.reasons[0].text.zh).toContain('由橙上调为红');
	const top = graded('enterprise', { ...YELLOW, majorDanger: 'overdue', fatalAccidentOn: '2026-10-20' });
	expect(top.reasons.find((one) => one.rule === 'UP-FATAL-ACCIDENT')!.text.zh).toContain('已是红');
});

test('a mere step up gives an ungraded unit no level and says so; what sets a level does, and what lacks is still named', () => {
	const stepped = graded('enterprise', { fatalAccidentOn: '2026-10-20' });
	expect(stepped.level).toBeNull();
	expect(stepped.reasons.map((one) => one.text.zh).join()).toContain('未评估, 无从上调');
	const set = graded('hazard_source', { majorDanger: 'listed' });
	expect(set).toMatchObject({ level: 'orange', grade: null, missing: ['inventory'] });
	const colours = layerOf('hazard_source').influence!({ majorDanger: 'listed' }, set, SHIPPED);
	expect(colours?.radiusM).toBe(SHIPPED.tables.zoning.radii.hazard_source_4.value);
});

test('an accident in the future is an error of the data: nothing is raised and the field is named', () => {
	for (const key of ['fatalAccidentOn', 'severeAccidentOn']) {
		const grade = graded('enterprise', { ...YELLOW, [key]: '2026-11-24' });
		expect(grade.level).toBe('yellow');
		const reason = grade.reasons.find((one) => one.inputs[key] === '2026-11-24')!;
		expect(reason.level).toBeNull();
		expect(reason.text.zh).toContain(key);
	}
});

test('every upgrade is 系统设定 and cites its rule', () => {
	const { reasons } = graded('enterprise', { ...YELLOW, majorDanger: 'open' });
	expect(reasons[0]).toMatchObject({
		confidence: 'DESIGN',
		clause: expect.stringContaining('系统设定: 等级上调规则 1')
	});
});
