import type { Geometry } from 'geojson';
import type { FeatureDetail } from '../../api.ts';
import type { Attributes } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Reason } from '../../risk/reason.ts';
import type { Queryable } from '../db/database.ts';
import { listFindings } from '../findings/list.ts';
import { latestRun } from '../runs/latest.ts';
import { listFeatures } from './list.ts';

interface Row {
	geometry: string;
	west: number;
	south: number;
	east: number;
	north: number;
	accuracy_m: number | null;
	attributes: Attributes;
	reasons: Reason[] | null;
	missing: string[] | null;
	radius_m: number | null;
	influence: Omit<NonNullable<FeatureDetail['influence']>, 'radiusM'> | null;
	batch: number;
	row_number: number;
	file: string;
	crs: string;
	landed_at: Date;
}

/** How many findings a feature's page carries; the list of findings has the rest. */
const FINDINGS = 200;

/** Everything known of one feature; `null` when the district has no feature of that id. */
export async function readFeature(db: Queryable, district: string, id: string): Promise<FeatureDetail | null> {
	const [item] = (await listFeatures(db, { district, id, limit: 1 })).items;
	if (item === undefined) return null;
	const run = await latestRun(db, district);
	const findings = await listFindings(db, { district, feature: id, limit: FINDINGS });
	const { rows } = await db.query<Row>(
		`select ST_AsGeoJSON(f.geom, 9) as geometry,
			ST_XMin(f.geom) as west, ST_YMin(f.geom) as south, ST_XMax(f.geom) as east, ST_YMax(f.geom) as north,
			f.accuracy_m, f.attributes, a.reasons, a.missing, a.radius_m, a.influence,
			f.batch, f.row_number, b.file, b.crs, b.landed_at
		from feature f
		join batch b on b.district = f.district and b.id = f.batch
		left join assessment a on a.district = f.district and a.run = $3 and a.feature = f.id
		where f.district = $1 and f.id = $2`,
		[district, id, run ?? 0],
		1
	);
	const [row] = rows;
	const layer = layerOf(item.layer);
	// A feature that the run did not keep (most buildings were never appraised) still says what it lacks.
	const fresh =
		row.reasons === null && layer.grade !== null
			? layer.grade(row.attributes, { findings: [], today: new Date().toISOString().slice(0, 10) })
			: null;
	return {
		...item,
		missing: row.missing ?? fresh?.missing ?? [],
		geometry: JSON.parse(row.geometry) as Geometry,
		bbox: [row.west, row.south, row.east, row.north],
		accuracyM: row.accuracy_m,
		attributes: layer.attributes
			.filter((attribute) => attribute.key in row.attributes)
			.map((attribute) => {
				const value = row.attributes[attribute.key];
				const choice = attribute.choices?.find((one) => one.value === value);
				return {
					key: attribute.key,
					name: attribute.name,
					unit: attribute.unit ?? null,
					value,
					text: choice?.name ?? null
				};
			}),
		reasons: row.reasons ?? fresh?.reasons ?? [],
		influence: row.influence === null || row.radius_m === null ? null : { radiusM: row.radius_m, ...row.influence },
		findings: findings.items,
		findingsTotal: findings.total,
		source: {
			batch: row.batch,
			file: row.file,
			row: row.row_number,
			crs: row.crs,
			landedAt: row.landed_at.toISOString()
		}
	};
}
