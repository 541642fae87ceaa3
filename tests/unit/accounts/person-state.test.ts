import { expect, test } from 'vitest';
import type { PersonItem } from '../../../src/lib/access/api.ts';
import { filterPersons, statesOf } from '../../../src/lib/accounts/person-state.ts';

const PERSON: PersonItem = {
	id: 'p1',
	name: '王芳',
	username: 'wang.fang',
	role: 'planner',
	subdistricts: {},
	disabled: false,
	lockedUntil: null,
	secondFactor: true,
	mustChangePassword: false,
	sessions: 1,
	lastActiveAt: null
};

test('a person can sign in unless disabled or locked', () => {
	expect(statesOf(PERSON)).toEqual(['active']);
	expect(statesOf({ ...PERSON, secondFactor: false, mustChangePassword: true })).toEqual([
		'active',
		'must-change-password',
		'no-second-factor'
	]);
	expect(statesOf({ ...PERSON, disabled: true, lockedUntil: '2026-11-29T08:00:00Z' })).toEqual(['disabled', 'locked']);
});

test('persons are found by name or account, by role and by state', () => {
	const locked = { ...PERSON, id: 'p2', name: '李明', username: 'li.ming', lockedUntil: '2026-11-29T08:00:00Z' };
	const fresh = { ...PERSON, id: 'p3', name: '赵强', username: 'zhao', role: null };
	const all = [PERSON, locked, fresh];
	const ids = (filter: Partial<Parameters<typeof filterPersons>[1]>) =>
		filterPersons(all, { text: '', role: null, state: null, ...filter }).map(({ id }) => id);
	expect(ids({})).toEqual(['p1', 'p2', 'p3']);
	expect(ids({ text: '芳' })).toEqual(['p1']);
	expect(ids({ text: 'LI.' })).toEqual(['p2']);
	expect(ids({ role: 'none' })).toEqual(['p3']);
	expect(ids({ state: 'active' })).toEqual(['p1', 'p3']);
	expect(ids({ role: 'planner', state: 'locked' })).toEqual(['p2']);
});
