import { findColumns, geometryOf, type Columns } from './columns.ts';
import { FileRefused, type Row } from './row.ts';

/** One record of a table without geometry: its row as a spreadsheet counts it, and its cells. */
export interface RawRecord {
	number: number;
	cells: readonly unknown[];
}

/** The header of a table: which row it is, its names, and where the position stands. */
export interface Header {
	number: number;
	names: string[];
	columns: Columns;
}

/** Titles and remarks may stand above the header, in at most this many rows. */
const HEADER_WITHIN = 10;

/** The first row that names a position (经度 and 纬度, x and y, WKT …); null when none of the first rows does. */
export async function findHeader(records: Iterable<RawRecord> | AsyncIterable<RawRecord>): Promise<Header | null> {
	let seen = 0;
	for await (const { number, cells } of records) {
		const names = cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell).trim()));
		const columns = findColumns(names);
		if (columns !== null) return { number, names, columns };
		if (++seen >= HEADER_WITHIN) return null;
	}
	return null;
}

/** The rows below the header. A record with cells beyond the header is refused; empty ones are passed over. */
export async function* recordRows(
	records: Iterable<RawRecord> | AsyncIterable<RawRecord>,
	header: Header,
	maxVertices: number
): AsyncGenerator<Row> {
	const { names, columns } = header;
	const isPosition = new Set([columns.x, columns.y, columns.wkt, columns.both]);
	for await (const { number, cells } of records) {
		if (number <= header.number || cells.every((cell) => isBlank(cell))) continue;
		const properties: Record<string, unknown> = {};
		for (let i = 0; i < names.length; i++)
			if (names[i] !== '' && !isPosition.has(i) && !isBlank(cells[i])) properties[names[i]] = cells[i];
		const { geometry, refused } = geometryOf(columns, cells, names, maxVertices);
		const surplus = cells.findIndex((cell, i) => i >= names.length && !isBlank(cell));
		yield {
			number,
			key: null,
			properties,
			geometry,
			mended: null,
			refused:
				surplus < 0
					? refused
					: {
							field: null,
							text: {
								zh: `有 ${surplus + 1} 列以上，而表头只有 ${names.length} 列：内容中的分隔符应放在引号内。`,
								en: `It has at least ${surplus + 1} cells where the header has ${names.length}: put cells that hold the separator in quotes.`
							}
						}
		};
	}
}

/** What is thrown where no row names a position. */
export function noPosition(name: string): FileRefused {
	return new FileRefused({
		zh: `${name} 中找不到坐标列。请提供“经度”“纬度”两列（或 lon、lat；x、y；横坐标、纵坐标；WKT）。`,
		en: `${name} has no columns of a position. Give two columns 经度 and 纬度 (or lon, lat; x, y; easting, northing; WKT).`
	});
}

function isBlank(cell: unknown): boolean {
	return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}
