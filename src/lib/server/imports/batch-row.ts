import type { Queryable } from '../db/database.ts';
import { CHANNEL } from '../events.ts';
import type { Destination } from '../features/store.ts';
import type { ImportReport } from './report.ts';

/** Begins a batch, which its features refer to. Returns its number. */
export async function openBatch(tx: Queryable, district: string, report: ImportReport): Promise<number> {
	const { rows } = await tx.query<{ id: number }>(
		`insert into batch (district, file, sha256, crs, transform, kept, repaired, refused, report)
		 values ($1, $2, $3, $4, $5, 0, 0, 0, '{}') returning id`,
		[district, report.file, report.sha256, report.crs, report.transform],
		1
	);
	return rows[0].id;
}

/** Stores a batch's counts and report, makes its district the current one, and tells of the change. */
export async function closeBatch(tx: Queryable, to: Destination, report: ImportReport): Promise<void> {
	const { repaired, refused, skipped, unknownColumns, notes, byLayer, rows, format, replaced } = report;
	await tx.query(
		'update batch set kept = $3, repaired = $4, refused = $5, report = $6::text::jsonb where district = $1 and id = $2',
		[
			to.district,
			to.batch,
			report.kept,
			report.repairedCount,
			report.refusedCount,
			JSON.stringify({ format, rows, byLayer, replaced, notes, repaired, refused, skipped, unknownColumns })
		],
		1
	);
	await tx.query(
		`insert into setting (key, value) values ('current_district', to_jsonb($1::text))
		 on conflict (key) do update set value = excluded.value`,
		[to.district],
		1
	);
	await tellOfChange(tx, to.district);
}

/** Counts the district's version up and, once the transaction is committed, tells every process of it. */
export async function tellOfChange(tx: Queryable, district: string): Promise<void> {
	const { rows } = await tx.query<{ version: number }>(
		'update district set version = version + 1 where code = $1 returning version',
		[district],
		1
	);
	const payload = JSON.stringify({ type: 'data', district, version: rows[0].version });
	await tx.query('select pg_notify($1, $2)', [CHANNEL, payload], 1);
}
