import { inForce } from '../../risk/adjust/in-force.ts';
import { amendFeatures } from '../amend/amend.ts';
import type { Who } from '../access/who.ts';
import type { Database, Queryable } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { latestRun } from '../runs/latest.ts';
import { readOverrides } from './read.ts';

/**
 * Has every newest run follow the days of the overrides: one whose last day is over ends, one whose first day has come
 * begins. Returns the features that were computed again, by district; nothing where all is as it should be.
 */
export async function endOverrides(
	db: Database,
	who: Who,
	today = localDay(new Date())
): Promise<{ district: string; features: string[] }[]> {
	const { rows } = await db.query<{ code: string }>('select code from district order by code');
	const ended: { district: string; features: string[] }[] = [];
	for (const { code: district } of rows) {
		const features = await outOfDate(db, district, today);
		if (features.length === 0) continue;
		await amendFeatures(db, who, district, features, { today });
		ended.push({ district, features });
	}
	return ended;
}

/** Features whose newest assessment stands on another override than the one in force on the day. */
async function outOfDate(db: Queryable, district: string, today: string): Promise<string[]> {
	const run = await latestRun(db, district);
	if (run === null) return [];
	const holding = inForce(await readOverrides(db, district), today);
	const { rows } = await db.query<{ feature: string; override_id: number | null }>(
		`select f.id as feature, a.override_id
		from feature f
		left join assessment a on a.district = f.district and a.run = $2::bigint and a.feature = f.id
		where f.district = $1 and (f.id = any($3::text[])
			or f.id in (select feature from assessment where district = $1 and run = $2::bigint and override_id is not null))
		order by f.id`,
		[district, run, [...holding.keys()]]
	);
	return rows
		.filter(({ feature, override_id }) => override_id !== (holding.get(feature)?.id ?? null))
		.map(({ feature }) => feature);
}
