import { expect, test } from 'vitest';
import type { VisitAnswer, VisitFields } from '../../../src/lib/rounds/api.ts';
import { changedOnly, mergeFields, NO_FIELDS } from '../../../src/lib/server/visits/merge.ts';

const said = (value: VisitAnswer['value'], note = '', photos: string[] = []): VisitAnswer => ({ value, note, photos });
const visit = (a: VisitAnswer | null, note = ''): VisitFields => ({
	answers: a === null ? {} : { a },
	note,
	metWith: ''
});

/** Of one answer: what both began from, what stands there, what was sent; what comes of it. */
const CASES: [
	what: string,
	base: VisitAnswer | null,
	theirs: VisitAnswer | null,
	yours: VisitAnswer | null,
	comes: VisitAnswer | null | 'conflict',
	kept: boolean
][] = [
	['nobody changed it', said('yes'), said('yes'), said('yes'), said('yes'), false],
	['only you changed it', said('yes'), said('yes'), said('no'), said('no'), false],
	['only they changed it', said('yes'), said('no'), said('yes'), said('no'), true],
	['both changed it to the same', said('yes'), said('no'), said('no'), said('no'), false],
	['both changed it differently', said('yes'), said('no'), said('not_applicable'), 'conflict', false],
	['you answered first', null, null, said('yes'), said('yes'), false],
	['they answered first', null, said('yes'), null, said('yes'), true],
	['both answered, differently', null, said('yes'), said('no'), 'conflict', false],
	['you took the answer back', said('yes'), said('yes'), null, null, false],
	['you took back what they changed', said('yes'), said('no'), null, 'conflict', false],
	['they took back what you left', said('yes'), null, said('yes'), null, true],
	['they took back what you changed', said('yes'), null, said('no'), 'conflict', false],
	['a note is part of the answer', said('no'), said('no', '东侧'), said('no', '西侧'), 'conflict', false],
	['so are its photos', said('no'), said('no', '', ['p']), said('no', '', ['q']), 'conflict', false],
	[
		'which come in any order',
		said('no'),
		said('no', '', ['p', 'q']),
		said('no', '', ['q', 'p']),
		said('no', '', ['q', 'p']),
		false
	],
	['an answer that says nothing is none', said(null), said(null), null, null, false],
	['zero is an answer', null, said(0), said('no'), 'conflict', false]
];

test.each(CASES)('%s', (_, base, theirs, yours, comes, kept) => {
	const merged = mergeFields(visit(base), visit(theirs), visit(yours));
	expect(merged.conflicts).toEqual(comes === 'conflict' ? ['answers.a'] : []);
	expect(merged.kept).toEqual(kept ? ['answers.a'] : []);
	if (comes !== 'conflict') expect(merged.fields.answers.a ?? null).toEqual(comes);
	// A conflict leaves what stands there.
	else expect(merged.fields.answers.a ?? null).toEqual(theirs);
});

test('note and who was met are fields like any other, and an answer may be called as they are', () => {
	const theirs: VisitFields = { answers: { note: said('yes') }, note: '他的', metWith: '' };
	const yours: VisitFields = { answers: { metWith: said('no') }, note: '', metWith: '李四' };
	expect(mergeFields(NO_FIELDS, theirs, yours)).toEqual({
		fields: { answers: { note: said('yes'), metWith: said('no') }, note: '他的', metWith: '李四' },
		kept: ['answers.note', 'note'],
		conflicts: []
	});
});

test('what a phone that slept would take away is only what it wrote itself', () => {
	const handedIn = visit(said('yes'), '完');
	expect(changedOnly(NO_FIELDS, handedIn, NO_FIELDS)).toEqual([]);
	expect(changedOnly(NO_FIELDS, handedIn, visit(said('no'), '完'))).toEqual(['answers.a']);
});
