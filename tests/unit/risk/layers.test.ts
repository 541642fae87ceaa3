import { expect, test } from 'vitest';
import type { Finding } from '../../../src/lib/risk/finding.ts';
import { GRADED_LAYERS, LAYER_IDS, type Attributes } from '../../../src/lib/risk/layer.ts';
import { LAYERS, layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { SUBJECT_FIELDS } from '../../../src/lib/risk/layers/subject-field.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const TODAY = '2026-11-23';
const grade = (layer: string, attributes: Attributes, findings: Finding[] = []) => {
	const graded = layerOf(layer).grade?.(attributes, {
		rules: SHIPPED,
		today: TODAY,
		findings,
		hca: null,
		exposure: null,
		override: null
	});
	if (graded === undefined) throw new Error(`${layer} is not graded.`);
	return graded;
};
const influence = (layer: string, attributes: Attributes, findings: Finding[] = []) =>
	layerOf(layer).influence?.(attributes, grade(layer, attributes, findings), SHIPPED) ?? null;
const finding = (over: Partial<Finding>): Finding => ({
	rule: 'PIPE-30-5',
	source: 'p1',
	target: 'b1',
	state: 'met',
	cause: null,
	measuredM: 6,
	requiredM: 5,
	marginM: 1,
	accuracyM: null,
	yieldsTo: null,
	from: null,
	to: null,
	...over
});

test('all layers are there, each attribute with both names, no key twice', () => {
	expect(LAYERS.map((layer) => layer.id)).toEqual([...LAYER_IDS]);
	for (const layer of LAYERS) {
		const keys = layer.attributes.map((attribute) => attribute.key);
		expect(new Set(keys).size, layer.id).toBe(keys.length);
		for (const { name, key } of layer.attributes) expect(name.zh && name.en, `${layer.id}.${key}`).toBeTruthy();
	}
	expect(() => layerOf('toString')).toThrow('Layer "toString" is not one of area, enterprise');
});

test('the layers that carry levels are those that grade', () => {
	expect(LAYERS.filter((layer) => layer.grade !== null).map((layer) => layer.id)).toEqual(GRADED_LAYERS);
});

test('there are 26 subject fields, each with the department that leads it', () => {
	expect(SUBJECT_FIELDS.map((field) => field.no)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1));
	expect(SUBJECT_FIELDS[16]).toMatchObject({
		name: { zh: '油气长输管线' },
		lead: { zh: '区油气长输管线专委会(区发改局)' }
	});
});

test('a grade without a level always says what is missing, one with a level always says why', () => {
	const bare: [string, Attributes][] = LAYERS.filter((layer) => layer.grade !== null).map((layer) => [layer.id, {}]);
	const graded: [string, Attributes][] = [
		['enterprise', { L: 3, E: 6, C: 15 }],
		['hazard_source', { inventory: [{ name: '氨', tonnes: 1 }] }],
		['pipeline', { pipeClass: 'gas_trunk' }],
		['building', { dangerGrade: 'C' }],
		['park', { score: 72 }],
		['geohazard_zone', { risk: '高' }]
	];
	for (const [layer, attributes] of bare) {
		expect(grade(layer, attributes), layer).toMatchObject({ level: null, grade: null });
		expect(grade(layer, attributes).missing, layer).not.toEqual([]);
	}
	for (const [layer, attributes] of graded) {
		const { level, reasons, missing } = grade(layer, attributes);
		expect(level, layer).not.toBeNull();
		expect(missing, layer).toEqual([]);
		expect(reasons[0].clause && reasons[0].text.zh && reasons[0].text.en, layer).toBeTruthy();
	}
});

test('a pipeline that no rule asks about is not blue: it is not assessed, and says why', () => {
	for (const pipeClass of ['plant_internal', 'other']) {
		const { level, reasons, missing } = grade('pipeline', { pipeClass });
		expect(level, pipeClass).toBeNull();
		expect(missing, pipeClass).toEqual([]);
		expect(reasons[0].text.en, pipeClass).toContain('no clearance rule');
	}
});

test('an enterprise takes the worst of the schemes on record and shows them all', () => {
	const graded = grade('enterprise', {
		kind: 'hazchem_storage',
		scoreItems: { outsidePark: true },
		L: 3,
		E: 6,
		C: 15,
		lsL: 2,
		lsS: 5
	});
	expect(graded.level).toBe('orange');
	expect(graded.reasons.map((reason) => reason.rule)).toEqual(['LEC-D', 'LS-5x5', 'AYJ19-T']);
	expect(graded.values).toMatchObject({ T: 97, D: 270, lsR: 10 });
});

