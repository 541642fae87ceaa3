import writeExcelFile, { type CellObject, type Sheet } from 'write-excel-file/node';
import { inertText } from '../csv.ts';
import { momentText, textOf, type Cell, type Document, type Table } from './document.ts';
import { fixedZip } from './fixed-zip.ts';
import { breakLines } from './lines.ts';
import { readable } from './typeface.ts';

/** Rows above the table of a sheet: what it is of, and when. */
const HEAD_ROWS = 2;

interface Made extends Sheet<never> {
	sheet: string;
	/** Cells that can be filtered, `A3:K43`; null: there is no table. */
	filter: string | null;
}

/**
 * A document as a workbook: the pairs on its first sheet, and one sheet a kind of table, with the rows of all parcels, a
 * filter, and numbers that are numbers. No text of it is a formula. The same document gives the same bytes.
 */
export async function workbookOf(document: Document): Promise<Uint8Array> {
	const tables = document.blocks.filter((block) => block.kind === 'table');
	const names = [...new Set(tables.map(({ sheet }) => sheet))];
	const sheets = [
		summaryOf(document),
		...names.map((name) =>
			sheetOf(
				document,
				name,
				tables.filter(({ sheet }) => sheet === name)
			)
		)
	];
	const bytes = await writeExcelFile(sheets, { fontFamily: 'Microsoft YaHei', fontSize: 10 }).toBuffer();
	return fixedZip(bytes, document.at, (path, text) => {
		const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path)?.[1];
		const filter = number === undefined ? null : (sheets[Number(number) - 1]?.filter ?? null);
		return filter === null ? text : text.replace('</sheetData>', `</sheetData><autoFilter ref="${filter}"/>`);
	});
}

function headOf({ title, subject, at, seal }: Document, name: string): CellObject[][] {
	return [
		[{ ...plain(`${title} · ${subject} · ${name}`), fontWeight: 'bold', fontSize: 12, wrap: false, height: 22 }],
		[{ ...plain(`${momentText(at)}  SHA-256 ${seal.sha256}`), textColor: '#565c66', wrap: false, height: 18 }]
	];
}

/** Verdicts and pairs, in the order of the document, each with what it is of. */
function summaryOf(document: Document): Made {
	const rows = document.blocks.flatMap((block): CellObject[][] => {
		if (block.kind === 'pairs') return block.rows.map(([name, value]) => [plain(block.of), plain(name), cellOf(value)]);
		if (block.kind === 'banner') return [[plain(block.of), cellOf(block.mark), plain(block.text)]];
		if (block.kind === 'paragraph') return [[plain(''), plain(''), plain(block.text)]];
		return [];
	});
	const columns = [{ width: 36 }, { width: 28 }, { width: 90 }];
	return {
		sheet: document.summary,
		data: [...headOf(document, document.summary), ...rows.map((row) => fitted(row, columns))],
		columns,
		filter: null
	};
}

/** The tables of one kind one below the other, with a first column that says what each is of. */
function sheetOf(document: Document, name: string, tables: readonly Table[]): Made {
	const [{ columns }] = tables;
	const zh = document.language === 'zh';
	const hasOf = tables.some(({ of }) => of !== null);
	const hasNotes = tables.some(({ rows }) => rows.some(({ note }) => note !== null));
	const titles = [
		...(hasOf ? [zh ? '地块' : 'Parcel'] : []),
		...columns.map(({ title }) => title),
		...(hasNotes ? [zh ? '说明' : 'Note'] : [])
	];
	const rows = tables.flatMap(({ of, rows }) =>
		rows.map(({ cells, note }) => [
			...(hasOf ? [plain(of ?? '')] : []),
			...cells.map(cellOf),
			...(hasNotes ? [plain(note ?? '')] : [])
		])
	);
	const sum = columns.reduce((total, { width }) => total + width, 0);
	const widths = [
		...(hasOf ? [{ width: 30 }] : []),
		...columns.map(({ width }) => ({ width: Math.max(11, Math.round((width / sum) * 150)) })),
		...(hasNotes ? [{ width: 60 }] : [])
	];
	const last = columnName(titles.length);
	return {
		sheet: name,
		data: [...headOf(document, name), ...[titles.map(headCell), ...rows].map((row) => fitted(row, widths))],
		columns: widths,
		stickyRowsCount: HEAD_ROWS + 1,
		orientation: 'landscape',
		filter: `A${HEAD_ROWS + 1}:${last}${HEAD_ROWS + 1 + Math.max(1, rows.length)}`
	};
}

/** Points of a column's unit of width, and of a line: no spreadsheet sets the height of a wrapped row by itself for sure. */
const UNIT_PT = 5.25;
const LINE_PT = 15;
/** The highest row there may be. */
const MOST_PT = 409;

/** A row as high as the longest of its cells, wrapped, needs. */
function fitted(row: CellObject[], columns: readonly { width: number }[]): CellObject[] {
	const lines = row.map(({ value, wrap }, i) => {
		if (wrap !== true || typeof value !== 'string') return 1;
		return breakLines(readable(value), columns[i].width * UNIT_PT - 4, 10, 'regular').length;
	});
	const height = Math.min(MOST_PT, Math.max(...lines) * LINE_PT + 3);
	return row.map((cell) => ({ ...cell, height }));
}

function headCell(title: string): CellObject {
	return { ...plain(title), fontWeight: 'bold', backgroundColor: '#e9ebee' };
}

function plain(text: string): CellObject {
	return { value: inertText(textOf(text)), type: String, wrap: true, alignVertical: 'top' };
}

/** A figure as the number that is printed; null stays empty, so that it sorts and counts as no number. */
function cellOf(cell: Cell): CellObject {
	if (typeof cell === 'string') return plain(cell);
	if ('word' in cell) return { ...plain(textOf(cell)), backgroundColor: cell.fill, textColor: cell.on };
	if (cell.value === null) return plain('');
	const format = cell.digits === 0 ? '0' : `0.${'0'.repeat(cell.digits)}`;
	return { value: Number(cell.value.toFixed(cell.digits)), type: Number, format, alignVertical: 'top' };
}

/** A, B, … Z, AA. */
function columnName(number: number): string {
	const letter = String.fromCharCode(65 + ((number - 1) % 26));
	return number > 26 ? columnName(Math.floor((number - 1) / 26)) + letter : letter;
}
