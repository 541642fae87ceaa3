import type { RunItem, Some } from '../../api.ts';
import { mustSeeAllRows, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';

interface Row {
	id: number;
	status: RunItem['status'];
	finished_at: Date;
	district_version: number;
	rules_version: string;
	method: RunItem['method'];
	cell_m: number;
	amendments: number;
	levels: RunItem['levels'];
	area_m2: RunItem['areaM2'];
	states: RunItem['states'];
	total: number;
}

/**
 * The runs of a district, newest first: how many there are, and the first `limit` of them. Throws an AnswerError for who
 * does not see every row: the numbers are of the whole district.
 */
export async function listRuns(db: Queryable, sight: Sight, district: string, limit: number): Promise<Some<RunItem>> {
	mustSeeAllRows(sight);
	const { rows } = await db.query<Row>(
		`select id, status, finished_at, district_version, rules_version, method, cell_m, amendments,
			summary -> 'levels' as levels, summary -> 'areaM2' as area_m2, summary -> 'states' as states,
			count(*) over () as total
		 from run where district = $1 order by id desc limit $2::integer`,
		[district, limit]
	);
	const items = rows.map((row) => ({
		id: row.id,
		status: row.status,
		finishedAt: row.finished_at.toISOString(),
		districtVersion: row.district_version,
		rulesVersion: row.rules_version,
		method: row.method,
		cellM: row.cell_m,
		amendments: row.amendments,
		levels: row.levels,
		areaM2: row.area_m2,
		states: row.states
	}));
	return { total: rows[0]?.total ?? 0, items };
}
