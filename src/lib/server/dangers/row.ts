import type { Danger } from '../../risk/dangers/danger.ts';
import { subdistrictsOf } from '../access/seen-with-unit.ts';
import type { Queryable } from '../db/database.ts';

/** Where each field of a danger is stored, and of which type. */
const STORED: readonly [field: keyof Danger, column: string, type: string][] = [
	['feature', 'feature', 'text'],
	['visit', 'visit', 'uuid'],
	['level', 'level', 'text'],
	['state', 'state', 'text'],
	['version', 'version', 'integer'],
	['criteria', 'criteria', 'jsonb'],
	['text', 'text', 'text'],
	['subjectField', 'subject_field', 'integer'],
	['source', 'source', 'text'],
	['discoveredAt', 'discovered_at', 'date'],
	['reportedBy', 'reported_by', 'text'],
	['responsibleUnit', 'responsible_unit', 'text'],
	['responsiblePerson', 'responsible_person', 'text'],
	['measure', 'measure', 'text'],
	['fund', 'fund', 'text'],
	['deadline', 'deadline', 'date'],
	['plan', 'plan', 'text'],
	['scheme', 'scheme', 'jsonb'],
	['supervisingUnit', 'supervising_unit', 'text'],
	['listedAt', 'listed_at', 'date'],
	['publicityUrl', 'publicity_url', 'text'],
	['delistingUrl', 'delisting_url', 'text'],
	['thirdParty', 'third_party', 'text'],
	['thirdPartyReport', 'third_party_report', 'text'],
	['acceptedAt', 'accepted_at', 'date'],
	['closedAt', 'closed_at', 'date'],
	['overdueSince', 'overdue_since', 'date'],
	['recognisedAt', 'recognised_at', 'date'],
	['recordedBy', 'recorded_by', 'text'],
	['askedBy', 'asked_by', 'text']
];

export type DangerRow = Record<string, unknown> & { id: string; feature: string };

/** The columns of `danger d`. */
export const COLUMNS = ['d.id', ...STORED.map(([, column]) => `d.${column}`)].join(', ');

export function dangerOf(row: DangerRow): Danger {
	const fields = STORED.map(([field, column]) => [field, row[column]]);
	return { id: row.id, ...Object.fromEntries(fields) } as Danger;
}

/** Stores a danger; false where there is one of its id already. */
export async function insertDanger(tx: Queryable, district: string, danger: Danger): Promise<boolean> {
	const places = subdistrictsOf('$1', '$3');
	const { count } = await tx.query(
		`insert into danger (district, id, ${STORED.map(([, column]) => column).join(', ')}, subdistricts)
		values ($1, $2::uuid, ${STORED.map(([, , type], i) => cast(i + 3, type)).join(', ')}, ${places})
		on conflict (district, id) do nothing`,
		[district, danger.id, ...valuesOf(danger)]
	);
	return count === 1;
}

/** Stores what a danger has become. */
export async function updateDanger(tx: Queryable, district: string, danger: Danger): Promise<void> {
	const sets = STORED.map(([, column, type], i) => `${column} = ${cast(i + 3, type)}`);
	await tx.query(
		`update danger set ${sets.join(', ')}, subdistricts = ${subdistrictsOf('$1', '$3', 'subdistricts')}
		where district = $1 and id = $2::uuid`,
		[district, danger.id, ...valuesOf(danger)],
		1
	);
}

function cast(at: number, type: string): string {
	return type === 'jsonb' ? `$${at}::text::jsonb` : type === 'text' ? `$${at}` : `$${at}::${type}`;
}

function valuesOf(danger: Danger): unknown[] {
	return STORED.map(([field, , type]) => {
		const value = danger[field];
		return type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
	});
}

/** The SQL condition that `danger d` was once recognised as major. */
export const RECOGNISED = `d.level = 'major' and d.recognised_at is not null`;

/** Every danger of a unit that was ever recognised as major. */
export async function readRecognised(tx: Queryable, district: string, feature: string): Promise<Danger[]> {
	const { rows } = await tx.query<DangerRow>(
		`select ${COLUMNS} from danger d where d.district = $1 and d.feature = $2 and ${RECOGNISED}`,
		[district, feature]
	);
	return rows.map(dangerOf);
}
