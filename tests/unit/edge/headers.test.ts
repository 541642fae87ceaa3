import { expect, test } from 'vitest';
import { secure } from '../../../src/lib/server/edge/headers.ts';

function secured(given: HeadersInit, https: boolean): Record<string, string> {
	const headers = new Headers(given);
	secure(headers, { https });
	return Object.fromEntries(headers);
}

test('an answer is of the type it says, in no frame, kept by nobody', () => {
	expect(secured({}, false)).toEqual({
		'cache-control': 'no-store',
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()',
		'referrer-policy': 'same-origin',
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY'
	});
});

test('what says how it may be kept is kept so', () => {
	expect(secured({ 'cache-control': 'private, max-age=60' }, false)['cache-control']).toBe('private, max-age=60');
});

test('browsers are told to come by https where it is https, and there alone', () => {
	expect(secured({}, true)['strict-transport-security']).toMatch(/^max-age=31536000/);
	expect(secured({}, false)).not.toHaveProperty('strict-transport-security');
});

test('the policy of a page is its own', () => {
	const page = { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" };
	expect(secured(page, false)['content-security-policy']).toBe("default-src 'self'");
});
