import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '../src/lib/server/access/who.ts';
import { openDatabase } from '../src/lib/server/db/open.ts';
import { importFile } from '../src/lib/server/imports/batch.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import { SHARED } from '../tests/shared-data.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

const FILE = join(SHARED, 'liechtenstein', 'liechtenstein.gpkg');
const TIMES = 5;
const DATABASE = 'sise_bench_import';

/**
 * Rows a second of a whole import of a real district (17,838 buildings and 14 other tables, with parsing, validity, two
 * geometries and their indexes) into both databases, against ogr2ogr copying the same tables into native PostGIS, which
 * does none of that.
 */
export async function benchImport(report: (row: Row) => void): Promise<void> {
	if (!existsSync(FILE)) {
		report(unmeasured('import', `not measured: ${FILE} is absent`));
		return;
	}
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	const native = await medianOf(TIMES, async () => {
		await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
		return importInto({ url: databaseUrl(server, DATABASE), folder: '' });
	});
	report({
		name: 'import, native PostGIS',
		count: native.result,
		...native,
		note: rate(native.result, native.medianMs)
	});

	const embedded = await medianOf(TIMES, async () => {
		const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
		try {
			return await importInto({ folder });
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
	report({
		name: 'import, embedded',
		count: embedded.result,
		...embedded,
		note: rate(embedded.result, embedded.medianMs)
	});

	const url = new URL(databaseUrl(server, DATABASE));
	const target = `PG:host=${url.hostname} port=${url.port} user=${url.username} dbname=${DATABASE}`;
	try {
		const rows = countRows();
		const ogr = await medianOf(TIMES, async () => {
			await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
			await onServer(url.href, 'create extension postgis');
			execFileSync('ogr2ogr', ['-q', '-f', 'PostgreSQL', target, FILE, '--config', 'PG_USE_COPY', 'YES'], {
				stdio: 'pipe'
			});
			return rows;
		});
		report({
			name: 'the same tables by ogr2ogr, COPY, native PostGIS',
			count: rows,
			...ogr,
			note: rate(rows, ogr.medianMs)
		});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		report(unmeasured('ogr2ogr', 'not measured: install gdal-bin'));
	}
	await onServer(server, `drop database if exists ${DATABASE} with (force)`);
}

/** Imports the file into a fresh database and returns the features kept; the time includes opening and closing it. */
async function importInto(place: { url?: string; folder: string }): Promise<number> {
	const db = await openDatabase(place);
	try {
		return (await importFile(db, SYSTEM, { file: FILE, preset: 'osm' })).kept;
	} finally {
		await db.close();
	}
}

function countRows(): number {
	const info = execFileSync('ogrinfo', ['-ro', '-so', '-al', FILE], { encoding: 'utf8' });
	return [...info.matchAll(/^Feature Count: (\d+)$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
}

function rate(rows: number, ms: number): string {
	return `${Math.round((rows / ms) * 1000)} rows a second`;
}

function unmeasured(name: string, note: string): Row {
	return { name, count: 0, medianMs: NaN, minMs: NaN, maxMs: NaN, note };
}
