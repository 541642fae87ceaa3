import type { Holding } from '../layer.ts';
import { SHIPPED } from '../rule-set.ts';
import { isCas, isCategory } from '../standards/substance.ts';
import { factorBetween, withoutDust } from './unit.ts';
import { Unreadable } from './unreadable.ts';
import { plain, textOf } from './value.ts';

const UNIT = '(t|吨|kg|千克|公斤)';
/** `液氯 50t`, several of them one after another; the name is as short as it can be. */
const WITH_UNIT = new RegExp(`\\s*(.+?)[\\s:：=]*(\\d+(?:\\.\\d+)?)\\s*${UNIT}\\s*(?:$|[,，、;；]+)`, 'iy');
/** `液氯 50`: tonnes, when something stands between name and number. */
const WITHOUT_UNIT = /^\s*(.+?)[\s:：=]+(\d+(?:\.\d+)?)\s*$/;
const CAS = /[([（]?\s*(?:CAS\s*[:：]?\s*)?(\d{2,7}-\d{2}-\d)\s*[)\]）]?/i;
const CATEGORY = /[([（]\s*((?:[JW]\d+(?:\.\d)?)(?:\s*[、,/]\s*[JW]\d+(?:\.\d)?)*)\s*[)\]）]/i;

const KEYS: Readonly<Record<string, keyof Holding>> = {
	name: 'name',
	名称: 'name',
	物质: 'name',
	物质名称: 'name',
	危险化学品: 'name',
	cas: 'cas',
	cas号: 'cas',
	category: 'category',
	类别: 'category',
	危险性类别: 'category',
	tonnes: 'tonnes',
	t: 'tonnes',
	q: 'tonnes',
	数量: 'tonnes',
	数量t: 'tonnes',
	吨: 'tonnes',
	设计最大量: 'tonnes',
	beta: 'beta',
	β: 'beta'
};

/**
 * The holdings of one unit, from JSON (`[{ "name": "液氯", "tonnes": 50 }]`) or from text (`液氯 50t; 液氨 20t`, with CAS
 * number and category in brackets where wanted: `某溶剂(W5.3) 80t`). Quantities become tonnes. Throws Unreadable.
 */
export function inventoryOf(raw: unknown): Holding[] {
	const listed = typeof raw === 'string' ? fromString(raw) : raw;
	if (!Array.isArray(listed)) throw unreadable(String(raw));
	if (listed.length === 0) throw new Unreadable('物质清单为空', 'the list of substances is empty');
	return listed.map(holdingOf);
}

function fromString(text: string): unknown {
	const trimmed = text.trim();
	if (!trimmed.startsWith('[') && !trimmed.startsWith('{')) return fromText(trimmed);
	try {
		const parsed: unknown = JSON.parse(trimmed);
		return Array.isArray(parsed) ? parsed : [parsed];
	} catch {
		throw new Unreadable('物质清单不是有效的 JSON', 'the list of substances is not valid JSON');
	}
}

function fromText(text: string): Record<string, unknown>[] {
	return text.split(/[;；\n|]/).flatMap((piece) => {
		if (piece.trim() === '') return [];
		const bare = WITHOUT_UNIT.exec(piece);
		if (bare !== null) return [written(bare[1], Number(bare[2]))];
		const holdings: Record<string, unknown>[] = [];
		WITH_UNIT.lastIndex = 0;
		while (WITH_UNIT.lastIndex < piece.trimEnd().length) {
			const part = WITH_UNIT.exec(piece);
			if (part === null) throw unreadable(piece.trim());
			holdings.push(written(part[1], Number(part[2]) * (factorBetween(part[3], 't') ?? 1)));
		}
		return holdings;
	});
}

function written(label: string, tonnes: number): Record<string, unknown> {
	const cas = CAS.exec(label)?.[1];
	const category = CATEGORY.exec(label)?.[1];
	const name = label
		.replace(CAS, '')
		.replace(CATEGORY, '')
		.replace(/[\s:：]+$/, '')
		.trim();
	return { name: name === '' ? (cas ?? '') : name, tonnes, ...(cas && { cas }), ...(category && { category }) };
}

function holdingOf(entry: unknown): Holding {
	if (typeof entry !== 'object' || entry === null) throw unreadable(String(entry));
	const found: Partial<Record<keyof Holding, string>> = {};
	for (const [key, value] of Object.entries(entry)) {
		if (!Object.hasOwn(KEYS, plain(key))) {
			throw new Unreadable(`物质清单中有未知的项“${key}”`, `the list of substances has an unknown key "${key}"`);
		}
		const known = KEYS[plain(key)];
		if (value !== null && value !== '') found[known] = textOf(value);
	}
	const { name = found.cas ?? '', cas, category } = found;
	if (name === '') throw new Unreadable('物质清单中有一项没有名称', 'a substance has no name');
	const tonnes = positive(found.tonnes, name, '数量', 'quantity');
	if (cas !== undefined && !isCas(cas)) {
		throw new Unreadable(`${name} 的 CAS 号 ${cas} 不正确`, `CAS number ${cas} of ${name} is wrong`);
	}
	if (category !== undefined && !isCategory(category, SHIPPED)) {
		throw new Unreadable(
			`${name} 的类别“${category}”不在表2 中`,
			`category "${category}" of ${name} is not in Table 2`
		);
	}
	const beta = found.beta === undefined ? undefined : positive(found.beta, name, 'β', 'β');
	return { name, ...(cas && { cas }), ...(category && { category }), tonnes, ...(beta !== undefined && { beta }) };
}

function positive(text: string | undefined, name: string, zh: string, en: string): number {
	const parts = /^(\d+(?:\.\d+)?)\s*(t|吨|kg|千克|公斤)?$/i.exec((text ?? '').normalize('NFKC').trim());
	const value =
		parts === null ? Number.NaN : withoutDust(Number(parts[1]) * (factorBetween(parts[2] ?? 't', 't') ?? 1));
	if (value > 0) return value;
	throw new Unreadable(
		`${name} 的${zh}“${text ?? ''}”应为大于 0 的数`,
		`${en} "${text ?? ''}" of ${name} must be above 0`
	);
}

function unreadable(text: string): Unreadable {
	const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
	return new Unreadable(
		`物质清单“${shown}”无法识别, 请写成“液氯 50t; 液氨 20t”`,
		`"${shown}" is no list of substances: write 液氯 50t; 液氨 20t`
	);
}
