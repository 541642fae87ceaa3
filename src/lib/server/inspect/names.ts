import type { Queryable } from '../db/database.ts';

/** Names of a district's areas by id: they are on everybody's map. */
export async function subdistrictNames(db: Queryable, district: string): Promise<ReadonlyMap<string, string>> {
	const { rows } = await db.query<{ id: string; name: string }>(
		`select id, name from feature where district = $1 and layer = 'area' and name is not null`,
		[district]
	);
	return new Map(rows.map(({ id, name }) => [id, name]));
}
