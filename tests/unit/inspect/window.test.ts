import { expect, test } from 'vitest';
import { scrollTo, windowOf } from '../../../src/lib/inspect/window.ts';
import { withSaved } from '../../../src/lib/inspect/saved.ts';

test('of a hundred thousand rows only those near what is seen are drawn', () => {
	const { first, end } = windowOf(50_000 * 100, 800, 100, 100_000);
	expect(first).toBeLessThan(50_000);
	expect(end).toBeGreaterThan(50_008);
	expect(end - first).toBeLessThan(30);
});

test('the first and the last rows are drawn at the ends, and none beyond', () => {
	expect(windowOf(0, 800, 100, 3)).toEqual({ first: 0, end: 3 });
	expect(windowOf(-50, 800, 100, 100).first).toBe(0);
	expect(windowOf(99_999_999, 800, 100, 100)).toEqual({ first: 86, end: 100 });
	expect(windowOf(5_000, 800, 100, 3)).toEqual({ first: 0, end: 3 });
	expect(windowOf(0, 800, 100, 0)).toEqual({ first: 0, end: 0 });
});

test('a row that is seen whole moves nothing, one below or above comes into sight', () => {
	expect(scrollTo(3, 0, 800, 100)).toBeNull();
	expect(scrollTo(8, 0, 800, 100)).toBe(100);
	expect(scrollTo(1, 300, 800, 100)).toBe(100);
	expect(scrollTo(7, 0, 800, 100, 40)).toBe(40);
});

test('a filter saved under a name that there is takes its place', () => {
	const filters = [
		{ name: 'a', query: 'level=red' },
		{ name: 'b', query: '' }
	];
	expect(withSaved(filters, { name: 'a', query: 'due=week' })).toEqual([{ name: 'a', query: 'due=week' }, filters[1]]);
	expect(withSaved(filters, { name: 'c', query: '' }).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
});
