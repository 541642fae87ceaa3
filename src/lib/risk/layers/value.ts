import type { Attribute } from '../layer.ts';
import type { Value } from '../reason.ts';
import { factorBetween, withoutDust } from './unit.ts';
import { Unreadable } from './unreadable.ts';

const YES = ['是', '有', '已', '对', 'true', 't', 'yes', 'y', '1', '√', '✓'];
const NO = ['否', '无', '没有', '未', '不', 'false', 'f', 'no', 'n', '0', '×', 'x'];
const NUMBER =
	/^(?:dn|φ|ø)?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?(?:e[+-]?\d+)?|[+-]?\.\d+)\s*([^\d\s.,+-].*)?$/i;
const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]\s*\d{1,2}:\d{2}.*)?$/;
const COMPACT_DAY = /^(\d{4})(\d{2})(\d{2})$/;
// What PostgreSQL cannot store in jsonb.
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Text as it is compared: width, case, spaces, and the signs between words do not matter. */
export function plain(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_\-·・/]+/g, '');
}

/** The stored value of one cell of a file. Throws Unreadable with words that say what is wrong. */
export function valueOf(attribute: Attribute, raw: unknown, unit: string | null): Value {
	switch (attribute.type) {
		case 'number':
		case 'integer':
			return numberOf(attribute, raw, unit);
		case 'boolean':
			return booleanOf(raw);
		case 'date':
			return dayOf(raw);
		case 'choice':
			return choiceOf(attribute, raw);
		default:
			return textOf(raw);
	}
}

function numberOf(attribute: Attribute, raw: unknown, columnUnit: string | null): number {
	const text = typeof raw === 'number' ? String(raw) : textOf(raw).normalize('NFKC').trim();
	const parts = NUMBER.exec(text);
	if (parts === null) throw new Unreadable(`“${text}”不是数字`, `"${text}" is not a number`);
	const written = parts[2]?.trim() || columnUnit;
	const value = Number(parts[1].replaceAll(',', '')) * factorFor(attribute, written, text);
	const exact = withoutDust(value);
	if (!Number.isFinite(exact)) throw new Unreadable(`“${text}”不是有限的数字`, `"${text}" is not a finite number`);
	if (attribute.type === 'integer' && !Number.isInteger(exact)) {
		throw new Unreadable(`“${text}”应为整数`, `"${text}" must be a whole number`);
	}
	const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = attribute;
	if (exact < min || exact > max) {
		const range = `${attribute.min ?? '-∞'}–${attribute.max ?? '∞'}${attribute.unit === undefined ? '' : ` ${attribute.unit}`}`;
		throw new Unreadable(`“${text}”超出范围 ${range}`, `"${text}" is outside ${range}`);
	}
	return exact;
}

function factorFor(attribute: Attribute, written: string | null | undefined, text: string): number {
	if (!written) return 1;
	const factor = attribute.unit === undefined ? null : factorBetween(written, attribute.unit);
	if (factor !== null) return factor;
	const expected = attribute.unit ?? '';
	const [zh, en] =
		expected === '' ? ['应为不带单位的数字', 'write the number alone'] : [`应为 ${expected}`, `use ${expected}`];
	throw new Unreadable(
		`“${text}”的单位“${written}”无法换算, ${zh}`,
		`"${text}": unit "${written}" is not known here, ${en}`
	);
}

function booleanOf(raw: unknown): boolean {
	if (typeof raw === 'boolean') return raw;
	const text = textOf(raw);
	const word = text.normalize('NFKC').trim().toLowerCase();
	if (YES.includes(word)) return true;
	if (NO.includes(word)) return false;
	throw new Unreadable(`“${text}”不是“是”或“否”`, `"${text}" is neither yes nor no`);
}

function dayOf(raw: unknown): string {
	if (raw instanceof Date && !Number.isNaN(raw.getTime())) return raw.toISOString().slice(0, 10);
	const text = textOf(raw).normalize('NFKC').trim();
	const parts = DAY.exec(text) ?? COMPACT_DAY.exec(text);
	const [year, month, date] = parts === null ? [] : parts.slice(1, 4).map(Number);
	const day = new Date(Date.UTC(year, month - 1, date));
	if (parts === null || day.getUTCMonth() !== month - 1 || day.getUTCDate() !== date) {
		throw new Unreadable(`“${text}”不是日期, 请写成 2024-01-05`, `"${text}" is not a day: write it as 2024-01-05`);
	}
	return day.toISOString().slice(0, 10);
}

function choiceOf(attribute: Attribute, raw: unknown): string {
	const text = textOf(raw);
	const wanted = plain(text);
	const found = (attribute.choices ?? []).find(({ value, name, aliases = [] }) =>
		[value, name.zh, name.en, ...aliases].some((word) => plain(word) === wanted)
	);
	if (found !== undefined) return found.value;
	const zh = (attribute.choices ?? []).map((one) => one.name.zh).join('、');
	const en = (attribute.choices ?? []).map((one) => one.value).join(', ');
	throw new Unreadable(`“${text}”不是可用的取值, 可用: ${zh}`, `"${text}" is not one of ${en}`);
}

/** The text of a cell. Throws Unreadable for a value that is no text, and for text that cannot be stored. */
export function textOf(raw: unknown): string {
	if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? String(raw) : raw.toISOString().slice(0, 10);
	if (typeof raw === 'object' || typeof raw === 'function' || typeof raw === 'symbol' || raw === undefined) {
		throw new Unreadable('应为单个值, 而不是列表或对象', 'a single value is wanted here, not a list or an object');
	}
	const text = String(raw).trim();
	if (UNSTORABLE.test(text))
		throw new Unreadable('含有无法保存的字符', 'it contains a character that cannot be stored');
	return text;
}
