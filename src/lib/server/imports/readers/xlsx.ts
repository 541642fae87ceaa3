import readXlsxFile from 'read-excel-file/node';
import type { Limits } from '../limits.ts';
import { findHeader, noPosition, recordRows, type RawRecord } from '../records.ts';
import { FileRefused, type Reading, type Table } from '../row.ts';
import type { Source } from '../source.ts';
import { openZip } from '../unzip.ts';

/**
 * XLSX: each sheet with columns of a position is a table. Row n is the sheet's row n. States no CRS. Sheets without a
 * position are left out with a note; a file of such sheets only throws a FileRefused.
 */
export async function readXlsx(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const bytes = source.bytes();
	// The reader unpacks by itself and without a limit: each entry is unpacked here first, under ours.
	for (const entry of openZip(name, bytes, limits)) entry.bytes();
	const sheets = await readSheets(name, bytes);
	const tables: Table[] = [];
	const without: string[] = [];
	for (const { sheet, data } of sheets) {
		const records: RawRecord[] = (data as unknown[][]).map((cells, i) => ({ number: i + 1, cells }));
		const header = await findHeader(records);
		if (header === null) {
			if (records.length > 0) without.push(sheet);
			continue;
		}
		tables.push({
			name: sheet,
			crs: null,
			axesUnclear: header.columns.axesUnclear,
			notes: [],
			rows: () => recordRows(records, header, limits.vertices)
		});
	}
	if (tables.length === 0) throw noPosition(name);
	if (without.length > 0)
		tables[0].notes.push({
			zh: `${name} 的工作表“${without.join('”“')}”没有坐标列，未导入。`,
			en: `${name}: sheets without columns of a position were left out: ${without.join(', ')}.`
		});
	return { format: 'XLSX', tables, close() {} };
}

async function readSheets(name: string, bytes: Uint8Array): Promise<Awaited<ReturnType<typeof readXlsxFile>>> {
	try {
		return await readXlsxFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	} catch (cause) {
		const said = cause instanceof Error ? cause.message : String(cause);
		throw new FileRefused(
			{
				zh: `${name} 不是能读的 XLSX 表格（${said}）。请在 Excel 或 WPS 中另存为 .xlsx 或 UTF-8 的 CSV。`,
				en: `${name} is not an XLSX sheet that can be read (${said}). Save it again as .xlsx, or as CSV in UTF-8.`
			},
			null,
			{ cause }
		);
	}
}
