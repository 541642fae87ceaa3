import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from '../../../src/lib/server/reports/lines.ts';
import { readable, widthOf } from '../../../src/lib/server/reports/typeface.ts';

const SIZE = 10;

test('Chinese breaks between any two signs, but no line begins with a closing one or ends with an opening one', () => {
	// An ideograph is as wide as the size of its letters.
	expect(breakLines('核查结果如下', 30, SIZE, 'regular')).toEqual(['核查结', '果如下']);
	expect(breakLines('核查结果，如下', 40, SIZE, 'regular')).toEqual(['核查结', '果，如下']);
	expect(breakLines('核查《办法》', 30, SIZE, 'regular')).toEqual(['核查', '《办', '法》']);
});

test('Latin words hold together where they can, and are broken after a slash before they are torn', () => {
	expect(breakLines('GB 50016-2014 表', 70, SIZE, 'regular')).toEqual(['GB 50016-2014', '表']);
	expect(breakLines('building/building-06920', 80, SIZE, 'regular')).toEqual(['building/', 'building-06920']);
	const torn = breakLines('Detailed-Rules-For-Implementation', 60, SIZE, 'regular');
	expect(torn.length).toBeGreaterThan(2);
	expect(torn.join('')).toBe('Detailed-Rules-For-Implementation');
});

test('lines of one text break where it does', () => {
	expect(breakLines('一\n二', 100, SIZE, 'bold')).toEqual(['一', '二']);
	expect(breakLines('', 100, SIZE, 'bold')).toEqual(['']);
});

test('whatever the text, nothing but spaces is lost and no line is wider than it may be', () => {
	const text = fc.string({
		unit: fc.oneof(
			fc.constantFrom(...'核查结果《》（），。 /-a1Z𠮷'),
			fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
		)
	});
	fc.assert(
		fc.property(text, fc.integer({ min: 12, max: 120 }), (given, width) => {
			const said = readable(given);
			const lines = breakLines(said, width, SIZE, 'regular');
			expect(lines.join('').replace(/\s/gu, '')).toBe(said.replace(/\s/gu, ''));
			for (const line of lines) expect(widthOf(line, SIZE, 'regular') <= width || [...line].length === 1).toBe(true);
		})
	);
});
