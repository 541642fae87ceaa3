import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature, Geometry } from 'geojson';
import type { HcaClass } from '../../risk/hca/hca.ts';
import type { LayerId } from '../../risk/layer.ts';
import { codeOf, type Level } from '../../risk/level.ts';
import type { Attributes } from '../../risk/layer.ts';
import { seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { boxOf, type TileAddress } from './address.ts';
import { SEGMENTS_FROM_ZOOM, TILE_CONTENT, type TileContent } from './content.ts';

/** Side of a tile in its own units, and the margin drawn beyond it so that outlines do not show the seams. */
const EXTENT = 4096;
const BUFFER = 80;
/** Pixels of a tile on a screen: what `minPixels` counts in. */
const TILE_PIXELS = 512;

interface Row {
	id: string;
	layer: LayerId;
	name: string | null;
	level: Level | null;
	attributes: Attributes;
	geometry: string;
}

interface SegmentRow {
	pipeline: string;
	id: number;
	level: Level;
	class: HcaClass;
	geometry: string;
}

/**
 * One vector tile (MVT 2) of a district's features that are seen with their levels in a run; empty where nothing lies. Made in
 * TypeScript for both databases, since the embedded one has no encoder (docs/decisions/0004).
 */
export async function makeTile(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	address: TileAddress
): Promise<Uint8Array> {
	const shown = TILE_CONTENT.filter((content) => address.z >= content.fromZoom);
	const [west, south, east, north] = boxOf(address);
	const marginX = ((east - west) * BUFFER) / EXTENT;
	const marginY = ((north - south) * BUFFER) / EXTENT;
	const box = [west - marginX, south - marginY, east + marginX, north + marginY];
	const params: unknown[] = [district, run, ...box];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<Row>(
		`select f.id, f.layer, f.name, a.level, f.attributes, ST_AsGeoJSON(f.geom, 7) as geometry
		from feature f left join assessment a on a.district = f.district and a.run = $2 and a.feature = f.id
		where f.district = $1 and f.geom && ST_MakeEnvelope($3::float8, $4::float8, $5::float8, $6::float8, 4326)
			and ${seen}
			and (${shown.map((content) => condition(content, address.z, (east - west) / TILE_PIXELS, params)).join(' or ')})
		order by f.id`,
		params
	);
	const cut = (features: Feature[]) =>
		geoJSONToTile({ type: 'FeatureCollection', features }, address.z, address.x, address.y, {
			extent: EXTENT,
			buffer: BUFFER,
			tolerance: 2,
			maxZoom: address.z,
			wrap: false,
			clip: true
		});
	const layers: Record<string, ReturnType<typeof geoJSONToTile>> = {};
	for (const content of shown) {
		const features = rows.filter((row) => row.layer === content.layer).map((row) => toFeature(row, content));
		if (features.length > 0) layers[content.layer] = cut(features);
	}
	const segments = address.z >= SEGMENTS_FROM_ZOOM ? await readSegments(db, sight, district, run, box) : [];
	if (segments.length > 0) layers.segment = cut(segments);
	return fromGeojsonVt(layers, { version: 2, extent: EXTENT });
}

/** High consequence areas of a run in a box, the least class first: a higher one is drawn above it. */
async function readSegments(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	box: readonly number[]
): Promise<Feature[]> {
	const params: unknown[] = [district, run, ...box];
	const columns = { district: 's.district', id: 's.pipeline', layer: `'pipeline'` };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<SegmentRow>(
		`select s.pipeline, s.id, s.level, s.class, ST_AsGeoJSON(s.geom, 7) as geometry from segment s
		where s.district = $1 and s.run = $2
			and s.geom && ST_MakeEnvelope($3::float8, $4::float8, $5::float8, $6::float8, 4326) and ${seen}
		order by length(s.class), s.pipeline, s.id`,
		params
	);
	return rows.map(({ pipeline, id, level, class: hcaClass, geometry }) => ({
		type: 'Feature',
		properties: { pipeline, id, level: codeOf(level), class: hcaClass },
		geometry: JSON.parse(geometry) as Geometry
	}));
}

/** The SQL condition by which a layer's features are in a tile of this zoom. */
function condition(content: TileContent, z: number, pixelDegrees: number, params: unknown[]): string {
	const bind = (value: unknown) => `$${params.push(value)}`;
	const all = [`f.layer = ${bind(content.layer)}`];
	if (content.thin && z < content.thin.below) {
		all.push(`f.attributes ->> ${bind(content.thin.attribute)}::text = any(${bind(content.thin.keep)}::text[])`);
	}
	if (content.minPixels && z < content.minPixels.below) {
		const least = bind(content.minPixels.pixels * pixelDegrees);
		all.push(
			`greatest(ST_XMax(f.geom) - ST_XMin(f.geom), ST_YMax(f.geom) - ST_YMin(f.geom)) >= ${least}::double precision`
		);
	}
	return `(${all.join(' and ')})`;
}

function toFeature(row: Row, content: TileContent): Feature {
	const properties: Record<string, string | number | boolean> = { id: row.id, level: codeOf(row.level) };
	if (row.name !== null) properties.name = row.name;
	for (const key of content.attributes) {
		const value = row.attributes[key];
		if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') properties[key] = value;
	}
	return { type: 'Feature', properties, geometry: JSON.parse(row.geometry) as Geometry };
}
