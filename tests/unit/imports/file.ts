import { LIMITS, type Limits } from '../../../src/lib/server/imports/limits.ts';
import { readFile } from '../../../src/lib/server/imports/read-file.ts';
import type { Reading, Row, Table } from '../../../src/lib/server/imports/row.ts';
import { openSource, type File } from '../../../src/lib/server/imports/source.ts';
import { hasShared, SHARED } from '../../shared-data.ts';

/** The path of a file of the real data. Throws in words when it is not there. */
export function shared(path: string): string {
	if (!hasShared)
		throw new Error(
			`The real data for tests is absent: it is expected in ${SHARED} (../shared/data beside the project).`
		);
	return `${SHARED}/${path}`;
}

/** A file of these bytes, as an upload gives it. */
export function upload(name: string, content: string | Uint8Array): File {
	return { name, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content };
}

/** All of a file: its tables with their rows. */
export async function readAll(
	file: File,
	limits: Limits = LIMITS
): Promise<{ format: Reading['format']; tables: (Omit<Table, 'rows'> & { rows: Row[] })[] }> {
	const source = openSource(file, limits);
	try {
		const reading = await readFile(source, limits);
		try {
			const tables = [];
			for (const table of reading.tables) {
				const rows: Row[] = [];
				for await (const row of table.rows()) rows.push(row);
				tables.push({ ...table, rows });
			}
			return { format: reading.format, tables };
		} finally {
			reading.close();
		}
	} finally {
		source.close();
	}
}
