import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPath } from '../../../src/lib/access/local-path.ts';

test.each(['/', '/lists', '/lists?district=420112&tab=risk', '/?at=114.1,30.5,12#list', '/%E4%B8%AD'])(
	'a path of our own is gone on to: %s',
	(next) => expect(localPath(next)).toBe(next)
);

test.each([
	null,
	'',
	'lists',
	'//evil.example',
	'///evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'/a\\..\\evil.example',
	'/..//evil.example',
	'/.//evil.example',
	'/a/../..//evil.example',
	'/%2e%2e//evil.example',
	'https://evil.example',
	'https:evil.example',
	'http:/evil.example',
	'javascript:alert(1)',
	'data:text/html,x',
	'/\tevil',
	'/\n//evil.example',
	'/a\r\nset-cookie: a=b',
	' //evil.example',
	'/ /evil',
	'/中'
])('nothing else is: %j', (next) => expect(localPath(next)).toBe('/'));

test('whatever is asked, a browser stays here', () => {
	const word = fc.constantFrom(
		'/',
		'\\',
		'.',
		'..',
		'%2e',
		'%2f',
		'%5c',
		'%0d%0a',
		'@',
		':',
		'?',
		'#',
		'evil.example',
		'a'
	);
	fc.assert(
		fc.property(fc.array(word, { maxLength: 12 }), (words) => {
			const there = new URL(localPath(`/${words.join('')}`), 'https://sise.example/sign-in');
			expect(there.origin).toBe('https://sise.example');
		})
	);
});
