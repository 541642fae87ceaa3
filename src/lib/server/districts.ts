import type { DistrictInfo } from '../api.ts';
import type { LayerId } from '../risk/layer.ts';
import { SHIPPED } from '../risk/rule-set.ts';
import { GROUND } from '../access/tiers.ts';
import { seenCondition, seesAllRows, type Sight } from './access/sight.ts';
import type { Queryable } from './db/database.ts';

interface Held {
	west: number | null;
	south: number;
	east: number;
	north: number;
	counts: DistrictInfo['counts'] | null;
}

/** Every district with what it holds that is seen, or the one of a code; none where there is none. */
export async function listDistricts(db: Queryable, sight: Sight, code?: string): Promise<DistrictInfo[]> {
	const { rows } = await db.query<{
		code: string;
		name: string;
		metric_srid: number;
		fictional: boolean;
		version: number;
		rules_version: string | null;
	}>(
		`select code, name, metric_srid, fictional, version, rules_version from district
		where $1::text is null or code = $1 order by code`,
		[code ?? null]
	);
	const districts: DistrictInfo[] = [];
	for (const row of rows) {
		const { counts, west, south, east, north } = await readHeld(db, sight, row.code);
		districts.push({
			code: row.code,
			name: row.name,
			metricSrid: row.metric_srid,
			fictional: row.fictional,
			version: row.version,
			rulesVersion: row.rules_version ?? SHIPPED.version,
			bbox: west === null ? null : [west, south, east, north],
			counts: (counts ?? {}) as Partial<Record<LayerId, number>>
		});
	}
	return districts;
}

/**
 * What is seen of a district, by layer, and its box. Where rows are narrowed that is the box of one's own: the ground, which
 * everybody sees, reaches across the whole district.
 */
async function readHeld(db: Queryable, sight: Sight, district: string): Promise<Held> {
	const params: unknown[] = [district];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, bind);
	const own = seesAllRows(sight) ? 'true' : `not f.layer = any(${bind(GROUND)}::text[])`;
	const { rows } = await db.query<Held>(
		`with held as (
			select layer, count(*) as features, ST_Extent(geom) filter (where ${own}) as box
			from feature f where f.district = $1 and ${seen} group by layer
		)
		select min(ST_XMin(box)) as west, min(ST_YMin(box)) as south, max(ST_XMax(box)) as east, max(ST_YMax(box)) as north,
			jsonb_object_agg(layer, features) as counts
		from held`,
		params,
		1
	);
	return rows[0];
}

/** The district that commands and pages mean when they name none: the one last imported into; `null` with none. */
export async function currentDistrict(db: Queryable): Promise<string | null> {
	const { rows } = await db.query<{ code: string }>(
		`select d.code from district d left join setting s on s.key = 'current_district' and s.value = to_jsonb(d.code)
		order by s.key is null, d.code limit 1`
	);
	return rows[0]?.code ?? null;
}
