import { fieldOf } from '../../risk/areas/field-of.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { Queryable } from '../db/database.ts';

/** A graded feature and the number of its subject field; null: it belongs to none. */
export interface FieldUnit {
	id: string;
	level: Level | null;
	field: number | null;
}

/** The subject field of every feature that a run graded and that is still there, by its attributes of today. */
export async function readFieldUnits(
	db: Queryable,
	district: string,
	run: number,
	rules: RuleSet
): Promise<FieldUnit[]> {
	const { rows } = await db.query<{ id: string; layer: LayerId; level: Level | null; attributes: Attributes }>(
		`select f.id, f.layer, a.level, jsonb_build_object(${keysOf(rules)
			.map((_, i) => `$${i + 3}::text, f.attributes -> $${i + 3}::text`)
			.join(', ')}) as attributes
		from assessment a join feature f on f.district = a.district and f.id = a.feature
		where a.district = $1 and a.run = $2::bigint`,
		[district, run, ...keysOf(rules)]
	);
	return rows.map(({ id, layer, level, attributes }) => {
		return { id, level, field: fieldOf(layer, attributes, rules)?.field.no ?? null };
	});
}

/** The attributes that tell the subject field: a feature has many more, and there are many features. */
function keysOf(rules: RuleSet): string[] {
	const assigned = rules.tables.subjectFields.assignment.rules.flatMap((row) =>
		'attribute' in row && typeof row.attribute === 'string' ? [row.attribute] : []
	);
	return [...new Set(['subjectField', 'industry', ...assigned])];
}
