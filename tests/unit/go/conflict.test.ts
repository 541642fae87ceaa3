import { expect, test } from 'vitest';
import { settled } from '../../../src/lib/go/conflict.ts';
import type { VisitAnswer, VisitConflict, VisitFields } from '../../../src/lib/rounds/api.ts';

const answer = (value: VisitAnswer['value'], note = '', photos: string[] = []): VisitAnswer => ({
	value,
	note,
	photos
});
const BASE: VisitFields = { answers: { a: answer(null), b: answer(null) }, note: '', metWith: '' };
const THEIRS: VisitFields = {
	answers: { a: answer('no', '缺检', ['t']), b: answer(null), c: answer('yes') },
	note: '大门',
	metWith: '王'
};
const YOURS: VisitFields = {
	answers: { a: answer('yes', '已补', ['y']), b: answer('no'), d: answer(5) },
	note: '仓库',
	metWith: ''
};
const conflict: VisitConflict = {
	version: 2,
	by: '王',
	at: '2026-11-30T03:00:00Z',
	fields: ['answers.a', 'note'].map((field) => ({
		field,
		name: { zh: field, en: field },
		theirs: null,
		yours: null,
		base: null
	})),
	theirs: THEIRS
};
const settle = (a: 'theirs' | 'yours' | 'both', note: 'theirs' | 'yours' | 'both') =>
	settled(conflict, BASE, YOURS, { 'answers.a': a, note });

test('each field is that of the side that was chosen', () => {
	expect(settle('theirs', 'yours')).toMatchObject({ answers: { a: THEIRS.answers.a }, note: '仓库' });
	expect(settle('yours', 'theirs')).toMatchObject({ answers: { a: YOURS.answers.a }, note: '大门' });
});

test('both: the notes stand below each other, the photos are those of both', () => {
	expect(settle('both', 'both')).toMatchObject({
		answers: { a: answer('yes', '缺检\n已补', ['t', 'y']) },
		note: '大门\n仓库'
	});
});

test('what only one side wrote is kept from that side: nothing is overwritten', () => {
	const { answers, metWith } = settle('yours', 'yours');
	expect(answers.b, 'only yours').toEqual(YOURS.answers.b);
	expect(answers.c, 'only theirs').toEqual(THEIRS.answers.c);
	expect(answers.d, 'only yours').toEqual(YOURS.answers.d);
	expect(metWith, 'only theirs').toBe('王');
});

test('a field for which nothing was chosen is named', () => {
	expect(() => settled(conflict, BASE, YOURS, { note: 'yours' })).toThrow('Nothing was chosen for answers.a.');
});
