import { expect, test } from 'vitest';
import { localPath } from '../../../src/lib/access/local-path.ts';

test('one is sent on to a path of our own', () => {
	expect(localPath('/lists?district=330400&level=red')).toBe('/lists?district=330400&level=red');
	expect(localPath('/audit#x')).toBe('/audit#x');
	expect(localPath(null)).toBe('/');
});

test.each([
	'//evil.example',
	'/\\evil.example',
	'https://evil.example/',
	'javascript:alert(1)',
	'/a\nb',
	'/a\\b',
	'lists',
	''
])('%j leads home', (next) => expect(localPath(next)).toBe('/'));
