import type { Geometry } from 'geojson';
import type { Words } from '../../risk/words.ts';

/** Something a row has that a person should know: which field, and what about it. */
export interface RowNote {
	field: string | null;
	text: Words;
}

/** One row of a file, before anything is known of layers. */
export interface Row {
	/** As a person counts it: the line of a CSV or XLSX sheet (the header is 1), the line of NDJSON, the fid of a GeoPackage, else 1, 2, 3 … */
	number: number;
	/** Id that the file itself gives the row; null: none. */
	key: string | null;
	properties: Record<string, unknown>;
	/** In the coordinates of the file. */
	geometry: Geometry | null;
	/** Its positions had heights, which are left out; absent is the same as none. */
	heights?: true;
	/** What the reader mended; null is the same as none. */
	mended: RowNote[] | null;
	/** Why the row cannot be taken; null: it can. */
	refused: RowNote | null;
}

/** One table (layer, sheet, collection) of a file. */
export interface Table {
	name: string;
	/** The CRS that the file states, as `EPSG:n` or as WKT; null: it states none. */
	crs: string | null;
	/** True where the columns are called x and y only: in Chinese surveying x is north, elsewhere east. */
	axesUnclear: boolean;
	/** What a person should know of the table as a whole. */
	notes: Words[];
	/** The rows in the order of the file. Each call reads from the beginning. */
	rows(): Iterable<Row> | AsyncIterable<Row>;
}

/** A file opened for reading. */
export interface Reading {
	/** `GeoPackage`, `GeoJSON`, `CSV` … */
	format: string;
	tables: Table[];
	close(): void;
}

/** A file that cannot be read, or a question that must be answered first. The words name file, row and what to do. */
export class FileRefused extends Error {
	readonly words: Words;
	readonly row: number | null;
	constructor(words: Words, row: number | null = null, options?: ErrorOptions) {
		super(`${words.zh} / ${words.en}`, options);
		this.name = 'FileRefused';
		this.words = words;
		this.row = row;
	}
}

/** A row that can be taken. */
export function plainRow(number: number, properties: Record<string, unknown>, geometry: Geometry | null): Row {
	return { number, key: null, properties, geometry, mended: null, refused: null };
}
