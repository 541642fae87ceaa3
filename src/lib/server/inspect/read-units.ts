import { fieldOf } from '../../risk/areas/field-of.ts';
import type { SubjectField } from '../../risk/layers/subject-field.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';
import { DANGER_STATE, type DangerState } from '../features/danger.ts';
import { POINT_ON } from '../features/list.ts';
import { fieldKeysOf } from '../features/of-field.ts';
import { pause } from '../imports/pause.ts';

/** What the register of units and the newest run say of a unit. */
export interface RegisteredUnit {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	grade: string | null;
	subdistrict: string | null;
	field: number | null;
	lead: string | null;
	lastInspected: string | null;
	/** State of the major danger that the register states. */
	majorDanger: DangerState | null;
	lng: number;
	lat: number;
}

/** `id` is null where a feature was taken away since the run. */
type Row = Omit<RegisteredUnit, 'field' | 'id'> & { id: string | null; key: string } & Record<
		`k${number}`,
		string | null
	>;

type Kept = Row & { id: string };

/** Small enough that the thread answers others between two of them. */
const PAGE = 5_000;

/** The units that a run graded, found a level for or not, and that are still there: ordered by id. */
export async function readGraded(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<RegisteredUnit[]> {
	const units: RegisteredUnit[] = [];
	const keys = fieldKeysOf(rules);
	const complete = completer(keys, rules);
	let after = '';
	for (;;) {
		const { rows } = await db.query<Row>(
			`select a.feature as key, ${columnsWith(keys, 5)} from (
				select district, feature, level, grade, subdistrict from assessment where district = $1 and run = $2::bigint and feature > $3
				order by feature limit $4::integer
			) a left join lateral (
				select * from feature where district = a.district and id = a.feature offset 0
			) f on true order by a.feature`,
			[district, run, after, PAGE, ...keys]
		);
		// What was taken away since the run is nobody's to visit.
		for (const row of rows) if (row.id !== null) units.push(complete(row as Kept));
		if (rows.length < PAGE) return units;
		after = rows[rows.length - 1].key;
		await pause();
	}
}

/** What has a danger that is not closed, and was not graded by the run: a shop on no register is inspected too. */
export async function readUngraded(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<RegisteredUnit[]> {
	const keys = fieldKeysOf(rules);
	const { rows } = await db.query<Kept>(
		`select f.id as key, ${columnsWith(keys, 3)} from (select distinct feature from danger where district = $1 and state <> 'closed') d
		join feature f on f.district = $1 and f.id = d.feature
		left join assessment a on a.district = f.district and a.run = $2::bigint and a.feature = f.id
		where a.feature is null order by f.id`,
		[district, run, ...keys]
	);
	return rows.map(completer(keys, rules));
}

/** Most units are points: what is on a point need not be looked for, which takes ten times as long. */
const IS_POINT = `GeometryType(f.geom) = 'POINT'`;

function columnsWith(keys: readonly string[], first: number): string {
	const told = keys.map((_, i) => `f.attributes ->> $${first + i}::text as k${i}`).join(', ');
	return `f.id, f.layer, f.name, a.level, a.grade, a.subdistrict, ${told},
		nullif(trim(f.attributes ->> 'leadDepartment'), '') as lead,
		f.attributes ->> 'lastInspected' as "lastInspected", ${DANGER_STATE} as "majorDanger",
		case when ${IS_POINT} then ST_XMin(f.geom) else ST_X(${POINT_ON}) end as lng,
		case when ${IS_POINT} then ST_YMin(f.geom) else ST_Y(${POINT_ON}) end as lat`;
}

/** Adds the subject field and the department that leads it; a district has thousands of units and few kinds of them. */
function completer(keys: readonly string[], rules: RuleSet): (row: Kept) => RegisteredUnit {
	const known = new Map<string, SubjectField | null>();
	return (row) => {
		const told = keys.map((_, i) => row[`k${i}`]);
		const kind = JSON.stringify([row.layer, ...told]);
		let field = known.get(kind);
		if (field === undefined) {
			field = fieldOf(row.layer, Object.fromEntries(keys.map((key, i) => [key, told[i]])), rules)?.field ?? null;
			known.set(kind, field);
		}
		const { id, layer, name, level, grade, subdistrict, lead, lastInspected, majorDanger, lng, lat } = row;
		return {
			id,
			layer,
			name,
			level,
			grade,
			subdistrict,
			field: field?.no ?? null,
			lead: lead ?? field?.lead.zh ?? null,
			lastInspected,
			majorDanger,
			lng,
			lat
		};
	};
}
