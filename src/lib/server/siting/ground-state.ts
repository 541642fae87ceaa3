import type { Database, Queryable } from '../db/database.ts';
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

/** One that is being read, and the one that begins after it, where somebody waits for that. */
interface Reading {
	running: Promise<GroundState>;
	next: Promise<GroundState> | null;
}

const readings = new WeakMap<Database, Map<string, Reading>>();

/**
 * The state of a district as it is stored at some moment after the call. A reading that had begun before would be too old,
 * so whoever comes while one runs shares the next. Throws an AnswerError 404 for a district that there is not.
 */
export function freshState(db: Database, district: string): Promise<GroundState> {
	const known = readings.get(db) ?? new Map<string, Reading>();
	readings.set(db, known);
	const begin = () => {
		const reading: Reading = { running: readState(db, district), next: null };
		known.set(district, reading);
		const done = () => {
			if (reading.next === null) known.delete(district);
		};
		reading.running.then(done, done);
		return reading.running;
	};
	const reading = known.get(district);
	if (reading === undefined) return begin();
	return (reading.next ??= reading.running.then(begin, begin));
}

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
