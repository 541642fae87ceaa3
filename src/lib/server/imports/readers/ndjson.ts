import { decodeText, encodingOf } from '../decode-text.ts';
import { featureRow } from '../geojson-feature.ts';
import { parseJson } from '../json.ts';
import type { Limits } from '../limits.ts';
import { FileRefused, type Reading, type Row } from '../row.ts';
import type { Source } from '../source.ts';

/** What RFC 8142 puts before each record. */
const RECORD_SEPARATOR = 0x1e;

/**
 * Newline-delimited GeoJSON (a Feature or geometry a line; RFC 8142's record separators are taken too). Row n is
 * line n. A line that is not JSON is a refused row that says where in it.
 */
export async function readNdjson(source: Source, limits: Limits): Promise<Reading> {
	const bytes = source.bytes();
	const encoding = encodingOf(bytes);
	return {
		format: 'NDJSON',
		tables: [
			{
				name: source.name.replace(/\.[^.]*$/, ''),
				crs: 'EPSG:4326',
				axesUnclear: false,
				notes: [],
				*rows(): Generator<Row> {
					let number = 1;
					for (let start = 0; start < bytes.length; number++) {
						const newline = bytes.indexOf(10, start);
						const end = newline < 0 ? bytes.length : newline;
						const row = lineRow(bytes.subarray(start, end), number);
						if (row !== null) yield row;
						start = end + 1;
					}
				}
			}
		],
		close() {}
	};

	function lineRow(line: Uint8Array, number: number): Row | null {
		try {
			const isSeparated = line[0] === RECORD_SEPARATOR;
			const text = decodeText(source.name, isSeparated ? line.subarray(1) : line, encoding);
			if (text.trim() === '') return null;
			return featureRow(parseJson(source.name, text, limits.depth, number), number, limits.vertices);
		} catch (error) {
			if (!(error instanceof FileRefused)) throw error;
			return {
				number,
				key: null,
				properties: {},
				geometry: null,
				mended: null,
				refused: { field: null, text: error.words }
			};
		}
	}
}
