import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_DISTRICT } from '../data/demo/generate.ts';
import type { FeatureChanged } from '../src/lib/api.ts';
import { SYSTEM } from '../src/lib/server/access/who.ts';
import { changeFeature } from '../src/lib/server/amend/change.ts';
import type { Database } from '../src/lib/server/db/database.ts';
import { readUpdatedAt } from '../src/lib/server/features/updated-at.ts';
import { importDemo } from '../src/lib/server/demo.ts';
import { dataFolder, openSise, type Sise } from '../src/lib/server/sise.ts';
import { databaseUrl, onServer } from '../tests/db/postgres-server.ts';
import type { Row } from './row.ts';

const TIMES = 20;
const DATABASE = 'sise_bench_change';
const { code } = DEMO_DISTRICT;

/**
 * Milliseconds from a change to one feature of the demo district (60,000 buildings) to the amended run being stored, on
 * both databases: an attribute of an enterprise, one of a building beside a pipeline, and a building that moves.
 */
export async function benchChange(report: (row: Row) => void): Promise<void> {
	const server = process.env.SISE_BENCH_DATABASE_URL!;
	await onServer(server, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
	await measure('native PostGIS', await openSise({ url: databaseUrl(server, DATABASE), folder: dataFolder() }), report);
	const folder = mkdtempSync(join(tmpdir(), 'sise-bench-'));
	try {
		await measure('embedded', await openSise({ folder }), report);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function measure(name: string, sise: Sise, report: (row: Row) => void): Promise<void> {
	try {
		await importDemo(sise, SYSTEM, 1, () => {});
		const started = performance.now();
		await sise.runs.start(SYSTEM, code);
		const runMs = performance.now() - started;
		report({ name: `a whole run, ${name}`, count: 1, medianMs: runMs, minMs: runMs, maxMs: runMs, note: '' });
		const { db } = sise;
		// Away from the great hazard sources, so that cells change with it.
		const enterprise = await someFeature(db, `layer = 'enterprise' and id > 'enterprise/enterprise-03000'`);
		const building = await someFeature(
			db,
			`layer = 'building' and id in (select target from finding where rule = 'PIPE-30-5' and state = 'broken')`
		);
		const first = await change(db, enterprise, { L: 1, E: 6, C: 15 });
		report({
			name: `the first change, ${name}`,
			count: 1,
			medianMs: first.ms,
			minMs: first.ms,
			maxMs: first.ms,
			note: ''
		});
		await repeat(`an enterprise's attribute, ${name}`, report, (n) =>
			change(db, enterprise, { L: n % 2 === 0 ? 10 : 0.5, E: 6, C: n % 2 === 0 ? 100 : 1, lsL: null, score19: null })
		);
		await repeat(`a building's attribute, ${name}`, report, (n) => change(db, building, { households: n }));
		await repeat(`a building's danger grade, ${name}`, report, (n) =>
			change(db, building, { dangerGrade: n % 2 === 0 ? 'D' : 'C' })
		);
	} finally {
		await sise.close();
	}
}

async function repeat(name: string, report: (row: Row) => void, work: (n: number) => Promise<FeatureChanged>) {
	const answers: FeatureChanged[] = [];
	for (let n = 0; n < TIMES; n++) answers.push(await work(n));
	const ms = answers.map((answer) => answer.ms).sort((a, b) => a - b);
	const amended = answers.filter((answer) => !answer.whole).length;
	report({
		name,
		count: amended,
		medianMs: (ms[TIMES / 2 - 1] + ms[TIMES / 2]) / 2,
		minMs: ms[0],
		maxMs: ms[TIMES - 1],
		note: `${answers[0].cells} cells, ${answers[0].findings.appeared} findings`
	});
}

async function someFeature(db: Database, where: string): Promise<string> {
	const { rows } = await db.query<{ id: string }>(
		`select id from feature where district = $1 and ${where} order by id limit 1 offset 3`,
		[code],
		1
	);
	return rows[0].id;
}

async function change(db: Database, id: string, attributes: Record<string, unknown>): Promise<FeatureChanged> {
	const updatedAt = await readUpdatedAt(db, code, id);
	return changeFeature(db, SYSTEM, code, id, { updatedAt: updatedAt!, attributes });
}
