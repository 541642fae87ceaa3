import { expect, test } from '@playwright/test';
import { head, raw } from './raw.ts';
import { signInAs } from './signed-in.ts';

/** Requests that somebody else made up, with the cookies of a person who is signed in, or of nobody. */
test.use({ storageState: { cookies: [], origins: [] } });

let port: number;
let cookie: string;
test.beforeAll(async ({ baseURL }) => {
	port = Number(new URL(baseURL!).port);
	const { cookies } = await signInAs(baseURL!, 'data_keeper');
	cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
});

/** A request that changes something and would be let in but for what `headers` say: refused by its schema. */
function change(headers: Record<string, string>, body = '{}') {
	const length = { 'content-length': String(Buffer.byteLength(body)), 'content-type': 'application/json' };
	return raw(port, head('POST', '/api/overrides', { cookie, ...length, ...headers }) + body);
}

test('a change comes from a page of ours, or from what is no browser', async ({ baseURL }) => {
	expect((await change({ origin: baseURL! })).status, 'our page').toBe(400);
	expect((await change({})).status, 'no browser').toBe(400);
	for (const headers of [
		{ origin: 'https://evil.example' },
		{ origin: 'null' },
		{ origin: baseURL!.replace('http:', 'https:') },
		{ origin: `${baseURL!}0` },
		{ origin: baseURL!.replace('localhost', 'localhost.evil.example') },
		{ 'sec-fetch-site': 'cross-site' },
		{ 'sec-fetch-site': 'same-site' }
	] as Record<string, string>[]) {
		expect(await change(headers), JSON.stringify(headers)).toMatchObject({ status: 403 });
	}
});

test('a form of another site changes nothing, whatever type it says it is', async ({ baseURL }) => {
	for (const type of [
		'application/x-www-form-urlencoded',
		'multipart/form-data; boundary=a',
		'text/plain',
		'application/json',
		'application/csp-report'
	]) {
		const answer = await change({ origin: 'https://evil.example', 'content-type': type });
		expect(answer.status, type).toBe(403);
	}
	for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=a', 'text/plain']) {
		expect((await change({ 'content-type': type })).status, `${type}, of no origin`).toBe(403);
		expect((await change({ 'content-type': type, origin: baseURL! })).status, `${type}, ours`).toBe(415);
	}
});

test('a page of another site signs nobody in as somebody else', async () => {
	const body = '{"role":"planner"}';
	const answer = await raw(
		port,
		head('POST', '/api/sign-in/demo', {
			origin: 'https://evil.example',
			'content-type': 'application/json',
			'content-length': String(body.length)
		}) + body
	);
	expect(answer.status).toBe(403);
	expect(answer.head.some((line) => line.startsWith('set-cookie'))).toBe(false);
});

test('the session’s cookie is read by no script and sent by no other site', async ({ request, baseURL }) => {
	const answer = await request.post('/api/sign-in/demo', { data: { role: 'planner' } });
	const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
	const session = cookies.find(({ value }) => value.startsWith('sise.session_token='))!;
	expect(session.value).toMatch(/; ?HttpOnly/i);
	expect(session.value).toMatch(/; ?SameSite=(Lax|Strict)/i);
	expect(session.value).toMatch(/; ?Path=\//i);
	expect(session.value).not.toMatch(/; ?Domain=/i);
	expect(baseURL!.startsWith('http://'), 'Secure would keep it from this server').toBe(true);
});

test('a session that somebody was given before is not the one they have when they are in', async ({
	request,
	baseURL
}) => {
	const fixed = 'sise.session_token=fixed.c2lnbmF0dXJl';
	const entered = await request.post('/api/sign-in/demo', { data: { role: 'planner' }, headers: { cookie: fixed } });
	const given = entered.headers()['set-cookie'];
	expect(given).toMatch(/sise\.session_token=(?!fixed)/);
	const asked = await fetch(`${baseURL}/api/status`, { headers: { cookie: fixed } });
	expect(asked.status).toBe(401);
	// A real one of somebody else is not taken over either.
	const other = await signInAs(baseURL!, 'leader');
	const theirs = other.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	const again = await request.post('/api/sign-in/demo', { data: { role: 'planner' }, headers: { cookie: theirs } });
	const token = /sise\.session_token=([^;]+)/.exec(again.headers()['set-cookie'])![1];
	expect(theirs).not.toContain(token);
});

test('a cookie that was changed is nobody’s', async ({ baseURL }) => {
	const value = /sise\.session_token=([^;]+)/.exec(cookie)![1];
	const [token, signature] = decodeURIComponent(value).split('.');
	for (const forged of [
		token,
		`${token}.`,
		`.${signature}`,
		`${token}x.${signature}`,
		`${token}.${Buffer.from('0'.repeat(32)).toString('base64')}`,
		`${token}' or '1'='1.${signature}`,
		'a'.repeat(4000)
	]) {
		const answer = await fetch(`${baseURL}/api/status`, {
			headers: { cookie: `sise.session_token=${encodeURIComponent(forged)}` }
		});
		expect(answer.status, forged.slice(0, 80)).toBe(401);
	}
});

test('whoever says they are the operator, or one of our addresses, is not', async ({ baseURL }) => {
	for (const headers of [
		{ 'x-sise-operator': 'root' },
		{ authorization: 'Bearer ', 'x-sise-operator': 'root' },
		{ authorization: `Bearer sise_${'a'.repeat(43)}` },
		{ authorization: 'Basic cm9vdDpyb290' },
		{ 'x-sise-address': '127.0.0.1', 'x-forwarded-for': '127.0.0.1' }
	] as Record<string, string>[]) {
		const status = await fetch(`${baseURL}/api/status`, { headers });
		expect(status.status, JSON.stringify(headers)).toBe(401);
		const command = await fetch(`${baseURL}/api/command/doctor`, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: '{}'
		});
		expect(command.status, JSON.stringify(headers)).toBe(401);
	}
	const signedIn = await raw(port, head('POST', '/api/command/doctor', { cookie, 'content-length': '0' }));
	expect(signedIn.status, 'a person is no operator').toBe(403);
});

