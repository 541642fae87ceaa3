import type { Attribute } from '../layer.ts';
import { SHIPPED } from '../rule-set.ts';

/** A choice in one row: its stored value, its names, and further words that files use for it. */
export type ChoiceRow = readonly [value: string, zh: string, en: string, ...aliases: string[]];

interface Bounds {
	unit?: string;
	min?: number;
	max?: number;
}

/** An attribute that holds any text. */
export function text(key: string, zh: string, en: string, aliases: string[] = []): Attribute {
	return { key, name: { zh, en }, type: 'text', aliases };
}

/** An attribute that holds a number; the bounds are inclusive. */
export function number(key: string, zh: string, en: string, bounds: Bounds, aliases: string[] = []): Attribute {
	return { key, name: { zh, en }, type: 'number', ...bounds, aliases };
}

/** An attribute that holds a whole number; the bounds are inclusive. */
export function integer(key: string, zh: string, en: string, bounds: Bounds, aliases: string[] = []): Attribute {
	return { key, name: { zh, en }, type: 'integer', ...bounds, aliases };
}

/** An attribute that holds yes or no. */
export function flag(key: string, zh: string, en: string, aliases: string[] = []): Attribute {
	return { key, name: { zh, en }, type: 'boolean', aliases };
}

/** An attribute that holds a day, stored as `2026-11-23`. */
export function day(key: string, zh: string, en: string, aliases: string[] = []): Attribute {
	return { key, name: { zh, en }, type: 'date', aliases };
}

/** An attribute that holds one of the values given. */
export function choice(
	key: string,
	zh: string,
	en: string,
	rows: readonly ChoiceRow[],
	aliases: string[] = []
): Attribute {
	return { key, name: { zh, en }, type: 'choice', choices: choicesOf(rows), aliases };
}

/** An attribute that holds named values; `rows` are the names allowed, none given: any. */
export function record(
	key: string,
	zh: string,
	en: string,
	rows: readonly ChoiceRow[] = [],
	aliases: string[] = []
): Attribute {
	return { key, name: { zh, en }, type: 'record', ...(rows.length > 0 && { choices: choicesOf(rows) }), aliases };
}

function choicesOf(rows: readonly ChoiceRow[]): NonNullable<Attribute['choices']> {
	return rows.map(([value, zh, en, ...aliases]) => ({ value, name: { zh, en }, aliases }));
}

/**
 * Whether the thing stands or is still to be built. Laws that speak of 新建、改建、扩建 ask it: a thing on the map that
 * does not state it stands already.
 */
export const PHASE = choice(
	'phase',
	'建设阶段',
	'Phase',
	[
		['existing', '现状', 'Existing', '既有', '已建', '在役', '建成', 'built', 'in service'],
		['new', '新建', 'New', '拟建', '在建', 'proposed', 'planned', 'construction'],
		['extended', '改扩建', 'Extended', '扩建', '改建', 'extension', 'rebuilt']
	],
	['建设状态', '项目阶段']
);

/** Approvals on record by rule id: `{ "PIPE-35-50": true }`; `false` is an approval that was refused or withdrawn. */
export const APPROVALS = record(
	'approvals',
	'审批记录',
	'Approvals',
	SHIPPED.tables.clearances.rows.map((rule): ChoiceRow => [rule.id, rule.name.zh, rule.name.en]),
	['许可', '批准文件', '审批']
);
