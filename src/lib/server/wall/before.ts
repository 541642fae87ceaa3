import type { Queryable } from '../db/database.ts';
import type { StoredSummary } from '../runs/latest.ts';
import type { Wall } from '../../wall/api.ts';
import type { Moments } from './figure.ts';
import { lastQuarter } from './quarter.ts';

/** What the wall shows of a run's summary. */
export type Counted = Pick<StoredSummary, 'levels' | 'areaM2' | 'states' | 'brokenByRule' | 'subdistricts' | 'hca'>;

/** A run as the wall reads it. */
export interface WallRun {
	item: NonNullable<Wall['run']>;
	summary: Counted;
}

/** The newest run and those that it is compared with. */
export interface WallRuns {
	moments: Moments<WallRun>;
	before: Wall['before'];
}

interface Row {
	id: number;
	status: WallRun['item']['status'];
	finished_at: Date;
	district_version: number;
	rules_version: string;
	method: WallRun['item']['method'];
	cell_m: number;
	amendments: number;
	summary: Counted;
	is_newest: boolean;
	is_before: boolean;
	is_quarter: boolean;
}

/**
 * The newest run of a district, the one before it, and the newest that had finished when the last quarter ended; null
 * where there is no run. An amended run is still compared with the one before it. Throws a DatabaseError.
 */
export async function readWallRuns(db: Queryable, district: string, now: Date): Promise<WallRuns | null> {
	const { quarter, end } = lastQuarter(now);
	const { rows } = await db.query<Row>(
		`with newest as (select max(id) as id from run where district = $1),
		before as (select max(r.id) as id from run r, newest n where r.district = $1 and r.id < n.id),
		ended as (select max(id) as id from run where district = $1 and finished_at < $2::timestamptz)
		select r.id, r.status, r.finished_at, r.district_version, r.rules_version, r.method, r.cell_m, r.amendments, r.summary,
			r.id = n.id as is_newest, r.id is not distinct from b.id as is_before, r.id is not distinct from e.id as is_quarter
		from run r, newest n, before b, ended e
		where r.district = $1 and r.id in (n.id, b.id, e.id)`,
		[district, end]
	);
	const newest = rows.find((row) => row.is_newest);
	if (newest === undefined) return null;
	const before = rows.find((row) => row.is_before) ?? null;
	const ended = rows.find((row) => row.is_quarter) ?? null;
	return {
		moments: { now: runOf(newest), run: before && runOf(before), quarter: ended && runOf(ended) },
		before: {
			run: before && { id: before.id, finishedAt: before.finished_at.toISOString() },
			quarter: ended && { id: ended.id, finishedAt: ended.finished_at.toISOString(), quarter }
		}
	};
}

function runOf(row: Row): WallRun {
	return {
		item: {
			id: row.id,
			status: row.status,
			finishedAt: row.finished_at.toISOString(),
			districtVersion: row.district_version,
			rulesVersion: row.rules_version,
			method: row.method,
			cellM: row.cell_m,
			amendments: row.amendments,
			levels: row.summary.levels,
			areaM2: row.summary.areaM2,
			states: row.summary.states
		},
		summary: row.summary
	};
}

/** One part of each moment. */
export function momentsOf<T, Part>({ now, run, quarter }: Moments<T>, part: (moment: T) => Part): Moments<Part> {
	const of = (moment: T | null) => (moment === null ? null : part(moment));
	return { now: part(now), run: of(run), quarter: of(quarter) };
}
