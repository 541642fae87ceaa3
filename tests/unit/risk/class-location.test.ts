import { expect, test } from 'vitest';
import { CLASS_LOCATIONS, classLocationOf, designClassOf } from '../../../src/lib/risk/standards/class-location.ts';
import { SHIPPED } from '../../../src/lib/risk/rule-set.ts';

test.each([
	[0, '一级一类'],
	[1, '一级二类'],
	[15, '一级二类'],
	[16, '二级'],
	[99, '二级'],
	[100, '三级'],
	[5000, '三级']
])('%d households in 2 km are %s', (households, own) => {
	expect(classLocationOf(households, false, SHIPPED)).toBe(own);
});

test('where buildings of four storeys and more prevail it is 四级, however few the households', () => {
	expect(classLocationOf(3, true, SHIPPED)).toBe('四级');
});

test('a school, hospital or public place makes 一、二级 be designed as 三级, and lowers nothing', () => {
	expect(CLASS_LOCATIONS.map((own) => designClassOf(own, true))).toEqual(['三级', '三级', '三级', '三级', '四级']);
	expect(CLASS_LOCATIONS.map((own) => designClassOf(own, false))).toEqual(CLASS_LOCATIONS);
});

test('households below zero are refused', () => {
	expect(() => classLocationOf(-1, false, SHIPPED)).toThrow('-1 households; a section has 0 or more.');
});
