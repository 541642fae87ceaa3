import { describe, expect, test } from 'vitest';
import { ruleOf } from '../../../src/lib/risk/clearance/catalogue.ts';
import { decide } from '../../../src/lib/risk/clearance/decide.ts';
import type { Decision, Side } from '../../../src/lib/risk/clearance/rule.ts';
import type { Attributes, LayerId } from '../../../src/lib/risk/layer.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const TODAY = '2026-11-23';
const side = (layer: LayerId, attributes: Attributes = {}, accuracyM: number | null = null): Side => ({
	id: `${layer}-1`,
	layer,
	attributes,
	accuracyM
});
const ask = (rule: string, source: Side, target: Side | null, distanceM: number | null): Decision =>
	decide(ruleOf(rule, SHIPPED), source, target, distanceM, TODAY);

const gasTrunk = side('pipeline', { pipeClass: 'gas_trunk' });
const house = side('building', { use: 'dwelling' });

describe('trunk pipeline: centre line at y = 3375000 (EPSG:4547)', () => {
	const CENTRE_Y = 3375000;
	const newLine = side('power_line', { phase: 'new', cable: false });
	const at = (y: number) => y - CENTRE_Y;

	test('T1: a wall at y = 3375005.000 is broken, the limit belongs to the ban', () => {
		expect(ask('PIPE-30-5', gasTrunk, house, at(3375005))).toMatchObject({ state: 'broken', requiredM: 5, marginM: 0 });
	});

	test('T2: a wall at y = 3375005.001 keeps it', () => {
		const decision = ask('PIPE-30-5', gasTrunk, house, at(3375005.001));
		expect(decision).toEqual({ state: 'met', cause: null, requiredM: 5, marginM: 0.001, accuracyM: null });
	});

	test('T2: for an oil line, homes at 5.001 m keep GB 50253 too, at 4.999 m they break it', () => {
		const oil = side('pipeline', { pipeClass: 'oil_trunk' });
		expect(ask('PIPE-31-OIL5', oil, house, 5.001).state).toBe('met');
		expect(ask('PIPE-31-OIL5', oil, house, 5).state).toBe('met');
		expect(ask('PIPE-31-OIL5', oil, house, 4.999).state).toBe('broken');
	});

	test('T3: a new power line at y = 3375050.000 needs an approval', () => {
		const decision = ask('PIPE-35-50', gasTrunk, newLine, at(3375050));
		expect(decision).toMatchObject({ state: 'undecided', requiredM: 50, cause: { code: 'approval-missing' } });
		expect(decision.cause?.text.zh).toBe('在需审批的范围内, 未登记审批结果 (石油天然气管道保护法 第35条第1款第2项)');
	});

	test('T3: with the approval on record it is met, refused it is broken', () => {
		const record = (approved: boolean) =>
			side('power_line', { ...newLine.attributes, approvals: { 'PIPE-35-50': approved } });
		expect(ask('PIPE-35-50', gasTrunk, record(true), 50).state).toBe('met');
		expect(ask('PIPE-35-50', gasTrunk, record(false), 50)).toMatchObject({
			state: 'broken',
			cause: { code: 'approval-refused' }
		});
	});

	test('T4: a new power line at y = 3375050.001 needs none', () => {
		expect(ask('PIPE-35-50', gasTrunk, newLine, at(3375050.001)).state).toBe('met');
	});

	test('nearer than 5 m no approval of Art 35 (2) can be given', () => {
		expect(ask('PIPE-35-50', gasTrunk, newLine, 5).cause?.code).toBe('below-range');
		expect(ask('PIPE-35-50', gasTrunk, newLine, 5.001).cause?.code).toBe('approval-missing');
	});

	test('a new road at 3 m is an encroachment by Art 30', () => {
		const road = side('road', { kind: 'county', phase: 'new' });
		expect(ask('PIPE-30-5', gasTrunk, road, 3).state).toBe('broken');
	});

	test('T2: without its use nobody can say whether GB 50253 asks for more', () => {
		const oil = side('pipeline', { pipeClass: 'oil_trunk' });
		expect(ask('PIPE-31-OIL5', oil, side('building'), 4.999).cause?.attribute).toBe('use');
	});

	test('T8: for a building beside city gas the Pipeline Protection Law is not to be asked', () => {
		const cityGas = side('pipeline', { pipeClass: 'city_gas', pressureClass: 'high' });
		expect(() => ask('PIPE-30-5', cityGas, house, 3)).toThrow(
			'Feature pipeline-1 of layer pipeline plays no source role of rule PIPE-30-5.'
		);
	});
});

