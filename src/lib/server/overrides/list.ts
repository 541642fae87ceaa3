import type { OverrideItem } from '../../api.ts';
import type { Level } from '../../risk/level.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { localDay } from '../local-day.ts';
import { latestRun } from '../runs/latest.ts';
import { overrideOf, type OverrideRow } from './read.ts';

interface Row extends OverrideRow {
	made_by: string | null;
	made_at: Date;
	withdrawn_at: Date | null;
	name: string | null;
	computed_level: Level | null;
}

export interface OverrideFilter {
	district: string;
	feature?: string;
	id?: number;
}

/** Every override of features that are seen, or of one, the last made first: also those that ended or were withdrawn. */
export async function listOverrides(
	db: Queryable,
	sight: Sight,
	{ district, feature, id }: OverrideFilter,
	today = localDay(new Date())
): Promise<OverrideItem[]> {
	const run = await latestRun(db, district);
	const params: unknown[] = [district, run ?? 0, feature ?? null, id ?? null];
	const columns = { district: 'o.district', id: 'o.feature', layer: `split_part(o.feature, '/', 1)` };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<Row>(
		`select o.id, o.feature, o.level, o.reason, o.approver, o.evidence, o.valid_from, o.valid_until, o.made_by, o.made_at,
			o.withdrawn_at, f.name, a.computed_level
		from level_override o
		left join feature f on f.district = o.district and f.id = o.feature
		left join assessment a on a.district = o.district and a.run = $2::bigint and a.feature = o.feature
		where o.district = $1 and ($3::text is null or o.feature = $3::text) and ($4::bigint is null or o.id = $4::bigint)
			and ${seen}
		order by o.id desc`,
		params
	);
	return rows.map((row) => ({
		...overrideOf(row),
		featureName: row.name,
		computedLevel: row.computed_level,
		status: statusOf(row, today),
		madeAt: row.made_at.toISOString(),
		madeBy: row.made_by
	}));
}

/** The override of a feature that holds on the day (of several the last made), else the one that comes next. */
export async function currentOverride(
	db: Queryable,
	sight: Sight,
	district: string,
	feature: string,
	today = localDay(new Date())
): Promise<OverrideItem | null> {
	const all = await listOverrides(db, sight, { district, feature }, today);
	const coming = all.filter(({ status }) => status === 'coming').sort((a, b) => (a.from < b.from ? -1 : 1));
	return all.find(({ status }) => status === 'holds') ?? coming[0] ?? null;
}

function statusOf({ withdrawn_at, valid_from, valid_until }: Row, today: string): OverrideItem['status'] {
	if (withdrawn_at !== null) return 'withdrawn';
	if (today < valid_from) return 'coming';
	return today <= valid_until ? 'holds' : 'ended';
}
