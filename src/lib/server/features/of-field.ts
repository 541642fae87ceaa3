import { fieldOf } from '../../risk/areas/field-of.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';

/** Graded features of one level in one subject field. */
export interface FieldUnits {
	/** Number of the field; null: they belong to none. */
	field: number | null;
	level: Level | null;
	units: number;
}

/**
 * The subject fields of the features that a run graded and that are still there, by their attributes of today. What tells
 * the field is grouped by the database: a district has thousands of units, and few kinds of them.
 */
export async function countFieldUnits(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<FieldUnits[]> {
	const keys = fieldKeysOf(rules);
	const { rows } = await db.query<Kind & { level: Level | null; units: number }>(
		`select f.layer, a.level, ${namesOf(keys)}, count(*) as units from ${graded(keys)}
		group by f.layer, a.level, ${namesOf(keys)}`,
		[district, run, ...keys]
	);
	return rows.map((row) => ({ field: fieldOfKind(row, keys, rules), level: row.level, units: row.units }));
}

/** Ids of the features that a run graded and that belong to a subject field. */
export async function idsOfField(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet,
	field: number
): Promise<string[]> {
	const keys = fieldKeysOf(rules);
	const { rows } = await db.query<Kind & { id: string }>(
		`select f.id, f.layer, ${namesOf(keys)} from ${graded(keys)}`,
		[district, run, ...keys]
	);
	return rows.filter((row) => fieldOfKind(row, keys, rules) === field).map(({ id }) => id);
}

/** `offset 0` has the features looked up one by one: a plain join would read all of them, most of which are never graded. */
function graded(keys: readonly string[]): string {
	const columns = keys.map((_, i) => `attributes ->> $${i + 3}::text as k${i}`).join(', ');
	return `assessment a cross join lateral
		(select id, layer, ${columns} from feature where district = a.district and id = a.feature offset 0) f
		where a.district = $1 and a.run = $2::bigint`;
}

/** A layer and the attributes that tell the field, as columns `k0`, `k1` …. */
type Kind = { layer: LayerId } & Record<`k${number}`, string | null>;

function namesOf(keys: readonly string[]): string {
	return keys.map((_, i) => `f.k${i}`).join(', ');
}

function fieldOfKind(row: Kind, keys: readonly string[], rules: RuleSet): number | null {
	const attributes: Attributes = Object.fromEntries(keys.map((key, i) => [key, row[`k${i}`]]));
	return fieldOf(row.layer, attributes, rules)?.field.no ?? null;
}

/** The attributes that tell the subject field. */
export function fieldKeysOf(rules: RuleSet): string[] {
	const assigned = rules.tables.subjectFields.assignment.rules.flatMap((row) =>
		'attribute' in row && typeof row.attribute === 'string' ? [row.attribute] : []
	);
	return [...new Set(['subjectField', 'industry', ...assigned])];
}
