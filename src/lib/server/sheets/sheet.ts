import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import { BYTE_ORDER_MARK, lineOf } from '../csv.ts';

/** What a list is written to. */
export const SHEET_FORMATS = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof SHEET_FORMATS)[number];

/** A cell: a text, a number that can be summed, or nothing on record. */
export type SheetCell = string | number | null;

export interface SheetColumn {
	title: string;
	/** In characters of the body text. Default: 16. */
	width?: number;
}

/** A list as one sheet of a file: what it is of stands above its table. */
export interface Sheet {
	/** Title of the list, and name of the sheet and the file. */
	title: string;
	/** What it is of, a pair a row: the district, the filter in words, the day. */
	about: readonly (readonly [string, string])[];
	columns: readonly SheetColumn[];
	rows: readonly (readonly SheetCell[])[];
}

const CONTENT_TYPE: Readonly<Record<SheetFormat, string>> = {
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	csv: 'text/csv; charset=utf-8'
};

/**
 * A sheet as CSV for WPS and Excel in Chinese: UTF-8 with a byte order mark, CRLF, every cell quoted, and an apostrophe
 * before what would be computed, since a CSV file cannot say that a cell is a text.
 */
export function sheetCsv({ title, about, columns, rows }: Sheet): string {
	const lines = [
		[title],
		...about,
		[],
		columns.map((column) => column.title),
		...rows.map((row) => row.map((cell) => cell ?? ''))
	];
	return BYTE_ORDER_MARK + lines.map(lineOf).join('');
}

/** A sheet as a workbook. Texts are stored as texts, so that `=1+1` stays what it is; numbers are numbers. */
export async function sheetXlsx({ title, about, columns, rows }: Sheet): Promise<Uint8Array> {
	const head: CellObject[][] = [
		[{ ...cellOf(title), fontWeight: 'bold', fontSize: 14, height: 26 }],
		...about.map(([name, value]): CellObject[] => [{ ...cellOf(name), textColor: '#565c66' }, cellOf(value)]),
		[],
		columns.map((column) => ({
			...cellOf(column.title),
			fontWeight: 'bold',
			backgroundColor: '#eef1f5',
			bottomBorderStyle: 'thin'
		}))
	];
	const table = rows.map((row) => row.map((cell): CellObject => ({ ...cellOf(cell), alignVertical: 'top' })));
	const made = {
		sheet: sheetName(title),
		data: [...head, ...table],
		columns: columns.map(({ width = 16 }) => ({ width })),
		stickyRowsCount: head.length
	};
	return writeExcelFile([made], { fontFamily: 'Microsoft YaHei', fontSize: 10 }).toBuffer();
}

/** The file of a sheet as an answer, to be saved under its title and `day`. */
export async function sheetResponse(sheet: Sheet, format: SheetFormat, day: string): Promise<Response> {
	const body = format === 'csv' ? sheetCsv(sheet) : Uint8Array.from(await sheetXlsx(sheet));
	const file = encodeURIComponent(`${sheet.title}-${day}.${format}`);
	return new Response(body, {
		headers: {
			'cache-control': 'no-store',
			'content-type': CONTENT_TYPE[format],
			'content-disposition': `attachment; filename="sise-${day}.${format}"; filename*=UTF-8''${file}`
		}
	});
}

function cellOf(cell: SheetCell): CellObject {
	if (typeof cell === 'number' && Number.isFinite(cell)) return { value: cell, type: Number };
	return { value: storable(String(cell ?? '')), type: String };
}

/** XML has no place for control characters, and a cell takes no more than 32,767 characters. */
function storable(text: string): string {
	return text.replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '').slice(0, 32_767);
}

/** Excel refuses some characters in the name of a sheet, and more than 31. */
function sheetName(title: string): string {
	return title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31);
}
