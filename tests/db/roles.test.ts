import { expect, test } from 'vitest';
import { roleOf } from '../../src/lib/risk/clearance/role.ts';
import type { Attributes, LayerId } from '../../src/lib/risk/layer.ts';
import { layerOf } from '../../src/lib/risk/layers/registry.ts';
import { SHIPPED } from '../../src/lib/risk/rule-set.ts';
import { mayPlay } from '../../src/lib/server/runs/role-sql.ts';
import { describeBoth } from './both.ts';

interface Asked {
	id: string;
	layer: LayerId;
	attributes: Attributes;
}

/** Features with every combination of these values; `null` is an attribute that is not on record. */
function combinations(layer: LayerId, values: Record<string, (string | number | null)[]>): Asked[] {
	const all = Object.entries(values).reduce(
		(sets: Attributes[], [key, some]) =>
			sets.flatMap((set) => some.map((value) => (value === null ? set : { ...set, [key]: value }))),
		[{}]
	);
	return all.map((attributes, i) => ({ id: `${layer}-${i}`, layer, attributes }));
}

const choices = (layer: LayerId, key: string) => [
	null,
	...(layerOf(layer).attributes.find((one) => one.key === key)?.choices ?? []).map((choice) => choice.value)
];
const PHASE = [null, 'new', 'existing'];
const FEATURES: Asked[] = [
	...combinations('building', {
		use: choices('building', 'use'),
		people: [null, 0, 30, 100, 300],
		households: [null, 0, 10, 30],
		phase: PHASE
	}),
	...combinations('protection_target', {
		kind: choices('protection_target', 'kind'),
		classGB36894: [null, 'general_1', 'general_3'],
		people: [null, 0, 99, 100, 300],
		floorAreaM2: [null, 10, 1500, 5000.5],
		phase: PHASE
	}),
	...combinations('risk_contour', {
		kind: choices('risk_contour', 'kind'),
		frequency: choices('risk_contour', 'frequency')
	})
];
const ROLES = SHIPPED.tables.roles.rows.map((row) => row.id).filter((id) => /^(gb36894|contour|park_control)/.test(id));

describeBoth('protection targets and contours', (open) => {
	test('the database chooses the same features for a role as the domain does', async () => {
		const database = await open();
		await database.query('create table asked (id text primary key, layer text, attributes jsonb)');
		await database.query(
			`insert into asked select one ->> 'id', one ->> 'layer', one -> 'attributes'
			 from jsonb_array_elements($1::jsonb) as one`,
			[JSON.stringify(FEATURES)]
		);
		for (const role of ROLES) {
			for (const layer of ['building', 'protection_target', 'risk_contour'] as const) {
				const params: unknown[] = [layer];
				const { settled } = mayPlay([role], layer, 'asked', params, SHIPPED);
				const { rows } = await database.query<{ id: string }>(
					`select id from asked where layer = $1 and ${settled}`,
					params
				);
				const expected = FEATURES.filter(
					(one) => one.layer === layer && roleOf(role, layer, one.attributes, SHIPPED) !== 'no'
				);
				expect(rows.map((row) => row.id).sort(), `${role} in ${layer}`).toEqual(expected.map((one) => one.id).sort());
			}
		}
	});
});
