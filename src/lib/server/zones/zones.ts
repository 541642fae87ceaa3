import type { Geometry } from 'geojson';
import type { Level } from '../../risk/level.ts';
import { seenAmong } from '../access/seen-among.ts';
import type { Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';

/** One zone of a run as GeoJSON: cells of one level, joined and clipped to the district. */
export interface ZoneFeature {
	type: 'Feature';
	id: number;
	geometry: Geometry;
	properties: { zone: number; level: Level | null; areaM2: number; features: string[] };
}

export interface ZoneCollection {
	type: 'FeatureCollection';
	features: ZoneFeature[];
}

/**
 * The zones of a run, WGS 84 longitude and latitude, not assessed among them (`level` null). Everybody sees the colours of
 * the whole district; of the features that made a zone, those that are seen are named.
 */
export async function readZones(db: Queryable, sight: Sight, district: string, run: number): Promise<ZoneCollection> {
	const { rows } = await db.query<{
		id: number;
		level: Level | null;
		area_m2: number;
		features: string[];
		geometry: string;
	}>(
		`select id, level, area_m2, features, ST_AsGeoJSON(geom, 7) as geometry
		from zone where district = $1 and run = $2 order by id`,
		[district, run]
	);
	const seen = await seenAmong(
		db,
		sight,
		district,
		rows.flatMap(({ features }) => features)
	);
	return {
		type: 'FeatureCollection',
		features: rows.map((row) => ({
			type: 'Feature',
			id: row.id,
			geometry: JSON.parse(row.geometry) as Geometry,
			properties: {
				zone: row.id,
				level: row.level,
				areaM2: row.area_m2,
				features: row.features.filter((id) => seen.has(id))
			}
		}))
	};
}
