import { describe, expect, test } from 'vitest';
import type { Attributes } from '../../../src/lib/risk/layer.ts';
import { ruleSetOf, SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { ALONG, ask, field, findingOf, proposalOf, square, type Standing } from './field.ts';

const TRUNK: Standing = { id: 'trunk', layer: 'pipeline', attributes: { pipeClass: 'gas_trunk' }, geometry: ALONG };
const cityGas = (pressureClass: string): Standing => ({
	id: 'city',
	layer: 'pipeline',
	attributes: { pipeClass: 'city_gas', pressureClass, diameterMm: 200 },
	geometry: ALONG
});
const LINE_AT = (y: number) => ({
	type: 'LineString' as const,
	coordinates: [
		[-50, y],
		[50, y]
	]
});

describe('a parcel beside a trunk pipeline', () => {
	test.each([
		[3, 'broken', 'veto', -2],
		[5, 'broken', 'veto', 0],
		[5.001, 'met', 'clear', 0.001]
	])('housing at %f m: 第30条 is %s, the verdict %s', (y, state, verdict, marginM) => {
		const answer = ask(field([TRUNK]), proposalOf('housing', { people: 100 }), square(0, y));
		const finding = findingOf(answer, 'PIPE-30-5');
		expect(finding).toMatchObject({ state, measuredM: y, requiredM: 5, counts: verdict, force: 'mandatory' });
		expect(finding.marginM).toBeCloseTo(marginM, 9);
		expect(finding.clause).toContain('第30条');
		expect(answer.verdict).toBe(verdict);
		expect(finding.to![1] - finding.from![1]).toBeCloseTo(y, 9);
	});

	test('a power line at 40 m needs the application of 第35条第1款第2项, and says from whom', () => {
		const answer = ask(field([TRUNK]), proposalOf('power_line', { cable: false, voltageKV: 110 }), LINE_AT(40));
		expect(findingOf(answer, 'PIPE-35-50')).toMatchObject({ state: 'undecided', measuredM: 40, counts: 'conditional' });
		expect(answer.verdict).toBe('conditional');
		expect(answer.conditions).toHaveLength(1);
		expect(answer.conditions[0].clause).toContain('第35');
		expect(answer.conditions[0].who.zh).toContain('主管管道保护工作的部门');
		expect(answer.conditions[0].documents.length).toBeGreaterThan(2);
	});

	test('a power line at 3 m is nearer than that application allows: a crossing', () => {
		const answer = ask(field([TRUNK]), proposalOf('power_line', { cable: false }), LINE_AT(3));
		expect(findingOf(answer, 'PIPE-35-50').cause?.code).toBe('below-range');
		expect(answer.conditions[0].what.zh).toContain('穿跨越');
	});

	test('blasting at 150 m needs the application of 第35条第1款第3项; at 201 m it does not', () => {
		const at = (y: number) => ask(field([TRUNK]), proposalOf('blasting'), square(0, y));
		expect(findingOf(at(150), 'PIPE-35-200')).toMatchObject({ measuredM: 150, counts: 'conditional' });
		expect(at(150).verdict).toBe('conditional');
		expect(at(201).verdict).toBe('clear');
	});

	test('digging at 3 m is forbidden by 第30条, and no application helps', () => {
		const answer = ask(field([TRUNK]), proposalOf('excavation'), square(0, 3));
		expect(answer.verdict).toBe('veto');
		expect(findingOf(answer, 'PIPE-35-200').yieldsTo).toBe('PIPE-30-5');
		expect(answer.conditions.map(({ rules }) => rules)).not.toContainEqual(['PIPE-35-200']);
	});
});

describe('the same parcel beside a city gas main', () => {
	test.each([
		['low', 3, 'CGAS-C-low_mid', 'conditional', 'CGAS-P-low_mid'],
		['high', 40, 'CGAS-C-high', 'conditional', 'CGAS-P-high']
	])(
		'%s pressure at %f m: the control zone asks for a plan, and not the 5 m of the trunk lines',
		(pressure, y, rule) => {
			const answer = ask(field([cityGas(pressure)]), proposalOf('housing', { people: 100 }), square(0, y));
			expect(findingOf(answer, rule)).toMatchObject({ measuredM: y, counts: 'conditional' });
			expect(answer.findings.map((finding) => finding.rule)).not.toContain('PIPE-30-5');
			expect(answer.verdict).toBe('conditional');
			expect(answer.conditions[0].what.zh).toContain('燃气');
			const silent = answer.notApplied.find((one) => one.rule === 'PIPE-30-5');
			expect(silent?.why.zh).toContain('图上没有');
		}
	);

	test('high pressure at 3 m is forbidden by the protection zone, in Wuhan by its own 15 m', () => {
		const answer = ask(field([cityGas('high')]), proposalOf('housing', { people: 100 }), square(0, 3));
		expect(answer.verdict).toBe('veto');
		expect(findingOf(answer, 'CGAS-WH-HIGH')).toMatchObject({ state: 'broken' });
	});
});

describe('distances between uses', () => {
	const point = (x: number) => ({ type: 'Point' as const, coordinates: [x, 0] });
	const only = (layer: Standing['layer'], attributes: Attributes) =>
		field([{ id: 'other', layer, attributes, geometry: point(0) }]);

	test('a school 90 m from a fireworks shop is vetoed by the 100 m', () => {
		const around = only('enterprise', { kind: 'firework_retail' });
		const answer = ask(around, proposalOf('school', { people: 300 }), point(90));
		expect(findingOf(answer, 'FW-100')).toMatchObject({ state: 'broken', measuredM: 90, requiredM: 100, marginM: -10 });
		expect(answer.verdict).toBe('veto');
	});

	test('a petrol station 30 m from a hospital of 200 beds is vetoed by the 35 m; of 100 beds it is not', () => {
		const station = proposalOf('petrol_station');
		const large = ask(only('building', { use: 'hospital', beds: 200 }), station, point(30));
		expect(findingOf(large, 'GAS-ST-35')).toMatchObject({ state: 'broken', measuredM: 30, requiredM: 35 });
		expect(large.verdict).toBe('veto');
		expect(ask(only('building', { use: 'hospital', beds: 100 }), station, point(30)).verdict).toBe('clear');
		expect(ask(only('building', { use: 'hospital' }), station, point(30)).verdict, 'beds not on record').toBe(
			'undecided'
		);
	});

	test('a Class-A warehouse 45 m from housing: too near for a high-rise, far enough for a low house', () => {
		const warehouse = proposalOf('warehouse', { fireClass: '甲', storageItemClass: 1, storageTonnes: 8 });
		const high = ask(only('building', { use: 'residential', heightM: 60 }), warehouse, point(45));
		expect(findingOf(high, 'FIRE-JWH-50')).toMatchObject({ state: 'broken', requiredM: 50, marginM: -5 });
		expect(high.verdict).toBe('veto');
		const low = ask(only('building', { use: 'residential', heightM: 12 }), warehouse, point(45));
		expect(low.verdict).toBe('clear');
		const unsaid = ask(only('building', { use: 'residential' }), warehouse, point(45));
		expect(unsaid.verdict).toBe('undecided');
	});

	test('a house of 40 households inside a 3e-7 contour is vetoed', () => {
		const contour: Standing = {
			id: 'contour',
			layer: 'risk_contour',
			attributes: { kind: 'individual_risk', frequency: '3e-7' },
			geometry: square(-200, -200, 400)
		};
		const answer = ask(field([contour]), proposalOf('housing', { households: 40 }), square(0, 0));
		expect(findingOf(answer, 'QRA-3E-7')).toMatchObject({ state: 'broken', measuredM: 0 });
		expect(answer.verdict).toBe('veto');
	});

	test('a site whose neighbour has no stated distance cannot be decided, and says what to record', () => {
		const source: Standing = {
			id: 'plant',
			layer: 'hazard_source',
			attributes: { unitKind: 'production' },
			geometry: point(0)
		};
		const answer = ask(field([source]), proposalOf('housing', { people: 500 }), point(400));
		const finding = findingOf(answer, 'LAW-22');
		expect(finding).toMatchObject({ state: 'undecided', measuredM: 400, counts: 'undecided' });
		expect(finding.cause?.text.zh).toContain('未登记外部安全防护距离');
		expect(answer.verdict).toBe('undecided');
		const stated = { ...source, attributes: { unitKind: 'production', externalSafetyDistanceM: 350 } };
		expect(ask(field([stated]), proposalOf('housing', { people: 500 }), point(400)).verdict).toBe('clear');
		expect(ask(field([stated]), proposalOf('housing', { people: 500 }), point(349.999)).verdict).toBe('veto');
	});

	test('nearer to the limit than the positions are accurate: measure on site', () => {
		const answer = ask(field([{ ...TRUNK, accuracyM: 1 }]), proposalOf('housing', { people: 1 }), square(0, 5.5), 0.5);
		expect(findingOf(answer, 'PIPE-30-5')).toMatchObject({ state: 'uncertain', accuracyM: 1.5, otherAccuracyM: 1 });
		expect(answer.verdict).toBe('undecided');
	});
});

describe('policies of the district', () => {
	const banned = () => {
		const tables = structuredClone(SHIPPED.tables);
		tables.siting.policies.noChemical.on = true;
		return ruleSetOf(SHIPPED.edition, tables);
	};
	const park: Standing = {
		id: 'park',
		layer: 'park',
		attributes: { kind: 'chemical' },
		geometry: square(-500, -500, 1000)
	};
	const plant = proposalOf('hazchem_production', {
		externalSafetyDistanceM: 100,
		inventory: [{ name: '氯', tonnes: 1 }],
		fireClass: '丙'
	});

	test('a chemical plant in a district that bans them is vetoed, and the policy is cited', () => {
		const answer = ask(field([park], { rules: banned() }), plant, square(0, 0));
		expect(answer.verdict).toBe('veto');
		expect(answer.policies).toMatchObject([{ policy: 'POLICY-NO-CHEMICAL', counts: 'veto' }]);
		expect(answer.policies[0].clause).toContain('江汉区');
		expect(ask(field([park]), plant, square(0, 0)).verdict).toBe('clear');
	});

	test('outside a chemical park it is vetoed by law 第18条, with a corner outside too', () => {
		expect(findingOf(ask(field([park]), plant, square(600, 0)), 'LAW-18-PARK')).toMatchObject({ state: 'broken' });
		const corner = findingOf(ask(field([park]), plant, square(480, 0)), 'LAW-18-PARK');
		expect(corner).toMatchObject({ state: 'broken', measuredM: 10, counts: 'veto' });
		expect(corner.from![0] - corner.to![0], 'from the corner to the park').toBeCloseTo(10, 9);
	});

	test.each([
		['red', 'veto'],
		['orange', 'veto'],
		['yellow', 'clear'],
		[null, 'undecided']
	] as const)('an enterprise of level %s that expands: %s', (level, counts) => {
		const standing: Standing = {
			id: 'old',
			layer: 'enterprise',
			attributes: { kind: 'general' },
			geometry: square(0, 0, 100)
		};
		const around = field([standing], { levels: level === null ? {} : { old: level } });
		const proposal = proposalOf('factory', { fireClass: '戊' }, { extends: 'old' });
		const answer = ask(around, proposal, square(100, 0, 20));
		expect(answer.policies).toMatchObject([{ policy: 'POLICY-RED-ORANGE', counts }]);
		expect(answer.verdict).toBe(counts);
	});

	test('a high-risk project near homes is vetoed by the policy, which says that its distance is a choice', () => {
		const homes: Standing = {
			id: 'homes',
			layer: 'protection_target',
			attributes: { kind: 'residential', people: 2000 },
			geometry: square(90, 0)
		};
		const answer = ask(field([park, homes]), plant, square(0, 0));
		expect(findingOf(answer, 'POLICY-DENSE')).toMatchObject({
			state: 'broken',
			measuredM: 60,
			requiredM: 100,
			confidence: 'DESIGN'
		});
	});
});

test('a layer that is empty and that nobody confirmed leaves the verdict open, never clear', () => {
	const absent = new Set<string>();
	const answer = ask(field([TRUNK], { absent }), proposalOf('housing', { people: 10 }), square(0, 50));
	expect(answer.verdict).toBe('undecided');
	const subjects = answer.unasked.map(({ subject }) => subject);
	expect(subjects).toContain('layer:power_line');
	expect(subjects).not.toContain('layer:pipeline');
	expect(answer.subjects.asked - answer.subjects.answered).toBe(answer.unasked.length);
	const confirmed = new Set(subjects);
	expect(ask(field([TRUNK], { absent: confirmed }), proposalOf('housing', { people: 10 }), square(0, 50)).verdict).toBe(
		'clear'
	);
});

test('every rule that found nothing is listed with why, and how far away the nearest is', () => {
	const answer = ask(field([TRUNK]), proposalOf('housing', { people: 10 }), square(0, 300));
	expect(answer.findings).toEqual([]);
	expect(answer.notApplied.find(({ rule }) => rule === 'PIPE-30-5')).toMatchObject({ nearestM: 300 });
	expect(answer.notApplied.find(({ rule }) => rule === 'FW-50')?.why.zh).toContain('不受本条约束');
	const rules = new Set(answer.notApplied.map(({ rule }) => rule));
	for (const { id } of SHIPPED.tables.clearances.rows) expect(rules, id).toContain(id);
});
