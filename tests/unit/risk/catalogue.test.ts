import { expect, test } from 'vitest';
import rolesData from '../../../data/rules/roles.json' with { type: 'json' };
import { clearancesOf, ruleOf, rulesInForce, rulesLeftOut } from '../../../src/lib/risk/clearance/catalogue.ts';
import { reachOf } from '../../../src/lib/risk/clearance/limit.ts';
import { layersOf, roleById, roleOf } from '../../../src/lib/risk/clearance/role.ts';
import type { Condition, Role } from '../../../src/lib/risk/clearance/rule.ts';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

const RULES = clearancesOf(SHIPPED);
const ROLES = rolesData.rows as unknown as Role[];
const idsOn = (today: string, district: string) => rulesInForce(today, district, SHIPPED).map((rule) => rule.id);

test('the catalogue has 70 rules, each with names, a clause and roles that exist', () => {
	expect(new Set(RULES.map((rule) => rule.id)).size).toBe(70);
	for (const rule of RULES) {
		expect(rule.name.zh && rule.name.en && rule.clause, rule.id).toBeTruthy();
		for (const role of [...rule.sources, ...rule.targets]) expect(roleById(role, SHIPPED).id).toBe(role);
		expect(rule.sources.length, rule.id).toBeGreaterThan(0);
	}
});

test('every condition asks an attribute that its layer has, for values that it can take', () => {
	const check = (layer: Parameters<typeof roleOf>[1], { attribute, in: values = [] }: Condition, where: string) => {
		if (attribute === undefined) return;
		const found = layerOf(layer).attributes.find((one) => one.key === attribute);
		expect(found, `${where}: ${layer} has no ${attribute}`).toBeDefined();
		if (found?.type !== 'choice') return;
		const choices = (found.choices ?? []).map((choice) => choice.value);
		for (const value of values) expect(choices, `${where}: ${layer}.${attribute}`).toContain(value);
	};
	for (const role of ROLES) {
		for (const play of role.plays) for (const one of play.where) check(play.layer, one, role.id);
	}
	for (const rule of RULES) {
		for (const layer of layersOf(rule.sources, SHIPPED)) {
			for (const limit of rule.limits) for (const one of limit.where ?? []) check(layer, one, rule.id);
			if (rule.edge !== null) check(layer, rule.edge, rule.id);
		}
	}
});

test('no half width can be recorded that lies beyond what a rule reaches for', () => {
	for (const rule of RULES) {
		if (rule.edge === null) continue;
		for (const layer of layersOf(rule.sources, SHIPPED)) {
			const attribute = layerOf(layer).attributes.find((one) => one.key === rule.edge?.attribute);
			expect((attribute?.max ?? Infinity) * rule.edge.factor, rule.id).toBeLessThanOrEqual(rule.edge.knownUpTo);
		}
	}
});

test('in Wuhan the city’s distances go before the national minimum for city gas', () => {
	const wuhan = idsOn('2026-11-23', '420112');
	expect(wuhan).toEqual(expect.arrayContaining(['CGAS-WH-LOW', 'CGAS-WH-SUBHIGH', 'CGAS-WH-HIGH', 'METRO-WH-5P']));
	expect(wuhan.filter((id) => id.startsWith('CGAS-P-'))).toEqual([]);
	expect(wuhan).toContain('CGAS-C-high');
	const replaced = rulesLeftOut('2026-11-23', '420112', SHIPPED).find((left) => left.rule === 'CGAS-P-high');
	expect(replaced?.why.zh).toMatch(/^由更严的规定取代: 武汉市燃气设施安全保护范围/);
});

test('elsewhere the national minimum holds and no city’s rules do', () => {
	for (const district of ['360404', 'LI', '']) {
		const ids = idsOn('2026-11-23', district);
		expect(ids).toEqual(expect.arrayContaining(['CGAS-P-low_mid', 'CGAS-P-sub_high', 'CGAS-P-high', 'PIPE-30-5']));
		expect(ids.filter((id) => /-WH-|^METRO/.test(id))).toEqual([]);
	}
	expect(idsOn('2026-11-23', '330102')).toContain('METRO-HAZ-50');
});

test('the 危险化学品安全法 takes over from 条例 Art 19 on 2026-05-01', () => {
	expect(idsOn('2026-04-30', '420112')).toContain('FAULT');
	expect(idsOn('2026-04-30', '420112')).not.toContain('LAW-22-AVOID');
	expect(idsOn('2026-05-01', '420112')).toContain('LAW-22-AVOID');
	expect(idsOn('2026-05-01', '420112')).not.toContain('FAULT');
});

