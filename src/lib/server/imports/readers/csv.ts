import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { decodeText, encodingOf } from '../decode-text.ts';
import type { Limits } from '../limits.ts';
import { findHeader, noPosition, recordRows, type RawRecord } from '../records.ts';
import { FileRefused, type Reading } from '../row.ts';
import type { Source } from '../source.ts';

const DELIMITERS = [',', '\t', ';', '|', '，'];

/**
 * CSV in UTF-8 (with or without BOM), UTF-16 or GB18030; the separator is the commonest of , Tab ; | in the first
 * lines. Row n is record n, the header is 1, as a spreadsheet shows it. States no CRS.
 */
export async function readCsv(source: Source, limits: Limits): Promise<Reading> {
	const { name } = source;
	const bytes = source.bytes();
	const encoding = encodingOf(bytes);
	// Decoded once to see that all of it decodes, so that a wrong byte is told with its line before anything else.
	const text = decodeText(name, bytes, encoding);
	const delimiter = delimiterOf(text);
	const records = () => readRecords(name, text, delimiter, limits);
	const header = await findHeader(records());
	if (header === null) throw noPosition(name);
	return {
		format: encoding === 'gb18030' ? 'CSV (GB18030)' : 'CSV',
		tables: [
			{
				name: name.replace(/\.[^.]*$/, ''),
				crs: null,
				axesUnclear: header.columns.axesUnclear,
				notes: [],
				rows: () => recordRows(records(), header, limits.vertices)
			}
		],
		close() {}
	};
}

async function* readRecords(name: string, text: string, delimiter: string, limits: Limits): AsyncGenerator<RawRecord> {
	const parser = Readable.from(pieces(text)).pipe(
		parse({
			delimiter,
			bom: true,
			relax_column_count: true,
			skip_empty_lines: false,
			max_record_size: limits.recordCharacters
		})
	);
	let number = 0;
	try {
		for await (const cells of parser) yield { number: ++number, cells: cells as string[] };
	} catch (cause) {
		if (!(cause instanceof CsvError)) throw cause;
		const line = typeof cause.lines === 'number' ? cause.lines : number + 1;
		throw new FileRefused(
			{
				zh: `${name} 第 ${line} 行的引号或分隔有误（${cause.message}）。请检查该行或其上方未闭合的引号。`,
				en: `Line ${line} of ${name} is not CSV (${cause.message}). Look for a quote that is not closed there or above.`
			},
			line,
			{ cause }
		);
	}
}

/** A long text in pieces, so that the parser does not build all records at once. */
function* pieces(text: string): Generator<string> {
	const size = 1 << 18;
	for (let start = 0; start < text.length;) {
		let end = Math.min(start + size, text.length);
		// Never between the two halves of a character beyond the basic plane.
		if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end++;
		yield text.slice(start, end);
		start = end;
	}
}

function delimiterOf(text: string): string {
	const head = text
		.slice(0, 4000)
		.split(/\r\n|\n|\r/, 5)
		.join('\n');
	const counts = DELIMITERS.map((delimiter) => head.split(delimiter).length);
	return DELIMITERS[counts.indexOf(Math.max(...counts))];
}