describe('works that no layer holds: a proposal says what it is', () => {
	const works = (role: string): Side => ({
		id: 'proposal',
		layer: null,
		roles: [role],
		attributes: {},
		accuracyM: null
	});
	const valveRoom: Side = { ...works('pipe_facility58_1'), id: 'valve-room' };

	test('T5: blasting at y = 3375200 needs an approval, at y = 3375200.001 none', () => {
		expect(ask('PIPE-35-200', gasTrunk, works('blasting'), 200).cause?.code).toBe('approval-missing');
		expect(ask('PIPE-35-200', gasTrunk, works('blasting'), 3375200.001 - 3375000).state).toBe('met');
	});

	test('T6: digging at y = 3375004 breaks the ban of Art 30, it is not merely to be applied for', () => {
		expect(ask('PIPE-30-5', gasTrunk, works('excavation'), 4)).toMatchObject({ state: 'broken', marginM: -1 });
		expect(ask('PIPE-35-200', gasTrunk, works('excavation'), 4).cause?.code).toBe('approval-missing');
	});

	test('T7: a seismic survey 499 m from a valve room, 300 m from the line, needs one for the valve room', () => {
		expect(ask('PIPE-35-500F', valveRoom, works('seismic'), 499).cause?.code).toBe('approval-missing');
		expect(ask('PIPE-35-200', gasTrunk, works('seismic'), 300).state).toBe('met');
	});

	test('what plays no role of a rule is not to be asked', () => {
		expect(() => ask('PIPE-35-200', gasTrunk, works('kite'), 10)).toThrow('plays no target role of rule PIPE-35-200');
	});
});

describe('what is not on record leaves it undecided, by name', () => {
	test('a pipeline without its class may be a trunk line', () => {
		const decision = ask('PIPE-30-5', side('pipeline'), house, 3);
		expect(decision.state).toBe('undecided');
		expect(decision.cause).toMatchObject({ code: 'attribute-missing', attribute: 'pipeClass', feature: 'pipeline-1' });
		expect(decision.cause?.text).toEqual({
			zh: '管线缺少“管道类别”, 补充后重新核查',
			en: 'The pipeline lacks “Class”: record it and check again'
		});
	});

	test('but what is far enough for every class is kept', () => {
		expect(ask('PIPE-30-5', side('pipeline'), house, 5.001).state).toBe('met');
	});

	test('an oil depot without its grade: broken under each grade, kept under each, or undecided between', () => {
		const depot = side('enterprise', { kind: 'oil_depot' });
		expect(ask('OIL-DEPOT-R', depot, house, 49.999)).toMatchObject({ state: 'broken', requiredM: 50 });
		expect(ask('OIL-DEPOT-R', depot, house, 100)).toMatchObject({ state: 'met', requiredM: 100 });
		expect(ask('OIL-DEPOT-R', depot, house, 60).cause?.attribute).toBe('depotGrade');
	});

	test('a text that gives no number is no permission', () => {
		const line = side('power_line', { voltageKV: 1000, cable: false, halfWidthM: 12 });
		expect(ask('PWR-500kV', line, house, 90)).toMatchObject({ state: 'undecided', cause: { code: 'no-limit' } });
		const lpg = side('enterprise', { kind: 'lpg_station', lpgVolumeM3: 1200 });
		expect(ask('LPG-R', lpg, house, 500)).toMatchObject({ state: 'undecided', cause: { code: 'no-limit' } });
	});
});

describe('positions nearer to the limit than they are accurate', () => {
	test('the accuracies of both sides add up; what is not stated counts nothing', () => {
		const pipe = side('pipeline', { pipeClass: 'gas_trunk' }, 0.6);
		const wall = side('building', {}, 0.4);
		expect(ask('PIPE-30-5', pipe, wall, 6)).toMatchObject({ state: 'uncertain', accuracyM: 1 });
		expect(ask('PIPE-30-5', pipe, wall, 4)).toMatchObject({ state: 'uncertain', marginM: -1 });
		expect(ask('PIPE-30-5', pipe, wall, 3.999).state).toBe('broken');
		expect(ask('PIPE-30-5', pipe, wall, 6.001).state).toBe('met');
		expect(ask('PIPE-30-5', pipe, house, 5.601)).toMatchObject({ state: 'met', accuracyM: 0.6 });
	});

	test('0.1 + 0.2 m of accuracy is 0.3 m', () => {
		const decision = ask('PIPE-30-5', side('pipeline', gasTrunk.attributes, 0.1), side('building', {}, 0.2), 5.3);
		expect(decision.state).toBe('uncertain');
	});
});

