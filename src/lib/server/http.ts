import * as v from 'valibot';
import { ACCESS_LIMITS } from '../access/limits.ts';
import type { ApiError } from '../api.ts';
import type { Words } from '../risk/words.ts';
import { logError } from './edge/log.ts';
import { parseJson } from './imports/json.ts';
import { LIMITS } from './imports/limits.ts';
import { FileRefused } from './imports/row.ts';

/** An error that is answered to the person who asked, in words that say what to do. */
export class AnswerError extends Error {
	readonly status: number;
	readonly code: string;
	readonly text: Words;
	/** What a page needs to help further: the fields of a conflict, the field that is missing. */
	readonly detail: unknown;
	constructor(status: number, code: string, text: Words, detail?: unknown) {
		super(text.en);
		this.name = 'AnswerError';
		this.status = status;
		this.code = code;
		this.text = text;
		this.detail = detail;
	}
}

/** The parameters of an address, parsed by a schema. Throws an AnswerError 400 that names the parameter. */
export function readQuery<T extends v.GenericSchema>(url: URL, schema: T): v.InferOutput<T> {
	const given = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
	return parse(schema, given);
}

/**
 * The JSON body of a request, parsed by a schema. Throws an AnswerError: 415 for what is not sent as JSON, 413 and 408 for
 * one that is too long or too slow (data/access/limits.json), 400 for one that is no JSON, nests too deep, or has a field
 * that is wrong, which it names.
 */
export async function readBody<T extends v.GenericSchema>(request: Request, schema: T): Promise<v.InferOutput<T>> {
	const text = await readText(request);
	let given: unknown;
	try {
		given = parseJson('JSON', text, LIMITS.depth);
	} catch (error) {
		if (error instanceof FileRefused) throw new AnswerError(400, 'not-json', error.words);
		throw error;
	}
	return parse(schema, given);
}

async function readText(request: Request): Promise<string> {
	if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
		throw new AnswerError(415, 'not-json-type', {
			zh: '请以 content-type: application/json 发送。',
			en: 'Send it as content-type: application/json.'
		});
	}
	return new TextDecoder().decode(await readBytes(request));
}

/** The bytes of a request's body. Throws an AnswerError: 413 and 408 for one that is too long or too slow, 400 for one cut off. */
export async function readBytes(request: Request): Promise<Uint8Array> {
	const { bytes, seconds } = ACCESS_LIMITS.body;
	if (Number(request.headers.get('content-length')) > bytes) throw tooLong(bytes);
	if (request.body === null) return new Uint8Array();
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(tooSlow(seconds)), seconds * 1000);
	});
	const reader = request.body.getReader();
	const chunks: Uint8Array[] = [];
	try {
		// Not taken back at the limit: that would end the connection before the answer is sent.
		for (let length = 0; ;) {
			const { done, value } = await Promise.race([reader.read(), over]);
			if (done) return Buffer.concat(chunks);
			length += value.length;
			if (length > bytes) throw tooLong(bytes);
			chunks.push(value);
		}
	} catch (error) {
		if (error instanceof AnswerError) throw error;
		// adapter-node counts too, to the same limit (scripts/server.mjs).
		if ((error as { status?: unknown }).status === 413) throw tooLong(bytes);
		throw new AnswerError(400, 'cut-off', { zh: '请求内容在中途断开。', en: 'The request body was cut off.' });
	} finally {
		clearTimeout(timer);
	}
}

function tooLong(bytes: number): AnswerError {
	return new AnswerError(413, 'too-long', {
		zh: `请求内容超过 ${bytes} 字节。请分几次发送。`,
		en: `The request body is longer than ${bytes} bytes. Send it in parts.`
	});
}

function tooSlow(seconds: number): AnswerError {
	return new AnswerError(408, 'too-slow', {
		zh: `请求内容在 ${seconds} 秒内没有到齐。请检查网络后重试。`,
		en: `The request body did not arrive within ${seconds} s. Check the network and try again.`
	});
}

/** Characters of a wrong value that are said back. */
const MOST_TOLD = 100;
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Parses what came from outside. Throws an AnswerError 400 that names the field and says what is allowed. */
export function parse<T extends v.GenericSchema>(schema: T, given: unknown): v.InferOutput<T> {
	const parsed = v.safeParse(schema, given);
	if (parsed.success) {
		// No database stores it in a text, whichever field it is in.
		if (!NUL.test(JSON.stringify(given) ?? '')) return parsed.output;
		throw new AnswerError(400, 'bad-input', { zh: '内容含有空字符 (U+0000)。', en: 'It holds the character U+0000.' });
	}
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue) ?? '';
	const received = issue.received.slice(0, MOST_TOLD);
	throw new AnswerError(400, 'bad-input', {
		zh: `参数 ${field} 不正确：收到 ${received}，应为 ${issue.expected ?? issue.message}。`,
		en: `Parameter ${field} is wrong: got ${received}, expected ${issue.expected ?? issue.message}.`
	});
}

/**
 * Answers a request: what `work` returns as JSON, or its error as an ApiError that gives nothing away. `work` may add
 * headers to the answer, cookies among them.
 */
export async function answer(work: (answer: { headers: Headers }) => Promise<unknown>): Promise<Response> {
	const headers = new Headers({ 'cache-control': 'no-store' });
	try {
		return Response.json(await work({ headers }), { headers });
	} catch (error) {
		return failure(error);
	}
}

/** Has an answer carry these cookies. */
export function carry(headers: Headers, cookies: readonly string[]): void {
	for (const cookie of cookies) headers.append('set-cookie', cookie);
}

/** The answer to a request that failed: an AnswerError in its own words, anything else without its details. */
export function failure(error: unknown): Response {
	if (error instanceof AnswerError) return errorResponse(error.status, error.code, error.text, error.detail);
	logError(error);
	return errorResponse(500, 'internal', {
		zh: '服务器内部出错，详情见服务器日志。请重试；若仍出错，请运行 npm run sise -- doctor。',
		en: 'Something went wrong in the server; its log has the details. Try again, and run npm run sise -- doctor if it stays.'
	});
}

function errorResponse(status: number, code: string, text: Words, detail?: unknown): Response {
	const headers = new Headers({ 'cache-control': 'no-store' });
	// The rest of a body that is not read would be waited for on a connection that goes on.
	if (status === 408 || status === 413) headers.set('connection', 'close');
	return Response.json({ error: { code, text, detail } } satisfies ApiError, { status, headers });
}

/** The body of an answer that is made while it is sent. */
export function streamOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			const next = await text.next();
			if (next.done) controller.close();
			else controller.enqueue(encoder.encode(next.value));
		},
		async cancel() {
			await text.return(undefined);
		}
	});
}

/** Text of an address as a number within bounds. */
export const numberText = (min: number, max: number) =>
	v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?(e-?\d+)?$/i), v.transform(Number), v.minValue(min), v.maxValue(max));

/** Text of an address as a whole number within bounds. */
export const integerText = (min: number, max: number) =>
	v.pipe(v.string(), v.regex(/^-?\d{1,15}$/), v.transform(Number), v.minValue(min), v.maxValue(max));

/** `west,south,east,north` in degrees. */
export const boxText = v.pipe(
	v.string(),
	v.transform((text) => text.split(',').map(Number)),
	v.tuple([degree(180), degree(90), degree(180), degree(90)])
);

function degree(max: number) {
	return v.pipe(v.number(), v.finite(), v.minValue(-max), v.maxValue(max));
}
