import { expect, test } from 'vitest';
import roles from '../../../data/access/roles.json' with { type: 'json' };
import tiers from '../../../data/access/tiers.json' with { type: 'json' };
import upgrades from '../../../data/rules/upgrades.json' with { type: 'json' };
import { isNarrowed, RIGHTS, ROLE_IDS, roleOf } from '../../../src/lib/access/roles.ts';
import { GROUND, TIERS, tierOf, WATCHED } from '../../../src/lib/access/tiers.ts';
import { LAYER_IDS } from '../../../src/lib/risk/layer.ts';
import { layerOf } from '../../../src/lib/risk/layers/registry.ts';
import { sightOf } from '../../../src/lib/server/access/sight.ts';
import { TILE_CONTENT } from '../../../src/lib/server/tiles/content.ts';

test('every attribute of every layer stands in exactly one tier, and nothing else does', () => {
	expect(Object.keys(tiers.fields).sort()).toEqual([...LAYER_IDS].sort());
	for (const layer of LAYER_IDS) {
		const classed = Object.values<string[]>(tiers.fields[layer]).flat();
		expect(classed.sort(), layer).toEqual(
			layerOf(layer)
				.attributes.map(({ key }) => key)
				.sort()
		);
		for (const tier of Object.keys(tiers.fields[layer])) expect(TIERS).toContain(tier);
	}
});

test('who is responsible and how they are reached is never general, and nor is what is stored', () => {
	for (const layer of LAYER_IDS) {
		for (const { key } of layerOf(layer).attributes) {
			const tier = tierOf(layer, key);
			if (/person$/i.test(key)) expect(tier, `${layer}.${key}`).toBe('persons');
			if (/phone$/i.test(key)) expect(tier, `${layer}.${key}`).toBe('phones');
			if (/inventory|tonnes|volume/i.test(key)) expect(tier, `${layer}.${key}`).toBe('inventory');
		}
	}
});

test('tiles are drawn from general fields: one tile serves every tier', () => {
	for (const { layer, attributes, thin } of TILE_CONTENT) {
		for (const key of [...attributes, ...(thin ? [thin.attribute] : [])]) expect(tierOf(layer, key)).toBe('general');
	}
});

test('the layers and rules that the table names are there', () => {
	for (const layer of [...GROUND, ...WATCHED]) expect(LAYER_IDS).toContain(layer);
	const known = Object.values(upgrades).flatMap((row) =>
		typeof row === 'object' && row !== null && 'rule' in row ? [row.rule] : []
	);
	for (const rule of tiers.naming) expect(known).toContain(rule);
});

test('every right of a role exists; one that sees only its own rows has only rights that are narrowed to them', () => {
	for (const id of ROLE_IDS) {
		const role = roleOf(id);
		for (const right of role.rights) {
			expect(RIGHTS, id).toContain(right);
			if (role.rows === 'own') expect(isNarrowed(right), `${right} of ${id}`).toBe(true);
		}
		for (const tier of role.tiers) expect(TIERS, id).toContain(tier);
		// Without the general fields nobody sees a row.
		if (role.rows !== 'none') expect(role.tiers, id).toContain('general');
	}
});

test('the three administrators see no rows and no fields, and have no right over data', () => {
	const administrators = ROLE_IDS.filter((id) => roleOf(id).administers);
	expect(administrators).toEqual(['system_admin', 'security_admin', 'audit_admin']);
	for (const id of administrators) {
		const { rows, tiers: seen } = sightOf(id, { '420198': ['area/west'] });
		expect([rows?.size, seen.size], id).toEqual([0, 0]);
		for (const right of roles.roles[id].rights) expect(right, id).toMatch(/^(persons|access|sessions|passes|audit)\./);
	}
	// None of them does what another watches over.
	const rights = administrators.flatMap((id) => roleOf(id).rights.filter((right) => right !== 'persons.read'));
	expect(new Set(rights).size).toBe(rights.length);
});
