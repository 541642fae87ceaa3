import type { Holding } from '../layer.ts';
import { perRuleSet, type RuleSet } from '../rule-set.ts';
import type { Confidence, Words } from '../words.ts';

/** A critical quantity Q (tonnes) and a correction factor β for one holding, with where they come from. */
export interface Critical {
	/** Name as the standard has it, or the category's. */
	name: Words;
	qTonnes: number;
	beta: number;
	/** `表1 序号12; β 表3`. */
	clause: string;
	qConfidence: Confidence;
	betaConfidence: Confidence;
}

/** Why a holding cannot be given its Q. */
export class UnknownHolding extends Error {
	readonly words: Words;
	constructor(words: Words) {
		super(words.en);
		this.name = 'UnknownHolding';
		this.words = words;
	}
}

interface Row {
	no: number;
	name: string;
	nameEn: string;
	aliases: string[];
	cas: string[];
	q: number;
	beta: number;
	betaBasis: string;
	betaConfidence: string;
}
interface Category {
	symbol: string;
	name: Words;
	q: number;
	beta: number;
}

const indexesOf = perRuleSet(({ gb18218 }) => {
	const rows: readonly Row[] = [...gb18218.substances.rows, ...gb18218.derived.rows];
	return {
		categories: new Map<string, Category>(gb18218.categories.rows.map((row) => [row.symbol, row])),
		byName: indexOf(rows, (row) => [row.name, row.nameEn, ...row.aliases].map(plainName)),
		byCas: indexOf(rows, (row) => row.cas)
	};
});
const CAS = /^(\d{2,7})-(\d{2})-(\d)$/;

/**
 * Q and β of a holding by GB 18218-2018 4.1 and 4.3. A name of Table 1 decides first; a substance that is not named
 * there takes its `category` of Table 2, of several (`W2;J3`) the lowest Q and the largest β; failing both, its CAS
 * number. A β of the holding's own replaces one that Table 3 does not fix. Throws UnknownHolding.
 */
export function criticalOf(holding: Holding, rules: RuleSet): Critical {
	const { byName, byCas: rowsOfCas } = indexesOf(rules);
	const named = byName.get(plainName(holding.name)) ?? [];
	if (holding.cas !== undefined && !isCas(holding.cas)) {
		throw new UnknownHolding({
			zh: `${holding.name}: CAS 号 ${holding.cas} 校验位不符, 请核对`,
			en: `${holding.name}: CAS number ${holding.cas} fails its check digit`
		});
	}
	if (named.length === 1) return ofRow(named[0], holding, contradicted(named[0], holding), rules);
	if (named.length > 1) throw ambiguous(holding, named);
	if (holding.category !== undefined && holding.category !== '') return ofCategories(holding, holding.category, rules);

	const byCas = holding.cas === undefined ? [] : (rowsOfCas.get(holding.cas) ?? []);
	if (byCas.length === 1) return ofRow(byCas[0], holding, false, rules);
	if (byCas.length > 1) throw ambiguous(holding, byCas);
	throw new UnknownHolding({
		zh: `${holding.name} 不在 GB 18218-2018 表1 中, 请填写表2 的危险性类别(如 W5.3)`,
		en: `${holding.name} is not named in Table 1 of GB 18218-2018: state its category of Table 2 (such as W5.3)`
	});
}

/** Whether the text is a CAS number whose check digit is right. */
export function isCas(text: string): boolean {
	const parts = CAS.exec(text);
	if (parts === null) return false;
	const digits = [...(parts[1] + parts[2])].reverse();
	return digits.reduce((sum, digit, i) => sum + Number(digit) * (i + 1), 0) % 10 === Number(parts[3]);
}

/** Whether the text is one category of Table 2, or several of them separated by `;`. */
export function isCategory(text: string, rules: RuleSet): boolean {
	return symbolsOf(text).every((symbol) => indexesOf(rules).categories.has(symbol));
}

function ofRow(row: Row, holding: Holding, casContradicts: boolean, rules: RuleSet): Critical {
	const { derived, substances } = rules.tables.gb18218;
	if (casContradicts) {
		throw new UnknownHolding({
			zh: `${holding.name} 与 CAS 号 ${holding.cas} 不是同一物质(表1 为 ${row.cas.join('、')}), 请核对`,
			en: `${holding.name} and CAS ${holding.cas} are not the same substance (Table 1 has ${row.cas.join(', ')})`
		});
	}
	const isFixed = row.betaConfidence === 'VERIFIED';
	const own = isFixed ? undefined : ownBeta(holding);
	const tableClause = row.no === 0 ? derived.clause : `表1 序号${row.no}`;
	return {
		name: { zh: row.name, en: row.nameEn },
		qTonnes: row.q,
		beta: own ?? row.beta,
		clause: `${tableClause}; β ${own === undefined ? row.betaBasis : '由填报给出'}`,
		qConfidence: (row.no === 0 ? derived.confidence : substances.confidence) as Confidence,
		betaConfidence: own === undefined ? (row.betaConfidence as Confidence) : 'VERIFIED'
	};
}

function ofCategories(holding: Holding, text: string, rules: RuleSet): Critical {
	const categories = symbolsOf(text).map((symbol) => {
		const category = indexesOf(rules).categories.get(symbol);
		if (category !== undefined) return category;
		throw new UnknownHolding({
			zh: `${holding.name}: “${symbol}” 不是 GB 18218-2018 表2 的类别`,
			en: `${holding.name}: "${symbol}" is not a category of GB 18218-2018 Table 2`
		});
	});
	const lowest = categories.reduce((least, category) => (category.q < least.q ? category : least));
	const own = ownBeta(holding);
	return {
		name: { zh: holding.name, en: holding.name },
		qTonnes: lowest.q,
		beta: own ?? Math.max(...categories.map((category) => category.beta)),
		clause: `表2 ${lowest.symbol}; β ${own === undefined ? '表4' : '由填报给出'}`,
		// That the lowest Q governs among several categories is recalled, that the largest β does is this house's choice.
		qConfidence: categories.length > 1 ? 'RECALLED' : 'VERIFIED',
		betaConfidence: categories.length > 1 && own === undefined ? 'DESIGN' : 'VERIFIED'
	};
}

function ambiguous(holding: Holding, rows: readonly Row[]): UnknownHolding {
	const names = rows.map((row) => row.name);
	return new UnknownHolding({
		zh: `${holding.name} 在表1 中有 ${rows.length} 种, 请写全名: ${names.join(' / ')}`,
		en: `${holding.name} stands for ${rows.length} rows of Table 1: write the full name, ${names.join(' / ')}`
	});
}

function contradicted(row: Row, holding: Holding): boolean {
	return holding.cas !== undefined && row.cas.length > 0 && !row.cas.includes(holding.cas);
}

function ownBeta(holding: Holding): number | undefined {
	return holding.beta !== undefined && holding.beta > 0 ? holding.beta : undefined;
}

function symbolsOf(text: string): string[] {
	return text
		.normalize('NFKC')
		.toUpperCase()
		.split(/[;,、\s]+/)
		.filter((symbol) => symbol !== '');
}

/** A name as it is compared: width, case, spaces and the kind of brackets do not matter. */
function plainName(name: string): string {
	return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '').replaceAll('[', '(').replaceAll(']', ')');
}

function indexOf(rows: readonly Row[], keysOf: (row: Row) => string[]): Map<string, Row[]> {
	const index = new Map<string, Row[]>();
	for (const row of rows) {
		for (const key of new Set(keysOf(row))) index.set(key, [...(index.get(key) ?? []), row]);
	}
	return index;
}
