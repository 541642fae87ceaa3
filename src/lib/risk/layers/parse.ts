import type { Attribute, Attributes, Layer } from '../layer.ts';
import type { Value } from '../reason.ts';
import type { Words } from '../words.ts';
import { inventoryOf } from './inventory.ts';
import { Unreadable } from './unreadable.ts';
import { plain, textOf, valueOf } from './value.ts';

export interface Problem {
	/** Key of the attribute. */
	attribute: string;
	/** The value as the file has it. */
	value: unknown;
	text: Words;
}

export interface Parsed {
	attributes: Attributes;
	/** Values that could not be read: never dropped in silence, each is one of these. */
	problems: Problem[];
	/** Columns that belong to no attribute. */
	unknown: string[];
}

/** What people write into a cell that has no value. */
const NOTHING = ['', '-', '--', '—', '——', '/', '\\', 'null', 'n/a', 'na', '#n/a', '不详', '未知', '暂无', '待定'];
/** A unit at the end of a column's name: `管径(mm)`. */
const COLUMN_UNIT = /^(.*?)[((（[]([^()（）[\]]+)[)）\]]$/;

const columnsOf = new WeakMap<Layer, Map<string, Attribute>>();

/**
 * Reads the columns of one row of a file as the attributes of a layer. A column is found by the attribute's key, its
 * names or an alias, whatever the case, width and spaces, with or without a unit in brackets behind it. An empty cell
 * leaves its attribute absent; a value that cannot be read is a problem.
 */
export function parseAttributes(layer: Layer, raw: Readonly<Record<string, unknown>>): Parsed {
	const attributes: Attributes = {};
	const problems: Problem[] = [];
	const unknown: string[] = [];
	for (const [column, value] of Object.entries(raw)) {
		const found = attributeFor(layer, column);
		if (found === null) {
			unknown.push(column);
			continue;
		}
		const { attribute, unit } = found;
		if (isNothing(value)) continue;
		try {
			const parsed = parse(attribute, value, unit);
			const before = attributes[attribute.key];
			if (before !== undefined && JSON.stringify(before) !== JSON.stringify(parsed)) {
				throw new Unreadable(`与另一列的值不一致`, 'another column gives it another value');
			}
			attributes[attribute.key] = parsed;
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			problems.push({ attribute: attribute.key, value, text: textFor(attribute, error.words) });
		}
	}
	return { attributes, problems, unknown };
}

function parse(attribute: Attribute, value: unknown, unit: string | null): Attributes[string] {
	if (attribute.type === 'inventory') return inventoryOf(value);
	if (attribute.type === 'record') return recordOf(attribute, value);
	return valueOf(attribute, value, unit);
}

/** A record from an object, from JSON, or from text such as `fireBrigade: 是; outsidePark: 是`. */
function recordOf(attribute: Attribute, value: unknown): Record<string, Value> {
	const record: Record<string, Value> = {};
	for (const [name, inner] of Object.entries(pairsOf(value))) {
		if (inner === null || inner === '') continue;
		record[keyOf(attribute, name)] = simpleValue(inner);
	}
	return record;
}

function pairsOf(value: unknown): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)) {
		return value as Record<string, unknown>;
	}
	const text = textOf(value);
	if (text.startsWith('{')) {
		try {
			return JSON.parse(text) as Record<string, unknown>;
		} catch {
			throw new Unreadable('不是有效的 JSON', 'it is not valid JSON');
		}
	}
	const pairs = text.split(/[;；\n]/).filter((piece) => piece.trim() !== '');
	return Object.fromEntries(
		pairs.map((piece): [string, unknown] => {
			const [, name, inner] = /^\s*(.+?)\s*[:：=]\s*(.+?)\s*$/.exec(piece) ?? [];
			if (name === undefined)
				throw new Unreadable(`“${piece.trim()}”应写成“名称: 值”`, `write "${piece.trim()}" as "name: value"`);
			return [name, inner];
		})
	);
}

function keyOf(attribute: Attribute, name: string): string {
	if (attribute.choices === undefined) return name;
	const wanted = plain(name);
	const found = attribute.choices.find((one) =>
		[one.value, one.name.zh, one.name.en, ...(one.aliases ?? [])].some((word) => plain(word) === wanted)
	);
	if (found === undefined) throw new Unreadable(`没有“${name}”这一项`, `there is no item "${name}"`);
	return found.value;
}

function simpleValue(raw: unknown): Value {
	if (typeof raw === 'boolean' || typeof raw === 'number') return raw;
	const text = textOf(raw);
	if (['是', 'true', 'yes', '√'].includes(text.toLowerCase())) return true;
	if (['否', 'false', 'no', '×'].includes(text.toLowerCase())) return false;
	return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function attributeFor(layer: Layer, column: string): { attribute: Attribute; unit: string | null } | null {
	const columns = columnsOf.get(layer) ?? indexColumns(layer);
	const whole = columns.get(plain(column));
	if (whole !== undefined) return { attribute: whole, unit: null };
	const parts = COLUMN_UNIT.exec(column.trim());
	const attribute = parts === null ? undefined : columns.get(plain(parts[1]));
	return attribute === undefined || parts === null ? null : { attribute, unit: parts[2] };
}

function indexColumns(layer: Layer): Map<string, Attribute> {
	const columns = new Map<string, Attribute>();
	// The key and the names of one attribute go before the aliases of another.
	for (const attribute of layer.attributes) {
		for (const alias of attribute.aliases ?? []) columns.set(plain(alias), attribute);
	}
	for (const attribute of [...layer.attributes].reverse()) {
		for (const name of [attribute.name.en, attribute.name.zh, attribute.key]) columns.set(plain(name), attribute);
	}
	columnsOf.set(layer, columns);
	return columns;
}

function isNothing(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	return typeof value === 'string' && NOTHING.includes(value.normalize('NFKC').trim().toLowerCase());
}

function textFor(attribute: Attribute, words: Words): Words {
	return { zh: `${attribute.name.zh}: ${words.zh}`, en: `${attribute.name.en}: ${words.en}` };
}