describe('city gas in Wuhan', () => {
	test('T8: the building that Art 30 does not protect is protected here', () => {
		const pipe = side('pipeline', { pipeClass: 'city_gas', pressureClass: 'high', diameterMm: 300 });
		expect(ask('CGAS-WH-HIGH', pipe, house, 5)).toMatchObject({ state: 'broken', requiredM: 15.15 });
	});

	test.each([
		['CGAS-WH-LOW', 'low', 1],
		['CGAS-WH-MID', 'mid', 1.5],
		['CGAS-WH-SUBHIGH', 'sub_high', 6.5],
		['CGAS-WH-HIGH', 'high', 15]
	])('%s: from the wall of a 200 mm pipe', (rule, pressureClass, metres) => {
		const pipe = side('pipeline', { pipeClass: 'city_gas', pressureClass, diameterMm: 200 });
		expect(ask(rule, pipe, house, metres + 0.1)).toMatchObject({ state: 'broken', marginM: 0 });
		expect(ask(rule, pipe, house, metres + 0.101).state).toBe('met');
	});

	test('without a diameter it is open only where the wall may reach', () => {
		const pipe = side('pipeline', { pipeClass: 'city_gas', pressureClass: 'sub_high' });
		expect(ask('CGAS-WH-SUBHIGH', pipe, house, 6.5)).toMatchObject({ state: 'broken', requiredM: 6.5 });
		expect(ask('CGAS-WH-SUBHIGH', pipe, house, 6.6).cause?.attribute).toBe('diameterMm');
		expect(ask('CGAS-WH-SUBHIGH', pipe, house, 7.2).state).toBe('met');
	});

	test('without a pressure class it is undecided', () => {
		const pipe = side('pipeline', { pipeClass: 'city_gas', diameterMm: 200 });
		expect(ask('CGAS-WH-HIGH', pipe, house, 8).cause?.attribute).toBe('pressureClass');
	});
});

describe('distances measured from an edge', () => {
	test('a power line is measured from its outer conductor', () => {
		const line = side('power_line', { voltageKV: 110, cable: false, halfWidthM: 3.5 });
		expect(ask('PWR-35-110kV', line, house, 13.5)).toMatchObject({ state: 'broken', requiredM: 13.5, marginM: 0 });
		expect(ask('PWR-35-110kV', line, house, 13.501)).toMatchObject({ state: 'met', marginM: 0.001 });
	});

	test('its half width not on record: only where it could change the answer it is undecided', () => {
		const line = side('power_line', { voltageKV: 110, cable: false });
		expect(ask('PWR-35-110kV', line, house, 10).state).toBe('broken');
		expect(ask('PWR-35-110kV', line, house, 10.001).cause?.attribute).toBe('halfWidthM');
		expect(ask('PWR-35-110kV', line, house, 25.001).state).toBe('met');
	});

	test('a new school keeps from the control zone of a county road: land edge + 10 m + 20 m', () => {
		const road = side('road', { kind: 'county', edgeHalfWidthM: 6 });
		const school = side('protection_target', { kind: 'school', phase: 'new' });
		expect(ask('HWY-14', road, school, 36)).toMatchObject({ state: 'met', requiredM: 36 });
		expect(ask('HWY-14', road, school, 35.999).state).toBe('broken');
	});

	test('a high-speed railway protects 10 m in the city, another one 8 m', () => {
		const works = side('building', { phase: 'new' });
		const rail = (kind: string) => side('road', { kind, setting: 'urban', edgeHalfWidthM: 0 });
		expect(ask('RAIL-27-urban', rail('high_speed_rail'), works, 10).state).toBe('broken');
		expect(ask('RAIL-27-urban', rail('railway'), works, 10).state).toBe('met');
	});
});

