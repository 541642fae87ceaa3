import { expect, test } from 'vitest';
import { differences } from '../../../src/lib/accounts/difference.ts';

test('a record is read value by value, and what changed is told apart', () => {
	const before = { role: 'planner', subdistricts: {}, rules: { limit: 5, unit: 'm' } };
	const after = { role: 'inspector', subdistricts: { D1: ['a', 'b'] }, rules: { limit: 5, unit: 'm' } };
	expect(differences(before, after)).toEqual([
		{ path: 'role', before: 'planner', after: 'inspector', differs: true },
		{ path: 'subdistricts', before: '{}', after: undefined, differs: true },
		{ path: 'rules.limit', before: 5, after: 5, differs: false },
		{ path: 'rules.unit', before: 'm', after: 'm', differs: false },
		{ path: 'subdistricts.D1[0]', before: undefined, after: 'a', differs: true },
		{ path: 'subdistricts.D1[1]', before: undefined, after: 'b', differs: true }
	]);
});

test('nothing before and nothing after is no row, and a bare value is the whole', () => {
	expect(differences(null, null)).toEqual([]);
	expect(differences(null, { name: null })).toEqual([]);
	expect(differences(3, 4)).toEqual([{ path: '', before: 3, after: 4, differs: true }]);
});
