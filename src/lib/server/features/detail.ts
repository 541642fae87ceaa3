import type { Geometry } from 'geojson';
import type { FeatureDetail } from '../../api.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import type { Attributes } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { gradeFeature } from '../../risk/grade-feature.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Reason } from '../../risk/reason.ts';
import type { Queryable } from '../db/database.ts';
import { listFindings } from '../findings/list.ts';
import { localDay } from '../local-day.ts';
import { currentOverride } from '../overrides/list.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { segmentsOf } from '../segments/list.ts';
import { listFeatures } from './list.ts';
import { UPDATED_AT } from './updated-at.ts';

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
	computed_level: Level | null;
	exposure: Exposure | null;
	hca: Omit<PipelineHca, 'segments'> | null;
	updated_at: string;
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
			a.computed_level, a.exposure, a.hca,
			${UPDATED_AT} as updated_at,
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
			? gradeFeature(layer, row.attributes, {
					rules: await currentRuleSet(db, district),
					today: localDay(new Date()),
					findings: null,
					hca: null,
					exposure: null,
					override: null
				})
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
		computedLevel: row.computed_level,
		override: await currentOverride(db, district, id),
		exposure: row.exposure,
		hca: row.hca === null || run === null ? null : { ...row.hca, segments: await segmentsOf(db, district, run, id) },
		updatedAt: row.updated_at,
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