test('a method stays what it is, whatever a header or parameter says', async () => {
	for (const path of ['/api/overrides/1?district=a&_method=DELETE', '/api/overrides/1?district=a&method=delete']) {
		const answer = await raw(
			port,
			head('GET', path, { cookie, 'x-http-method-override': 'DELETE', 'x-method': 'DELETE' })
		);
		expect(answer.status).toBe(405);
	}
	for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'PUT', 'DELETE', 'PATCH']) {
		expect((await raw(port, head(method, '/api/status', { cookie }))).status, method).toBeGreaterThanOrEqual(400);
	}
	const asked = await raw(port, head('OPTIONS', '/api/features', { origin: 'https://evil.example' }));
	expect(asked.head.some((line) => line.startsWith('access-control-'))).toBe(false);
});

test('a host that is not ours leads nobody there', async () => {
	for (const headers of [
		{ host: 'evil.example' },
		{ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
	] as Record<string, string>[]) {
		const answer = await raw(port, head('GET', '/', headers));
		expect(answer.status).toBe(303);
		expect(answer.head).toContainEqual('location: /sign-in?next=%2f');
		expect(answer.body).not.toContain('evil');
	}
});

test('who is not signed in is sent to sign in and, later, back to a path of ours', async () => {
	const locationOf = async (path: string) => {
		const answer = await raw(port, head('GET', path, {}));
		return answer.head.find((line) => line.startsWith('location: '))?.slice('location: '.length);
	};
	expect(await locationOf('/lists?district=a')).toBe('/sign-in?next=%2flists%3fdistrict%3da');
	for (const path of ['/lists?x=%0d%0aset-cookie:a=b', '/?//evil.example', '/lists?next=https://evil.example']) {
		expect(await locationOf(path), path).toMatch(/^\/sign-in\?next=%2f[^\s]*$/);
	}
	for (const path of ['//evil.example', '//evil.example/..', '/%5cevil.example', '///evil.example/']) {
		expect((await locationOf(path)) ?? '/', path).toMatch(/^\/(?!\/)/);
	}
});

test('no header of an answer is written by whoever asks', async () => {
	const hostile = encodeURIComponent('a\r\nset-cookie: hostile=1');
	for (const path of [
		`/api/lists/risk?district=${hostile}&format=csv`,
		`/api/lists/${hostile}?district=a`,
		`/api/tiles/${hostile}/1-1/0/0/0`,
		`/api/features/${hostile}?district=a`,
		`/?q=${hostile}`,
		`/sign-in?next=${hostile}`
	]) {
		const answer = await raw(port, head('GET', path, { cookie }));
		expect(answer.head.join('\n'), path).not.toContain('hostile');
	}
	const named = await raw(
		port,
		head('GET', '/', { cookie: `${cookie}; PARAGLIDE_LOCALE=en%0d%0aset-cookie:hostile=1` })
	);
	expect(named.head.join('\n')).not.toContain('hostile');
});

test('no path leads out of what is served', async () => {
	for (const path of [
		'/../package.json',
		'/..%2fpackage.json',
		'/%2e%2e/package.json',
		'/_app/../../../package.json',
		'/_app/..%2f..%2f..%2fpackage.json',
		'/_app/%2e%2e%5c%2e%2e%5cpackage.json',
		'/.env',
		'/build/index.js',
		'/api/features/..%2f..%2f..%2fetc%2fpasswd?district=a',
		'/api/lists/..%2f..%2fetc%2fpasswd?district=a',
		'/api/tiles/..%2f..%2fetc/1-1/0/0/0',
		'/api/tiles/a/1-1/0/0/..%2f..%2fetc%2fpasswd',
		'/api/basemap/0/0/..%2f..%2fetc%2fpasswd'
	]) {
		const answer = await raw(port, head('GET', path, { cookie }));
		expect(answer.status, path).toBeGreaterThanOrEqual(303);
		expect(answer.body, path).not.toMatch(/root:|"dependencies"/);
	}
});

test('what goes wrong tells of nothing inside', async () => {
	for (const path of [
		'/api/features?district=%00',
		'/api/features?district=a&after=1%20%00',
		'/api/features?district=a&q=%00',
		"/api/features?district=a&q='",
		'/api/features/%00?district=a',
		'/api/features/%ED%A0%80?district=a',
		'/api/findings?district=a&feature=%00',
		'/api/segments?district=a&pipeline=%00',
		'/api/overrides?district=a&feature=%00',
		'/api/zones?district=a&run=999999999999999',
		'/api/findings/999999999?district=a',
		'/api/runs/compare?district=a&a=9007199254740991&b=1',
		'/api/rules/diff?district=a&a=%00&b=%00',
		'/%c0%af',
		'/%'
	]) {
		const { status, body } = await raw(port, head('GET', path, { cookie }));
		expect(status, path).toBeGreaterThanOrEqual(200);
		expect(status, `${path}: ${body}`).toBeLessThan(500);
		expect(body, path).not.toMatch(/\bat .*:\d+:\d+|node_modules|select |postgres|pglite|\/work\/|\/tmp\/|file:\/\//i);
	}
});
