import type { Queryable } from '../db/database.ts';
import { seenCondition, seesAllRows, type Sight } from './sight.ts';

/** Those of some features, named by their ids, that are seen: for ids that stand within a document. */
export async function seenAmong(
	db: Queryable,
	sight: Sight,
	district: string,
	ids: Iterable<string>
): Promise<ReadonlySet<string>> {
	const asked = [...new Set(ids)];
	if (asked.length === 0 || seesAllRows(sight)) return new Set(asked);
	const params: unknown[] = [district, asked];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const seen = seenCondition(sight, district, { district: 'f.district', id: 'f.id', layer: 'f.layer' }, bind);
	const { rows } = await db.query<{ id: string }>(
		`select f.id from feature f where f.district = $1 and f.id = any($2::text[]) and ${seen}`,
		params
	);
	return new Set(rows.map(({ id }) => id));
}
