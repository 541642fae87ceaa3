import type { RunSummary } from '../../api.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { seenRun } from './seen-run.ts';

interface RunRow {
	id: number;
	status: RunSummary['status'];
	started_at: Date;
	finished_at: Date;
	district_version: number;
	rules_version: string;
	input_sha256: string;
	method: RunSummary['method'];
	cell_m: number;
	summary: StoredSummary;
	disputes: RunSummary['disputes'];
	amendments: number;
}

/** The part of a run's summary that is stored as one document; the rest has columns of its own. */
export type StoredSummary = Omit<
	RunSummary,
	| 'district'
	| 'id'
	| 'status'
	| 'startedAt'
	| 'finishedAt'
	| 'districtVersion'
	| 'rulesVersion'
	| 'inputSha256'
	| 'method'
	| 'cellM'
	| 'disputes'
	| 'amendments'
	| 'subdistrictNames'
>;

/** The newest run of a district, or the one asked for, as it is seen; `null` when there is none. */
export async function readRun(db: Queryable, sight: Sight, district: string, run?: number): Promise<RunSummary | null> {
	const { rows } = await db.query<RunRow>(
		`select id, status, started_at, finished_at, district_version, rules_version, input_sha256, method, cell_m,
			summary, disputes, amendments
		 from run where district = $1 and ($2::bigint is null or id = $2::bigint) order by id desc limit 1`,
		[district, run ?? null]
	);
	if (rows.length === 0) return null;
	const [row] = rows;
	return seenRun(db, sight, {
		...row.summary,
		subdistrictNames: Object.fromEntries(row.summary.subdistricts.map(({ id, name }) => [id, name])),
		district,
		id: row.id,
		status: row.status,
		startedAt: row.started_at.toISOString(),
		finishedAt: row.finished_at.toISOString(),
		districtVersion: row.district_version,
		rulesVersion: row.rules_version,
		inputSha256: row.input_sha256,
		method: row.method,
		cellM: row.cell_m,
		disputes: row.disputes,
		amendments: row.amendments
	});
}

/** Id of the newest run of a district; `null` when there is none. */
export async function latestRun(db: Queryable, district: string): Promise<number | null> {
	const { rows } = await db.query<{ id: number }>('select id from run where district = $1 order by id desc limit 1', [
		district
	]);
	return rows[0]?.id ?? null;
}
