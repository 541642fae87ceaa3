import { expect, test } from '@playwright/test';
import limits from '../../data/access/limits.json' with { type: 'json' };
import { head, raw } from './raw.ts';
import { signInAs } from './signed-in.ts';

/** What every answer carries, and how much anybody can make the server take. */
let port: number;
let cookie: string;
test.beforeAll(async ({ baseURL }) => {
	port = Number(new URL(baseURL!).port);
	const { cookies } = await signInAs(baseURL!, 'data_keeper');
	cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
});
const bytes = limits.body.bytes.value;
const seconds = limits.body.seconds.value;
const JSON_TYPE = { 'content-type': 'application/json' };

test('a body that is announced too long is refused before it comes', async () => {
	const answer = await raw(
		port,
		head('POST', '/api/overrides', { cookie, ...JSON_TYPE, connection: 'keep-alive', 'content-length': `${bytes + 1}` })
	);
	expect(answer.status).toBe(413);
	expect(answer.head).toContain('connection: close');
});

test('a body that is not announced ends at the limit', async () => {
	const chunked = { cookie, ...JSON_TYPE, connection: 'keep-alive', 'transfer-encoding': 'chunked' };
	const piece = ' '.repeat(1024 * 1024);
	const answer = await raw(port, head('POST', '/api/overrides', chunked), (send) => {
		for (let sent = 0; sent <= bytes + piece.length; sent += piece.length) {
			send(`${piece.length.toString(16)}\r\n${piece}\r\n`);
		}
	});
	expect(answer.status).toBe(413);
});

test('a body that stops coming ends the connection', async () => {
	const began = Date.now();
	const answer = await raw(
		port,
		head('POST', '/api/overrides', { cookie, ...JSON_TYPE, connection: 'keep-alive', 'content-length': '100' }) + '{'
	);
	expect(answer.status).toBe(408);
	expect(answer.body).toContain('too-slow');
	const took = (Date.now() - began) / 1000;
	expect(took).toBeGreaterThanOrEqual(seconds - 1);
	expect(took).toBeLessThan(seconds + 5);
});

test('nobody’s body is waited for', async () => {
	const answer = await raw(port, head('POST', '/api/overrides', { ...JSON_TYPE, 'content-length': '100' }) + '{');
	expect(answer.status).toBe(401);
});

test('two requests in one are taken for none', async () => {
	const both = { cookie, ...JSON_TYPE, 'content-length': '4', 'transfer-encoding': 'chunked' };
	const answer = await raw(port, `${head('POST', '/api/overrides', both)}0\r\n\r\nGET /api/status HTTP/1.1\r\n\r\n`);
	expect(answer.status).toBe(400);
});

const ALWAYS = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'x-frame-options': 'DENY',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin'
};

test('every answer is of the type it says and in no frame: pages, answers, files, refusals', async ({ request }) => {
	const page = await request.get('/lists');
	const script = /\/_app\/immutable\/[^"]+\.js/.exec(await page.text())![0];
	for (const [path, status] of [
		['/lists', 200],
		['/api/status', 200],
		[script, 200],
		['/favicon.svg', 200],
		['/robots.txt', 200],
		['/nowhere', 404],
		['/api/features', 400],
		['/api/overrides/1', 405]
	] as const) {
		const answer = await request.get(path);
		expect(answer.status(), path).toBe(status);
		expect(answer.headers(), path).toMatchObject(ALWAYS);
	}
	const nobody = await raw(port, head('GET', '/', {}));
	expect(nobody.status).toBe(303);
	expect(nobody.head).toContain('x-content-type-options: nosniff');
	const foreign = await raw(
		port,
		head('POST', '/', { origin: 'https://evil.example', 'content-type': 'text/plain', 'content-length': '0' })
	);
	expect(foreign.status).toBe(403);
	expect(foreign.head).toContain('x-frame-options: deny');
});

test('a page runs its own scripts and no others', async ({ request }) => {
	for (const path of ['/', '/lists', '/rules', '/runs', '/sign-in', '/nowhere']) {
		const policy = (await request.get(path)).headers()['content-security-policy'];
		expect(policy, path).toMatch(/default-src 'self'/);
		expect(policy, path).toMatch(/object-src 'none'.*base-uri 'none'.*form-action 'self'.*frame-ancestors 'none'/);
		const scripts = /script-src ([^;]*)/.exec(policy)![1];
		expect(scripts, path).toMatch(/^'self'( 'sha256-[A-Za-z0-9+/=]+')*$/);
	}
	const answer = await request.get('/api/status');
	expect(answer.headers()['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
});

test('what somebody may see is kept by no proxy and gone with the page', async ({ request }) => {
	for (const path of ['/', '/lists', '/api/status', '/api/sign-in', '/lists/__data.json']) {
		expect((await request.get(path)).headers()['cache-control'], path).toContain('no-store');
	}
	const { current } = (await (await request.get('/api/status')).json()) as { current: string };
	const tile = await request.get(`/api/tiles/${current}/1-1/0/0/0`);
	expect(tile.status()).toBe(200);
	expect(tile.headers()['cache-control']).toMatch(/^(private|no-store)/);
	const list = await request.get(`/api/lists/risk?district=${current}&format=csv`);
	expect(list.headers()['cache-control']).toContain('no-store');
	expect(list.headers()['content-disposition']).toMatch(/^attachment; /);
});

test('robots are asked to stay away', async ({ request }) => {
	expect(await (await request.get('/robots.txt')).text()).toContain('Disallow: /');
});