test.each<[Attributes, string[]]>([
	[{ kind: 'general' }, ['L', 'E', 'C']],
	[{ kind: 'general', L: 3, C: 15 }, ['E']],
	[{ kind: 'general', lsL: 3 }, ['lsS']],
	[{ kind: 'hazchem_production' }, ['scoreItems']],
	[{ kind: 'hazchem_production', L: 3, E: 3 }, ['C']],
	[{ kind: 'general', scoreItems: { outsidePark: true } }, ['L', 'E', 'C']]
])('an enterprise with %o lacks %o', (attributes, missing) => {
	expect(grade('enterprise', attributes)).toMatchObject({ level: null, missing });
});

test('a pipeline without its class is not graded, whatever is broken', () => {
	expect(grade('pipeline', {}, [finding({ state: 'broken' })])).toMatchObject({ level: null, missing: ['pipeClass'] });
});

test('a pipeline is as bad as its worst broken clearance: one reason a rule, with the nearest pair and the count', () => {
	const findings = [
		finding({ state: 'broken', measuredM: 4, marginM: -1 }),
		finding({ state: 'broken', measuredM: 0, marginM: -5, target: 'b2' }),
		finding({ state: 'broken', rule: 'CGAS-C-high', measuredM: 20, requiredM: 50, marginM: -30 }),
		finding({ state: 'uncertain' })
	];
	const graded = grade('pipeline', { pipeClass: 'gas_trunk' }, findings);
	expect(graded.level).toBe('red');
	expect(graded.reasons).toHaveLength(2);
	expect(graded.reasons[0]).toMatchObject({ rule: 'PIPE-30-5', measured: 0, limit: 5, inputs: { broken: 2 } });
});

test('a pipeline with something uncertain is yellow, kept throughout it is blue', () => {
	const attributes = { pipeClass: 'gas_trunk' };
	expect(grade('pipeline', attributes, [finding({ state: 'uncertain' }), finding({})]).level).toBe('yellow');
	expect(grade('pipeline', attributes, [finding({})]).level).toBe('blue');
	expect(grade('pipeline', attributes).level).toBe('blue');
});

test('a pipeline that leaves a question open by its own attributes is not graded; one whose neighbour does is', () => {
	const open = (attribute: string, feature: string) =>
		finding({ state: 'undecided', cause: { code: 'attribute-missing', attribute, feature, text: { zh: '', en: '' } } });
	const attributes = { pipeClass: 'city_gas', diameterMm: 200 };
	expect(grade('pipeline', attributes, [open('pressureClass', 'p1')])).toMatchObject({
		level: null,
		missing: ['pressureClass']
	});
	expect(grade('pipeline', attributes, [open('use', 'b1')]).level).toBe('blue');
});

test.each<[string, Attributes, number | null]>([
	['hazard_source', { inventory: [{ name: '液氯', tonnes: 50 }], exposedPeople: 120 }, 500],
	[
		'hazard_source',
		{ inventory: [{ name: '液氯', tonnes: 50 }], exposedPeople: 120, externalSafetyDistanceM: 320 },
		320
	],
	['hazard_source', { inventory: [{ name: '液氯', tonnes: 1 }] }, null],
	['enterprise', { kind: 'general', L: 1, E: 6, C: 7 }, 60],
	['enterprise', { kind: 'hazchem_storage', L: 1, E: 6, C: 7 }, 200],
	['enterprise', { kind: 'general' }, null],
	['pipeline', { pipeClass: 'gas_trunk', diameterMm: 813, pressureMPa: 10 }, 254.5],
	['pipeline', { pipeClass: 'gas_trunk', diameterMm: 813 }, 200],
	['pipeline', { pipeClass: 'oil_trunk', diameterMm: 813, pressureMPa: 10 }, 200],
	['pipeline', { pipeClass: 'city_gas', pressureClass: 'mid' }, 5],
	['pipeline', { pipeClass: 'city_gas', pressureClass: 'sub_high' }, 15],
	['pipeline', { pipeClass: 'city_gas', pressureClass: 'high' }, 50],
	['park', { score: 50 }, 200],
	['building', { dangerGrade: 'D' }, 20],
	['building', { dangerGrade: 'A' }, null],
	['building', {}, null],
	['geohazard_zone', { risk: '中' }, 50]
])('%s %o influences %s m', (layer, attributes, radiusM) => {
	const found = influence(layer, attributes);
	expect(found?.radiusM ?? null).toBe(radiusM);
	if (found !== null) expect(found.from.zh && found.from.en && found.rule).toBeTruthy();
});
