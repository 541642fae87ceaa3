import { expect, test } from 'vitest';
import { clearancesOf, rulesInForce } from '../../../src/lib/risk/clearance/catalogue.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';
import { factsOf } from '../../../src/lib/risk/siting/facts.ts';
import { isPolicy } from '../../../src/lib/risk/siting/policy-rules.ts';
import { projectTypeOf, projectTypes } from '../../../src/lib/risk/siting/project.ts';
import { ask, DISTRICT, field, proposalOf, square, TODAY } from './field.ts';

const IN_FORCE = rulesInForce(TODAY, DISTRICT, SHIPPED);
const keysOf = (type: string) => factsOf(type, IN_FORCE, SHIPPED).map(({ attribute }) => attribute.key);

test('a project is asked for what its rules need, and for nothing else', () => {
	expect(keysOf('petrol_station')).toEqual([]);
	expect(keysOf('blasting')).toEqual([]);
	expect(keysOf('warehouse').sort()).toEqual(['fireClass', 'storageItemClass', 'storageTonnes']);
	expect(keysOf('factory')).toEqual(['fireClass']);
	expect(keysOf('hazchem_production')).toContain('externalSafetyDistanceM');
	expect(keysOf('lpg_station')).toContain('lpgVolumeM3');
	expect(keysOf('pipeline').sort()).toEqual(expect.arrayContaining(['pipeClass', 'pressureClass']));
	expect(keysOf('housing')).toEqual(expect.arrayContaining(['people', 'households']));
});

test.each(projectTypes(SHIPPED).map(({ id }) => [id]))(
	'%s: every fact names a rule that needs it, and none is fixed',
	(id) => {
		for (const { attribute, neededBy } of factsOf(id, IN_FORCE, SHIPPED)) {
			expect(neededBy.length, attribute.key).toBeGreaterThan(0);
			expect(['phase', 'approvals']).not.toContain(attribute.key);
		}
	}
);

test.each(projectTypes(SHIPPED).map(({ id }) => [id]))(
	'%s is asked by some rule, and can be asked without any fact',
	(id) => {
		const answer = ask(field([]), proposalOf(id), square(0, 0));
		expect(answer.subjects.asked).toBeGreaterThan(0);
		expect(answer.verdict).toMatch(/clear|undecided/);
	}
);

test('every rule that somebody can grant says who does', () => {
	const granted = SHIPPED.tables.siting.approvals.flatMap(({ rules }) => rules);
	for (const { id, effect } of clearancesOf(SHIPPED)) {
		if (['apply', 'notify'].includes(effect) || id === 'GEO-PRONE') expect(granted, id).toContain(id);
	}
	for (const id of granted) expect(clearancesOf(SHIPPED).map((rule) => rule.id)).toContain(id);
});

test('every role that only a proposal can play is played by some type', () => {
	const played = new Set(projectTypes(SHIPPED).flatMap(({ roles }) => roles));
	for (const role of [
		'blasting',
		'excavation',
		'drilling',
		'mining',
		'quarry',
		'open_flame',
		'deep_root_plant',
		'greenhouse'
	]) {
		expect(played).toContain(role);
	}
	for (const role of played) expect(SHIPPED.tables.roles.rows.map(({ id }) => id)).toContain(role);
});

test('a type that there is not is named, with those that there are', () => {
	expect(() => projectTypeOf('castle', SHIPPED)).toThrow('There is no project type "castle"; there are housing');
	expect(IN_FORCE.some(isPolicy)).toBe(false);
});
