import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	NEAR_MOST,
	nearOf,
	nearText,
	readAsked,
	writeAsked,
	type UnitsAsked
} from '../../../src/lib/inspect/address.ts';
import { FACETS } from '../../../src/lib/inspect/units.ts';
import { askedInWords } from '../../../src/lib/inspect/words.ts';

const value = fc.string({ minLength: 1, maxLength: 12 });
const near = fc.constantFrom(
	{ layer: 'pipeline' as const, kind: null, withinM: 200 },
	{ layer: 'pipeline' as const, kind: 'gas_trunk', withinM: 0.5 },
	{ layer: 'protection_target' as const, kind: 'school', withinM: 5000 }
);
const asked: fc.Arbitrary<UnitsAsked> = fc.record({
	facets: fc.dictionary(fc.constantFrom(...FACETS), fc.uniqueArray(value, { minLength: 1, maxLength: 3 })),
	text: fc.string({ maxLength: 10 }).map((text) => text.trim()),
	near: fc.uniqueArray(near, { maxLength: NEAR_MOST, selector: nearText })
});

test('a link says what was asked, whatever the values hold', () => {
	fc.assert(
		fc.property(asked, (one) => {
			const link = new URLSearchParams(writeAsked(one)).toString();
			expect(readAsked(new URLSearchParams(link))).toEqual(one);
		})
	);
});

test.each([
	'pipeline',
	'pipeline:',
	'pipeline:0',
	'pipeline:5001',
	'moon:5',
	'pipeline.school:5',
	'road:-3',
	'road:1e3'
])('%s is no distance from anything', (text) => {
	expect(nearOf(text)).toBeNull();
	expect(readAsked(new URLSearchParams({ near: text })).near).toEqual([]);
});

test('what is asked is said in one sentence, in both languages', () => {
	const one = readAsked(
		new URLSearchParams(
			'level=red&danger=overdue&danger=major&subdistrict=area/2&near=protection_target.school:200&q=化工'
		)
	);
	const words = askedInWords(one, (_, value) => (value === 'area/2' ? { zh: '西街道', en: '西街道' } : null));
	expect(words.zh).toBe(
		'风险等级：重大风险；街道：西街道；隐患：有逾期隐患、有重大隐患；距学校 200 m 以内；名称或编号含“化工”'
	);
	expect(words.en).toContain('within 200 m of: School');
	expect(askedInWords({ facets: {}, text: '', near: [] }, () => null).zh).toBe('全部');
});
