import type { LayerId } from '../../risk/layer.ts';
import type { Queryable } from '../db/database.ts';

export interface NearQuery {
	district: string;
	/** Any of these. */
	layers: readonly LayerId[];
	to: LayerId;
	/** Metres, inclusive to the millimetre. */
	withinM: number;
	/** Attributes that the features of `to` must have. */
	where: Record<string, string>;
}

export interface NearItem {
	id: string;
	name: string | null;
	/** Distance to the nearest of the features of `to`, metres rounded to the millimetre. */
	distanceM: number;
	nearest: string;
}

/** Features of some layers within a distance of those of another, nearest first, measured in the metric plane. */
export async function findNear(db: Queryable, query: NearQuery): Promise<NearItem[]> {
	const params: unknown[] = [query.district, query.layers, query.to, query.withinM];
	const conditions = Object.entries(query.where).map(([key, value]) => {
		return ` and t.attributes ->> $${params.push(key)}::text = $${params.push(value)}::text`;
	});
	const { rows } = await db.query<{ id: string; name: string | null; distance_m: number; nearest: string }>(
		`select distinct on (f.id) f.id, f.name, ST_Distance(f.geom_m, t.geom_m) as distance_m, t.id as nearest
		from feature t
		join feature f on f.district = t.district and f.layer = any($2::text[]) and f.id <> t.id
			and ST_DWithin(f.geom_m, t.geom_m, $4::double precision + 0.0005)
		where t.district = $1 and t.layer = $3${conditions.join('')}
		order by f.id, distance_m, t.id`,
		params
	);
	return rows
		.map((row) => ({
			id: row.id,
			name: row.name,
			distanceM: Math.round(row.distance_m * 1000) / 1000,
			nearest: row.nearest
		}))
		.filter((item) => item.distanceM <= query.withinM)
		.sort((a, b) => a.distanceM - b.distanceM);
}
