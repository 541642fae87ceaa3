import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { ACCESS_LIMITS } from '../../../src/lib/access/limits.ts';
import { failure, readBody } from '../../../src/lib/server/http.ts';

afterEach(() => vi.useRealTimers());

const { bytes, seconds } = ACCESS_LIMITS.body;
const Anything = v.unknown();

/** A request whose body comes in pieces, and says nothing of its length. */
function chunked(next: () => Uint8Array | null | Promise<never>): Request {
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const piece = await next();
			if (piece === null) controller.close();
			else controller.enqueue(piece);
		}
	});
	const headers = { 'content-type': 'application/json' };
	return new Request('http://here/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

function json(body: string, type = 'application/json'): Request {
	return new Request('http://here/', { method: 'POST', headers: { 'content-type': type }, body });
}

test('a body is JSON, and sent as JSON', async () => {
	const Named = v.object({ name: v.string() });
	expect(await readBody(json('{"name":"李"}'), Named)).toEqual({ name: '李' });
	expect(await readBody(json('{"name":"a"}', 'Application/JSON; charset=utf-8'), Named)).toEqual({ name: 'a' });
	await expect(readBody(json('{"name":1}'), Named)).rejects.toMatchObject({ status: 400, code: 'bad-input' });
	await expect(readBody(json('{"name":'), Named)).rejects.toMatchObject({ status: 400, code: 'not-json' });
	await expect(readBody(json(''), Named)).rejects.toMatchObject({ status: 400, code: 'not-json' });
});

test.each([
	'text/plain',
	'text/plain; x=application/json',
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=a',
	'application/jsonp',
	''
])('what a form of another site could send is not read: “%s”', async (type) => {
	await expect(readBody(json('{}', type), Anything)).rejects.toMatchObject({ status: 415 });
});

test('a body that says it is too long is not read at all', async () => {
	const request = chunked(() => Promise.reject(new Error('It was read.')));
	request.headers.set('content-length', String(bytes + 1));
	await expect(readBody(request, Anything)).rejects.toMatchObject({ status: 413 });
});

test('a body that does not say how long it is ends at the limit', async () => {
	const piece = new Uint8Array(1024 * 1024).fill(32);
	let sent = 0;
	const endless = chunked(() => {
		sent += piece.length;
		return piece;
	});
	await expect(readBody(endless, Anything)).rejects.toMatchObject({ status: 413 });
	expect(sent).toBeLessThanOrEqual(bytes + 3 * piece.length);
});

test('a body that stops coming is not waited for', async () => {
	vi.useFakeTimers();
	const reading = readBody(
		chunked(() => new Promise<never>(() => {})),
		Anything
	);
	const ends = expect(reading).rejects.toMatchObject({ status: 408 });
	await vi.advanceTimersByTimeAsync(seconds * 1000);
	await ends;
});

test('the connection of a body that was not read to its end is closed', async () => {
	const refused = await readBody(json('{}', 'text/plain'), Anything).catch(failure);
	expect((refused as Response).headers.get('connection')).toBeNull();
	const request = json('{}');
	request.headers.set('content-length', String(bytes + 1));
	const tooLong = (await readBody(request, Anything).catch(failure)) as Response;
	expect(tooLong.headers.get('connection')).toBe('close');
});

test('JSON that nests without end is refused, and does not fill the stack', async () => {
	const deep = '['.repeat(100_000) + ']'.repeat(100_000);
	await expect(readBody(json(deep), Anything)).rejects.toMatchObject({ status: 400, code: 'not-json' });
});

test('what no database can store is refused, however deep it lies', async () => {
	for (const body of ['"a\\u0000"', '{"a":[{"b":"\\u0000"}]}', '{"\\u0000":1}', '"\\\\\\u0000"']) {
		await expect(readBody(json(body), Anything), body).rejects.toMatchObject({ status: 400, code: 'bad-input' });
	}
	expect(await readBody(json('"\\\\u0000"'), Anything)).toBe('\\u0000');
});

test('a body does not reach the prototype of anything', async () => {
	const given = await readBody(json('{"attributes":{"__proto__":{"polluted":1},"a":1}}'), Attributes);
	expect(given).toEqual({ attributes: { a: 1 } });
	expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
const Attributes = v.object({ attributes: v.record(v.string(), v.unknown()) });
