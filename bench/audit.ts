import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '../src/lib/server/access/who.ts';
import { moveHead } from '../src/lib/server/audit/head.ts';
import { record, recordAlone } from '../src/lib/server/audit/record.ts';
import { verifyAudit } from '../src/lib/server/audit/verify.ts';
import type { Database } from '../src/lib/server/db/database.ts';
import { openDatabase } from '../src/lib/server/db/open.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import { medianOf } from './median.ts';
import type { Row } from './row.ts';

const ROWS = 100_000;
/** Deeds of one transaction while the audit is filled: each costs its statements, not its commit. */
const AT_ONCE = 5_000;
const ALONE = 200;
const DATABASE = 'sise_bench_audit';

/** What a deed costs, alone and in a transaction that does more, and what it takes to verify 100,000, on both databases. */
export async function benchAudit(report: (row: Row) => void): Promise<void> {
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
	const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	try {
		const url = databaseUrl(server, DATABASE);
		await measure('native PostgreSQL', await openDatabase({ url, folder }), folder, report);
		await measure('embedded', await openDatabase({ folder }), folder, report);
	} finally {
		rmSync(folder, { recursive: true, force: true });
		await onServer(server, `drop database if exists ${DATABASE} with (force)`);
	}
}

async function measure(name: string, db: Database, folder: string, report: (row: Row) => void): Promise<void> {
	try {
		const filling = performance.now();
		for (let first = 0; first < ROWS - ALONE; first += AT_ONCE) {
			await db.transaction(async (tx) => {
				for (let n = first; n < Math.min(first + AT_ONCE, ROWS - ALONE); n++) await record(tx, deed(n));
			});
		}
		const perRow = (performance.now() - filling) / (ROWS - ALONE);
		report({
			name: `a deed within a transaction, ${name}`,
			count: ROWS - ALONE,
			medianMs: perRow,
			minMs: perRow,
			maxMs: perRow,
			note: ''
		});

		const taken: number[] = [];
		for (let n = 0; n < ALONE; n++) {
			const started = performance.now();
			await recordAlone(db, deed(n));
			taken.push(performance.now() - started);
		}
		taken.sort((a, b) => a - b);
		const [medianMs, minMs, maxMs] = [taken[ALONE >> 1], taken[0], taken[ALONE - 1]];
		report({ name: `a deed alone, ${name}`, count: ALONE, medianMs, minMs, maxMs, note: '' });

		await moveHead({ db, folder });
		const { result, ...times } = await medianOf(5, () => verifyAudit({ db, folder }));
		report({ name: `verify, ${name}`, count: result.rows, ...times, note: result.whole ? 'whole' : 'NOT WHOLE' });
	} finally {
		await db.close();
	}
}

function deed(n: number) {
	const feature = { L: n % 10, E: 6, C: 15, responsiblePerson: '赵示安', measures: '每日巡查' };
	return {
		who: SYSTEM,
		action: 'feature.change',
		district: '420198',
		object: `enterprise/${n}`,
		before: feature,
		after: { ...feature, L: 1 }
	};
}
