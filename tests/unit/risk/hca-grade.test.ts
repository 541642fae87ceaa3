import { expect, test } from 'vitest';
import type { Finding, State } from '../../../src/lib/risk/finding.ts';
import { gradeFeature } from '../../../src/lib/risk/grade-feature.ts';
import type { PipelineHca } from '../../../src/lib/risk/hca/hca.ts';
import type { Attributes } from '../../../src/lib/risk/layer.ts';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { levelOfReasons } from '../../../src/lib/risk/reason.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { house, identify, pipe, place } from './hca-district.ts';

const OIL: Attributes = { pipeClass: 'oil_trunk', status: 'live' };
const clearance = (state: State, attribute?: string): Finding => ({
	rule: 'PIPE-30-5',
	source: 'p',
	target: 'b1',
	state,
	cause:
		attribute === undefined ? null : { code: 'attribute-missing', attribute, feature: 'p', text: { zh: '', en: '' } },
	measuredM: 4,
	requiredM: 5,
	marginM: -1,
	accuracyM: null,
	yieldsTo: null,
	from: null,
	to: null
});
const grade = (hca: PipelineHca | null, state: State = 'met', attributes = OIL, attribute?: string) => {
	const findings = [clearance(state, attribute)];
	const context = { rules: SHIPPED, today: '2026-11-23', findings, hca, exposure: null, override: null };
	const graded = gradeFeature(layerOf('pipeline'), attributes, context);
	expect(levelOfReasons(graded.reasons)).toBe(graded.level);
	return graded;
};

const crowded = identify(pipe('oil_trunk', 6000), house(3000, 100, 120));
const station = identify(
	pipe('oil_trunk', 6000),
	place('enterprise', 3000, 20, { kind: 'petrol_station' }),
	house(0, 9, 1)
);
const none = identify(pipe('oil_trunk', 6000), house(3000, 100, 3));
const open = identify(pipe('oil_trunk', 6000), house(3000, 100, null));
const half = identify(
	pipe('oil_trunk', 6000),
	place('enterprise', 5000, 20, { kind: 'petrol_station' }),
	house(1000, 100, null)
);

test('a pipeline is as bad as its worst high consequence area, with the chainage and the number that decided', () => {
	const { level, reasons, values } = grade(crowded);
	expect(level).toBe('orange');
	expect(reasons[0]).toMatchObject({
		rule: 'GB32167-oil-b',
		level: 'orange',
		measured: 120,
		limit: 100,
		unit: '户',
		inputs: { chainages: 'K2+800–K3+200', households: 120 }
	});
	expect(reasons[0].clause).toContain('GB 32167-2015');
	expect(values).toMatchObject({ hcaSegments: 1, hcaM: 400, lengthM: 6000 });
	expect(grade(station)).toMatchObject({ level: 'yellow' });
	expect(grade(station).reasons[0]).toMatchObject({ rule: 'GB32167-oil-d', measured: 20, limit: 50, unit: 'm' });
});

test('one item in several places is one reason, by the worst of them', () => {
	const two = identify(pipe('oil_trunk', 9000), house(1000, 100, 60), house(6000, 100, 90));
	const reasons = grade(two).reasons.filter((reason) => reason.rule === 'GB32167-oil-c');
	expect(reasons).toHaveLength(1);
	expect(reasons[0]).toMatchObject({ measured: 90, inputs: { chainages: 'K0+800–K1+200、K5+800–K6+200' } });
	expect(reasons[0].text.zh).toContain('共 2 段: K0+800–K1+200、K5+800–K6+200');
});

test('clearances and areas combine: the worst of both', () => {
	expect(grade(crowded, 'broken').level).toBe('red');
	expect(grade(crowded, 'uncertain').level).toBe('orange');
	expect(grade(station, 'uncertain').level).toBe('yellow');
	expect(grade(none, 'uncertain').level).toBe('yellow');
	expect(grade(none, 'broken').reasons[0]).toMatchObject({ rule: 'PIPE-30-5', level: 'red' });
	expect(grade(none, 'broken').reasons.at(-1)).toMatchObject({ rule: 'GB32167-NONE', level: 'blue' });
});

test('asked and none found is blue, and says so with the layers that were empty', () => {
	const { level, reasons } = grade(none);
	expect(level).toBe('blue');
	const reason = reasons.find((one) => one.rule === 'GB32167-NONE')!;
	expect(reason).toMatchObject({ level: 'blue', confidence: 'DESIGN', inputs: { lengthM: 6000 } });
	expect(reason.text.zh).toContain('water');
});

test('what is undecided is never blue: grey with what is missing, unless something worse decides', () => {
	expect(grade(open)).toMatchObject({ level: null, missing: ['households'] });
	expect(grade(open).reasons[0]).toMatchObject({ rule: 'GB32167-UNDECIDED', level: null });
	for (const [hca, state, level] of [
		[open, 'broken', 'red'],
		[open, 'uncertain', 'yellow'],
		[half, 'met', 'yellow']
	] as const) {
		const graded = grade(hca, state);
		expect(graded).toMatchObject({ level, missing: [] });
		expect(graded.reasons.find((reason) => reason.rule === 'GB32167-UNDECIDED')).toMatchObject({ level: null });
	}
});

test('an attribute that a clearance lacks keeps it grey, and an area worse than blue decides all the same', () => {
	const lacking = { ...OIL, substance: null };
	expect(grade(none, 'undecided', lacking, 'substance')).toMatchObject({ level: null, missing: ['substance'] });
	const decided = grade(crowded, 'undecided', lacking, 'substance');
	expect(decided.level).toBe('orange');
	expect(decided.reasons.at(-1)).toMatchObject({ rule: 'NOT-GRADED', level: null });
});

test('an abandoned trunk line says that it was not asked', () => {
	const { level, reasons } = grade(null, 'met', { ...OIL, status: 'abandoned' });
	expect(level).toBe('blue');
	expect(reasons.map((reason) => reason.rule)).toContain('GB32167-ABANDONED');
});

test('a gas pipeline tells its class locations and where a school has it designed as 三级', () => {
	const hca = identify(
		pipe('gas_trunk', 6000),
		house(1000, 50, 20),
		place('protection_target', 1000, 150, { kind: 'school' })
	);
	const reason = grade(hca, 'met', { pipeClass: 'gas_trunk' }).reasons.find((one) => one.rule === 'GB50251-4.2.2')!;
	expect(reason).toMatchObject({
		level: null,
		inputs: { 二级: 400, households: 20, designedAsThree: 'K0+800–K1+200' }
	});
	expect(reason.clause).toBe('GB 50251-2015 4.2.2');
});
