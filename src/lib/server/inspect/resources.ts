import type { ResourceNear } from '../../inspect/api.ts';
import type { Attributes } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { seenAttributes, seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { POINT_ON } from '../features/list.ts';

const LAYER = 'emergency_resource';

/** The emergency resources nearest to a feature, measured in the metric plane, nearest first. */
export async function nearestResources(
	db: Queryable,
	sight: Sight,
	district: string,
	id: string,
	most: number
): Promise<ResourceNear[]> {
	const params: unknown[] = [district, id, LAYER, most];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{
		id: string;
		name: string | null;
		attributes: Attributes;
		distance_m: number;
		lng: number;
		lat: number;
	}>(
		`select f.id, f.name, f.attributes, ST_Distance(f.geom_m, here.geom_m) as distance_m,
			ST_X(${POINT_ON}) as lng, ST_Y(${POINT_ON}) as lat
		from feature here join feature f on f.district = here.district and f.layer = $3 and f.id <> here.id
		where here.district = $1 and here.id = $2 and ${seen}
		order by distance_m, f.id limit $4::integer`,
		params
	);
	const kinds = layerOf(LAYER).attributes.find(({ key }) => key === 'kind')?.choices;
	return rows.map(({ id: resource, name, attributes, distance_m, lng, lat }) => {
		const told = seenAttributes(sight, LAYER, attributes);
		return {
			id: resource,
			name,
			kind: kinds?.find(({ value }) => value === told.kind)?.name ?? null,
			holds: textOf(told.holds),
			phone: textOf(told.phone),
			distanceM: Math.round(distance_m * 1000) / 1000,
			at: [lng, lat]
		};
	});
}

function textOf(value: Attributes[string] | undefined): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
