import * as v from 'valibot';
import type { RuleSetOrder } from '../../api.ts';
import { nearestTo } from '../../risk/rules/nearest.ts';
import { AnswerError } from '../http.ts';

/** A version as it stands in an address or on the command line: `2026.11-2ad3…`, or `shipped`. */
export const rulesVersion = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,60}$/));
const value = v.union([v.number(), v.boolean(), v.pipe(v.string(), v.maxLength(100))]);
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
export const note = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000));
export const author = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));

const Order = v.strictObject({
	from: rulesVersion,
	changes: v.pipe(v.array(v.strictObject({ path, value })), v.minLength(1), v.maxLength(2000)),
	note
});

const File = v.strictObject({
	from: v.optional(rulesVersion),
	changes: v.record(path, value),
	note,
	author
});

/** What a rule set's file says. `from` is the version it is made from; the one switched on without it. */
export type RuleFile = v.InferOutput<typeof File>;

/** Reads the order of a new rule set. Throws an AnswerError that names the field. */
export function readOrder(given: unknown): RuleSetOrder {
	return read(Order, given, ['from', 'changes', 'note', 'path', 'value']);
}

/**
 * Reads the file of a new rule set: `{ "from"?, "note", "author", "changes": { "zoning.radii.park.value": 250 } }`.
 * Throws an AnswerError that names the field that is wrong, or the place where it is no JSON.
 */
export function readRuleFile(text: string): RuleFile {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch (error) {
		const { message } = error as SyntaxError;
		throw new AnswerError(400, 'not-json', {
			zh: `规则文件不是 JSON：${message}`,
			en: `The rule file is not JSON: ${message}`
		});
	}
	return read(File, given, ['from', 'changes', 'note', 'author']);
}

function read<T extends v.GenericSchema>(schema: T, given: unknown, fields: readonly string[]): v.InferOutput<T> {
	const parsed = v.safeParse(schema, given);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	const field = v.getDotPath(issue) ?? '';
	if (issue.type === 'strict_object' && issue.expected === 'never') {
		const near = nearestTo(field.split('.').at(-1)!, fields);
		throw new AnswerError(400, 'bad-input', {
			zh: `没有字段 ${field}。是否为 ${near}？`,
			en: `There is no field ${field}. Did you mean ${near}?`
		});
	}
	if (issue.received === 'undefined') {
		throw new AnswerError(400, 'bad-input', { zh: `缺少字段 ${field}。`, en: `The field ${field} is missing.` });
	}
	throw new AnswerError(400, 'bad-input', {
		zh: `字段 ${field} 不正确：收到 ${issue.received}，应为 ${issue.expected ?? issue.message}。`,
		en: `The field ${field} is wrong: got ${issue.received}, expected ${issue.expected ?? issue.message}.`
	});
}
