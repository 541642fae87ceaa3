import type { Pattern } from '../../risk/level-look.ts';
import type { Words } from '../../risk/words.ts';
import type { Drawing } from './drawing.ts';
import type { Seal } from './seal.ts';

/**
 * A report before it is PDF, Word or a workbook: all three are made of the same one, so that the same numbers reach all.
 */
export interface Document {
	language: Language;
	title: string;
	/** What it is of, beside the title in the head of each page. */
	subject: string;
	author: string;
	/** ISO 8601: the moment that stands in the file as when it was made. */
	at: string;
	/** The first sheet of the workbook, which takes the pairs. */
	summary: string;
	blocks: readonly Block[];
	seal: Seal;
}

export type Language = 'zh' | 'en';

/** A colour that never stands alone: it has a sign and a word. */
export interface Mark {
	sign: string;
	word: string;
	fill: string;
	/** Text on `fill`. */
	on: string;
}

/** A number as it is printed everywhere: with `digits` decimals; null is printed as a dash. */
export interface Figure {
	value: number | null;
	digits: number;
}

/** A text may have several lines. */
export type Cell = string | Figure | Mark;

export interface Column {
	title: string;
	/** Its share of the width. */
	width: number;
}

export interface Row {
	cells: readonly Cell[];
	/** What is said below the row, across its whole width; in a workbook it is the last column. */
	note: string | null;
}

export interface Table {
	kind: 'table';
	/** The sheet of a workbook that takes its rows; tables of one sheet have the same columns. */
	sheet: string;
	/** What it is of (a parcel), where several tables go to one sheet. */
	of: string | null;
	columns: readonly Column[];
	rows: readonly Row[];
	/** Said instead of a table without rows. */
	empty: string;
	/** Rows that are printed; a workbook has all of them, and `rest` says so. */
	most: number;
	rest: string;
}

export type Block =
	| { kind: 'heading'; rank: 1 | 2; text: string; newPage: boolean }
	| { kind: 'paragraph'; text: string }
	/** The answer in large: its colour, sign, word and pattern, and a sentence. */
	| { kind: 'banner'; of: string; mark: Mark; pattern: Pattern['kind']; text: string }
	| { kind: 'pairs'; of: string; rows: readonly (readonly [name: string, value: Cell])[] }
	| { kind: 'chart'; drawing: Drawing; caption: string }
	| Table;

/** A cell as it is read on paper. */
export function textOf(cell: Cell): string {
	if (typeof cell === 'string') return printable(cell);
	if ('word' in cell) return `${cell.sign} ${cell.word}`;
	return cell.value === null ? '—' : cell.value.toFixed(cell.digits);
}

/** What is said in a language. */
export function say(words: Words, language: Language): string {
	return words[language];
}

/** Text without the control characters that no XML may hold; line feeds stay. */
export function printable(text: string): string {
	return text.replace(/\p{Cc}/gu, (one) => (one === '\n' ? one : one === '\t' ? ' ' : ''));
}

/** A moment as a report writes it, in the time that is the same everywhere: `2026-11-29 08:30:15 UTC`. */
export function momentText(iso: string): string {
	return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
