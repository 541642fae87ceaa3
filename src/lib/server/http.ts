import * as v from 'valibot';
import type { ApiError } from '../api.ts';
import type { Words } from '../risk/words.ts';
import { logError } from './edge/log.ts';

/** An error that is answered to the person who asked, in words that say what to do. */
export class AnswerError extends Error {
	readonly status: number;
	readonly code: string;
	readonly text: Words;
	constructor(status: number, code: string, text: Words) {
		super(text.en);
		this.name = 'AnswerError';
		this.status = status;
		this.code = code;
		this.text = text;
	}
}

/** The parameters of an address, parsed by a schema. Throws an AnswerError 400 that names the parameter. */
export function readQuery<T extends v.GenericSchema>(url: URL, schema: T): v.InferOutput<T> {
	const given = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''));
	return parse(schema, given);
}

/** The JSON body of a request, parsed by a schema. Throws an AnswerError 400 that names the field. */
export async function readBody<T extends v.GenericSchema>(request: Request, schema: T): Promise<v.InferOutput<T>> {
	let given: unknown;
	try {
		given = await request.json();
	} catch {
		throw new AnswerError(400, 'not-json', { zh: '请求内容不是 JSON。', en: 'The request body is not JSON.' });
	}
	return parse(schema, given);
}

/** Parses what came from outside. Throws an AnswerError 400 that names the field and says what is allowed. */
export function parse<T extends v.GenericSchema>(schema: T, given: unknown): v.InferOutput<T> {
	const parsed = v.safeParse(schema, given);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue) ?? '';
	throw new AnswerError(400, 'bad-input', {
		zh: `参数 ${field} 不正确：收到 ${issue.received}，应为 ${issue.expected ?? issue.message}。`,
		en: `Parameter ${field} is wrong: got ${issue.received}, expected ${issue.expected ?? issue.message}.`
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

/** The answer to a request that failed: an AnswerError in its own words, anything else without its details. */
export function failure(error: unknown): Response {
	if (error instanceof AnswerError) return errorResponse(error.status, error.code, error.text);
	logError(error);
	return errorResponse(500, 'internal', {
		zh: '服务器内部出错，详情见服务器日志。请重试；若仍出错，请运行 npm run sise -- doctor。',
		en: 'Something went wrong in the server; its log has the details. Try again, and run npm run sise -- doctor if it stays.'
	});
}

function errorResponse(status: number, code: string, text: Words): Response {
	return Response.json({ error: { code, text } } satisfies ApiError, { status });
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