test('on any day and anywhere every rule is in force or left out with a reason, never both', () => {
	for (const [today, district] of [
		['2009-01-01', '420112'],
		['2026-11-23', '420112'],
		['2026-11-23', 'LI']
	]) {
		const left = rulesLeftOut(today, district, SHIPPED).map((one) => one.rule);
		expect([...idsOn(today, district), ...left].sort()).toEqual(RULES.map((rule) => rule.id).sort());
	}
});

test('a pipeline without its class may be a trunk line; a building is a building whatever it lacks', () => {
	expect(roleOf('pipe_trunk', 'pipeline', {}, SHIPPED)).toEqual({ missing: 'pipeClass' });
	expect(roleOf('pipe_trunk', 'pipeline', { pipeClass: 'gas_trunk' }, SHIPPED)).toBe('yes');
	expect(roleOf('pipe_trunk', 'pipeline', { pipeClass: 'city_gas' }, SHIPPED)).toBe('no');
	expect(roleOf('city_gas_high', 'pipeline', { pipeClass: 'city_gas' }, SHIPPED)).toEqual({ missing: 'pressureClass' });
	expect(roleOf('any_building', 'building', {}, SHIPPED)).toBe('yes');
	expect(roleOf('any_building', 'park', {}, SHIPPED)).toBe('no');
	expect(roleOf('blasting', 'building', {}, SHIPPED)).toBe('no');
});

test('an existing road beside a pipeline is no new road; a project says that it is', () => {
	expect(roleOf('new_road', 'road', { kind: 'county' }, SHIPPED)).toBe('no');
	expect(roleOf('new_road', 'road', { kind: 'county', phase: 'extended' }, SHIPPED)).toBe('yes');
});

test('storage counts as a major hazard source by its inventory, production whatever it holds', () => {
	const little = [{ name: '汽油', tonnes: 10 }];
	const much = [{ name: '汽油', tonnes: 300 }];
	expect(roleOf('hazchem_storage_major', 'hazard_source', { unitKind: 'storage', inventory: much }, SHIPPED)).toBe(
		'yes'
	);
	expect(roleOf('hazchem_storage_major', 'hazard_source', { unitKind: 'storage', inventory: little }, SHIPPED)).toBe(
		'no'
	);
	expect(roleOf('hazchem_storage_major', 'hazard_source', { unitKind: 'storage' }, SHIPPED)).toEqual({
		missing: 'inventory'
	});
	expect(roleOf('hazchem_plant', 'hazard_source', { unitKind: 'production', inventory: little }, SHIPPED)).toBe('yes');
});

test.each([
	[{ use: 'office', highRise: true }, 'yes'],
	[{ use: 'office', heightM: 24 }, 'no'],
	[{ use: 'office', heightM: 24.1 }, 'yes'],
	[{ use: 'residential', heightM: 27 }, 'no'],
	[{ use: 'residential', storeys: 11 }, 'yes'],
	[{ use: 'residential', storeys: 6 }, 'no'],
	[{ use: 'residential', storeys: 8 }, { missing: 'heightM' }],
	[{ use: 'factory', heightM: 40 }, 'no'],
	[{ heightM: 40 }, { missing: 'use' }]
])('high-rise civil building: %o', (attributes, answer) => {
	expect(roleOf('high_rise_civil', 'building', attributes, SHIPPED)).toEqual(answer);
});

test('a rule reaches its limit, the margin for kept distances and the accuracies', () => {
	expect(reachOf(ruleOf('PIPE-30-5', SHIPPED))).toBe(10);
	expect(reachOf(ruleOf('PIPE-30-5', SHIPPED), 3)).toBe(13);
	expect(reachOf(ruleOf('HWY-18-100', SHIPPED), 0, { edgeHalfWidthM: 12 })).toBe(100 + 12 + 22.4);
	expect(reachOf(ruleOf('HWY-18-100', SHIPPED))).toBeGreaterThanOrEqual(160);
	expect(reachOf(ruleOf('LAW-22', SHIPPED), 0, { externalSafetyDistanceM: 1000 })).toBe(1050);
	expect(reachOf(ruleOf('LAW-22', SHIPPED), 0, {})).toBe(0);
	expect(reachOf(ruleOf('LAW-18-PARK', SHIPPED))).toBe(Infinity);
});
