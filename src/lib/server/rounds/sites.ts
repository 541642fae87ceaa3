import { planeOf } from '../../geo/plane.ts';
import { daysBetween, districtDay } from '../../risk/dangers/district-day.ts';
import type { LayerId } from '../../risk/layer.ts';
import { LAYERS } from '../../risk/layers/registry.ts';
import type { Level } from '../../risk/level.ts';
import type { RoundSite } from '../../risk/rounds/urgency.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import { overdueSql } from '../dangers/list.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';
import { latestRun } from '../runs/latest.ts';
import { lastVisits } from '../visits/last-visits.ts';

/** A feature that a round may come to. */
export interface PlannedSite extends RoundSite {
	layer: LayerId;
	lng: number;
	lat: number;
}

/** Layers whose register asks when a unit was last inspected: today's worst are of these. */
const INSPECTED = LAYERS.filter(({ attributes }) => attributes.some(({ key }) => key === 'lastInspected')).map(
	({ id }) => id
);

/**
 * What may be visited: the features of these ids that are seen; with `null` every unit that is seen of a layer that is
 * inspected, and that the newest run graded or has an open danger. `day`: that of the round, to which visits are held.
 */
export async function readSites(
	tx: Queryable,
	sight: Sight,
	{ district, ids, day, now }: { district: string; ids: readonly string[] | null; day: string; now: Date },
	rules: RuleSet
): Promise<PlannedSite[]> {
	const params: unknown[] = [district, (await latestRun(tx, district)) ?? 0];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const seen = seenCondition(sight, district, { district: 'f.district', id: 'f.id', layer: 'f.layer' }, bind);
	const overdue = overdueSql(districtDay(now, rules), rules, bind);
	const which =
		ids === null
			? `f.layer = any(${bind(INSPECTED)}::text[]) and (a.feature is not null or d.feature is not null)`
			: `f.id = any(${bind(ids)}::text[])`;
	const { rows } = await tx.query<Row>(
		`select f.id, f.layer, f.name, a.level, ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat,
			coalesce(d.open, 0) as open, coalesce(d.overdue, 0) as overdue, place.metric_srid
		from feature f
		join district place on place.code = f.district
		left join assessment a on a.district = f.district and a.run = $2::bigint and a.feature = f.id
		left join (
			select d.feature, count(*) as open, count(*) filter (where ${overdue}) as overdue
			from danger d where d.district = $1 and d.state <> 'closed' group by d.feature
		) d on d.feature = f.id
		where f.district = $1 and ${which} and ${seen} order by f.id`,
		params
	);
	const visited = await lastVisits(tx, district, ids);
	return rows.map((row) => {
		const [x, y] = planeOf(row.metric_srid).project(row.lng, row.lat);
		const last = visited.get(row.id)?.day ?? null;
		return {
			id: row.id,
			name: row.name,
			layer: row.layer,
			x,
			y,
			lng: row.lng,
			lat: row.lat,
			level: row.level,
			daysSinceVisit: last === null ? null : Math.max(0, daysBetween(last, day)),
			dangersOpen: row.open,
			dangersOverdue: row.overdue
		};
	});
}

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	lng: number;
	lat: number;
	open: number;
	overdue: number;
	metric_srid: number;
}
