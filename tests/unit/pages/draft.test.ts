import { expect, test } from 'vitest';
import { isChange, readTyped, textOf } from '../../../src/lib/pages/draft.ts';

const radius = { value: 200, min: 10, max: 1000 };

test('what is typed for a number is a number within its bounds, which count as allowed', () => {
	expect(readTyped(radius, ' 250 ')).toEqual({ value: 250 });
	expect(readTyped(radius, '10')).toEqual({ value: 10 });
	expect(readTyped(radius, '1000')).toEqual({ value: 1000 });
	expect(readTyped(radius, '.5')).toEqual({ wrong: 'too-small' });
	expect(readTyped(radius, '1000.001')).toEqual({ wrong: 'too-large' });
	expect(readTyped({ value: 1e-6, min: null, max: null }, '3e-7')).toEqual({ value: 3e-7 });
});

test('what is no number is never read as one', () => {
	for (const text of ['200 m', '1,000', '0x10', 'Infinity', 'NaN', '二百', '1e999', '-', '.'])
		expect(readTyped({ ...radius, max: null }, text), text).toEqual({ wrong: 'no-number' });
	expect(readTyped(radius, '  ')).toEqual({ wrong: 'empty' });
});

test('a switch and a word stay what they are', () => {
	expect(readTyped({ value: true, min: null, max: null }, 'false')).toEqual({ value: false });
	expect(readTyped({ value: 'max', min: null, max: null }, 'density')).toEqual({ value: 'density' });
});

test('typing the value that stands there is no change, and what makes no sense is one', () => {
	expect(isChange(radius, textOf(200))).toBe(false);
	expect(isChange(radius, '200.0')).toBe(false);
	expect(isChange(radius, '201')).toBe(true);
	expect(isChange(radius, '')).toBe(true);
});
