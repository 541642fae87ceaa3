import type { DistrictInfo } from '../api.ts';
import type { LayerId } from '../risk/layer.ts';
import { SHIPPED } from '../risk/rule-set.ts';
import type { Queryable } from './db/database.ts';

/** Every district with what it holds. */
export async function listDistricts(db: Queryable): Promise<DistrictInfo[]> {
	const { rows } = await db.query<{
		code: string;
		name: string;
		metric_srid: number;
		fictional: boolean;
		version: number;
		rules_version: string | null;
		west: number | null;
		south: number;
		east: number;
		north: number;
		counts: DistrictInfo['counts'] | null;
	}>(
		`with held as (
			select district, layer, count(*) as features, ST_Extent(geom) as box from feature group by district, layer
		)
		select d.code, d.name, d.metric_srid, d.fictional, d.version, d.rules_version,
			min(ST_XMin(h.box)) as west, min(ST_YMin(h.box)) as south,
			max(ST_XMax(h.box)) as east, max(ST_YMax(h.box)) as north,
			jsonb_object_agg(h.layer, h.features) filter (where h.layer is not null) as counts
		from district d left join held h on h.district = d.code
		group by d.code order by d.code`
	);
	return rows.map((row) => ({
		code: row.code,
		name: row.name,
		metricSrid: row.metric_srid,
		fictional: row.fictional,
		version: row.version,
		rulesVersion: row.rules_version ?? SHIPPED.version,
		bbox: row.west === null ? null : [row.west, row.south, row.east, row.north],
		counts: (row.counts ?? {}) as Partial<Record<LayerId, number>>
	}));
}

/** The district that commands and pages mean when they name none: the one last imported into; `null` with none. */
export async function currentDistrict(db: Queryable): Promise<string | null> {
	const { rows } = await db.query<{ code: string }>(
		`select d.code from district d left join setting s on s.key = 'current_district' and s.value = to_jsonb(d.code)
		order by s.key is null, d.code limit 1`
	);
	return rows[0]?.code ?? null;
}
