import type { PhotoNote, VisitFields, VisitOrder, VisitState } from '../../rounds/api.ts';
import { seenWithUnit, subdistrictsOf } from '../access/seen-with-unit.ts';
import type { Sight } from '../access/sight.ts';
import type { Who } from '../access/who.ts';
import type { Queryable } from '../db/database.ts';

/** A visit as it stands after one of its versions, whole: what its history keeps. */
export interface StoredVisit {
	feature: string;
	round: string | null;
	state: VisitState;
	checklist: VisitOrder['checklist'];
	fields: VisitFields;
	startedAt: string;
	handedInAt: string | null;
	place: VisitOrder['place'];
	photos: PhotoNote[];
}

/** Who wrote a version, and when. */
export interface Written {
	version: number;
	byId: string;
	byName: string;
	at: Date;
}

interface VisitRow {
	feature: string;
	round: string | null;
	state: VisitState;
	checklist: VisitOrder['checklist'];
	fields: VisitFields;
	started_at: Date;
	handed_in_at: Date | null;
	place: VisitOrder['place'];
	photos: PhotoNote[];
	version: number;
	by_id: string;
	by_name: string;
	at: Date;
}

/** The columns of `visit v`. */
export const COLUMNS = `v.id, v.feature, v.round, v.state, v.checklist, v.fields, v.started_at, v.handed_in_at, v.place,
	v.photos, v.version, v.by_id, v.by_name, v.at`;

export function visitOf(row: VisitRow): StoredVisit & Written {
	return {
		feature: row.feature,
		round: row.round,
		state: row.state,
		checklist: row.checklist,
		fields: row.fields,
		startedAt: row.started_at.toISOString(),
		handedInAt: row.handed_in_at?.toISOString() ?? null,
		place: row.place,
		photos: row.photos,
		version: row.version,
		byId: row.by_id,
		byName: row.by_name,
		at: row.at
	};
}

/** The visit of an id, and whether it is seen; `null` where there is none. */
export async function findVisit(
	tx: Queryable,
	sight: Sight,
	district: string,
	id: string
): Promise<(StoredVisit & Written & { isSeen: boolean }) | null> {
	const params: unknown[] = [district, id];
	const seen = seenWithUnit(sight, district, 'v', (value) => `$${params.push(value)}`);
	const { rows } = await tx.query<VisitRow & { is_seen: boolean }>(
		`select ${COLUMNS}, ${seen} as is_seen from visit v where v.district = $1 and v.id = $2::uuid`,
		params
	);
	return rows.length === 0 ? null : { ...visitOf(rows[0]), isSeen: rows[0].is_seen };
}

/** The fields of a visit and its photos as they stood after a version. Throws where there is no such version. */
export async function versionOf(tx: Queryable, district: string, id: string, version: number): Promise<StoredVisit> {
	const { rows } = await tx.query<{ visit_then: StoredVisit }>(
		'select visit_then from visit_version where district = $1 and visit = $2::uuid and version = $3::integer',
		[district, id, version],
		1
	);
	return rows[0].visit_then;
}

/** Of the stop that a visit is made at, for a feature that was taken away since. */
const OF_STOP = `coalesce(
	(select s.subdistricts from round_stop s where s.district = $1 and s.visit = $2::uuid), '{}'::text[])`;

/** Stores what a visit has become, and adds it to its history. */
export async function storeVisit(
	tx: Queryable,
	who: Who,
	{ district, id, version, sending }: { district: string; id: string; version: number; sending: string },
	visit: StoredVisit,
	{ content, merged, at }: { content: string; merged: readonly string[]; at: Date }
): Promise<void> {
	await tx.query(
		`insert into visit (district, id, feature, subdistricts, round, version, state, checklist, fields, started_at,
			handed_in_at, place, photos, by_id, by_name, at)
		values ($1, $2::uuid, $3, ${subdistrictsOf('$1', '$3', OF_STOP)}, $4::uuid, $5::integer, $6, $7::text::jsonb, $8::text::jsonb,
			$9, $10, $11::text::jsonb, $12::text::jsonb, $13, $14, $15)
		on conflict (district, id) do update set version = excluded.version, state = excluded.state,
			subdistricts = ${subdistrictsOf('$1', '$3', 'visit.subdistricts')},
			checklist = excluded.checklist, fields = excluded.fields, started_at = excluded.started_at,
			handed_in_at = excluded.handed_in_at, place = excluded.place, photos = excluded.photos,
			by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`,
		[
			district,
			id,
			visit.feature,
			visit.round,
			version,
			visit.state,
			JSON.stringify(visit.checklist),
			JSON.stringify(visit.fields),
			visit.startedAt,
			visit.handedInAt,
			visit.place && JSON.stringify(visit.place),
			JSON.stringify(visit.photos),
			who.id,
			who.name,
			at
		],
		1
	);
	await tx.query(
		`insert into visit_version (district, visit, version, sending, content_sha256, visit_then, merged, by_kind, by_id,
			by_name, at)
		values ($1, $2::uuid, $3::integer, $4::uuid, $5, $6::text::jsonb, $7::text::jsonb, $8, $9, $10, $11)`,
		[
			district,
			id,
			version,
			sending,
			content,
			JSON.stringify(visit),
			JSON.stringify(merged),
			who.kind,
			who.id,
			who.name,
			at
		],
		1
	);
}
