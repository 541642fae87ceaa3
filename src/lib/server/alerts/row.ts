import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import type { Reason } from '../../risk/reason.ts';
import type { Words } from '../../risk/words.ts';
import type { TagState } from '../../risk/alerts/alarm.ts';
import type { Gathered } from '../../risk/alerts/gather.ts';
import type { Told } from '../../risk/alerts/raised.ts';
import type { AlertLevel, Step } from '../../risk/alerts/table.ts';
import type { Queryable } from '../db/database.ts';

/** What the words of an alert are made of. */
export interface Facts {
	level: { before: Level | null; reason: Reason | null; exposure: Told | null };
	violation: { name: Words; measuredM: number | null; requiredM: number | null };
	danger: { reason: Reason };
	alarm: { tag: string; state: TagState; value: number | null; unit: string | null; at: string };
	many: Omit<Gathered, 'level'> & { isRun: boolean };
}
export type AlertKind = keyof Facts;

/** An alert as it is stored, with what decides who sees how much of it. */
export type AlertRow = {
	district: string;
	id: number;
	level: AlertLevel;
	feature: string | null;
	layer: LayerId | null;
	name: string | null;
	lng: number | null;
	lat: number | null;
	target: string | null;
	target_layer: LayerId | null;
	target_name: string | null;
	target_lng: number | null;
	target_lat: number | null;
	clause: string | null;
	raised_at: Date;
	seen_at: Date | null;
	seen_on: string | null;
	acknowledged_at: Date | null;
	acknowledged_by: string | null;
	note: string | null;
	steps: Step[];
	step: number;
	next_at: Date | null;
	ended_at: Date | null;
	/** Name of the subdistrict. */
	subdistrict_name: string | null;
	/** Attributes of the two features as they are now; null: not there any more. */
	attributes: Attributes | null;
	target_attributes: Attributes | null;
	/** The subdistricts that the two features touch. */
	places: string[];
	target_places: string[];
} & { [Kind in AlertKind]: { kind: Kind; facts: Facts[Kind] } }[AlertKind];

/** Columns and tables of an AlertRow. */
export const ALERT_ROW = `a.district, a.id, a.kind, a.level, a.feature, a.layer, a.name, a.lng, a.lat, a.target, a.target_layer,
	a.target_name, a.target_lng, a.target_lat, a.clause, a.facts, a.raised_at, a.seen_at, a.seen_on, a.acknowledged_at,
	a.acknowledged_by, a.note, a.steps, a.step, a.next_at, a.ended_at, s.name as subdistrict_name, f.attributes,
	t.attributes as target_attributes,
	array(select p.subdistrict from feature_place p where p.district = a.district and p.feature = a.feature) as places,
	array(select p.subdistrict from feature_place p where p.district = a.district and p.feature = a.target) as target_places
	from alert a
	left join feature f on f.district = a.district and f.id = a.feature
	left join feature t on t.district = a.district and t.id = a.target
	left join feature s on s.district = a.district and s.id = a.subdistrict`;

/** Alerts of a district by their ids, in the order of these. */
export async function readAlertRows(db: Queryable, district: string, ids: readonly number[]): Promise<AlertRow[]> {
	const { rows } = await db.query<AlertRow>(
		`select ${ALERT_ROW} where a.district = $1 and a.id = any($2::bigint[]) order by array_position($2::bigint[], a.id)`,
		[district, ids]
	);
	return rows;
}
