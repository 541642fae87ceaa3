import type { Queryable } from '../db/database.ts';
import { freshReader } from '../fresh.ts';
import { AnswerError } from '../http.ts';

/** What a district's answers hang on: while none of it changes, what is held in memory is what is stored. */
export interface GroundState {
	name: string;
	metric_srid: number;
	version: number;
	rules_version: string | null;
	/** The newest run and how often it was amended; null: there is none. */
	run: number | null;
	amendments: number | null;
	/** The absences that hold, told apart by the last that was confirmed or withdrawn. */
	absences: string;
}

/**
 * The state of a district as it is stored at some moment after the call, however many ask. Throws an AnswerError 404 for a
 * district that there is not.
 */
export const freshState = freshReader(readState);

/** Throws an AnswerError 404 for a district that there is not. */
export async function readState(db: Queryable, district: string): Promise<GroundState> {
	const { rows } = await db.query<GroundState>(
		`select d.name, d.metric_srid, d.version, d.rules_version, r.id as run, r.amendments,
			(select concat(count(*), ' ', max(id), ' ', max(withdrawn_at)) from absence a where a.district = d.code) as absences
		from district d
		left join lateral (select id, amendments from run where district = d.code order by id desc limit 1) r on true
		where d.code = $1`,
		[district]
	);
	if (rows.length > 0) return rows[0];
	throw new AnswerError(404, 'no-district', {
		zh: `没有辖区 ${district}。`,
		en: `There is no district ${district}.`
	});
}