describe('the other ops', () => {
	const source = (attributes: Attributes) => side('hazard_source', { unitKind: 'production', ...attributes });

	test('min_dist: fireworks retail keeps 100.000 m from a school', () => {
		const shop = side('enterprise', { kind: 'firework_retail' });
		const school = side('protection_target', { kind: 'school' });
		expect(ask('FW-100', shop, school, 100).state).toBe('met');
		expect(ask('FW-100', shop, school, 99.999)).toMatchObject({ state: 'broken', marginM: -0.001 });
		expect(ask('FW-100', shop, side('protection_target'), 50).cause?.attribute).toBe('kind');
		expect(ask('FW-100', side('enterprise', shop.attributes, 5), school, 97).state).toBe('uncertain');
	});

	test('require_registered_distance: held against the distance on record, undecided without one', () => {
		const registered = source({ externalSafetyDistanceM: 320 });
		expect(ask('LAW-22', registered, house, 319.999)).toMatchObject({ state: 'broken', requiredM: 320 });
		expect(ask('LAW-22', registered, house, 320).state).toBe('met');
		expect(ask('LAW-22', source({}), null, null)).toMatchObject({
			state: 'undecided',
			cause: { code: 'no-registered-distance', attribute: 'externalSafetyDistanceM' }
		});
		expect(ask('LAW-22', side('hazard_source', registered.attributes, 10), house, 325).state).toBe('uncertain');
	});

	test('forbid_intersect: construction in a geohazard danger zone', () => {
		const zone = side('geohazard_zone', { kind: 'danger' }, 2);
		const works = side('building', { phase: 'new' });
		expect(ask('GEO-DANGER', zone, works, 0).state).toBe('broken');
		expect(ask('GEO-DANGER', zone, works, 1.5).state).toBe('uncertain');
		expect(ask('GEO-DANGER', zone, works, 2.001).state).toBe('met');
		expect(ask('GEO-DANGER', side('geohazard_zone'), works, 0).cause?.attribute).toBe('kind');
	});

	test('avoid: a production unit in a geohazard prone zone', () => {
		const zone = side('geohazard_zone', { kind: 'prone' });
		expect(ask('LAW-22-AVOID', zone, source({}), 0).state).toBe('broken');
		expect(ask('LAW-22-AVOID', zone, source({}), 0.001).state).toBe('met');
		expect(ask('LAW-22-AVOID', zone, side('hazard_source'), 0).cause?.attribute).toBe('unitKind');
	});

	test('require_doc: construction in a prone zone needs an assessment on record', () => {
		const zone = side('geohazard_zone', { kind: 'prone' });
		const works = (approved?: boolean) =>
			side('building', { phase: 'new', ...(approved !== undefined && { approvals: { 'GEO-PRONE': approved } }) });
		expect(ask('GEO-PRONE', zone, works(), 0)).toMatchObject({
			state: 'undecided',
			cause: { code: 'approval-missing' }
		});
		expect(ask('GEO-PRONE', zone, works(true), 0).state).toBe('met');
		expect(ask('GEO-PRONE', zone, works(false), 0).state).toBe('broken');
		expect(ask('GEO-PRONE', zone, works(), 1).state).toBe('met');
	});

	test('notify_days_before: works beside a hazardous-chemical pipeline', () => {
		const pipe = side('pipeline', { pipeClass: 'hazchem_public' });
		const works = side('road', { phase: 'new' });
		expect(ask('LAW-28-7D', pipe, works, 50).cause?.code).toBe('approval-missing');
		expect(ask('LAW-28-7D', pipe, works, 50.001).state).toBe('met');
		const notified = side('road', { phase: 'new', approvals: { 'LAW-28-7D': true } });
		expect(ask('LAW-28-7D', pipe, notified, 10).state).toBe('met');
	});

	test('must_be_inside: new hazardous-chemical production lies in a chemical park', () => {
		const plant = side('enterprise', { kind: 'hazchem_production', phase: 'new' }, 3);
		const park = side('park', { kind: 'chemical' });
		expect(ask('LAW-18-PARK', plant, park, 0).state).toBe('met');
		expect(ask('LAW-18-PARK', plant, park, 3).state).toBe('uncertain');
		expect(ask('LAW-18-PARK', plant, park, 40).state).toBe('broken');
		expect(ask('LAW-18-PARK', plant, null, null)).toMatchObject({ state: 'undecided', cause: { code: 'no-target' } });
		expect(ask('LAW-18-PARK', side('enterprise', { kind: 'hazchem_production' }), park, 40).cause?.attribute).toBe(
			'phase'
		);
	});

	test('max_age_months: a chemical park is assessed every 36 months, to the day', () => {
		const park = (lastAssessed?: string) => side('park', { kind: 'chemical', ...(lastAssessed && { lastAssessed }) });
		expect(ask('LAW-19-36M', park('2023-11-23'), null, null).state).toBe('met');
		expect(ask('LAW-19-36M', park('2023-11-22'), null, null)).toMatchObject({
			state: 'broken',
			cause: { code: 'overdue' }
		});
		expect(ask('LAW-19-36M', park(), null, null).cause?.attribute).toBe('lastAssessed');
	});

	test('count_within: the exposed people are on record or not', () => {
		const inventory = [{ name: '液氯', tonnes: 50 }];
		expect(ask('MHS-POP-500', side('hazard_source', { inventory, exposedPeople: 0 }), null, null).state).toBe('met');
		expect(ask('MHS-POP-500', side('hazard_source', { inventory }), null, null).cause?.attribute).toBe('exposedPeople');
	});
});
