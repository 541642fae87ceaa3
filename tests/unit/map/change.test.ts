import { expect, test } from 'vitest';
import { changesOf, clashesOf, draftOf, mirrorOf } from '../../../src/lib/map/change.ts';

const attribute = (key: string, value: unknown) => ({ key, name: { zh: key, en: key }, unit: null, value, text: null });
const base = draftOf({
	attributes: [
		attribute('people', 12),
		attribute('inventory', [{ name: '氯', cas: '7782-50-5', tonnes: 80 }]),
		attribute('phone', null)
	]
});

test('a form starts from what is stated', () => {
	expect(base).toEqual({ people: 12, inventory: [{ name: '氯', cas: '7782-50-5', tonnes: 80 }] });
});

test('only what is different is a change, and the order of keys is no difference', () => {
	expect(changesOf(base, { ...base })).toEqual({});
	expect(changesOf(base, { ...base, inventory: [{ tonnes: 80, name: '氯', cas: '7782-50-5' }] })).toEqual({});
	expect(changesOf(base, { ...base, people: 30, phone: '027' })).toEqual({ people: 30, phone: '027' });
});

test('what is emptied is taken away, and nothing is the same as nothing', () => {
	expect(changesOf(base, { ...base, people: null })).toEqual({ people: null });
	expect(changesOf(base, { inventory: [] })).toEqual({ people: null, inventory: null });
	expect(changesOf(base, { ...base, phone: '', approvals: {} })).toEqual({});
});

test('zero and false are values', () => {
	expect(changesOf(base, { ...base, people: 0, live: false })).toEqual({ people: 0, live: false });
});

test('the mirror of a change gives back what was there, and takes away what was not', () => {
	const changes = changesOf(base, { ...base, people: 30, phone: '027' });
	const back = mirrorOf(base, changes);
	expect(back).toEqual({ people: 12, phone: null });
	expect(changesOf(base, { ...base, ...changes, ...back })).toEqual({});
});

test('what somebody else changed under the form is named', () => {
	expect(clashesOf(base, { ...base, people: 13 })).toEqual(['people']);
	expect(clashesOf(base, base)).toEqual([]);
});
