import type { DangerItem } from '../../dangers/api.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { VisitDetail, VisitPage, VisitRead, VisitSaved } from '../../rounds/api.ts';
import { seenWithUnit } from '../access/seen-with-unit.ts';
import type { Bind, Sight } from '../access/sight.ts';
import { dangersOf } from '../dangers/of.ts';
import type { Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { MOST_SITES } from '../rounds/order.ts';
import { readRuleSet } from '../rules/rule-sets.ts';
import { checklistOfId } from './checklist-of.ts';
import { nameOfVisitField } from './conflict.ts';
import { COLUMNS, findVisit, visitOf, type StoredVisit, type Written } from './row.ts';
import { noVisit, seenVisitFields } from './seen.ts';

/** A visit with what was asked. Throws an AnswerError 404. */
export async function readVisit(db: Queryable, sight: Sight, district: string, id: string): Promise<VisitRead> {
	const visit = await findVisit(db, sight, district, id);
	if (visit === null || !visit.isSeen) throw noVisit(id);
	const dangers = await dangersOf(db, sight, district, 'visit', [id]);
	const { name, attributes } = await unitOf(db, district, visit.feature);
	return {
		...detailOf(visit, { district, id, name, dangers: dangers.get(id) ?? [] }, sight),
		asked: await askedOf(db, visit, attributes)
	};
}

/** A visit as it stood after a sending, and what was merged into it: what whoever sends it again is answered again. */
export async function readSaved(
	db: Queryable,
	sight: Sight,
	district: string,
	id: string,
	sending: string
): Promise<VisitSaved> {
	const { rows } = await db.query<VersionRow>(
		`select version, visit_then, merged, by_id, by_name, at from visit_version
		where district = $1 and visit = $2::uuid and sending = $3::uuid`,
		[district, id, sending],
		1
	);
	const [{ version, visit_then: visit, merged, by_id: byId, by_name: byName, at }] = rows;
	const dangers = await dangersOf(db, sight, district, 'visit', [id]);
	const { name, attributes } = await unitOf(db, district, visit.feature);
	const asked = await askedOf(db, visit, attributes);
	return {
		...detailOf({ ...visit, version, byId, byName, at }, { district, id, name, dangers: dangers.get(id) ?? [] }, sight),
		merged: merged.map((field) => ({ field, name: nameOfVisitField(field, asked) }))
	};
}

interface VersionRow {
	version: number;
	visit_then: StoredVisit;
	merged: string[];
	by_id: string;
	by_name: string;
	at: Date;
}

/** Visits of a district that are seen, the newest first. */
export async function listVisits(
	db: Queryable,
	sight: Sight,
	{ limit, after, ...filter }: { district: string; feature?: string; round?: string; limit: number; after?: string }
): Promise<VisitPage> {
	const { district, feature, round } = filter;
	const params: unknown[] = [district, feature ?? null, round ?? null];
	const bind: Bind = (value) => `$${params.push(value)}`;
	const where = `v.district = $1 and ($2::text is null or v.feature = $2) and ($3::uuid is null or v.round = $3::uuid)
		and ${seenWithUnit(sight, district, 'v', bind)}`;
	const counted = await db.query<{ total: number }>(`select count(*) as total from visit v where ${where}`, params, 1);
	const from = after === undefined ? 'true' : `(v.at, v.id) < (${cursorOf(after, bind)})`;
	const { rows } = await db.query<Parameters<typeof visitOf>[0] & { id: string; name: string | null }>(
		`select ${COLUMNS}, f.name from visit v left join feature f on f.district = v.district and f.id = v.feature
		where ${where} and ${from} order by v.at desc, v.id desc limit ${bind(limit + 1)}::integer`,
		params
	);
	const shown = rows.slice(0, limit);
	const ids = shown.map(({ id }) => id);
	const dangers = await dangersOf(db, sight, district, 'visit', ids);
	const last = shown.at(-1);
	return {
		items: shown.map((row) => {
			const { id, name } = row;
			return detailOf(visitOf(row), { district, id, name, dangers: dangers.get(id) ?? [] }, sight);
		}),
		next: rows.length > shown.length ? `${last!.at.toISOString()} ${last!.id}` : null,
		total: counted.rows[0].total
	};
}

/** The visits of a round that were begun, whoever made them. */
export async function visitsOfRound(
	db: Queryable,
	sight: Sight,
	district: string,
	round: string
): Promise<VisitDetail[]> {
	const { items } = await listVisits(db, sight, { district, round, limit: MOST_SITES });
	return items;
}

function cursorOf(after: string, bind: Bind): string {
	const [, at, id] = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z) ([0-9a-f-]{36})$/.exec(after) ?? [];
	if (at === undefined) {
		throw new AnswerError(400, 'bad-input', {
			zh: 'after：请用上一页给出的 next。',
			en: 'after: give the `next` of the page before.'
		});
	}
	return `${bind(at)}::timestamptz, ${bind(id)}::uuid`;
}

function detailOf(
	{ byId: _, byName, at, fields, ...visit }: StoredVisit & Written & { isSeen?: boolean },
	{ district, id, name, dangers }: { district: string; id: string; name: string | null; dangers: DangerItem[] },
	sight: Sight
): VisitDetail {
	const { isSeen: __, ...rest } = visit;
	return {
		...rest,
		district,
		id,
		fields: seenVisitFields(sight, fields),
		featureName: name,
		layer: visit.feature.split('/', 1)[0] as LayerId,
		by: sight.tiers.has('persons') ? byName : null,
		at: at.toISOString(),
		dangers
	};
}

async function unitOf(db: Queryable, district: string, feature: string) {
	const { rows } = await db.query<{ name: string | null; attributes: Attributes }>(
		'select name, attributes from feature where district = $1 and id = $2',
		[district, feature]
	);
	return rows[0] ?? { name: null, attributes: {} };
}

/** The checklist of a visit, as its version of the rules has it. */
async function askedOf(db: Queryable, { checklist, startedAt }: StoredVisit, attributes: Attributes) {
	const rules = await readRuleSet(db, checklist.version);
	return checklistOfId(checklist.id, attributes, districtDay(new Date(startedAt), rules), rules);
}
