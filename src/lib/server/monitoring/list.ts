import type { Some } from '../../api.ts';
import { TAG_STATES, type TagState } from '../../risk/alerts/alarm.ts';
import { subjectOf } from '../../risk/alerts/raised.ts';
import type { LayerId } from '../../risk/layer.ts';
import type { TagItem } from '../../wall/api.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';

interface Row {
	feature: string;
	layer: LayerId;
	name: string | null;
	tag: string;
	kind: TagItem['kind'];
	state: TagState;
	value: number | null;
	unit: string | null;
	at: Date;
	since: Date;
}

/** The tags of features that are seen whose newest state is not normal, the newest first, with the warning that lasts. */
export async function listTags(db: Queryable, sight: Sight, district: string, limit: number): Promise<Some<TagItem>> {
	const params: unknown[] = [district];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const seen = seenCondition(sight, district, { district: 'f.district', id: 'f.id', layer: 'f.layer' }, bind);
	const from = `monitored_tag m join feature f on f.district = m.district and f.id = m.feature
		where m.district = $1 and m.state <> 'normal' and ${seen}`;
	const count = await db.query<{ total: number }>(`select count(*) as total from ${from}`, [...params], 1);
	const { rows } = await db.query<Row>(
		`select m.feature, f.layer, f.name, m.tag, m.kind, m.state, m.value, m.unit, m.at, m.since from ${from}
		order by m.at desc, m.feature, m.tag limit ${bind(limit)}::integer`,
		params
	);
	const warnings = await warningsOf(db, district, rows);
	return { total: count.rows[0].total, items: rows.map((row) => itemOf(row, sight, warnings)) };
}

type Warnings = ReadonlyMap<string, { id: number; level: 'red' | 'orange' }>;

async function warningsOf(db: Queryable, district: string, tags: readonly Row[]): Promise<Warnings> {
	const { rows } = await db.query<{ subject: string; id: number; level: 'red' | 'orange' }>(
		'select subject, id, level from alert where district = $1 and ended_at is null and subject = any($2::text[])',
		[district, tags.flatMap(subjectsOf)]
	);
	return new Map(rows.map(({ subject, id, level }) => [subject, { id, level }]));
}

/** A fault leaves the warning that was there, so the state alone does not name it. */
function subjectsOf({ feature, tag }: Row): string[] {
	return TAG_STATES.map((state) => subjectOf.alarm(feature, tag, state));
}

function itemOf(row: Row, { tiers }: Sight, warnings: Warnings): TagItem {
	const warning = subjectsOf(row).flatMap((subject) => warnings.get(subject) ?? [])[0];
	return {
		feature: { id: row.feature, layer: row.layer, name: row.name },
		tag: row.tag,
		kind: row.kind,
		state: row.state,
		// How much is stored is disclosed as an inventory is.
		value: tiers.has('inventory') ? row.value : null,
		unit: row.unit,
		at: row.at.toISOString(),
		since: row.since.toISOString(),
		warning: warning?.level ?? null,
		alert: warning?.id ?? null
	};
}
