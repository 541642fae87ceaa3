import { EVERYTHING } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { readRun } from '../runs/latest.ts';
import type { ListNames } from './csv.ts';

/** The names that the lists of a district's run show. */
export async function readListNames(db: Queryable, district: string, run: number): Promise<ListNames> {
	const { rows } = await db.query<{ name: string }>('select name from district where code = $1', [district], 1);
	// Names of subdistricts are on everybody's map: one's own feature may count in the subdistrict beside it.
	const summary = await readRun(db, EVERYTHING, district, run);
	return {
		district: rows[0].name,
		subdistricts: new Map(summary?.subdistricts.map(({ id, name }) => [id, name]))
	};
}
